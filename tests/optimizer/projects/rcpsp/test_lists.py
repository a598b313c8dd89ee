"""The compiled schedule generation against slot by slot, and what forward-backward improvement promises."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from optimizer.projects.rcpsp import Project, check
from optimizer.projects.rcpsp.packing import pack
from optimizer.projects.rcpsp.random_kernel import FIRST, SECOND, below
from optimizer.projects.rcpsp.sgs_kernel import generate, justify
from tests.optimizer.projects.rcpsp.strategies import is_feasible, projects, serial


@st.composite
def projects_with_lists(draw):
    """A project with a random feasible list in its packed numbers."""
    project = draw(projects(most=12))
    packed = pack(project)
    waiting, order = set(range(project.size)), []
    while waiting:
        ready = [
            i
            for i in sorted(waiting)
            if not {packed.order.index(one) for one in _before(packed, i)} & waiting
        ]
        order.append(draw(st.sampled_from(ready)))
        waiting.remove(order[-1])
    return packed, np.array(order, np.int64)


def _before(packed, place):
    return packed.project.predecessors[packed.order[place]]


def _made(packed, order):
    room = packed.room()
    net = packed.network
    makespan = generate(net, room, order, net.before_from, net.before, room.start)
    return makespan * packed.unit, packed.starts(room.start)


@given(projects_with_lists())
def test_schedules_are_those_of_the_plain_definition(case):
    packed, order = case
    makespan, starts = _made(packed, order)
    expected = serial(packed.project, [packed.order[place] for place in order])
    assert list(starts) == expected
    assert makespan == packed.project.makespan(expected)


@given(projects_with_lists(), st.integers(1, 4))
def test_forward_backward_improvement_never_lengthens(case, rounds):
    packed, order = case
    before, _ = _made(packed, order.copy())
    room = packed.room()
    after = justify(packed.network, room, order, rounds) * packed.unit
    starts = packed.starts(room.start)
    assert after == packed.project.makespan(starts) <= before
    assert check(packed.project, starts) == ()
    assert is_feasible(packed.project, [packed.order[place] for place in order])
    assert _made(packed, order)[0] <= after


@given(projects_with_lists())
def test_the_room_is_whole_again_between_two_schedules(case):
    packed, order = case
    room = packed.room()
    first = [justify(packed.network, room, order.copy(), 2) for _ in range(2)]
    assert first[0] == first[1]
    assert (room.free == packed.room().free).all()


@given(projects_with_lists())
def test_many_resources_take_several_words(case):
    """The same resources seventy times over change nothing but the words that hold it."""
    packed, order = case
    project = packed.project
    wide = Project(
        "wide",
        project.capacities * 70,
        project.durations,
        tuple(one * 70 for one in project.demands),
        project.successors,
    )
    assert len(project.capacities) == 0 or pack(wide).network.size[1] > 1
    assert _made(pack(wide), order) == _made(packed, order)


@given(st.lists(st.integers(1, 2**31 - 600), min_size=2, max_size=2), st.integers(1, 1000))
def test_random_numbers_are_those_of_the_published_generator(seeds, count):
    state = np.array([seeds[0] % FIRST or 1, seeds[1] % SECOND or 1], np.int64)
    first, second = (int(one) for one in state)
    for _ in range(5):
        first, second = first * 40014 % 2147483563, second * 40692 % 2147483399
        z = first - second
        assert below(state, count) == (z + 2147483562 if z < 1 else z) % count
