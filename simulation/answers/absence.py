"""Bus factor: what it costs when one named person is away for some weeks, and whose work then nobody can do."""

from __future__ import annotations

import datetime as dt

import numpy as np

from scenarios.document.base import DateSpan, Label, Value
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.organisation import Person
from scenarios.document.risks import Shock
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.network import Workload
from scenarios.plan import Plan
from scenarios.progress import Cancelled, Progress, never, part, silent
from scenarios.statistics import Estimate, paired_difference
from simulation.answers.differences import Difference, Level, difference, level
from simulation.answers.history import histories
from simulation.answers.occupation import held
from simulation.answers.sample import Case, sample
from simulation.answers.team_facts import bin_edges

WEEKS = 4
SAMPLE = 20
"""Logs that the busiest weeks are found from."""
DAYS_PER_WEEK = 7


class Loss(Value):
    """What one person's absence changes; days above zero are lost."""

    person: str
    label: Label
    change: Difference
    not_launched: Estimate
    """Campaigns of a run more that never launch."""
    only_one: tuple[tuple[str, Label], ...]
    """Stages of work in the plan that nobody else can do (workflow and name): they stand still meanwhile."""


class BusFactor(Value):
    """Everybody's absence in the same days, the greatest loss first."""

    base: Level
    days: DateSpan
    losses: tuple[Loss, ...]
    replications: int
    confidence: float


def bus_factor(
    scenario: Scenario,
    plan: Plan,
    *,
    weeks: int = WEEKS,
    first: dt.date | None = None,
    settings: SimulationSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> BusFactor:
    """Send each named person away for ``weeks`` weeks, one at a time; of a team one member, as all are alike.

    The absence is one that nobody foresaw (rule 32): colleagues cover for planned work where the document lets them.

    Args:
        scenario: the document.
        plan: what runs.
        weeks: how long.
        first: first day; by default that of the weeks in which the team is held by work most.
        settings: replications, seed, dispatch, confidence; the scenario's own by default.
        progress: told after each batch.
        cancelled: asked between batches.

    Raises:
        SimulationError: as for `simulation.simulate`; `NothingRuns` where no campaign runs.
    """
    case = Case.of(scenario, plan, settings)
    first = first or busiest_day(case, weeks)
    days = DateSpan(first=first, last=first + dt.timedelta(days=weeks * DAYS_PER_WEEK - 1))
    base = sample(case, cancelled=cancelled)
    workload = base.blueprint.workload
    people = _people(scenario)
    losses = []
    for number, person in enumerate(people):
        share = part(progress, number / len(people), (number + 1) / len(people))
        other = sample(case.on(away(scenario, person.id, days)), progress=share, cancelled=cancelled)
        missing = (other.batch.launch < 0).sum(axis=1), (base.batch.launch < 0).sum(axis=1)
        losses.append(
            Loss(
                person=person.id,
                label=person.name,
                change=difference(other, base),
                not_launched=paired_difference(*missing, base.confidence),
                only_one=_only_one(scenario, workload, person.id),
            )
        )
    return BusFactor(
        base=level(base),
        days=days,
        losses=tuple(sorted(losses, key=_rank)),
        replications=base.batch.replications,
        confidence=base.confidence,
    )


def away(scenario: Scenario, person: str, days: DateSpan) -> Scenario:
    """The document with somebody absent on some days."""
    shock = Shock(id=f"away.{person}"[:64], kind="away", days=days, person=person)
    risks = scenario.risks.model_copy(update={"shocks": (*scenario.risks.shocks, shock)})
    return scenario.model_copy(update={"risks": risks})


def busiest_day(case: Case, weeks: int) -> dt.date:
    """First day of the ``weeks`` in which the team is held by work most, over a few logs; the earliest of several."""
    edges = bin_edges(case.scenario, "day")
    load = np.zeros(len(edges) - 1, dtype=np.int64)
    for one in histories(case, range(min(SAMPLE, case.settings.replications))):
        load += held(one, edges).sum(axis=0)
    width = min(weeks * DAYS_PER_WEEK, len(load))
    total = np.convolve(load, np.ones(width, dtype=np.int64), mode="valid")
    return case.scenario.horizon.start + dt.timedelta(days=int(edges[int(total.argmax())]) // MINUTES_PER_DAY)


def _people(scenario: Scenario) -> tuple[Person, ...]:
    teams = scenario.organisation.teams
    return (*scenario.organisation.people, *(team.members()[0] for team in teams))


def _only_one(scenario: Scenario, workload: Workload, person: str) -> tuple[tuple[str, Label], ...]:
    """Stages for which too few are left without the person."""
    labels = {(flow.id, stage.id): stage.name for flow in scenario.workflows for stage in flow.stages}
    index = next(worker.index for worker in workload.people if worker.id == person)
    found: dict[tuple[str, str], Label] = {}
    for process in (*(job.process for job in workload.jobs), *(work.process for work in workload.streams)):
        for step in process.steps:
            if index in step.qualified and len(step.qualified) - 1 < step.people:
                label = Label(en=step.id, zh=step.id)
                found[process.id, step.id] = labels.get((process.id, step.id), label)
    return tuple((process, label) for (process, _), label in found.items())


def _rank(loss: Loss) -> tuple[float, float]:
    return loss.change.net_value.value, -loss.change.launch_days.value
