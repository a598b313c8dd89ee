"""What a plan does with every cell, and what changed against today, made from the document and the plan alone."""

from scenarios.explanation.cells import CellAccount, CellLimit, cell_accounts
from scenarios.explanation.explain import Explanation, explain
from scenarios.explanation.story import plan_story

__all__ = ["CellAccount", "CellLimit", "Explanation", "cell_accounts", "explain", "plan_story"]
