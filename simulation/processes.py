"""Processes with the draws of their steps numbered: what to look up for each visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.document.durations import Duration
from scenarios.document.risks import Risks
from scenarios.network import Process, Step, Workload
from scenarios.worktime import Timeline
from simulation.distributions import DurationSampler
from simulation.draws import Purpose
from simulation.presence import mask_of

NONE = -1
"""In place of a variate or coin that a step does not have."""


@dataclass(frozen=True, slots=True)
class StepBlueprint:
    """A step with its draws, which are numbered within the process."""

    step: Step
    effort: int
    handoffs: tuple[tuple[int, int], ...]
    """(predecessor, variate); those that never take time are left out."""
    latencies: tuple[tuple[Timeline, int], ...]
    """(whose time, variate) of each approver, or of the wait."""
    coin: int
    skill: str
    able: int
    """Mask of the qualified people."""


@dataclass(frozen=True, slots=True)
class Variate:
    """A duration to be drawn at each visit."""

    purpose: Purpose
    path: str
    duration: Duration
    factor: float


@dataclass(frozen=True, slots=True)
class ProcessBlueprint:
    """A process with its draws."""

    steps: tuple[StepBlueprint, ...]
    launch: int
    change_target: int
    variates: tuple[Variate, ...]
    coins: tuple[str, ...]
    """Paths of the steps that may be rejected."""
    sampler: DurationSampler
    """Hours of the variates."""


class ProcessCompiler:
    """Numbers the draws of a process, in the order of its steps."""

    def __init__(self, workload: Workload, risks: Risks) -> None:
        self._workload, self._risks = workload, risks
        self._variates: list[Variate] = []
        self._coins: list[str] = []

    def compile(self, process: Process) -> ProcessBlueprint:
        """The blueprint of a process."""
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
        handoffs = ((other, self._handoff(process.steps[other], step)) for other in step.predecessors)
        return StepBlueprint(
            step=step,
            effort=self._add(Purpose.EFFORT, step.id, step.effort) if step.kind == "work" else NONE,
            handoffs=tuple((other, variate) for other, variate in handoffs if variate != NONE),
            latencies=self._latencies(step),
            coin=self._coin(step),
            skill=step.skill or "",
            able=mask_of(step.qualified),
        )

    def _handoff(self, source: Step, target: Step) -> int:
        duration = self._workload.handoff(source, target)
        if not duration.mean:
            return NONE
        return self._add(Purpose.HANDOFF, f"{source.id}>{target.id}", duration, self._risks.handoff_factor)

    def _latencies(self, step: Step) -> tuple[tuple[Timeline, int], ...]:
        if step.kind == "wait":
            return ((self._workload.shared, self._add(Purpose.LATENCY, step.id, step.latencies[0])),)
        factor = self._risks.approval_latency_factor
        return tuple(
            (
                self._workload.approver_timelines[approver],
                self._add(
                    Purpose.LATENCY,
                    f"{step.id}/{self._workload.approver_ids[approver]}",
                    latency,
                    factor,
                ),
            )
            for approver, latency in zip(step.approvers, step.latencies, strict=True)
        )

    def _coin(self, step: Step) -> int:
        if step.rework is None:
            return NONE
        self._coins.append(step.id)
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
