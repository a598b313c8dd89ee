"""Overlap: a step may begin beside its predecessor, on preliminary results (rule 20).

The trade-off is that of Krishnan, Eppinger and Whitney, "A model-based framework to overlap product development
activities", Management Science 43 (1997), and Smith and Eppinger, "Identifying controlling features of engineering
design iteration", Management Science 43 (1997): time won against further effort.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import ceil

from simulation.course import Course
from simulation.events import PAIR, At, Clock, Rank
from simulation.states import UNDER_WAY


class Previews:
    """Tells successors with overlap when the visit to a predecessor has come far enough."""

    def __init__(self, env: Clock, enable_if_possible: Callable[[Course, int], None]) -> None:
        self._env, self._enable_if_possible = env, enable_if_possible

    def announce(self, course: Course, index: int, end: int) -> None:
        """A visit has begun and is to end at ``end``."""
        start, visit = self._env.now, course.begun[index]
        for later, overlap in course.steps[index].rules.previews:
            moment = start + ceil((1.0 - overlap) * (end - start))
            if moment < end:
                action = partial(self._give, course, index, later, visit)
                At(self._env, moment, Rank.PREVIEW, action, course.number, PAIR * index + later)

    def _give(self, course: Course, index: int, later: int, visit: int) -> None:
        """The preview is there, unless the visit has ended or does not count any more."""
        if course.begun[index] == visit and course.state[index] in UNDER_WAY:
            course.previewed[index] |= 1 << later
            self._enable_if_possible(course, later)
