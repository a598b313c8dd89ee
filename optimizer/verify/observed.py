"""Whether spend stays within the data behind the curves, where the document asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.verify.violation import Violation, over
from scenarios.document import Scenario
from scenarios.extrapolation import excesses
from scenarios.plan import Allocation


def observed_violations(scenario: Scenario, allocation: Allocation) -> Iterator[Violation]:
    """Periods with more spend than was ever seen, if extrapolation is forbidden."""
    if scenario.objective.extrapolation == "forbid":
        for one in excesses(scenario, allocation):
            subject = (one.campaign, one.channel, str(one.period + 1))
            yield over("cell_unobserved", *subject, level=one.level, limit=one.limit)
