"""What has to be done and who can do it, with every reference resolved to an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from scenarios.document.durations import NO_TIME, Duration, to_minutes
from scenarios.meetings import DelayTimeline
from scenarios.worktime import Timeline


@dataclass(frozen=True, slots=True)
class ReworkRule:
    """Rejection of a stage's result; ``target`` is a stage index of the same process."""

    probability: float
    target: int
    repeat_effort: float
    max_times: int
    probability_decay: float = 1.0
    effort_decay: float = 1.0


@dataclass(frozen=True, slots=True)
class ReuseRule:
    """The chance that a visit finds an asset to build on, and the share of its effort that this saves."""

    probability: float
    saving: float


@dataclass(frozen=True, slots=True)
class EscapeRule:
    """Defects that pass a stage; ``found_at`` is a stage index of the same process.

    ``probability`` has the stage's signatures in it.
    """

    probability: float
    found_at: int
    repair: Duration
    cost: int
    """Minor units."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a process. Indices refer to the process (stages) and to the workload (people, approvers)."""

    index: int
    id: str
    stage: str
    """The stage of the workflow; several steps may belong to it (`scenarios.network.nodes`)."""
    kind: Literal["work", "approval", "wait"]
    effort: Duration
    skill: str | None
    people: int
    department: str | None
    qualified: tuple[int, ...]
    """People who can do it, least versatile first, then by position in the document."""
    approvers: tuple[int, ...]
    latencies: tuple[Duration, ...]
    """Approval: one per approver. Wait: one."""
    predecessors: tuple[int, ...]
    successors: tuple[int, ...]
    descendants: tuple[int, ...]
    """Itself and every stage that depends on it."""
    rework: ReworkRule | None
    reuse: ReuseRule | None = None
    escape: EscapeRule | None = None
    overlap: float = 0.0
    overlap_penalty: float = 0.0
    wip_limit: int | None = None
    """Most visits to the stage under way at once, over all jobs with the process."""


@dataclass(frozen=True, slots=True)
class Process:
    """A compiled workflow; ``order`` is a topological order of its steps."""

    id: str
    steps: tuple[Step, ...]
    launch: int
    change_target: int
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """Hours of one skill that a running campaign takes in one period of its flight."""

    period: int
    skill: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Target:
    """What the allocation decided about a campaign that runs: when it is to launch, and what lateness costs."""

    minute: int
    loss_per_day: int
    """Minor units of value lost by the first day of lateness."""
    duties: tuple[Duty, ...] = ()
    revenue: int = 0
    """Revenue of launching on time, minor units: all that lateness can cost."""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work with a process: the preparation of a campaign, or one period of running it.

    Preparation jobs come first, in the order of the document, then the flight jobs. A flight job has one step per
    skill, starts when its period begins and the campaign has launched, and costs nothing when late.
    """

    index: int
    id: str
    campaign: str
    kind: Literal["preparation", "flight"]
    process: Process
    size: float
    release: int
    target: int
    loss_per_day: int
    revenue: int
    express: bool
    limited: bool
    """Counts towards the WIP limit while in progress."""
    prerequisites: tuple[int, ...]
    """Jobs that must have launched before this one starts."""


@dataclass(frozen=True, slots=True)
class Worker:
    """A person at work: ``speed`` in percent by skill."""

    index: int
    id: str
    department: str
    speed: Mapping[str, int]
    timeline: Timeline
    cost_per_hour: int
    role: str = ""
    ramp_until: int = 0
    """Work begun before this minute goes at ``ramp_speed`` percent of the usual speed."""
    ramp_speed: int = 100


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Requests that arrive by themselves: urgent ones, or those of a stream."""

    id: str
    process: Process
    lane: Literal["urgent", "express", "normal"]
    size: float
    per_week: float
    regular: bool
    """At equal distances instead of at random."""
    days: range
    """Days of the horizon with arrivals."""
    limit: int | None
    """Most requests in progress at once."""
    refuse: bool
    """Whether a request that finds the limit reached is lost; else it waits."""


@dataclass(frozen=True)
class Workload:
    """Everything that has to be done, and everyone who can do it."""

    jobs: tuple[Job, ...]
    people: tuple[Worker, ...]
    approver_timelines: tuple[DelayTimeline, ...]
    approver_ids: tuple[str, ...]
    shared: Timeline
    handoffs: Mapping[tuple[str, str], Duration]
    default_handoff: Duration
    handoff_timelines: Mapping[tuple[str, str], DelayTimeline]
    default_handoff_timeline: DelayTimeline
    wip_limit: int | None
    streams: tuple[OpenWork, ...] = ()
    """Open work that does arrive: urgent requests, then the streams in the order of the document."""
    department_limits: Mapping[str, int] = field(default_factory=dict)
    """Most steps that the people of a department work on at once."""
    updates: Timeline | None = None
    """Minutes of the status updates at which rejections are noticed."""
    switching_loss: int = 0
    multitasking: int = 1

    def handoff(self, source: Step, target: Step) -> Duration:
        """Delay between two consecutive steps: none within a department or where a department is unknown."""
        between = _between(source, target)
        return NO_TIME if between is None else self.handoffs.get(between, self.default_handoff)

    def handoff_timeline(self, source: Step, target: Step) -> DelayTimeline:
        """What the delay elapses in: the shared calendar, followed by a meeting where one releases hand-offs."""
        between = _between(source, target)
        if between is None:
            return self.shared
        return self.handoff_timelines.get(between, self.default_handoff_timeline)

    @cached_property
    def skills(self) -> tuple[str, ...]:
        """All skills that somebody has, in order of first appearance."""
        return tuple(dict.fromkeys(skill for worker in self.people for skill in worker.speed))


def _between(source: Step, target: Step) -> tuple[str, str] | None:
    """The departments of two steps if they are known and differ."""
    if source.department is None or target.department is None or source.department == target.department:
        return None
    return source.department, target.department


def effort_minutes(hours: float, size: float) -> int:
    """An effort in whole minutes at normal speed; work that exists takes at least a minute."""
    return max(1, to_minutes(hours * size)) if hours > 0 else 0


def work_minutes(effort: int, speed: int) -> int:
    """Working minutes that ``effort`` (minutes at normal speed) takes at ``speed`` percent, rounded up."""
    return -(-effort * 100 // speed)
