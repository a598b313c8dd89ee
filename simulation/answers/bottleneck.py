"""What one change at a time would gain, process before people: paired differences with intervals, ranked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenarios.document.base import Value
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.plan import Plan
from scenarios.progress import Cancelled, Progress, never, part, silent
from simulation.answers.differences import Difference, Level, difference, level
from simulation.answers.remedies import Remedy, RemedyKind, remedies
from simulation.answers.sample import Case, Floats, Sample, sample


class Gain(Value):
    """What one remedy changes against the base; days below zero are gained."""

    kind: RemedyKind
    key: str
    label: Message
    change: Difference
    pay: int
    """What the added person is paid for the open hours of the horizon, minor units; taken off the net value."""


class Bottlenecks(Value):
    """All remedies, the best first."""

    base: Level
    gains: tuple[Gain, ...]
    replications: int
    confidence: float
    by_due_date: bool
    """People go to steps by target date on both sides, though the plan says who does what: nobody has planned work
    for a person who is added."""

    @property
    def process_first(self) -> bool:
        """Whether the best change of the process is worth at least as much as the best person added."""
        ranks = {kind: number for number, kind in reversed(list(enumerate(one.kind for one in self.gains)))}
        people = ranks.get("person", len(self.gains))
        return min((rank for kind, rank in ranks.items() if kind != "person"), default=people) <= people


def bottlenecks(
    scenario: Scenario,
    plan: Plan,
    *,
    tried: Sequence[Remedy] | None = None,
    settings: SimulationSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Bottlenecks:
    """Try remedies one by one, each against the base on the same draws.

    They are ranked by net value gained after pay where lateness costs money, else by days gained; at equal gain a
    change of the process comes before a person.

    Args:
        scenario: the document.
        plan: what runs. With dispatch by plan both sides go by due date (see `Bottlenecks.by_due_date`).
        tried: the remedies; all of `simulation.answers.remedies.remedies` by default.
        settings: replications, seed, confidence; the scenario's own by default.
        progress: told after each batch.
        cancelled: asked between batches.

    Raises:
        SimulationError: as for `simulation.simulate`; `NothingRuns` where no campaign runs.
    """
    given = Case.of(scenario, plan, settings)
    case = given.by_due_date()
    base = sample(case, cancelled=cancelled)
    chosen = tuple(tried) if tried is not None else remedies(scenario, _used(base), _spare(base))
    gains = []
    for number, remedy in enumerate(chosen):
        share = part(progress, number / len(chosen), (number + 1) / len(chosen))
        other = sample(case.on(remedy.scenario), progress=share, cancelled=cancelled, label=remedy.label)
        gains.append(_gain(case, remedy, other, base))
    return Bottlenecks(
        base=level(base),
        gains=_ranked(gains),
        replications=base.batch.replications,
        confidence=base.confidence,
        by_due_date=case is not given,
    )


def _used(base: Sample) -> frozenset[str]:
    workload = base.blueprint.workload
    return frozenset(
        (*(job.process.id for job in workload.jobs), *(work.process.id for work in workload.streams))
    )


def _spare(base: Sample) -> dict[str, int]:
    idle = (base.batch.available - base.batch.busy).sum(axis=0)
    return dict(zip(base.people, idle.tolist(), strict=True))


def _gain(case: Case, remedy: Remedy, other: Sample, base: Sample) -> Gain:
    pay, money = _pay(case.scenario, remedy, other)
    change = difference(other, base, money)
    return Gain(kind=remedy.kind, key=remedy.key, label=remedy.label, change=change, pay=pay)


def _pay(scenario: Scenario, remedy: Remedy, other: Sample) -> tuple[int, Floats | None]:
    """Pay of an added person for all open hours, and what it changes by replication beyond what the document counts."""
    if remedy.added is None:
        return 0, None
    place, rate = other.people.index(remedy.added.id), remedy.added.cost_per_hour / 60
    pay = other.batch.available[:, place] * rate
    counted = other.batch.worked[:, place] * rate if scenario.objective.staff_cost else 0.0
    return round(float(np.mean(pay))), np.asarray(counted - pay)


def _ranked(gains: Sequence[Gain]) -> tuple[Gain, ...]:
    money = any(gain.change.net_value.value for gain in gains if gain.kind != "person")

    def key(gain: Gain) -> tuple[float, float, bool]:
        days, value = gain.change.launch_days.value, -gain.change.net_value.value
        return (value if money else 0.0, days, gain.kind == "person")

    return tuple(sorted(gains, key=key))
