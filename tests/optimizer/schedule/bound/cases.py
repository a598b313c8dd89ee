"""Relaxations of small problems, built piece by piece as the door builds them."""

import numpy as np

from optimizer.schedule.bound.model import model_of
from optimizer.schedule.bound.network import network_of
from optimizer.schedule.bound.people import people_of
from optimizer.schedule.bound.relaxation import Prices, Relaxation
from optimizer.schedule.bound.slots import Slots, slots_of
from optimizer.schedule.bounds import earliest
from optimizer.schedule.grid import common_axis


def pieces_of(problem):
    """Earliest times, network and people."""
    times = earliest(problem)
    network = network_of(problem, times)
    tasks = [problem.tasks[node.task] for node in network.nodes]
    work = [task for task in tasks if task.people and task.index not in problem.fixed.tasks]
    return times, network, people_of(problem, work)


def rounded(problem, minutes, per_bin, last):
    """Slots of any length up to a moment, whatever divides what."""
    axis = common_axis(problem)
    bins = max(1, axis.position(last) // (minutes * per_bin))
    return Slots(axis, minutes, per_bin, bins, exact=False)


def relaxation(problem, losses, slots=None, stretch=3):
    """The relaxation on the given slots, or on those that the door would take."""
    times, network, people = pieces_of(problem)
    slots = slots or slots_of(problem, max(times.finish) + 5 * 1440)
    return Relaxation(model_of(problem, losses, slots, network, people, times), stretch)


def random_prices(relaxation, seed):
    """Some prices of every size, many of them zero."""
    source = np.random.default_rng(seed)
    free = relaxation.free()
    size = 10.0 ** source.uniform(0, 4)

    def some(shape):
        return size * source.random(shape) * (source.random(shape) < source.uniform(0.1, 1.0))

    return Prices(some(free.work.shape), some(free.links.shape))
