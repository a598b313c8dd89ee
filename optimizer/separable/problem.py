"""The problem: response curves with bounds under a total budget and budgets nested within it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from optimizer.separable import shapes_kernel
from optimizer.separable.price_kernel import FEASIBLE, Tree
from optimizer.separable.shapes import Curves, places
from optimizer.separable.shapes_kernel import Floats, Ints

TOTAL = -1
"""`Problem.member` of a curve that counts against the total budget alone."""


@dataclass(frozen=True, slots=True)
class Group:
    """Curves that share a budget of their own, within the total or within another group."""

    name: str
    budget: float
    within: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The problem in the order of its tree: groups from the outside in, curves sorted by group.

    ``curve`` (N,) original place of each sorted curve; ``group`` (G,) original place of each sorted group, -1 for the
    total, which is always first.
    """

    tree: Tree
    curve: Ints
    group: Ints


@dataclass(frozen=True, eq=False)
class Problem:
    """Maximise the sum of outcomes of N curves within nested budgets.

    ``lower``, ``upper`` (N,) bounds of spend; ``least`` (N,) smallest spend other than zero where ``lower`` is zero
    (0: any spend is allowed); ``member`` (N,) place of each curve's innermost group in ``groups``, or `TOTAL`.
    Spends and budgets are in one unit, outcomes in another of the caller's choice.

    Raises:
        ValueError: a number is missing or negative, bounds cross, groups do not nest, or lower bounds exceed a budget;
            the text names the places.
    """

    curves: Curves
    lower: Floats
    upper: Floats
    budget: float
    groups: tuple[Group, ...]
    member: Ints
    least: Floats

    @classmethod
    def of(
        cls,
        curves: Curves,
        upper: ArrayLike,
        budget: float,
        *,
        lower: ArrayLike = 0.0,
        groups: Sequence[Group] = (),
        member: ArrayLike = TOTAL,
        least: ArrayLike = 0.0,
    ) -> Problem:
        """A problem; arrays of one number count for every curve."""
        size = len(curves)
        arrays = [np.array(np.broadcast_to(np.asarray(a, dtype=float), size)) for a in (lower, upper, least)]
        members = np.array(np.broadcast_to(np.asarray(member, dtype=np.int64), size))
        return cls(curves, arrays[0], arrays[1], float(budget), tuple(groups), members, arrays[2])

    def __post_init__(self) -> None:
        self._check_bounds()
        self._check_groups()
        self._check_feasible()

    def _check_bounds(self) -> None:
        if not self.budget >= 0:
            message = f"the budget is a number of at least 0, not {self.budget}"
            raise ValueError(message)
        for name, values in (("lower", self.lower), ("upper", self.upper), ("least", self.least)):
            if not (values >= 0).all():
                message = f"{name} is at least 0; not so at {places(~(values >= 0))}"
                raise ValueError(message)
        crossing = ~(self.lower <= self.upper) | ~np.isfinite(self.lower)
        if crossing.any():
            message = f"lower bounds are finite and not above upper bounds; not so at {places(crossing)}"
            raise ValueError(message)
        stuck = (self.lower > 0) & (self.upper < self.least)
        if stuck.any():
            message = (
                f"the least spend lies above the upper bound, and zero is not allowed, at {places(stuck)}"
            )
            raise ValueError(message)

    def _check_groups(self) -> None:
        names = [group.name for group in self.groups]
        if len(set(names)) < len(names):
            message = f"groups have names of their own, not {names}"
            raise ValueError(message)
        outside = (self.member < TOTAL) | (self.member >= len(self.groups))
        if outside.any():
            message = f"member counts groups from 0, or is {TOTAL}; not so at {places(outside)}"
            raise ValueError(message)
        for group in self.groups:
            if not group.budget >= 0:
                message = f"the budget of group {group.name} is a number of at least 0, not {group.budget}"
                raise ValueError(message)
            if group.within is not None and group.within not in names:
                message = f"group {group.name} lies within {group.within}, which is not there"
                raise ValueError(message)
        if len(self.layout.group) <= len(self.groups):
            message = "groups lie within each other in a circle"
            raise ValueError(message)

    def _check_feasible(self) -> None:
        tree, floors = self.layout.tree, self.floors[self.layout.curve]
        for place, group in enumerate(self.layout.group):
            inside = slice(tree.first[place], tree.last[tree.after[place] - 1])
            needed = float(floors[inside].sum())
            if needed > tree.budget[place] * (1 + FEASIBLE):
                name = "the total budget" if group < 0 else f"the budget of group {self.groups[group].name}"
                message = f"lower bounds add to {needed}, more than {name}, {tree.budget[place]}"
                raise ValueError(message)
        endless = np.isinf(self.upper) & np.isinf(self._tightest_budget)
        if endless.any():
            message = f"neither an upper bound nor a budget limits the spend at {places(endless)}"
            raise ValueError(message)

    @property
    def floors(self) -> Floats:
        """(N,) lower bounds, raised to the least spend where zero is not allowed."""
        return np.where(self.lower > 0, np.maximum(self.lower, self.least), 0.0)

    @property
    def _tightest_budget(self) -> Floats:
        """(N,) smallest budget that each curve counts against."""
        by_name = {group.name: group for group in self.groups}
        tightest = [self.budget]
        for group in self.groups:
            smallest, outer = self.budget, group
            while True:
                smallest = min(smallest, outer.budget)
                if outer.within is None:
                    break
                outer = by_name[outer.within]
            tightest.append(smallest)
        return np.array(tightest)[self.member + 1]

    @cached_property
    def layout(self) -> Layout:
        """The nesting as the kernels take it."""
        inner: dict[str | None, list[int]] = {}
        for place, group in enumerate(self.groups):
            inner.setdefault(group.within, []).append(place)
        order, parent, after = [TOTAL], [-1], [0]

        def visit(name: str | None, above: int) -> None:
            for place in inner.get(name, []):
                at = len(order)
                order.append(place)
                parent.append(above)
                after.append(0)
                visit(self.groups[place].name, at)
                after[at] = len(order)

        visit(None, 0)
        after[0] = len(order)
        rank = np.zeros(len(self.groups) + 1, dtype=np.int64)
        rank[np.array(order) + 1] = np.arange(len(order))
        ranks = rank[self.member + 1]
        curve = np.lexsort((*self._identity.T, ranks))
        edges = np.searchsorted(ranks[curve], np.arange(len(order) + 1))
        budgets = np.array([self.budget, *(group.budget for group in self.groups)])[np.array(order) + 1]
        tree = Tree(budgets, np.array(parent), np.array(after), edges[:-1], edges[1:])
        return Layout(tree, curve, np.array(order))

    @cached_property
    def shapes(self) -> shapes_kernel.Shapes:
        """The curves in the order of the layout."""
        order = self.layout.curve
        identity = np.column_stack([self._identity, self.member])[order]
        twin = np.zeros(len(order), dtype=bool)
        twin[1:] = (identity[1:] == identity[:-1]).all(axis=1)
        return self.curves.arrays(self.least, order)._replace(twin=twin)

    @property
    def _identity(self) -> Floats:
        """(N, 8) numbers by which curves with their bounds are equal or not."""
        return np.column_stack([self.curves.identity, self.lower, self.upper, self.least])

    def with_budget(self, budget: float) -> Problem:
        """The same with another total budget."""
        return replace(self, budget=float(budget))

    def value(self, spend: ArrayLike) -> float:
        """Outcome of a split (N,), in units of outcome. Spends under their least earn nothing."""
        ordered = np.asarray(spend, dtype=float)[self.layout.curve]
        return sum(
            float(shapes_kernel.value(self.shapes, i, x if x >= self.shapes.least[i] else 0.0))
            for i, x in enumerate(ordered)
        )
