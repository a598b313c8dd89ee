"""A problem's network and people as the arrays that the compiled parts work on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from optimizer.schedule.bound.layout_kernel import Floats, Ints, Menus, Nodes, Offers, Toll, Ways
from optimizer.schedule.bound.network import Arc, Network
from optimizer.schedule.bound.people import NORMAL, People
from optimizer.schedule.bound.slots import Slots
from optimizer.schedule.bound.supply_kernel import Staff
from optimizer.schedule.bounds import Earliest
from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import Problem, Task
from scenarios.worktime import Timeline


class Passages:
    """Delays in slots; equal ones share a row."""

    def __init__(self, slots: Slots, shared: Timeline) -> None:
        self._slots = slots
        self._shared = shared
        self._rows: dict[object, int] = {}
        self._passages: list[Ints] = []

    def of_arc(self, arc: Arc | None) -> int:
        """Row of what a task waits for after another one's end; 0 where there is no arc."""
        if arc is None or (arc.minutes == 0 and arc.timeline is self._shared):
            return self._row("at once", lambda moment: moment)
        return self._row((arc.timeline, arc.minutes), arc.follows)

    def of_delay(self, task: Task) -> int:
        """Row of a task that nobody works on."""
        return self._row(task.delays, task.finish_of_delay)

    def of_settled(self, finish: int) -> int:
        """Row of a task that ends at a given moment."""
        return self._row(finish, lambda moment: max(moment, finish))

    def table(self) -> Ints:
        """(P, S) all of them."""
        return np.array(self._passages)

    def _row(self, key: object, end: Callable[[int], int]) -> int:
        if key not in self._rows:
            self._rows[key] = len(self._passages)
            self._passages.append(self._slots.passage(end))
        return self._rows[key]


@dataclass(frozen=True, slots=True)
class _Menu:
    """All that distinguishes tasks by how they can be done."""

    people: int
    delay: int
    choices: tuple[tuple[int, int], ...]
    """Ways and the people who offer them."""


class MenuCard:
    """The menus and ways of tasks; equal ones share a number."""

    def __init__(self, problem: Problem, people: People, passages: Passages) -> None:
        self._problem = problem
        self._people = people
        self._passages = passages
        self._ways: dict[tuple[int, int], int] = {}
        self._menus: dict[_Menu, int] = {}

    def number(self, task: Task) -> int:
        """The menu of a task."""
        return self._menus.setdefault(self._menu(task), len(self._menus))

    def ways(self) -> Ways:
        """All ways."""
        return Ways(_ints(offer for offer, _ in self._ways), _ints(minutes for _, minutes in self._ways))

    def menus(self) -> Menus:
        """All menus."""
        choices = [menu.choices for menu in self._menus]
        return Menus(
            people=_ints(menu.people for menu in self._menus),
            delay=_ints(menu.delay for menu in self._menus),
            first=_starts([len(one) for one in choices]),
            way=_ints(way for one in choices for way, _ in one),
            those=_ints(count for one in choices for _, count in one),
        )

    def _menu(self, task: Task) -> _Menu:
        settled = self._problem.fixed.tasks.get(task.index)
        if settled:
            return _Menu(0, self._passages.of_settled(settled.finish), ())
        if not task.people:
            return _Menu(0, self._passages.of_delay(task), ())
        choices = (
            (self._way(offer, minutes), count) for offer, minutes, count in self._people.ways[task.index]
        )
        return _Menu(task.people, 0, tuple(choices))

    def _way(self, offer: int, minutes: int) -> int:
        return self._ways.setdefault((offer, minutes), len(self._ways))


def nodes_in(
    problem: Problem, network: Network, slots: Slots, passages: Passages, card: MenuCard, times: Earliest
) -> Nodes:
    """The trees of all jobs."""
    flat = network.nodes
    place = {node.task: number for number, node in enumerate(flat)}
    return Nodes(
        first=_starts([len(tree) for tree in network.trees]),
        begin=_ints(min(slots.slot(times.ready[node.task]) for node in tree) for tree in network.trees),
        earliest=_ints(slots.slot(times.ready[node.task]) for node in flat),
        parent=_ints(-1 if node.parent is None else place[node.parent] for node in flat),
        earlier=_ints(int(node.arc is not None and node.arc.earlier == node.task) for node in flat),
        across=_ints(passages.of_arc(node.arc) for node in flat),
        menu=_ints(card.number(problem.tasks[node.task]) for node in flat),
    )


@dataclass(frozen=True, slots=True)
class Links:
    """The precedences that the trees leave out: nodes ``ends`` (2, X) that they leave and enter, ``across`` (X,)
    their passages.
    """

    ends: Ints
    across: Ints

    def toll(self, nodes: int, slots: int) -> Toll:
        """Free of charge."""
        leave, enter = self.ends
        return Toll(
            height=np.zeros((len(leave), slots)),
            across=self.across,
            out=np.argsort(leave, kind="stable"),
            leave=_starts(np.bincount(leave, minlength=nodes).tolist()),
            into=np.argsort(enter, kind="stable"),
            enter=_starts(np.bincount(enter, minlength=nodes).tolist()),
        )


def links_in(network: Network, passages: Passages) -> Links:
    """The links between the nodes of all jobs."""
    place = {node.task: n for n, node in enumerate(network.nodes)}
    leave = _ints(place[arc.earlier] for arc in network.links)
    enter = _ints(place[arc.later] for arc in network.links)
    return Links(np.array([leave, enter]), _ints(passages.of_arc(arc) for arc in network.links))


def staff_in(people: People, edges: Ints) -> Staff:
    """The groups of people and their time in each bin. ``edges`` as in `Time`."""
    open_minutes = np.diff(edges, axis=1)[np.array(people.line_of, dtype=np.int64)].astype(float)
    groups = people.groups()
    minutes, share = np.zeros((2, len(groups), edges.shape[1] - 1))
    for number, (_, members) in enumerate(groups):
        minutes[number] = open_minutes[members].sum(axis=0)
        share[number] = open_minutes[members].max(axis=0)
    return Staff(
        minutes=minutes,
        share=share,
        first=_starts([len(skills) for skills, _ in groups]),
        kind=_ints(kind for skills, _ in groups for kind, _ in skills),
        rate=np.array([speed / NORMAL for skills, _ in groups for _, speed in skills]),
    )


def offers_in(people: People) -> Offers:
    """The offers."""
    return Offers(
        kind=_ints(kind for kind, _, _ in people.offers),
        line=_ints(line for _, line, _ in people.offers),
        rate=np.array([speed / NORMAL for _, _, speed in people.offers]),
    )


def losses_in(problem: Problem, network: Network, losses: Losses, slots: Slots) -> Floats:
    """(J, S) minor units lost by a launch in each slot, at least."""
    table = np.zeros((len(network.jobs), slots.count))
    for row, job in enumerate(network.jobs):
        first = slots.slot(problem.jobs[job].target)
        table[row, first:] = [losses.at(job, int(moment)) for moment in slots.moments[first:]]
    return table


def _starts(sizes: list[int]) -> Ints:
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)
