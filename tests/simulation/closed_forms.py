"""Models with closed forms, as scenario documents around the clock, and what theory says of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import expm

from scenarios.document import Scenario
from simulation.batch import Batch
from tests.simulation.documents import ALWAYS, campaign, people, team, work

UNIT = 600
"""Minutes that stand for one unit of time."""
PER_WEEK = 7 * 24 * 60 / UNIT
WEEKS = 2000
"""Two thousand weeks: 33,600 units."""
MACHINES, REPAIR_WEEKS = 5, 28


@dataclass(frozen=True)
class Law:
    """A model, what is measured of it by replication, and its exact value.

    A measure is a ratio of two columns of sums by replication.
    """

    name: str
    scenario: Callable[[], Scenario]
    parts: Callable[[Batch], tuple[np.ndarray, np.ndarray]]
    truth: float
    shift: float = 0.0
    """Known mean that is taken off the measure (the service, where the delay is in question)."""


def exponential(units: float) -> dict:
    return {"distribution": "exponential", "hours": units * UNIT / 60}


def stream(rate: float, **more) -> dict:
    return {"id": "calls", "name": "Calls", "workflow": "prep", "per_week": rate * PER_WEEK, **more}


def servers(number: int, skill: str = "craft") -> dict[str, list[str]]:
    return {f"{skill}-{one}": [skill] for one in range(number)}


def station(*stages: dict, staff: dict, streams: list[dict], **parts) -> Scenario:
    return team(list(stages), people(**staff), week=ALWAYS, periods=WEEKS, streams=streams, **parts)


def queue(rate: float, number: int, service=None, **more) -> Scenario:
    """G customers at ``rate`` for ``number`` servers; service of mean one unit."""
    return station(
        work("serve", service or exponential(1)), staff=servers(number), streams=[stream(rate, **more)]
    )


def lead(batch: Batch, place: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Time from arrival to launch, in units, and the customers."""
    return batch.stream_lead[:, place] / UNIT, batch.stream_completed[:, place]


def refused(batch: Batch) -> tuple[np.ndarray, np.ndarray]:
    return batch.stream_refused[:, 0], batch.stream_requests[:, 0]


def two_classes(rates: tuple[float, float], number: int) -> Scenario:
    first = stream(rates[0], lane="express") | {"id": "first"}
    return station(work("serve", exponential(1)), staff=servers(number), streams=[first, stream(rates[1])])


def urgent_first(rates: tuple[float, float], *, preempts: bool) -> Scenario:
    urgent = {"per_week": rates[0] * PER_WEEK, "workflow": "prep", "preempts": preempts}
    return station(
        work("serve", exponential(1)),
        staff=servers(1),
        streams=[stream(rates[1])],
        risks={"urgent": urgent},
    )


def urgent_lead(batch: Batch) -> tuple[np.ndarray, np.ndarray]:
    return batch.urgent_lead / UNIT, batch.urgent_requests


def broken_promises(batch: Batch) -> tuple[np.ndarray, np.ndarray]:
    return batch.urgent_requests - batch.urgent_kept, batch.urgent_requests


def promised(hours: float) -> Scenario:
    urgent = {"per_week": 0.8 * PER_WEEK, "workflow": "prep", "promise_hours": hours}
    return station(work("serve", exponential(1)), staff=servers(1), streams=[], risks={"urgent": urgent})


def tandem() -> Scenario:
    first, second = work("cut", exponential(1), "cut"), work("sew", exponential(0.8), "sew")
    return station(first, second, staff=servers(1, "cut") | servers(1, "sew"), streams=[stream(0.8)])


def feedback() -> Scenario:
    again = {"probability": 0.3, "target": "serve", "repeat_effort": 1.0, "max_times": 90}
    return station(work("serve", exponential(1), rework=again), staff=servers(1), streams=[stream(0.5)])


def agency() -> Scenario:
    """Creative work, a review that sends three in ten back, and execution: a Jackson network."""
    again = {"probability": 0.3, "target": "create", "repeat_effort": 1.0, "max_times": 90}
    stages = (
        work("create", exponential(2), "create"),
        work("review", exponential(1), "review", rework=again),
        work("run", exponential(1), "run"),
    )
    staff = servers(3, "create") | servers(2, "review") | servers(1, "run")
    return station(*stages, staff=staff, streams=[stream(0.8)])


def sharing(rate: float, service, most: int) -> Scenario:
    return station(
        work("serve", service),
        staff=servers(1),
        streams=[stream(rate)],
        organisation={"multitasking": most},
    )


def repairman() -> Scenario:
    """Five machines that run for five units on average, and one who mends them in one.

    Rework stands for breakdowns. A machine breaks down 99 times, which takes it well beyond the horizon.
    """
    again = {"probability": 1.0, "target": "run", "repeat_effort": 1.0, "max_times": 99}
    stages = [
        {"id": "run", "name": "Run", "latency": exponential(5)},
        work("mend", exponential(1), rework=again),
    ]
    machines = [campaign(f"machine-{one}") for one in range(MACHINES)]
    return team(stages, people(mender=["craft"]), machines, week=ALWAYS, periods=REPAIR_WEEKS)


def mending(machines: int, breakdown: float, span: float) -> float:
    """Expected share of ``span`` in which the mender (rate 1) is busy, if all machines run at first.

    The Markov chain of machines down, integrated by one exponential of a block matrix (Van Loan 1978).
    """
    size = machines + 1
    rates = np.zeros((size, size))
    for down in range(machines):
        rates[down, down + 1] = (machines - down) * breakdown
        rates[down + 1, down] = 1.0
    rates -= np.diag(rates.sum(axis=1))
    block = np.block([[rates, np.eye(size)], [np.zeros((size, 2 * size))]])
    stay = expm(block * span)[:size, size:]
    return float(1 - stay[0, 0] / span)


def busy_share(batch: Batch) -> tuple[np.ndarray, np.ndarray]:
    return batch.busy[:, 0], batch.available[:, 0]


def network(after: dict[str, list[str]], copies: int = 200) -> Scenario:
    """A project network of exponential activities that need nobody, in many copies."""
    stages = [
        {"id": one, "name": one, "latency": exponential(1), "predecessors": before}
        for one, before in after.items()
    ]
    ends = [one for one in after if not any(one in before for before in after.values())]
    stages.append({"id": "done", "name": "Done", "latency": 0, "predecessors": ends})
    projects = [campaign(f"project-{one}") for one in range(copies)]
    return team(stages, people(nobody=["craft"]), projects, week=ALWAYS, periods=20)


def duration(batch: Batch) -> tuple[np.ndarray, np.ndarray]:
    return batch.launch.sum(axis=1) / UNIT, np.full(len(batch.launch), batch.launch.shape[1])


def squared_duration(batch: Batch) -> tuple[np.ndarray, np.ndarray]:
    return ((batch.launch / UNIT) ** 2).sum(axis=1), np.full(len(batch.launch), batch.launch.shape[1])


BRIDGE = {"a": [], "b": [], "c": ["a"], "d": ["a"], "e": ["b", "c"]}
FOUR = {"a": [], "b": [], "c": [], "d": []}
HALVES = (work("first", exponential(0.5)), work("second", exponential(0.5)))


def erlang_two() -> Scenario:
    """Service in two exponential halves by the same server, one right after the other."""
    return station(*HALVES, staff=servers(1), streams=[stream(0.8)])


LAWS = (
    Law("M/M/1 delay", lambda: queue(0.8, 1), lead, 4.0, shift=1.0),
    Law("M/M/1 stays over ten", lambda: promised(10 * UNIT / 60), broken_promises, math.exp(-2)),
    Law("M/M/3 delay (Erlang C)", lambda: queue(2.4, 3), lead, 1.078652, shift=1.0),
    Law("M/D/1 delay", lambda: queue(0.8, 1, UNIT / 60), lead, 2.0, shift=1.0),
    Law("M/E2/1 delay", erlang_two, lead, 3.0, shift=1.0),
    Law(
        "M/G/1 delay, lognormal",
        lambda: queue(0.8, 1, {"distribution": "lognormal", "hours": UNIT / 60, "sigma": 1.0}),
        lead,
        5.436564,
        shift=1.0,
    ),
    Law("M/M/3/8 loss", lambda: queue(2.4, 3, limit=8, overflow="refuse"), refused, 0.051080),
    Law("Cobham M/M/1, first", lambda: two_classes((0.2, 0.6), 1), lead, 1.0, shift=1.0),
    Law(
        "Cobham M/M/1, second",
        lambda: two_classes((0.2, 0.6), 1),
        lambda batch: lead(batch, 1),
        5.0,
        shift=1.0,
    ),
    Law("Cobham M/M/3, first", lambda: two_classes((0.6, 1.8), 3), lead, 0.269663, shift=1.0),
    Law(
        "Cobham M/M/3, second",
        lambda: two_classes((0.6, 1.8), 3),
        lambda batch: lead(batch, 1),
        1.348315,
        shift=1.0,
    ),
    Law("preemptive resume, first", lambda: urgent_first((0.2, 0.6), preempts=True), urgent_lead, 1.25),
    Law(
        "preemptive resume, second",
        lambda: urgent_first((0.2, 0.6), preempts=True),
        lead,
        6.25,
    ),
    Law("tandem", tandem, lead, 7.222222),
    Law("feedback", feedback, lead, 5.0),
    Law("Jackson network", agency, lead, 12.323617),
    Law("processor sharing, exponential", lambda: sharing(0.8, exponential(1), 6), lead, 5.0),
    Law("processor sharing, insensitive", lambda: sharing(0.3, UNIT / 60, 6), lead, 1 / 0.7),
    Law("processor sharing, Ciw's guide (4, 9)", lambda: sharing(4 / 9, exponential(1), 6), lead, 9 / 5),
    Law("machine repair", repairman, busy_share, mending(MACHINES, 0.2, REPAIR_WEEKS * PER_WEEK)),
    Law("bridge network", lambda: network(BRIDGE), duration, 3.458333),
    Law(
        "bridge network, second moment",
        lambda: network(BRIDGE),
        squared_duration,
        2.887153 + 3.458333**2,
    ),
    Law("longest of four", lambda: network(FOUR), duration, 25 / 12),
)
