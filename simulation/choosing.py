"""Whom a step takes that any of several people may do (rule 17)."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.presence import mask_of
from simulation.processes import StepBlueprint
from simulation.staff import Staff

Team = tuple[int, ...]


class Choice:
    """The order of people: as compiled, or by what each has worked so far."""

    def __init__(self, staff: Staff, *, by_load: bool) -> None:
        self._staff, self._by_load = staff, by_load

    def order(self, step: StepBlueprint) -> Sequence[int]:
        """All who can do the step, whom it takes first coming first."""
        return sorted(step.choice, key=self._staff.load.__getitem__) if self._by_load else step.choice

    def first(self, step: StepBlueprint, number: int, here: int) -> Team:
        """The first ``number`` people of those in ``here``; nobody if they are too few."""
        able = step.able & here
        if able.bit_count() < number:
            return ()
        return tuple([person for person in self.order(step) if able >> person & 1][:number])

    def cover(self, step: StepBlueprint, planned: Team, here: int, absent: int) -> Team:
        """The planned people with colleagues in place of those who are absent; nobody if the others are not there."""
        mask = mask_of(planned)
        present = mask & ~absent
        if present & here != present:
            return ()
        colleagues = self.first(step, (mask & absent).bit_count(), here & ~mask)
        return colleagues and tuple(one for one in planned if present >> one & 1) + colleagues
