"""What is asked about: the preparation of some campaigns on a scenario's people, and which launches are promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import Problem, compile_problem
from scenarios.document.scenario import Scenario
from scenarios.network import Target, Workload, compile_workload
from scenarios.plan import Allocation
from scenarios.valuation import Valuation
from scenarios.worktime import WorkTime


@dataclass(frozen=True)
class Case:
    """Campaigns to be prepared, and those of them that are to be live by their targets.

    With ``timed`` False nothing has to be in time: it is asked whether the promised campaigns can be done at all.
    """

    scenario: Scenario
    targets: Mapping[str, Target]
    """By campaign that runs; without the hours of its flight where anything is timed: they never move preparation."""
    promised: frozenset[str]
    timed: bool = True

    @classmethod
    def of(cls, scenario: Scenario, targets: Mapping[str, Target]) -> Case:
        """All campaigns, all of them promised."""
        plain = {campaign: replace(target, duties=()) for campaign, target in targets.items()}
        return cls(scenario, plain, frozenset(plain))

    @classmethod
    def untimed(cls, scenario: Scenario, targets: Mapping[str, Target]) -> Case:
        """All campaigns with the hours of their flights, of which none has to be in time."""
        return cls(scenario, targets, frozenset(targets), timed=False)

    @classmethod
    def of_allocation(cls, scenario: Scenario, allocation: Allocation) -> Case:
        """The campaigns that an allocation runs."""
        return cls.of(scenario, Valuation(scenario).targets(allocation))

    def promising(self, campaigns: Iterable[str]) -> Case:
        """The same with other promises."""
        return replace(self, promised=frozenset(campaigns))

    def moved(self, campaign: str, minute: int) -> Case:
        """The same with another target of a campaign."""
        target = replace(self.targets[campaign], minute=minute)
        return replace(self, targets={**self.targets, campaign: target})

    def due(self) -> dict[str, int]:
        """By promised campaign, the minute by which it is to launch; none where nothing is timed."""
        return {one: self.targets[one].minute for one in sorted(self.promised)} if self.timed else {}

    @cached_property
    def workload(self) -> Workload:
        """All campaigns of the case."""
        return compile_workload(self.scenario, self.targets)

    @cached_property
    def problem(self) -> Problem:
        """The integer form of the workload."""
        return compile_problem(self.workload, self.scenario.risks)

    @cached_property
    def losses(self) -> Losses:
        """What lateness costs."""
        return Losses(self.scenario, self.problem)

    @cached_property
    def worktime(self) -> WorkTime:
        """Everybody's timelines."""
        return WorkTime(self.scenario)

    def needed(self) -> Workload:
        """The work of the promised campaigns and of all that they wait for; the rest can come after them."""
        before = {one.id: one.prerequisites for one in self.scenario.campaigns}
        return compile_workload(self.scenario, self.chosen(closure(self.promised, before)))

    def chosen(self, campaigns: Iterable[str]) -> dict[str, Target]:
        """The targets of some campaigns that run."""
        wanted = set(campaigns)
        return {one: target for one, target in self.targets.items() if one in wanted}


def closure(campaigns: Iterable[str], before: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Campaigns and whatever they wait for, directly or not."""
    found: set[str] = set()
    waiting = list(campaigns)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(before.get(one, ()))
    return frozenset(found)
