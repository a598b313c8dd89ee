"""One replication told step by step: who waited for whom and why, and how to choose which one."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np

from scenarios.document.base import Label, Value
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.eventlog import Event
from scenarios.i18n import Message
from scenarios.names import Names
from scenarios.plan import Plan
from scenarios.progress import Cancelled, Progress, never, silent
from simulation.answers.chain import Link, chain
from simulation.answers.differences import elapsed_days, late_days
from simulation.answers.events import events_of, work_events
from simulation.answers.history import History, history
from simulation.answers.naming import LogNames, both, span_texts
from simulation.answers.sample import Case, Floats, Sample, sample
from simulation.answers.visit_table import JOB, KIND, PERSON, STEP, TIME, VISIT
from simulation.log import NOBODY, Kind

Values: TypeAlias = dict[str, str | int | float | Mapping[str, str]]
Which: TypeAlias = Literal["median", "p80", "p95", "worst"]
Judged: TypeAlias = Literal["launch_days", "late_days", "net_value"]
RANKS: dict[Which, float] = {"median": 0.5, "p80": 0.8, "p95": 0.95, "worst": 1.0}
OTHERS = 1
"""Tasks that kept somebody which a sentence names beside the last one."""


class Choice(Value):
    """A replication by its place among all: the worse, the later."""

    which: Which = "p95"
    judged_by: Judged = "launch_days"
    """What is worse: later launches, more lateness, or less net value."""


P95 = Choice()


class Told(Value):
    """One thing that happened or took time, in words."""

    first: dt.datetime
    last: dt.datetime
    cause: str
    message: Message


class CampaignStory(Value):
    """How one campaign went: what held its launch and, on request, all that happened."""

    campaign: str
    label: Label
    target: dt.datetime
    launch: dt.datetime | None
    chain: tuple[Told, ...]
    """Without a gap from the release to the launch; empty if it never launched."""
    story: tuple[Told, ...]


class Replay(Value):
    """One replication."""

    number: int
    choice: Choice | None
    """None: asked for by its number."""
    replications: int
    stories: tuple[CampaignStory, ...]


def replay(
    scenario: Scenario,
    plan: Plan,
    *,
    choice: Choice | int = P95,
    campaign: str | None = None,
    full: bool = False,
    settings: SimulationSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Replay:
    """Tell one replication.

    Args:
        scenario: the document.
        plan: what runs.
        choice: its place among all, or the number of a replication.
        campaign: told (and judged) alone; by default all are.
        full: tell everything that happened to the campaign beside what held its launch.
        settings: replications, seed, dispatch; the scenario's own by default.
        progress: told after each batch.
        cancelled: asked between batches.

    Raises:
        SimulationError: as for `simulation.simulate`; `NothingRuns` where no campaign (or not this one) runs.
    """
    case = Case.of(scenario, plan, settings)
    if isinstance(choice, int):
        one = history(case.blueprint(), choice, case.settings.engine)
    else:
        found = sample(case, progress=progress, cancelled=cancelled)
        one = history(found.blueprint, pick(found.only(campaign), choice), case.settings.engine)
    jobs = [job for job in one.blueprint.workload.jobs if job.kind == "preparation"]
    chosen = [job.index for job in jobs if campaign in {None, job.campaign}]
    return Replay(
        number=one.number,
        choice=None if isinstance(choice, int) else choice,
        replications=case.settings.replications,
        stories=tuple(_story(scenario, one, job, full=full) for job in chosen),
    )


def replay_events(
    scenario: Scenario,
    plan: Plan,
    number: int,
    *,
    work_only: bool = False,
    settings: SimulationSettings | None = None,
) -> tuple[Event, ...]:
    """The event log of one replication, for `scenarios.eventlog`: every row, or finished visits only."""
    case = Case.of(scenario, plan, settings)
    one = history(case.blueprint(), number, case.settings.engine)
    return work_events(one.log, scenario.horizon) if work_only else events_of(one.log, scenario.horizon)


def pick(found: Sample, choice: Choice) -> int:
    """The number of the replication at a place among all; the lower number of equals first."""
    order = np.argsort(BADNESS[choice.judged_by](found), kind="stable")
    return int(order[max(1, math.ceil(RANKS[choice.which] * len(order) - 1e-9)) - 1])


BADNESS: dict[Judged, Callable[[Sample], Floats]] = {
    "launch_days": elapsed_days,
    "late_days": late_days,
    "net_value": lambda one: -one.batch.net_value.astype(float),
}


def _story(scenario: Scenario, one: History, job: int, *, full: bool) -> CampaignStory:
    names, horizon = LogNames(scenario, one), scenario.horizon
    planned = one.blueprint.workload.jobs[job]
    launches = one.log.of(Kind.LAUNCHED)
    own = launches[launches[:, JOB] == job]
    return CampaignStory(
        campaign=planned.campaign,
        label=Names(scenario).campaigns[planned.campaign],
        target=horizon.moment(planned.target),
        launch=horizon.moment(int(own[0, TIME])) if len(own) else None,
        chain=tuple(_told(scenario, names, job, link) for link in chain(one, job)),
        story=tuple(_happened(scenario, names, one, job)) if full else (),
    )


def _told(scenario: Scenario, names: LogNames, job: int, link: Link) -> Told:
    values: Values = {
        "length": span_texts(link.minutes),
        "visit": link.visit + 1,
        "people": names.people(link.people),
    }
    if link.step != NOBODY:
        values["stage"] = names.step(job, link.step)
    if link.busy_with:
        values["tasks"] = _tasks(names, link.busy_with)
    moment = scenario.horizon.moment
    message = Message(f"answers.chain.{link.cause}", values)
    return Told(first=moment(link.start), last=moment(link.end), cause=link.cause, message=message)


def _tasks(names: LogNames, tasks: Sequence[tuple[int, int]]) -> dict[str, str]:
    """What kept somebody: the last task first, and how many came before it."""
    job, step = tasks[-1]
    values: Values = {"stage": names.step(job, step), "job": names.job(job), "others": len(tasks) - OTHERS}
    return both(Message("answers.chain.tasks" if len(tasks) > OTHERS else "answers.chain.task", values))


TOLD_KINDS = frozenset(set(Kind) - {Kind.ENABLED, Kind.READY})
"""What a full story tells; the two others only begin waits."""


def _happened(scenario: Scenario, names: LogNames, one: History, job: int) -> Iterator[Told]:
    """Every event of a job in words."""
    rows = one.log.rows
    for row in rows[rows[:, JOB] == job].tolist():
        kind = Kind(row[KIND])
        if kind not in TOLD_KINDS:
            continue
        values: Values = {}
        if row[STEP] != NOBODY:
            values |= {"stage": names.step(job, row[STEP]), "visit": row[VISIT] + 1}
        key = kind.name.lower()
        if row[PERSON] != NOBODY:
            values["people"] = names.people([row[PERSON]])
        elif kind == Kind.STARTED:
            key = "began"
        moment = scenario.horizon.moment(row[TIME])
        yield Told(first=moment, last=moment, cause=key, message=Message(f"answers.event.{key}", values))
