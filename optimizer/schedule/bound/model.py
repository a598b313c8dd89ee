"""What the relaxation of a problem works on, whatever its prices and bins are."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.schedule.bound.layout_kernel import Choices, Floats, Nodes, Time
from optimizer.schedule.bound.menu_kernel import finishes, list_entries
from optimizer.schedule.bound.network import Network
from optimizer.schedule.bound.people import People
from optimizer.schedule.bound.slots import Slots, open_before
from optimizer.schedule.bound.tables import (
    Links,
    MenuCard,
    Passages,
    links_in,
    losses_in,
    nodes_in,
    offers_in,
)
from optimizer.schedule.bounds import Earliest
from optimizer.schedule.losses import Losses
from optimizer.schedule.problem import Problem


@dataclass(frozen=True)
class Model:
    """A problem in slots: ``losses`` (J, S) of launches, everything else as in `layout_kernel`."""

    slots: Slots
    people: People
    choices: Choices
    nodes: Nodes
    links: Links
    losses: Floats

    def coarser(self, factor: int) -> Model:
        """The same in bins of ``factor`` times as many slots."""
        slots = self.slots.coarser(factor)
        choices = self.choices._replace(time=_in_bins(self.choices.time, slots.per_bin))
        return replace(self, slots=slots, choices=choices)


def model_of(
    problem: Problem, losses: Losses, slots: Slots, network: Network, people: People, times: Earliest
) -> Model:
    """The launches of a network, their work on people, and what lateness costs, in slots."""
    passages = Passages(slots, problem.shared)
    card = MenuCard(problem, people, passages)
    links = links_in(network, passages)
    nodes = nodes_in(problem, network, slots, passages, card, times)
    opens = np.array([open_before(line, slots.moments) for line in people.lines])
    reached = np.array([open_before(line, slots.before) for line in people.lines]) + 1
    time = Time(slots.per_bin, slots.exact, opens, reached, opens, passages.table())
    choices = _choices(_in_bins(time, slots.per_bin), people, card)
    return Model(slots, people, choices, nodes, links, losses_in(problem, network, losses, slots))


def _in_bins(time: Time, per_bin: int) -> Time:
    return time._replace(per_bin=per_bin, edges=np.ascontiguousarray(time.opens[:, ::per_bin]))


def _choices(time: Time, people: People, card: MenuCard) -> Choices:
    offers, ways, menus = offers_in(people), card.ways(), card.menus()
    finish = finishes(time, offers, ways)
    return Choices(time, offers, ways, menus, finish, list_entries(time, offers, ways, menus, finish))
