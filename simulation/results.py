"""The end of a visit and what follows from it: held, repaired, rejected or accepted (rules 4, 10, 18 and 20 to 23)."""

from __future__ import annotations

from collections.abc import Callable

from scenarios.document.durations import to_minutes
from scenarios.outcome import NEVER
from scenarios.worktime import CalendarExhausted, Timeline
from simulation.course import Course
from simulation.dispatch import Desk
from simulation.events import At, Clock, Rank
from simulation.log import Kind, Note
from simulation.states import State
from simulation.visits import Visits
from simulation.waits import PERSON, REWORK

_CAUSE: dict[int, int] = {
    State.HELD: PERSON,
    State.SUSPENDED: PERSON,
    State.REPAIR: REWORK,
    State.UNNOTICED: REWORK,
}
"""What time is lost to in a state that a visit under way came into."""


class Results:
    """Ends visits. ``launched`` and ``completed`` are told when a job gets there.

    Without ``updates`` a rejection is noticed at once.
    """

    def __init__(
        self,
        env: Clock,
        shared: Timeline,
        updates: Timeline | None,
        desk: Desk,
        visits: Visits,
        note: Note,
        launched: Callable[[Course], None],
        completed: Callable[[Course], None],
    ) -> None:
        self._env, self._shared, self._updates = env, shared, updates
        self._desk, self._visits, self._note = desk, visits, note
        self._launched, self._completed = launched, completed

    def through(self, course: Course, index: int) -> None:
        """A visit has nothing left to do."""
        if course.state[index] == State.VOID:
            self._note(self._env.now, Kind.VOIDED, course.number, index, course.begun[index] - 1)
            course.state[index] = State.PENDING
            self._visits.enable_if_possible(course, index)
        elif course.is_founded(index):
            self._inspect(course, index)
        else:
            self._hold(course, index, State.HELD)

    def reopen(self, course: Course, target: int, share: float) -> None:
        """A step and all that depends on it are invalid; the step is ready again at once, or when its run ends."""
        for index, state in course.invalidate(target, share):
            if state in {State.WAITING, State.SUSPENDED}:
                self._desk.withdraw(course, index)
            self._leave(course, index, state)
            kind = Kind.REOPENED if state in {State.DONE, State.UNNOTICED} else Kind.RECALLED
            self._note(self._env.now, kind, course.number, index, course.begun[index])
        self._visits.enable_if_possible(course, target)

    def _hold(self, course: Course, index: int, state: State) -> None:
        self._note(self._env.now, Kind.HELD, course.number, index, course.begun[index] - 1)
        course.halt(index, state, self._env.now)

    def _leave(self, course: Course, index: int, state: int) -> None:
        """The step is not in ``state`` any more: count the time that it was."""
        if state in _CAUSE:
            course.waits[_CAUSE[state]] += self._env.now - course.since[index]

    def _inspect(self, course: Course, index: int) -> None:
        """The visit is through, and so is everything before it: find the defects that come to light here."""
        self._leave(course, index, course.state[index])
        minutes = self._find(course, index)
        if not minutes:
            self._end(course, index)
            return
        self._hold(course, index, State.REPAIR)
        try:
            end = self._shared.advance(self._env.now, minutes)
        except CalendarExhausted:
            self._strand(course, index)
            return
        self._at(end, Rank.END, self._mended, course, index)

    def _find(self, course: Course, index: int) -> int:
        """Minutes that the repair of all defects found takes."""
        minutes = 0
        for origin in course.steps[index].rules.finds:
            if course.escaped[origin] != NEVER:
                self._note(self._env.now, Kind.DEFECT, course.number, origin, course.escaped[origin])
                minutes += to_minutes(course.repair_hours(origin))
                course.defects += 1
                course.defect_cost += course.steps[origin].rules.defect_cost
                course.escaped[origin] = NEVER
        return minutes

    def _mended(self, course: Course, index: int) -> None:
        self._leave(course, index, State.REPAIR)
        self._end(course, index)

    def _end(self, course: Course, index: int) -> None:
        now = self._env.now
        self._note(now, Kind.ENDED, course.number, index, course.begun[index] - 1)
        if not course.is_rejected(index):
            course.end(index, now)
            self._accept(course, index)
        elif self._updates is None:
            course.end(index, now)
            self._reject(course, index)
        else:
            self._keep_silent(course, index, self._updates)

    def _keep_silent(self, course: Course, index: int, updates: Timeline) -> None:
        """The result is rejected, but that is noticed only at the next status update."""
        course.halt(index, State.UNNOTICED, self._env.now)
        try:
            moment = updates.advance(self._env.now, 1)
        except CalendarExhausted:
            self._strand(course, index)
            return
        self._at(moment, Rank.NOTICE, self._reject, course, index)

    def _reject(self, course: Course, index: int) -> None:
        rules = course.steps[index].rules
        share = rules.repeats[course.rejections[index]]
        course.rejections[index] += 1
        self._note(self._env.now, Kind.REJECTED, course.number, index, course.begun[index] - 1)
        self.reopen(course, rules.target, share)

    def _accept(self, course: Course, index: int) -> None:
        """The result stands: launch, completion, and the steps that follow."""
        now = self._env.now
        if course.lets_pass(index):
            course.escaped[index] = course.begun[index] - 1
            self._note(now, Kind.ESCAPED, course.number, index, course.escaped[index])
        if index == course.process.launch and course.launch == NEVER:
            course.launch = now
            self._note(now, Kind.LAUNCHED, course.number)
            self._launched(course)
        if not course.undone:
            course.completion = now
            self._note(now, Kind.COMPLETED, course.number)
            self._completed(course)
        for later in course.steps[index].step.successors:
            self._follow(course, later)

    def _follow(self, course: Course, index: int) -> None:
        """One more predecessor of the step is done."""
        if course.state[index] == State.HELD and course.is_founded(index):
            self._at(self._env.now, Rank.END, self._inspect, course, index)
        else:
            self._visits.enable_if_possible(course, index)

    def _at(
        self, moment: int, rank: Rank, action: Callable[[Course, int], None], course: Course, index: int
    ) -> None:
        """Do something for a step at ``moment``, unless it was invalidated until then."""
        serial = course.serial[index]

        def unless_recalled() -> None:
            if course.serial[index] == serial:
                action(course, index)

        At(self._env, moment, rank, unless_recalled, course.number, index)

    def _strand(self, course: Course, index: int) -> None:
        self._note(self._env.now, Kind.STRANDED, course.number, index, course.begun[index] - 1)
