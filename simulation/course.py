"""The state of one job in one replication: which steps are done, under way, or to be done again."""

from __future__ import annotations

from enum import IntEnum

from scenarios.network import effort_minutes
from scenarios.outcome import CAUSES, NEVER
from simulation.planned import PlannedStep
from simulation.processes import ProcessBlueprint, StepBlueprint
from simulation.step_draws import StepDraws


class Lane(IntEnum):
    """Classes of jobs in the order of dispatch."""

    URGENT = 0
    EXPRESS = 1
    NORMAL = 2


class State(IntEnum):
    """States of a step."""

    PENDING = 0
    HANDOFF = 1
    """Every predecessor is done; hand-offs are under way."""
    WAITING = 2
    """Ready, without people yet."""
    RUNNING = 3
    DONE = 4
    VOID = 5
    """Running, but invalidated."""


class Course:
    """A job on its way. Lists are by step of its process; moments are `NEVER` until they come.

    Args:
        number: place among all jobs, which settles ties.
        process: what is to be done.
        size: multiplies every effort.
        lane: class of dispatch.
        order: rank within the class; the lower goes first.
        draws: the durations and coins of its steps.
        planned: what is planned for its steps, if dispatch goes by plan.
        limited: whether it counts towards the WIP limit.
    """

    __slots__ = (
        "_draws",
        "_size",
        "admission",
        "begun",
        "completion",
        "eligible",
        "extra",
        "finish",
        "lane",
        "launch",
        "limited",
        "number",
        "order",
        "planned",
        "process",
        "rejections",
        "reopened",
        "serial",
        "share",
        "state",
        "steps",
        "undone",
        "waits",
    )

    def __init__(
        self,
        number: int,
        process: ProcessBlueprint,
        draws: StepDraws,
        lane: Lane,
        order: int,
        *,
        size: float = 1.0,
        planned: tuple[PlannedStep, ...] | None = None,
        limited: bool = False,
    ) -> None:
        count = len(process.steps)
        self.number, self.process, self.lane, self.order = number, process, lane, order
        self.planned, self.limited = planned, limited
        self._draws, self._size = draws, size
        self.steps: tuple[StepBlueprint, ...] = process.steps
        self.state: list[int] = [State.PENDING] * count
        self.begun = [0] * count
        """Visits begun."""
        self.serial = [0] * count
        """Changes whenever the step is enabled or recalled: what waits for an older one is void."""
        self.finish = [NEVER] * count
        self.share = [1.0] * count
        """Share of a fresh effort that the next visit takes."""
        self.rejections = [0] * count
        self.reopened = [False] * count
        """Ready at once when enabled next: the target of a reopening."""
        self.undone = count
        self.extra = 0
        """Minutes that change requests add to the next visit of the change target."""
        self.eligible = self.admission = self.launch = self.completion = NEVER
        self.waits = [0] * len(CAUSES)
        """Elapsed minutes by cause, summed over the visits begun."""

    @property
    def in_progress(self) -> bool:
        """Admitted, and not launched yet."""
        return self.admission != NEVER and self.launch == NEVER

    def hours(self, variate: int, step: int) -> float:
        """A duration of the step's next visit."""
        return self._draws.hours(variate, self.begun[step])

    def effort(self, index: int) -> int:
        """Effort of the step's next visit at normal speed, minutes."""
        hours = self.hours(self.steps[index].effort, index)
        extra = self.extra if index == self.process.change_target else 0
        return self.work(hours * self.share[index]) + extra

    def work(self, hours: float) -> int:
        """An effort in minutes, the job's size taken into account."""
        return effort_minutes(hours, self._size)

    def can_start(self, index: int) -> bool:
        """Whether the step is pending and every predecessor is done."""
        state = self.state
        return state[index] == State.PENDING and all(
            state[other] == State.DONE for other in self.steps[index].step.predecessors
        )

    def begin(self, index: int) -> int:
        """The step's next visit begins; its number, from 0."""
        visit = self.begun[index]
        self.begun[index] = visit + 1
        self.state[index] = State.RUNNING
        if index == self.process.change_target:
            self.extra = 0
        return visit

    def end(self, index: int, moment: int) -> None:
        """The running visit ends, and its result counts for now."""
        self.state[index] = State.DONE
        self.finish[index] = moment
        self.undone -= 1

    def is_rejected(self, index: int) -> bool:
        """Whether the result of the visit that has just ended is rejected, by rule and coin."""
        rule = self.steps[index].step.rework
        if rule is None or self.rejections[index] >= rule.max_times:
            return False
        return self._draws.coin(self.steps[index].coin, self.begun[index] - 1) < rule.probability

    def invalidate(self, target: int, share: float) -> list[tuple[int, int]]:
        """All that depends on ``target`` (and itself) no longer counts: rule 10.

        Returns:
            The steps that were recalled or reopened, with the state they had.
        """
        pulled_back = []
        for index in self.steps[target].step.descendants:
            state = self.state[index]
            if self.begun[index]:
                self.share[index] = share
            self.reopened[index] = index == target
            if state == State.RUNNING:
                self.state[index] = State.VOID
            elif state in (State.HANDOFF, State.WAITING, State.DONE):
                self.state[index] = State.PENDING
                self.serial[index] += 1
                self.undone += state == State.DONE
                pulled_back.append((index, state))
        return pulled_back
