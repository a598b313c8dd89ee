"""Processes with the draws of their steps numbered: what to look up for each visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scenarios.document.durations import Duration
from scenarios.document.risks import Risks
from scenarios.meetings import DelayTimeline
from scenarios.network import Process, Step, Workload
from simulation.distributions import DurationSampler
from simulation.draws import Purpose
from simulation.limits import Groups
from simulation.presence import mask_of
from simulation.shocks import Shocks, Slowdown
from simulation.steprules import StepRules, step_rules

NONE = -1
"""In place of a variate or coin that a step does not have."""


class Handoff(NamedTuple):
    """The way from a predecessor: when a drawn number of hours has passed in ``timeline``."""

    predecessor: int
    variate: int
    timeline: DelayTimeline


class Slip(NamedTuple):
    """A further delay, drawn as ``variate``, of waits that begin in [start, end)."""

    start: int
    end: int
    variate: int


class Latency(NamedTuple):
    """A sign-off or wait: a drawn number of hours in ``timeline``.

    The hours are those of ``variate``, times the factor of each slowdown in which they begin, plus the delay of each
    slip in which they begin, in that order.
    """

    timeline: DelayTimeline
    variate: int
    slowdowns: tuple[Slowdown, ...] = ()
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True)
class StepBlueprint:
    """A step with its draws, which are numbered within the process."""

    step: Step
    effort: int
    handoffs: tuple[Handoff, ...]
    """Those that never take time are left out."""
    latencies: tuple[Latency, ...]
    """Of each approver, or of the wait."""
    coin: int
    """Of rejection."""
    skill: str
    able: int
    """Mask of the qualified people."""
    rules: StepRules
    """What may happen to it, and how likely."""
    reuse: int = NONE
    """Coin of finding something to reuse."""
    escape: int = NONE
    """Coin of a defect's escape."""
    repair: int = NONE
    """Variate of the repair of an escaped defect."""
    unlimited: bool = False
    """Work of a skill without limit: it needs nobody (rule 33)."""
    groups: tuple[int, ...] = ()
    """Groups of steps with a limit that it belongs to (rule 26)."""
    choice: tuple[int, ...] = ()
    """The qualified people, whom it takes first coming first (rule 17)."""


@dataclass(frozen=True, slots=True)
class Variate:
    """A duration to be drawn at each visit."""

    purpose: Purpose
    path: str
    duration: Duration
    factor: float


class Coin(NamedTuple):
    """A chance to be drawn at each visit."""

    purpose: Purpose
    path: str


@dataclass(frozen=True, slots=True)
class ProcessBlueprint:
    """A process with its draws."""

    steps: tuple[StepBlueprint, ...]
    launch: int
    change_target: int
    variates: tuple[Variate, ...]
    coins: tuple[Coin, ...]
    sampler: DurationSampler
    """Hours of the variates."""


class ProcessCompiler:
    """Numbers the draws of a process, in the order of its steps."""

    def __init__(
        self,
        workload: Workload,
        risks: Risks,
        shocks: Shocks,
        unlimited: frozenset[str] = frozenset(),
        *,
        fastest: bool = False,
    ) -> None:
        self._workload, self._risks, self._shocks, self._unlimited = workload, risks, shocks, unlimited
        self._fastest = fastest
        self._groups = Groups(workload.department_limits)
        self._variates: list[Variate] = []
        self._coins: list[Coin] = []
        self._known: dict[int, tuple[Process, ProcessBlueprint]] = {}

    def compile(self, process: Process) -> ProcessBlueprint:
        """The blueprint of a process; jobs with the same process share it."""
        if id(process) not in self._known:
            self._known[id(process)] = process, self._compiled(process)
        return self._known[id(process)][1]

    def _compiled(self, process: Process) -> ProcessBlueprint:
        self._variates, self._coins = [], []
        steps = tuple(self._step(process, step) for step in process.steps)
        return ProcessBlueprint(
            steps,
            process.launch,
            process.change_target,
            tuple(self._variates),
            tuple(self._coins),
            variate_sampler(self._variates, varying=self._risks.varying_durations),
        )

    def _step(self, process: Process, step: Step) -> StepBlueprint:
        handoffs = (self._handoff(process.steps[other], step) for other in step.predecessors)
        return StepBlueprint(
            step=step,
            effort=self._add(Purpose.EFFORT, step.id, step.effort) if step.kind == "work" else NONE,
            handoffs=tuple(one for one in handoffs if one is not None),
            latencies=self._latencies(step),
            coin=self._coin(Purpose.REWORK, step.id) if step.rework else NONE,
            skill=step.skill or "",
            able=mask_of(step.qualified),
            reuse=self._coin(Purpose.REUSE, step.id) if step.reuse else NONE,
            escape=self._coin(Purpose.ESCAPE, step.id) if step.escape else NONE,
            repair=self._add(Purpose.REPAIR, step.id, step.escape.repair) if step.escape else NONE,
            unlimited=step.kind == "work" and step.skill in self._unlimited,
            rules=step_rules(process.steps, step),
            groups=self._groups.of(process, step) if step.kind == "work" else (),
            choice=self._choice(step),
        )

    @property
    def limits(self) -> tuple[int, ...]:
        """The limit of each group of steps met so far."""
        return self._groups.limits

    def _choice(self, step: Step) -> tuple[int, ...]:
        if not self._fastest or step.skill is None:
            return step.qualified
        skill, people = step.skill, self._workload.people
        return tuple(sorted(step.qualified, key=lambda person: -people[person].speed[skill]))

    def _handoff(self, source: Step, target: Step) -> Handoff | None:
        duration = self._workload.handoff(source, target)
        timeline = self._workload.handoff_timeline(source, target)
        if not duration.mean and timeline is self._workload.shared:
            return None
        path = f"{source.id}>{target.id}"
        variate = self._add(Purpose.HANDOFF, path, duration, self._risks.handoff_factor)
        return Handoff(source.index, variate, timeline)

    def _latencies(self, step: Step) -> tuple[Latency, ...]:
        if step.kind == "wait":
            variate = self._add(Purpose.LATENCY, step.id, step.latencies[0])
            slips = tuple(
                Slip(start, end, self._add(Purpose.SUPPLIER, f"{step.id}/{name}", delay))
                for start, end, name, delay in self._shocks.slips(step)
            )
            return (Latency(self._workload.shared, variate, slips=slips),)
        pairs = zip(step.approvers, step.latencies, strict=True)
        return tuple(self._sign_off(step, approver, latency) for approver, latency in pairs)

    def _sign_off(self, step: Step, approver: int, latency: Duration) -> Latency:
        name, factor = self._workload.approver_ids[approver], self._risks.approval_latency_factor
        variate = self._add(Purpose.LATENCY, f"{step.stage}/{name}", latency, factor)
        return Latency(self._workload.approver_timelines[approver], variate, self._shocks.slowdowns(name))

    def _coin(self, purpose: Purpose, path: str) -> int:
        self._coins.append(Coin(purpose, path))
        return len(self._coins) - 1

    def _add(self, purpose: Purpose, path: str, duration: Duration, factor: float = 1.0) -> int:
        self._variates.append(Variate(purpose, path, duration, factor))
        return len(self._variates) - 1


def variate_sampler(variates: Sequence[Variate], *, varying: bool) -> DurationSampler:
    """Hours of variates from uniform numbers."""
    return DurationSampler(
        [variate.duration for variate in variates],
        [variate.factor for variate in variates],
        varying=varying,
    )
