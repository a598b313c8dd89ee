"""When activities start, and how good that is known to be."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.plan import Proof, Status


@dataclass(frozen=True, slots=True)
class ProjectSchedule:
    """The shortest schedule found: ``starts`` (N,) and ``makespan`` in slots.

    No schedule of the project ends before ``bound``. ``schedules`` were made by the list search.
    """

    starts: tuple[int, ...]
    makespan: int
    bound: int
    schedules: int

    @property
    def status(self) -> Status:
        """Optimal only where the makespan is proven to be as short as can be."""
        return Status.OPTIMAL if self.makespan == self.bound else Status.FEASIBLE

    @property
    def gap(self) -> float:
        """By how much the makespan may be too long, as a share of itself."""
        return (self.makespan - self.bound) / max(1, self.makespan)

    @property
    def proof(self) -> Proof:
        """Status, value, bound and gap together."""
        return Proof(status=self.status, value=float(self.makespan), bound=float(self.bound), gap=self.gap)
