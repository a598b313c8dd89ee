"""Open work: requests that arrive by themselves, urgent ones among them (rules 13 and 29)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

import numpy as np

from scenarios.arrays import Ints
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.network import URGENT, OpenWork
from simulation.arrivals import PoissonArrivals, RegularArrivals
from simulation.draws import Floats, Stream
from simulation.processes import ProcessBlueprint
from simulation.step_draws import StepDraws, draw_plan


class Arrival(NamedTuple):
    """A request: when it comes, and the name under which it is drawn for."""

    moment: int
    name: str


class Arrivals(Protocol):
    """When requests come."""

    def moments(self, stream: Stream) -> Ints:
        """Minutes of one replication, rising, and the number of each within its day: shape (2, n)."""


@dataclass(frozen=True, eq=False)
class StreamBlueprint:
    """A stream of requests with one process.

    Attributes:
        name: what the paths of its draws begin with.
        lane: class of dispatch.
        size: multiplies every effort.
        limit: most requests in progress at once, if there is one.
        refuse: whether requests in excess are lost; else they wait.
        process: what is to be done for each request.
        source: when requests come.
    """

    name: str
    lane: Literal["urgent", "express", "normal"]
    size: float
    limit: int | None
    refuse: bool
    process: ProcessBlueprint
    source: Arrivals

    @property
    def urgent(self) -> bool:
        """Whether these are the urgent requests of the document's risks, with their promise and value."""
        return self.name == f"@{URGENT}"

    def arrivals(self, stream: Stream) -> list[Arrival]:
        """The requests of one replication in the order in which they come."""
        return [
            Arrival(moment, f"{self.name}/{moment // MINUTES_PER_DAY}/{number}")
            for moment, number in self.source.moments(stream).T.tolist()
        ]

    def draws(self, arrivals: Sequence[Arrival], stream: Stream) -> list[StepDraws]:
        """The draws of each request."""
        width = len(self.process.variates)

        def sample(uniforms: Floats) -> Floats:
            return self.process.sampler(uniforms.reshape(len(arrivals), width)).ravel()

        names = [arrival.name for arrival in arrivals]
        return draw_plan(names, [self.process] * len(arrivals), sample).draws(stream)


def stream_blueprint(work: OpenWork, process: ProcessBlueprint, factors: Floats) -> StreamBlueprint:
    """The blueprint of open work.

    Args:
        work: what arrives.
        process: its process.
        factors: what multiplies the rate on each day of ``work.days``.
    """
    days = np.array(work.days, dtype=np.int64)
    arrivals = RegularArrivals if work.regular else PoissonArrivals
    return StreamBlueprint(
        name=f"@{work.id}",
        lane=work.lane,
        size=work.size,
        limit=work.limit,
        refuse=work.refuse,
        process=process,
        source=arrivals("" if work.id == URGENT else work.id, work.per_week, days, factors),
    )
