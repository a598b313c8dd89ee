"""Queueing theory through the product's own documents.

Dynamics: every customer starts exactly when the recursion of Kiefer and Wolfowitz says, tolerance zero. Means: closed
forms, by replications with control variates of known mean. The control of a queue is another queue of the same
capacity that is fed the same arrivals and services (one fast server in place of three, two slow ones in place of
one): it shares the luck of the draw, not the dynamics. As controls would hide wrong inputs, the means of the inputs
are tested beside them.
"""

import math
from typing import NamedTuple

import numpy as np
import pytest
from scipy.special import stdtrit

from scenarios.compiled import AVAILABLE
from simulation import compiled
from simulation.blueprint import build_blueprint
from simulation.replication import run_replication
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE
from tests.simulation.queues import UNIT, customers, delays, erlang_c, queue

TESTS = 8
"""Statements of this module, which share a risk of 0.001 of a false alarm."""
WARM_UP = 1000 * UNIT
"""Minutes; more than ten relaxation times."""


class Case(NamedTuple):
    """A queue at ``rate``, and the control queue with the same capacity on other servers."""

    rate: float
    servers: int
    control_servers: int
    control_tail: float
    """Delay beyond which the control counts a customer, units of time."""
    weeks: int
    replications: int

    @property
    def control_means(self):
        """Known means of the control's delay and of its share beyond ``control_tail``."""
        spare = self.servers - self.rate
        delayed_share = erlang_c(self.rate, self.control_servers, self.servers / self.control_servers)
        return np.array([delayed_share / spare, delayed_share * math.exp(-spare * self.control_tail)])


ONE = Case(rate=0.8, servers=1, control_servers=2, control_tail=8.0, weeks=2000, replications=72)
THREE = Case(rate=2.4, servers=3, control_servers=1, control_tail=0.0, weeks=800, replications=40)


@pytest.mark.parametrize(("rate", "servers"), [(0.8, 1), (2.4, 3), (5.0, 4)])
def test_every_customer_starts_when_the_recursion_says(rate, servers):
    scenario = queue(rate, servers, weeks=40)
    blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE)
    for number in range(3):
        arrivals, starts, ends = customers(run_replication(blueprint, number, logged=True).log)
        assert len(arrivals) > 200
        assert (starts - arrivals == delays(arrivals, ends - starts, servers)).all()


@pytest.mark.slow
def test_one_server():
    found = _replications(ONE)
    check(adjusted(found["delay"], found, ONE), 4)
    check(adjusted(found["stays_beyond_10"], found, ONE), 0.135335)
    check_inputs(found, ONE)


@pytest.mark.slow
def test_three_servers():
    found = _replications(THREE)
    check(adjusted(found["delay"], found, THREE), 1.078652)
    check(adjusted(found["is_delayed"], found, THREE), 0.647191)
    check_inputs(found, THREE)


def check(values, theory):
    """Within the interval of the replications, which is narrower than a hundredth of the theory."""
    half = stdtrit(len(values) - 1, 1 - 0.001 / (2 * TESTS)) * values.std(ddof=1) / math.sqrt(len(values))
    assert len(values) >= 30
    assert half < 0.01 * theory
    assert abs(values.mean() - theory) < half


def check_inputs(found, case):
    check(found["service"], 1)
    check(found["gap"], 1 / case.rate)


def adjusted(values, found, case):
    """Jackknife pseudo-values of the mean, adjusted by regression on the controls (Law 2015, section 11.4)."""
    controls = np.column_stack([found["control_delay"], found["control_tail"]]) - case.control_means

    def estimate(kept):
        design = np.column_stack([np.ones(kept.sum()), controls[kept]])
        return np.linalg.lstsq(design, values[kept], rcond=None)[0][0]

    count = len(values)
    whole = estimate(np.ones(count, dtype=bool))
    return np.array(
        [count * whole - (count - 1) * estimate(np.arange(count) != left_out) for left_out in range(count)]
    )


def _replications(case):
    """Means of the customers after warm-up by replication, in units of time."""
    scenario = queue(case.rate, case.servers, case.weeks)
    blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE)
    rows = [_means(blueprint, case, one) for one in range(case.replications)]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def _replay(blueprint, number):
    """The faster engine where it is there; `tests/simulation/compiled` holds the engines equal, row for row."""
    return (
        compiled.replay(blueprint, number) if AVAILABLE else run_replication(blueprint, number, logged=True)
    )


def _means(blueprint, case, number):
    arrivals, starts, ends = customers(_replay(blueprint, number).log)
    speed = case.servers / case.control_servers
    control = delays(arrivals, (ends - starts) / speed, case.control_servers) / UNIT
    steady = arrivals >= WARM_UP
    delay, stay = (starts - arrivals) / UNIT, (ends - arrivals) / UNIT
    samples = {
        "delay": delay,
        "is_delayed": delay > 0,
        "stays_beyond_10": stay > 10,
        "control_delay": control,
        "control_tail": control > case.control_tail,
        "service": (ends - starts) / UNIT,
        "gap": np.diff(arrivals, prepend=0) / UNIT,
    }
    return {name: float(sample[steady].mean()) for name, sample in samples.items()}
