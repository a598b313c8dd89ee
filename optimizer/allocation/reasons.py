"""Why a campaign does not run, or runs at another time than due: what can be shown, in words.

Reasons are read off the document and the appraisals (`optimizer.allocation.appraisal`); none is guessed. Where no
single reason can be shown, that is what is said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from optimizer.allocation.appraisal import MONEY, RULES, Appraisal, Appraiser
from optimizer.allocation.problem import Candidate, Problem
from optimizer.allocation.split import Split
from scenarios.i18n import Message

Lacking: TypeAlias = Callable[[Candidate, Sequence[int]], dict[str, float]]
"""Hours by skill that would be lacking if a campaign ran with one of some launches beside the plan."""

Values: TypeAlias = dict[str, str | int | float | Mapping[str, str]]

SAME = 1.0
"""Currency units of difference that are no reason."""


class Reasons:
    """Reasons for one split. Without an appraiser only those that the document itself gives."""

    def __init__(self, problem: Problem, split: Split, appraiser: Appraiser | None, lacking: Lacking) -> None:
        self._problem, self._split, self._appraiser, self._lacking = problem, split, appraiser, lacking

    def of(self, candidate: Candidate) -> Message | None:
        """Why the campaign does not run, or not when it is due; None if it runs when due."""
        position = self._split.launches[candidate.index]
        if position is None:
            return self._barred(candidate) or self._unprofitable(candidate)
        due = self._problem.scenario.horizon.period_of(candidate.campaign.due)
        if candidate.launches[position].period == due:
            return None
        return self._moved(candidate, position, due)

    def _barred(self, candidate: Candidate) -> Message | None:
        """What forbids the campaign, whatever it is worth."""
        if not candidate.campaign.registered:
            return Message("allocation.reason.unregistered")
        if not candidate.open:
            return Message("allocation.reason.window")
        for identifier in candidate.campaign.prerequisites:
            other = self._problem.by_campaign[identifier]
            if self._split.launches[other.index] is None:
                return Message("allocation.reason.prerequisite", {"other": other.campaign.name.texts()})
        return None

    def _unprofitable(self, candidate: Candidate) -> Message:
        if self._appraiser is None:
            return Message("allocation.reason.not_chosen")
        alone = self._appraiser.best(candidate, priced=False)
        if alone.gain <= 0:
            return Message("allocation.reason.below_cost", _figures(alone))
        priced = self._appraiser.best(candidate)
        if priced.gain > 0:
            everything = range(len(candidate.launches))
            return self._too_few_hours("lacking", candidate, everything) or Message(
                "allocation.reason.beside", {"gain": round(priced.gain)}
            )
        figures = {**_figures(priced), "price": round(sum(priced.prices.values()))}
        if priced.dearest == MONEY:
            return Message("allocation.reason.money", figures)
        if priced.dearest == RULES:
            return Message("allocation.reason.rules", figures)
        skill = self._problem.requirements.skill_name(priced.dearest)
        dearest = round(priced.prices[priced.dearest])
        return Message("allocation.reason.skill", {**figures, "skill": skill, "dearest": dearest})

    def _moved(self, candidate: Candidate, position: int, due: int) -> Message:
        periods = [launch.period for launch in candidate.launches]
        if due not in periods:
            return Message("allocation.reason.moved_past")
        then = periods.index(due)
        for identifier in candidate.campaign.prerequisites:
            other = self._problem.by_campaign[identifier]
            launch = self._split.launches[other.index]
            if launch is not None and other.launches[launch].target > candidate.launches[then].target:
                return Message("allocation.reason.moved_prerequisite", {"other": other.campaign.name.texts()})
        if self._appraiser is None:
            return Message("allocation.reason.moved")
        chosen, due_then = (self._appraiser.appraise(candidate, one) for one in (position, then))
        return (
            self._advantage(chosen, due_then)
            or self._too_few_hours("moved_lacking", candidate, [then])
            or Message("allocation.reason.moved_same")
        )

    def _too_few_hours(self, key: str, candidate: Candidate, launches: Sequence[int]) -> Message | None:
        """The skill of which most hours would be lacking, if any are."""
        lacking = self._lacking(candidate, launches)
        if not lacking:
            return None
        most = max(sorted(lacking), key=lacking.__getitem__)
        values: Values = {
            "skill": self._problem.requirements.skill_name(most),
            "hours": math.ceil(lacking[most]),
        }
        return Message(f"allocation.reason.{key}", values)

    def _advantage(self, chosen: Appraisal, due: Appraisal) -> Message | None:
        """The part in which the chosen launch is furthest ahead of the due one, at the same prices; None if in none."""
        response = chosen.contribution - due.contribution
        resources = sorted({*chosen.prices, *due.prices})
        saved = {one: due.prices.get(one, 0.0) - chosen.prices.get(one, 0.0) for one in resources}
        best = max(resources, key=saved.__getitem__, default=MONEY)
        amount = saved.get(best, 0.0)
        if chosen.gain - due.gain <= SAME or max(response, amount) <= SAME:
            return None
        if response >= amount:
            return Message("allocation.reason.moved_response", {"amount": round(response)})
        if best == MONEY:
            return Message("allocation.reason.moved_money", {"amount": round(amount)})
        if best == RULES:
            return Message("allocation.reason.moved_rules", {"amount": round(amount)})
        skill = self._problem.requirements.skill_name(best)
        return Message("allocation.reason.moved_skill", {"amount": round(amount), "skill": skill})


def _figures(appraisal: Appraisal) -> dict[str, int]:
    return {"contribution": round(appraisal.contribution), "cost": round(appraisal.cost)}
