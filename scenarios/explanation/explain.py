"""The explanation of one plan as a value."""

from __future__ import annotations

from typing import Any

from scenarios.document.base import Value
from scenarios.document.scenario import Scenario
from scenarios.explanation.cells import CellAccount, cell_accounts
from scenarios.explanation.story import plan_story
from scenarios.i18n import Language, Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Plan, Statement
from scenarios.today import todays_allocation
from scenarios.valuation import Valuation


class Explanation(Value):
    """Three sentences, every cell's account, and what the plan breaks.

    ``today`` is today's plan on time; ``broken`` are the requirements of the document that a plan given by hand does
    not keep (none for a plan of the optimizer: it would not be shown).
    """

    today: Statement
    sentences: tuple[Message, ...]
    cells: tuple[CellAccount, ...]
    broken: tuple[Message, ...] = ()

    def to_dict(self, language: Language) -> dict[str, Any]:
        """The documented JSON form: money in currency units, sentences in ``language``."""
        return {
            "sentences": [one.render(language) for one in self.sentences],
            "broken": [one.render(language) for one in self.broken],
            "cells": [
                {
                    "campaign": cell.campaign,
                    "channel": cell.channel,
                    "today": cell.today / MINOR_PER_UNIT,
                    "spend": cell.spend / MINOR_PER_UNIT,
                    "revenue": cell.revenue / MINOR_PER_UNIT,
                    "roas": cell.roas,
                    "marginal": cell.marginal,
                    "marginal_net": cell.marginal_net,
                    "limit": cell.limit,
                }
                for cell in self.cells
            ],
        }


def explain(scenario: Scenario, plan: Plan, broken: tuple[Message, ...] = ()) -> Explanation:
    """Explain ``plan`` beside today's; ``broken`` is what a plan given by hand does not keep."""
    today = Valuation(scenario).statement(todays_allocation(scenario))
    launches = plan.schedule.launches if plan.schedule else None
    cells = cell_accounts(scenario, plan.allocation, launches)
    return Explanation(
        today=today, sentences=plan_story(scenario, plan, today, cells), cells=cells, broken=broken
    )
