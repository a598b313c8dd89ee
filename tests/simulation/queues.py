"""M/M/c queues as scenario documents: urgent requests of one exponential step, around the clock."""

import heapq
import math

import numpy as np

from simulation import Kind
from tests.simulation.documents import ALWAYS, people, team, work

UNIT = 1000
"""Minutes that stand for one unit of time."""
MINUTES_PER_WEEK = 7 * 24 * 60


def queue(rate, servers, weeks):
    """Requests at ``rate`` per unit of time and service with mean one unit."""
    stage = work("serve", {"distribution": "exponential", "hours": UNIT / 60})
    staff = people(**{f"server{number}": ["craft"] for number in range(servers)})
    urgent = {"per_week": rate * MINUTES_PER_WEEK / UNIT, "workflow": "prep"}
    return team([stage], staff, week=ALWAYS, periods=weeks, risks={"urgent": urgent})


def customers(log):
    """Arrival, start and end of every request in minutes, in order of arrival."""
    return tuple(
        rows[np.argsort(rows[:, 2], kind="stable"), 0]
        for rows in (log.of(kind) for kind in (Kind.ELIGIBLE, Kind.STARTED, Kind.ENDED))
    )


def delays(arrivals, services, servers):
    """Delays of first-come-first-served customers: Kiefer and Wolfowitz (1955)."""
    free = [arrivals[0]] * servers
    found = []
    for arrival, service in zip(arrivals, services, strict=True):
        start = max(arrival, free[0])
        heapq.heapreplace(free, start + service)
        found.append(start - arrival)
    return np.array(found)


def erlang_c(rate, servers, service_rate=1.0):
    """Probability of delay in M/M/c (Erlang 1917)."""
    load = rate / service_rate
    terms = [load**k / math.factorial(k) for k in range(servers)]
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(terms) + last)
