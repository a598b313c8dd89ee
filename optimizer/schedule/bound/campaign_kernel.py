# mypy: disable-error-code="no-any-return"
"""The cheapest schedule of every job on its own, by dynamic programming over a tree of its precedences.

Each node hands its parent what it costs at least: where the node precedes the parent, by the slot in which its result
is there; where it follows, by the slot in which the parent ends. Precedences outside the tree are paid by toll.
"""

from optimizer.schedule.bound.layout_kernel import (
    NEVER,
    Answer,
    Choices,
    Desk,
    Entries,
    Floats,
    Ints,
    Nodes,
    Paid,
    Time,
    Toll,
)
from optimizer.schedule.bound.menu_kernel import demand_of
from scenarios.compiled import compiled, in_place


@compiled
def solve_jobs(
    jobs: tuple[int, int],
    choices: Choices,
    nodes: Nodes,
    losses: Floats,
    state: tuple[Paid, Toll],
    desk: Desk,
    answer: Answer,
    demand: Floats,
) -> float:
    """Sum of the least costs of a range of jobs; fills their ``answer`` and the ``demand`` (K, B).

    ``losses`` (J, S) by the slot of the launch.
    """
    time, entries = choices.time, choices.entries
    paid, toll = state
    demand[:] = 0.0
    total = 0.0
    for job in range(jobs[0], jobs[1]):
        first, end = nodes.first[job], nodes.first[job + 1]
        _clear(job, time, nodes, toll, losses, desk)
        for node in range(first, end - 1):
            _tell_parent(node, job, time, entries, paid, nodes, desk)
        total += _launch(job, entries, paid, nodes, desk)
        _trace(job, time, nodes, entries, desk, answer)
        for node in range(first, end):
            demand_of(choices, nodes.menu[node], desk.choice[node - first, 0], paid, demand)
    return total


@in_place
def _clear(job: int, time: Time, nodes: Nodes, toll: Toll, losses: Floats, desk: Desk) -> None:
    """Begin with the tolls alone, and the loss at the root."""
    first, root = nodes.first[job], nodes.first[job + 1] - 1
    begin, slots = nodes.begin[job], losses.shape[1]
    for node in range(first, root + 1):
        row = node - first
        for slot in range(begin, slots):
            desk.before[row, slot] = 0.0
            desk.after[row, slot] = 0.0
        for place in range(toll.enter[node], toll.enter[node + 1]):
            link = toll.into[place]
            for slot in range(begin, slots):
                desk.before[row, slot] -= toll.height[link, slot]
        for place in range(toll.leave[node], toll.leave[node + 1]):
            link = toll.out[place]
            for slot in range(begin, slots):
                desk.after[row, slot] += toll.height[link, time.passage[toll.across[link], slot]]
    for slot in range(begin, slots):
        desk.after[root - first, slot] += losses[job, slot]


@in_place
def _tell_parent(
    node: int, job: int, time: Time, entries: Entries, paid: Paid, nodes: Nodes, desk: Desk
) -> None:
    first, begin, slots = nodes.first[job], nodes.begin[job], desk.least.size
    row, menu, across = node - first, nodes.menu[node], nodes.across[node]
    earlier = nodes.earlier[node] == 1
    for slot in range(begin, slots):
        desk.least[slot] = NEVER
    for slot in range(nodes.earliest[node], slots):
        before = desk.before[row, slot]
        for entry in range(entries.first[menu, slot], entries.first[menu, slot + 1]):
            until = entries.finish[entry]
            cost = before + paid.entry[entry] + desk.after[row, until]
            key = time.passage[across, until] if earlier else slot
            if cost < desk.least[key]:
                desk.least[key] = cost
                desk.choice[row, key] = entry
    if earlier:
        _by_then(row, nodes.parent[node] - first, begin, desk)
    else:
        _from_then(row, nodes.parent[node] - first, begin, time.passage[across], desk)


@in_place
def _by_then(row: int, parent: int, begin: int, desk: Desk) -> None:
    """The parent pays, by its start, for the cheapest result that is there."""
    least, choice = NEVER, 0
    for slot in range(begin, desk.least.size):
        if desk.least[slot] < least:
            least, choice = desk.least[slot], desk.choice[row, slot]
        desk.choice[row, slot] = choice
        desk.before[parent, slot] += least


@in_place
def _from_then(row: int, parent: int, begin: int, passage: Ints, desk: Desk) -> None:
    """The parent pays, by its end, for the cheapest start that is left."""
    least, choice = NEVER, 0
    for slot in range(desk.least.size - 1, begin - 1, -1):
        if desk.least[slot] < least:
            least, choice = desk.least[slot], desk.choice[row, slot]
        desk.least[slot], desk.choice[row, slot] = least, choice
    for slot in range(begin, desk.least.size):
        desk.after[parent, slot] += desk.least[passage[slot]]


@in_place
def _launch(job: int, entries: Entries, paid: Paid, nodes: Nodes, desk: Desk) -> float:
    """Least cost of the whole job; the launch's choice is left in its first place."""
    root = nodes.first[job + 1] - 1
    row, menu = root - nodes.first[job], nodes.menu[root]
    least, choice = NEVER, 0
    for entry in range(entries.first[menu, nodes.earliest[root]], entries.first[menu, desk.least.size]):
        cost = (
            desk.before[row, entries.slot[entry]] + paid.entry[entry] + desk.after[row, entries.finish[entry]]
        )
        if cost < least:
            least, choice = cost, entry
    desk.choice[row, 0] = choice
    return least


@in_place
def _trace(job: int, time: Time, nodes: Nodes, entries: Entries, desk: Desk, answer: Answer) -> None:
    """Read the cheapest schedule from the root on; each node's choice is left in its first place."""
    first, root = nodes.first[job], nodes.first[job + 1] - 1
    for node in range(root, first - 1, -1):
        slot, up = 0, nodes.parent[node]
        if node < root:
            slot = (
                answer.start[up]
                if nodes.earlier[node]
                else time.passage[nodes.across[node], answer.finish[up]]
            )
        entry = desk.choice[node - first, slot]
        desk.choice[node - first, 0] = entry
        answer.start[node], answer.finish[node] = entries.slot[entry], entries.finish[entry]
