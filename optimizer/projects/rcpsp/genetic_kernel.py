# mypy: disable-error-code="no-any-return"
"""A genetic algorithm over activity lists with forward-backward improvement, in compiled code.

Two-point crossover of lists after Hartmann (1998, Naval Research Logistics 45). A child takes its mother's place if it
is no worse: like stands against like, so that the lists stay different for long.
"""

from optimizer.projects.rcpsp.herd_kernel import (
    ALIVE,
    BEST,
    MOST,
    MOTHER,
    STALE,
    Herd,
    decimate,
    draw,
    is_known,
    keep,
    mark_of,
    note,
    worst,
)
from optimizer.projects.rcpsp.random_kernel import Ints, below
from optimizer.projects.rcpsp.sgs_kernel import Network, Room, justify
from scenarios.compiled import address, compiled, in_place

address_of = address()

ROUNDS = 1
"""Most rounds of forward-backward improvement of one list: more of them are not worth the children they cost."""
PATIENCE = 400
"""Children without a new best, in populations, after which all but the best lists are drawn anew."""
MOST_MOVES = 3
"""Most activities that mutation moves."""


@compiled
def evolve(network: Network, space: Room, herd: Herd, schedules: int, floor: int) -> None:
    """Make about ``schedules`` more schedules, or end with one as short as ``floor``."""
    net, room, own = net_at(network), room_at(space), herd_at(herd)
    most = space.made[0] + schedules
    while space.made[0] < most and herd.state[BEST] > floor:
        bear(net, room, own)


@compiled
def adopt(network: Network, space: Room, herd: Herd, order: Ints) -> int:
    """Improve a list (N,) from elsewhere and let it take the worst parent's place; its makespan."""
    net, room, own = net_at(network), room_at(space), herd_at(herd)
    for place in range(order.size):
        herd.child[place] = order[place]
    makespan = justify(net, room, own.child, ROUNDS)
    note(net, room, own, makespan)
    mark = mark_of(net, room)
    if herd.state[ALIVE] == herd.state[MOST] and not is_known(own, makespan, mark):
        keep(net, own, worst(own), makespan, mark)
    return makespan


@compiled
def net_at(network: Network) -> Network:
    """The addresses of a network's arrays."""
    return Network(
        address_of(network.size),
        address_of(network.duration),
        address_of(network.demand),
        address_of(network.capacity),
        address_of(network.before_from),
        address_of(network.before),
        address_of(network.after_from),
        address_of(network.after),
        address_of(network.tail),
    )


@compiled
def room_at(space: Room) -> Room:
    """The addresses of a room's arrays."""
    return Room(
        address_of(space.free),
        address_of(space.tally),
        address_of(space.start),
        address_of(space.mirror),
        address_of(space.key),
        address_of(space.made),
    )


@compiled
def herd_at(herd: Herd) -> Herd:
    """The addresses of a herd's arrays."""
    return Herd(
        address_of(herd.lists),
        address_of(herd.makespan),
        address_of(herd.mark),
        address_of(herd.state),
        address_of(herd.best),
        address_of(herd.random),
        address_of(herd.child),
        address_of(herd.place),
        address_of(herd.waiting),
    )


@in_place
def bear(net: Network, room: Room, herd: Herd) -> None:
    """One more list: drawn at random while there are places left, a child of two parents after that."""
    state, young = herd.state, herd.state[ALIVE] < herd.state[MOST]
    if young:
        state[MOTHER] = state[ALIVE]
        draw(net, room, herd)
    else:
        cross(net, herd)
        mutate(net, herd)
    makespan = justify(net, room, herd.child, ROUNDS)
    note(net, room, herd, makespan)
    mark = mark_of(net, room)
    if young:
        state[ALIVE] += 1
        keep(net, herd, state[MOTHER], makespan, mark)
    elif makespan <= herd.makespan[state[MOTHER]] and not is_known(herd, makespan, mark):
        keep(net, herd, state[MOTHER], makespan, mark)
    if state[STALE] > PATIENCE * state[MOST]:
        decimate(net, herd)


@in_place
def cross(net: Network, herd: Herd) -> None:
    """A child of two parents: the mother's list with a window of it in the father's order."""
    size, state = net.size[0], herd.state
    mother, father = below(herd.random, state[MOST]), below(herd.random, state[MOST])
    if father == mother:
        father = below(herd.random, state[MOST])
    state[MOTHER] = mother
    width = size // 4 + below(herd.random, size // 2 + 1)
    first = below(herd.random, size - width + 1)
    for i in range(size):
        herd.waiting[i] = 1
    fill(herd, mother * size, 0, first)
    fill(herd, father * size, first, first + width)
    fill(herd, mother * size, first + width, size)


@in_place
def fill(herd: Herd, parent: int, first: int, last: int) -> None:
    """Fill the child's places from ``first`` to ``last`` with those still waiting, in the order of a parent's list."""
    for place in range(first, last):
        while herd.waiting[herd.lists[parent]] == 0:
            parent += 1
        herd.child[place] = herd.lists[parent]
        herd.waiting[herd.child[place]] = 0


@in_place
def mutate(net: Network, herd: Herd) -> None:
    """Move up to `MOST_MOVES` activities to other places between their predecessors and successors."""
    size, child, place = net.size[0], herd.child, herd.place
    for _ in range(below(herd.random, MOST_MOVES + 1)):
        for at in range(size):
            place[child[at]] = at
        now = below(herd.random, size)
        i = child[now]
        low, high = 0, size - 1
        for k in range(net.before_from[i], net.before_from[i + 1]):
            low = max(low, place[net.before[k]] + 1)
        for k in range(net.after_from[i], net.after_from[i + 1]):
            high = min(high, place[net.after[k]] - 1)
        then = low + below(herd.random, high - low + 1)
        for at in range(now, then, -1):
            child[at] = child[at - 1]
        for at in range(now, then):
            child[at] = child[at + 1]
        child[then] = i
