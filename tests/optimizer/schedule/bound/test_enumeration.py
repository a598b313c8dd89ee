"""One campaign's cheapest schedule and everybody's time, priced minute by minute."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.optimizer.schedule.bound.cases import random_prices, relaxation, rounded
from tests.optimizer.schedule.builders import LEAVE, campaign, case_of, person, scenario, stage

STAGES = [
    stage("left", 5),
    stage("right", 7, predecessors=[]),
    stage("join", 2, predecessors=["left", "right"]),
]
PEOPLE = [person("ann", {"craft": 2}, leave=LEAVE), person("bo", {"craft": 1})]
CASE = case_of(scenario(PEOPLE, [campaign("c", due="2027-01-04", lateness={"loss_per_day": 500})], STAGES))
SLOTS = replace(rounded(CASE.problem, minutes=60, per_bin=2, last=9 * 1440), exact=True)
"""On the hour, for everybody: the slower one's efforts end in between."""


def open_minutes(line, last):
    return [minute for start, end in line.spans() for minute in range(start, min(end, last))]


class Minutes:
    """The same relaxation with nothing but sums over minutes. All starts are at the first moments of slots."""

    def __init__(self, prices):
        self.bins = prices.work.shape[1]
        self.price = np.append(prices.work[0] / (SLOTS.per_bin * SLOTS.minutes), 0.0)
        self.last = int(SLOTS.moments[-1])

    def at(self, minute):
        return self.price[min(SLOTS.axis.position(minute) // (SLOTS.per_bin * SLOTS.minutes), self.bins)]

    def ways(self, task):
        """(start slot, finish slot, cost) of every way to do a task within the slots."""
        for worker in CASE.problem.people:
            rate = worker.speed["craft"] / 100
            line, minutes = worker.timeline, task.minutes[worker.index]
            every = open_minutes(line, 60 * 1440)
            for slot in range(SLOTS.count - 1):
                begin = SLOTS.axis.opening(slot * SLOTS.minutes)
                if any(SLOTS.slot(minute) == slot for minute in every if begin <= minute < begin + 60):
                    used = [minute for minute in every if minute >= begin][:minutes]
                    yield slot, SLOTS.slot(used[-1] + 1), rate * sum(map(self.at, used))
        yield SLOTS.count - 1, SLOTS.count - 1, 0.0

    def value(self):
        left, right, join = (list(self.ways(task)) for task in CASE.problem.tasks)
        best = min(
            min(c for _, f, c in left if f <= start)
            + min(c for _, f, c in right if f <= start)
            + cost
            + CASE.losses.at(0, int(SLOTS.moments[finish]))
            for start, finish, cost in join
            if any(f <= start for _, f, _ in left) and any(f <= start for _, f, _ in right)
        )
        return best - sum(
            worker.speed["craft"] / 100 * self.at(minute)
            for worker in CASE.problem.people
            for minute in open_minutes(worker.timeline, self.last)
        )


@given(st.integers(0, 10**6))
@settings(max_examples=5)
def test_the_relaxation_is_what_minutes_add_up_to(seed):
    relaxed = relaxation(CASE.problem, CASE.losses, SLOTS)
    prices = random_prices(relaxed, seed)
    assert relaxed.read(prices).value == pytest.approx(Minutes(prices).value(), rel=1e-9, abs=1e-6)
