"""Random projects, and the shortest schedules of tiny ones by trying all lists."""

import itertools

from hypothesis import strategies as st

from optimizer.projects.rcpsp import Project


@st.composite
def projects(draw, most=8, durations=5):
    """Projects of up to ``most`` activities, in no particular order, on up to three resources."""
    size = draw(st.integers(1, most))
    capacities = draw(st.lists(st.integers(0, 5), max_size=3))
    lengths = draw(st.lists(st.integers(0, durations), min_size=size, max_size=size))
    demands = [tuple(draw(st.integers(0, units)) for units in capacities) for _ in range(size)]
    rank = draw(st.permutations(range(size)))
    links = [
        [j for j in range(size) if rank[i] < rank[j] and draw(st.integers(0, 3)) == 0] for i in range(size)
    ]
    return Project("random", tuple(capacities), tuple(lengths), tuple(demands), tuple(map(tuple, links)))


def serial(project, order):
    """Starts when activities are placed one after another, each as early as it can be, slot by slot."""
    starts = {}
    for i in order:
        start = max((starts[one] + project.durations[one] for one in project.predecessors[i]), default=0)
        while not _has_room(project, starts, i, start):
            start += 1
        starts[i] = start
    return [starts[i] for i in range(project.size)]


def _has_room(project, starts, i, start):
    for slot in range(start, start + project.durations[i]):
        there = [one for one, begin in starts.items() if begin <= slot < begin + project.durations[one]]
        for r, capacity in enumerate(project.capacities):
            if project.demands[i][r] + sum(project.demands[one][r] for one in there) > capacity:
                return False
    return True


def shortest(project):
    """The optimal makespan: some list leads to an optimal schedule (Kolisch 1996)."""
    return min(
        project.makespan(serial(project, order))
        for order in itertools.permutations(range(project.size))
        if is_feasible(project, order)
    )


def is_feasible(project, order):
    """Whether every activity of a list comes after its predecessors."""
    place = {i: at for at, i in enumerate(order)}
    return all(place[one] < place[i] for i in order for one in project.predecessors[i])
