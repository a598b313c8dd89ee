"""The state of one job in one replication: which steps are done, under way, or to be done again."""

from __future__ import annotations

from scenarios.network import effort_minutes
from scenarios.outcome import CAUSES, NEVER
from simulation.begun import Given
from simulation.processes import NONE, ProcessBlueprint, StepBlueprint
from simulation.states import UNDER_WAY, State, Terms
from simulation.step_draws import StepDraws

_PULLED_BACK = frozenset({State.HANDOFF, State.WAITING, State.DONE, *UNDER_WAY}) - {State.RUNNING}


class Course:
    """A job on its way. Lists are by step of its process; moments are `NEVER` until they come.

    Args:
        number: place among all jobs, which settles ties.
        process: what is to be done.
        draws: the durations and coins of its steps.
        terms: what else it is.
    """

    __slots__ = (
        "_draws",
        "_means",
        "admission",
        "begun",
        "completion",
        "defect_cost",
        "defects",
        "eligible",
        "escalated",
        "escaped",
        "extra",
        "finish",
        "lane",
        "launch",
        "number",
        "previewed",
        "process",
        "rank",
        "rejections",
        "reopened",
        "serial",
        "share",
        "since",
        "state",
        "steps",
        "terms",
        "undone",
        "waits",
    )

    def __init__(self, number: int, process: ProcessBlueprint, draws: StepDraws, terms: Terms) -> None:
        count = len(process.steps)
        self.number, self.process, self.lane, self.terms = number, process, terms.lane, terms
        self._draws = draws
        self._means: list[int] | None = None
        self.steps: tuple[StepBlueprint, ...] = process.steps
        self.state: list[int] = [State.PENDING] * count
        self.begun = [0] * count
        """Visits begun."""
        self.serial = [0] * count
        """Changes whenever the step is enabled, recalled or suspended: what waits for an older one is void."""
        self.finish = [NEVER] * count
        self.since = [NEVER] * count
        """When the step came into the state that it is in, if that is suspended, held or unnoticed."""
        self.share = [1.0] * count if terms.begun is None else list(terms.begun.shares)
        """Share of a fresh effort that the next visit takes."""
        self.rejections = [0] * count
        self.reopened = [False] * count
        """Ready at once when enabled next: the target of a reopening."""
        self.previewed = [0] * count
        """Mask of the successors that may begin beside the visit under way."""
        self.escaped = [NEVER] * count
        """Visit that let a defect pass which nobody has found yet."""
        self.defects = self.defect_cost = 0
        """Defects found, and what they cost."""
        self.undone = count
        self.extra = 0
        """Minutes that change requests add to the next visit of the change target."""
        self.rank = 0
        """Place among those who wait for admission."""
        self.escalated = False
        self.eligible = self.admission = self.launch = self.completion = NEVER
        self.waits = [0] * len(CAUSES)
        """Elapsed minutes by cause, summed over the visits begun."""

    @property
    def in_progress(self) -> bool:
        """Admitted, and not launched yet."""
        return self.admission != NEVER and self.launch == NEVER

    @property
    def left(self) -> int:
        """Mean effort minutes of the steps that are not done, at least 1."""
        if self._means is None:
            self._means = [
                self.work(one.step.effort.mean) if one.step.kind == "work" else 0 for one in self.steps
            ]
        pairs = zip(self._means, self.state, strict=True)
        return max(1, sum(minutes for minutes, state in pairs if state != State.DONE))

    @property
    def opening(self) -> int:
        """The moment before which nothing of it happens that is not given."""
        return 0 if self.terms.begun is None else self.terms.begun.status

    def given(self, index: int) -> Given | None:
        """The step's next visit, if it is given."""
        begun = self.terms.begun
        return None if begun is None or self.begun[index] else begun.given[index]

    def _stands(self, index: int) -> bool:
        """Whether the step's latest visit was done before the plan was made: nothing comes of it any more."""
        begun = self.terms.begun
        given = begun.given[index] if begun is not None and self.begun[index] == 1 else None
        return given is not None and given.done

    def hours(self, variate: int, step: int) -> float:
        """A duration of the step's next visit."""
        return self._draws.hours(variate, self.begun[step])

    def repair_hours(self, step: int) -> float:
        """What it takes to repair the defect that the step let pass."""
        return self._draws.hours(self.steps[step].repair, self.escaped[step])

    def effort(self, index: int) -> int:
        """Effort of the step's next visit if it begins now, at normal speed, minutes."""
        step = self.steps[index]
        hours = self.hours(step.effort, index) * self.share[index]
        if self._finds_something(index):
            hours *= step.rules.kept
        if step.rules.penalty != 1.0 and not self.is_founded(index):
            hours *= step.rules.penalty
        return self.work(hours) + (self.extra if index == self.process.change_target else 0)

    def work(self, hours: float) -> int:
        """An effort in minutes, the job's size taken into account."""
        return effort_minutes(hours, self.terms.size)

    def is_founded(self, index: int) -> bool:
        """Whether every predecessor of the step is done."""
        return all(self.state[other] == State.DONE for other in self.steps[index].step.predecessors)

    def can_start(self, index: int) -> bool:
        """Whether the step is pending, and every predecessor is done or has given its preview."""
        return self.state[index] == State.PENDING and all(
            self.state[other] == State.DONE
            or (self.previewed[other] >> index & 1 and self.state[other] in UNDER_WAY)
            for other in self.steps[index].step.predecessors
        )

    def begin(self, index: int) -> int:
        """The step's next visit begins; its number, from 0."""
        visit = self.begun[index]
        self.begun[index] = visit + 1
        self.state[index] = State.RUNNING
        self.previewed[index] = 0
        if index == self.process.change_target:
            self.extra = 0
        return visit

    def halt(self, index: int, state: State, moment: int) -> None:
        """The visit under way comes into another state."""
        self.state[index], self.since[index] = state, moment
        self.serial[index] += 1

    def end(self, index: int, moment: int) -> None:
        """The visit under way ends, and its result counts for now."""
        self.state[index] = State.DONE
        self.finish[index] = moment
        self.undone -= 1

    def is_rejected(self, index: int) -> bool:
        """Whether the result of the visit that has just ended is rejected, by rule and coin."""
        chances, times = self.steps[index].rules.rejection, self.rejections[index]
        if self._stands(index):
            return False
        return times < len(chances) and self._coin(self.steps[index].coin, index) < chances[times]

    def lets_pass(self, index: int) -> bool:
        """Whether a defect escapes in the visit that has just been accepted."""
        step = self.steps[index]
        return (
            step.escape != NONE
            and not self._stands(index)
            and self._coin(step.escape, index) < step.rules.escape
        )

    def invalidate(self, target: int, share: float) -> list[tuple[int, int]]:
        """All that depends on ``target`` (and itself) no longer counts: rules 10 and 23.

        Returns:
            The steps that are pending again, with the state they had.
        """
        pulled_back = []
        for index in self.steps[target].step.descendants:
            state = self.state[index]
            if self.begun[index]:
                self.share[index] = share
            self.reopened[index] = index == target
            self.escaped[index] = NEVER
            if state == State.RUNNING:
                self.state[index] = State.VOID
            elif state in _PULLED_BACK:
                self.state[index] = State.PENDING
                self.serial[index] += 1
                self.undone += state == State.DONE
                pulled_back.append((index, state))
        return pulled_back

    def _finds_something(self, index: int) -> bool:
        """Whether the step's next visit finds something to reuse."""
        step = self.steps[index]
        return step.reuse != NONE and self._draws.coin(step.reuse, self.begun[index]) < step.rules.reuse

    def _coin(self, coin: int, index: int) -> float:
        """A uniform number of the step's latest visit."""
        return self._draws.coin(coin, self.begun[index] - 1)
