# mypy: disable-error-code="no-any-return"
"""Serial schedule generation and double justification over packed resource profiles, in compiled code.

A slot's free capacities stand side by side in words of 63 bits, each in a field of its own with a guard bit on top:
one subtraction tells whether all of them suffice (the guard of a field that does not is borrowed).
"""

from typing import NamedTuple

from optimizer.projects.rcpsp.random_kernel import Ints
from scenarios.compiled import in_place


class Network(NamedTuple):
    """A project of N activities in packed form, as arrays or their addresses.

    ``size`` (3,): N, words a slot W, guard bits of a word; ``duration`` (N,) slots; ``demand`` (N, W) and
    ``capacity`` (W,) packed; predecessors of i are ``before[before_from[i]:before_from[i + 1]]``, its successors
    likewise ``after``; ``tail`` (N,) slots from an activity's start to the project's end, without resources.
    """

    size: Ints
    duration: Ints
    demand: Ints
    capacity: Ints
    before_from: Ints
    before: Ints
    after_from: Ints
    after: Ints
    tail: Ints


class Room(NamedTuple):
    """Where schedules are made. H slots are all durations together.

    ``free`` (H + 1, W) what is left of the capacities in each slot: whole between two schedules; ``tally`` (H + 3,);
    ``start``, ``mirror`` (N,) starts of the forward and backward schedule; ``key`` (N,); ``made`` (1,) schedules.
    """

    free: Ints
    tally: Ints
    start: Ints
    mirror: Ints
    key: Ints
    made: Ints


@in_place
def generate(net: Network, room: Room, order: Ints, before_from: Ints, before: Ints, start: Ints) -> int:
    """Start every activity, in ``order``, as early as precedence and resources allow; the makespan.

    Serial generation scheme (Kelley 1963). With the successors in place of predecessors time runs backward.
    """
    makespan, words, guard = 0, net.size[1], net.size[2]
    for place in range(net.size[0]):
        i = order[place]
        first = 0
        for k in range(before_from[i], before_from[i + 1]):
            one = before[k]
            first = max(first, start[one] + net.duration[one])
        length = net.duration[i]
        if length > 0:
            if words == 1:
                first = place_in_word(room.free, guard, net.demand[i], first, length)
            else:
                first = place_in_words(room.free, words, guard, net.demand, i * words, first, length)
        start[i] = first
        makespan = max(makespan, first + length)
    clear(room.free, makespan, words, net.capacity)
    room.made[0] += 1
    return makespan


@in_place
def place_in_word(free: Ints, guard: int, demand: int, first: int, length: int) -> int:
    """Take ``demand`` in the earliest ``length`` slots in a row, from ``first`` on, that leave it; where they begin.

    Without a jump in the loop: looking at each slot is faster than skipping those that cannot matter.
    """
    slot, row = first, 0
    while row < length:
        row = row + 1 if ((free[slot] | guard) - demand) & guard == guard else 0
        slot += 1
    first = slot - length
    for slot in range(first, first + length):
        free[slot] -= demand
    return first


@in_place
def place_in_words(
    free: Ints, words: int, guard: int, demand: Ints, own: int, first: int, length: int
) -> int:
    """As `place_in_word`, with ``words`` words a slot and the demand from place ``own`` on."""
    slot, row = first, 0
    while row < length:
        row = row + 1 if fits(free, slot * words, words, guard, demand, own) else 0
        slot += 1
    first = slot - length
    for slot in range(first, first + length):
        for w in range(words):
            free[slot * words + w] -= demand[own + w]
    return first


@in_place
def fits(free: Ints, at: int, words: int, guard: int, demand: Ints, own: int) -> bool:
    """Whether a slot leaves the demand in every word."""
    for w in range(words):  # noqa: SIM110 - compiled code is faster without generators
        if ((free[at + w] | guard) - demand[own + w]) & guard != guard:
            return False
    return True


@in_place
def clear(free: Ints, slots: int, words: int, capacity: Ints) -> None:
    """Make the capacities of the first slots whole again."""
    if words == 1:
        whole = capacity[0]
        for slot in range(slots):
            free[slot] = whole
        return
    for slot in range(slots):
        for w in range(words):
            free[slot * words + w] = capacity[w]


@in_place
def justify(net: Network, room: Room, order: Ints, rounds: int) -> int:
    """The makespan of the list ``order`` after forward-backward improvement; the list becomes that of the starts.

    Everything is moved right by falling finish, then left by rising start, as long as it helps (Tormos and Lova 2001;
    Valls, Ballestin and Quintanilla 2005): neither move can lengthen the project.
    """
    size = net.size[0]
    makespan = generate(net, room, order, net.before_from, net.before, room.start)
    for _ in range(rounds):
        for i in range(size):
            room.key[i] = room.start[i] + net.duration[i]
        sort(room, size, makespan, order)
        for place in range(size >> 1):
            order[place], order[size - 1 - place] = order[size - 1 - place], order[place]
        mirrored = generate(net, room, order, net.after_from, net.after, room.mirror)
        for i in range(size):
            room.key[i] = mirrored - room.mirror[i] - net.duration[i]
        sort(room, size, mirrored, order)
        found = generate(net, room, order, net.before_from, net.before, room.start)
        if found >= makespan:
            break
        makespan = found
    for i in range(size):
        room.key[i] = room.start[i]
    sort(room, size, makespan, order)
    return makespan


@in_place
def sort(room: Room, size: int, most: int, order: Ints) -> None:
    """The activities by rising key (0 to ``most``) and number, which is topological: a feasible list."""
    count, key = room.tally, room.key
    for value in range(most + 2):
        count[value] = 0
    for i in range(size):
        count[key[i] + 1] += 1
    for value in range(most):
        count[value + 1] += count[value]
    for i in range(size):
        place = count[key[i]]
        order[place] = i
        count[key[i]] = place + 1
