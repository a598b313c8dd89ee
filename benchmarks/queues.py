"""M/M/3 in three general simulators: what a queue of strangers costs in plain SimPy, Ciw and salabim."""

from __future__ import annotations

import importlib
import importlib.util
import random
import statistics
from collections.abc import Callable, Iterator

import simpy

ARRIVAL, SERVICE, SERVERS = 2.4, 1.0, 3
MEAN_WAIT = 1.078652
"""Erlang C: the exact mean wait in the queue."""


def plain_simpy(customers: int, seed: int) -> float:
    """Mean wait over so many customers in a bare SimPy model."""
    draw = random.Random(seed)
    env = simpy.Environment()
    servers = simpy.Resource(env, SERVERS)
    waits: list[float] = []

    def customer() -> simpy.events.ProcessGenerator:
        arrived = env.now
        with servers.request() as turn:
            yield turn
            waits.append(env.now - arrived)
            yield env.timeout(draw.expovariate(SERVICE))

    def source() -> simpy.events.ProcessGenerator:
        for _ in range(customers):
            yield env.timeout(draw.expovariate(ARRIVAL))
            env.process(customer())

    env.process(source())
    env.run()
    return statistics.fmean(waits)


def ciw(customers: int, seed: int) -> float:
    """Mean wait over so many customers in Ciw."""
    module = importlib.import_module("ciw")
    network = module.create_network(
        arrival_distributions=[module.dists.Exponential(rate=ARRIVAL)],
        service_distributions=[module.dists.Exponential(rate=SERVICE)],
        number_of_servers=[SERVERS],
    )
    module.seed(seed)
    simulation = module.Simulation(network)
    simulation.simulate_until_max_customers(customers)
    return statistics.fmean(record.waiting_time for record in simulation.get_all_records())


def salabim(customers: int, seed: int) -> float:
    """Mean wait over so many customers in salabim."""
    module = importlib.import_module("salabim")
    module.yieldless(False)
    env = module.Environment(trace=False, random_seed=seed)
    servers = module.Resource("servers", capacity=SERVERS)
    waits: list[float] = []

    class Customer(module.Component):  # type: ignore[misc, name-defined]
        def process(self) -> Iterator[object]:
            arrived = env.now()
            yield self.request(servers)
            waits.append(env.now() - arrived)
            yield self.hold(random.expovariate(SERVICE))
            self.release()

    class Source(module.Component):  # type: ignore[misc, name-defined]
        def process(self) -> Iterator[object]:
            for _ in range(customers):
                yield self.hold(random.expovariate(ARRIVAL))
                Customer()

    random.seed(seed)
    Source()
    env.run()
    return statistics.fmean(waits)


def peers() -> dict[str, Callable[[int, int], float]]:
    """The simulators that are installed."""
    others = {
        name: model for name, model in (("ciw", ciw), ("salabim", salabim)) if importlib.util.find_spec(name)
    }
    return {"plain SimPy": plain_simpy, **others}
