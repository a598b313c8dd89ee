"""What the compiled parts of the bound work on.

Sizes: S slots, B bins of ``per_bin`` slots each (the last slot lies in none), L lines (calendars of people), K classes
of work, O offers (people of one line and speed for one class), W ways (an offer and its working minutes), M menus (all
ways to do a task), E entries of menus, N nodes (tasks that launches depend on), X links, J jobs.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

NEVER = 1e300
"""Cost of what cannot be."""


class Time(NamedTuple):
    """Calendars in slots.

    ``opens`` (L, S) open minutes before each slot; ``reached`` (L, S) fewest open minutes whose passing ends in that
    slot or a later one; ``edges`` (L, B + 1) open minutes before each bin; ``passage`` (P, S) the slot in which a delay
    that begins in a slot ends. ``exact``: everything begins at the first moments of slots.
    """

    per_bin: int
    exact: bool
    opens: Ints
    reached: Ints
    edges: Ints
    passage: Ints


class Offers(NamedTuple):
    """Who can do what: ``kind`` (O,) class of work, ``line`` (O,) calendar, ``rate`` (O,) effort per minute."""

    kind: Ints
    line: Ints
    rate: Floats


class Ways(NamedTuple):
    """``offer`` (W,) and working ``minutes`` (W,)."""

    offer: Ints
    minutes: Ints


class Menus(NamedTuple):
    """How tasks can be done: ``people`` (M,) at once, 0 for a delay; ``delay`` (M,) its passage; ``first`` (M + 1,)
    first place of each menu in ``way`` and ``those``, how many people offer each way.
    """

    people: Ints
    delay: Ints
    first: Ints
    way: Ints
    those: Ints


class Entries(NamedTuple):
    """What can be chosen by the slot of the start: ``first`` (M, S + 1) entries of a menu and slot; ``slot``,
    ``finish`` and ``way`` (E,): start, end, and the way of work for one person, else -1.
    """

    first: Ints
    slot: Ints
    finish: Ints
    way: Ints


class Choices(NamedTuple):
    """All that does not change with prices; ``finish`` (W, S) where work of each way ends, -1 where none can start."""

    time: Time
    offers: Offers
    ways: Ways
    menus: Menus
    finish: Ints
    entries: Entries


class Paid(NamedTuple):
    """Prices of minutes: ``price`` (O, B) in each bin; ``edges`` (O, B + 1) and ``slots`` (O, S) of all open minutes
    before it; ``work`` (W, S) least cost of work that starts in a slot; ``entry`` (E,) cost of each entry.
    """

    price: Floats
    edges: Floats
    slots: Floats
    work: Floats
    entry: Floats


class Nodes(NamedTuple):
    """Those of a job together, children before parents; the root is the launch.

    ``first`` (J + 1,) first node and ``begin`` (J,) first slot by job; ``earliest`` (N,) first slot; ``parent`` (N,)
    -1 for the root; ``earlier`` (N,) 1 where the node precedes its parent; ``across`` (N,) passage between the two;
    ``menu`` (N,).
    """

    first: Ints
    begin: Ints
    earliest: Ints
    parent: Ints
    earlier: Ints
    across: Ints
    menu: Ints


class Toll(NamedTuple):
    """Prices of precedences that the trees leave out: links.

    ``height`` (X, S) paid by the slot in which the earlier task's result is there, and earned by the slot in which the
    later one starts, rising; ``across`` (X,) passage between them; ``out`` and ``into`` (X,) links by the node that
    they leave and enter, ``leave`` and ``enter`` (N + 1,) first place of each node in them.
    """

    height: Floats
    across: Ints
    out: Ints
    leave: Ints
    into: Ints
    enter: Ints


class Desk(NamedTuple):
    """Room to work in, for jobs of at most n nodes: ``before`` (n, S) cost by start, ``after`` (n, S) by end,
    ``choice`` (n, S) entries, ``least`` (S,) at least.
    """

    before: Floats
    after: Floats
    choice: Ints
    least: Floats


class Answer(NamedTuple):
    """Cheapest schedules of all jobs: ``start`` and ``finish`` (N,) slots."""

    start: Ints
    finish: Ints
