"""The search for money, campaigns and team together: a relaxation that bounds, and programs with integers that find.

Responses are drawn as in the allocation: lines that lie above the true curves, refined where solutions lie, so that
every bound of the solver is a bound on the true curves. Plans are judged on the true curves. The team makes the
problem easier rather than harder: where hours can be bought at a price, campaigns no longer compete for the last hour,
and what is left to decide in whole numbers is few.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from optimizer.allocation.ceilings import tight_ceiling
from optimizer.allocation.clock import Clock
from optimizer.allocation.draft import rounding_slack
from optimizer.allocation.model.assemble import assemble
from optimizer.allocation.outline import outline_responses
from optimizer.allocation.polish import open_blocks, polish
from optimizer.allocation.refine import drawn_at_prices, excesses, refined
from optimizer.allocation.settle import Settled, settle
from optimizer.allocation.solver import End, Floats, maximise, second_opinion
from optimizer.allocation.split import Split, net_value, read_split
from optimizer.staffing.cuts import Cut, add_cuts
from optimizer.staffing.dive import Spans, dive
from optimizer.staffing.exchange import exchange
from optimizer.staffing.linear import Interrupted, LinearProgram, Optimum
from optimizer.staffing.model import StaffedModel, add_staffing, cost_of
from optimizer.staffing.points import Pointed, draw_points
from optimizer.staffing.problem import Staffing
from optimizer.staffing.tree import Node, Tree, branching_variable
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT

ROUNDS = 8
OUTLINE_SHARE, SOLVER_SHARE = 0.2, 0.3
"""Shares of the wanted gap that outlines may take and the solver may leave."""
ROOT_SHARE = 0.3
"""Share of the time that may be spent on the relaxation."""
RESERVE = 0.1
"""Share of the time kept for the last word."""
MOST_RESERVE = 4.0
TREE_SHARE = 0.8
"""Share of the time left for branching on the team."""
FIND_SHARE = 0.6
"""Share of the time left that turning a relaxation into a plan may take."""
MOST_NODES = 400
"""Nodes after which the best team for given launches is given up."""
WORTHWHILE = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A plan as a program left it: the split, the units of each choice, its true value in currency units."""

    split: Split
    units: tuple[float, ...]
    values: Floats
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class StaffedPlan:
    """A plan in cents: the settled split for the team that ``units`` make; ``value`` net of what the team costs."""

    settled: Settled
    units: tuple[float, ...]
    value: int
    cost: int


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """How the search ended; ``bound`` in minor units, infinite where there is none."""

    best: StaffedPlan | None
    bound: float
    infeasible: bool


class StaffSearch:
    """One search, to a relative gap."""

    def __init__(self, staffing: Staffing, gap: float, clock: Clock, cuts: Sequence[Cut] = ()) -> None:
        problem = staffing.problem
        ceiling = cache(partial(tight_ceiling, problem))
        self.staffing, self.problem = staffing, problem
        self.outlines = drawn_at_prices(problem, outline_responses(problem, ceiling))
        self.staffed: StaffedModel = add_staffing(staffing, assemble(problem, self.outlines, ceiling))
        self._loss = add_cuts(staffing, self.staffed, cuts)
        self._gap, self._clock = gap, clock
        self._slack = rounding_slack(problem, self.outlines)
        self.bound = math.inf
        self._root: Optimum | None = None
        self._best: Draft | None = None
        self._infeasible = False
        self._tried: set[float] = set()

    def run(self) -> Result:
        """Search until the gap is proven or the time is over."""
        self._relax()
        if self._root is not None:
            try:
                self._climb(TREE_SHARE * self._left())
            except Interrupted:
                self._report()
            self._branch()
        return Result(self._settled(), self._limit(), self._infeasible)

    def _relax(self) -> None:
        """Draw responses finely where the relaxation without integers lies."""
        for _ in range(ROUNDS):
            try:
                optimum = LinearProgram(self._drawn().program).solve({}, self._clock.left)
            except Interrupted:
                return
            if optimum is None:
                answer = second_opinion(self._drawn().program.relaxed(), self._clock.left)
                self._infeasible = answer.end is End.INFEASIBLE
                return
            self._root = optimum
            self.bound = min(self.bound, optimum.objective)
            self._report()
            if not self._refine(optimum.values, cut=False) or self._spent() > ROOT_SHARE:
                break

    def _climb(self, seconds: float) -> None:
        """Branch on the team until it is whole, make a plan of that, and go on while there is time."""
        end = self._left() - seconds
        linear = LinearProgram(self._drawn().program)
        root = linear.solve({}, self._left())
        if root is None:
            return
        tree, people = Tree(linear, root, self.ranks()), self.ranks()[:2]
        while not self._proven() and tree.best is not None and self._left() > max(end, 0.0):
            node = tree.best
            if branching_variable(node.optimum, people) is None and node.key[0] not in self._tried:
                self._tried.add(node.key[0])
                self._find(node)
            if not tree.expand(self._left()):
                break
            self.bound = min(self.bound, max(tree.bound, self._best.value if self._best else -math.inf))
            if self._best is not None:
                tree.prune(self._best.value)
            self._report()

    def ranks(self) -> tuple[tuple[int, ...], ...]:
        """Whole variables to branch on: people in total, people by period, launches, open cells."""
        whole = tuple(
            column
            for choice, column in zip(self.staffing.choices, self.staffed.units, strict=True)
            if self.staffing.offers[choice.offer].whole
        )
        decision = self.staffed.model.decision
        return self.staffed.totals, whole, tuple(decision.run.values()), tuple(decision.active.values())

    def _find(self, node: Node) -> None:
        """A plan from a part whose team is whole: launches by a dive, then launches and team in turn."""
        model, end = self.staffed.model, self._left() * (1 - FIND_SHARE)
        linear = LinearProgram(self._drawn().program)
        optimum = dive(self.problem, model, linear, node.bounds, self._left())
        team: Spans = dict(node.bounds)
        while optimum is not None and self._left() > end:
            known = self._best.value if self._best else -math.inf
            optimum = exchange(self.problem, model, linear, team, optimum, self._left() - end)
            optimum = self._best_team(linear, optimum)
            if optimum is None:
                return
            self._keep(optimum.values)
            self._refine(optimum.values, cut=False)
            self._report()
            best = self._best.value if self._best else -math.inf
            if self._proven() or best <= known + WORTHWHILE * abs(known):
                return
            team = self._team(optimum.values)

    def _best_team(self, linear: LinearProgram, optimum: Optimum) -> Optimum | None:
        """The best whole team for the launches of an optimum; None where they allow none."""
        runs = self.staffed.model.decision.run.values()
        launches = {column: (float(round(optimum.values[column])),) * 2 for column in runs}
        root = linear.solve(launches, self._left())
        if root is None:
            return None
        tree = Tree(linear, root, self.ranks()[:2], launches)
        nodes = 0
        while tree.best is not None and nodes < MOST_NODES and tree.expand(self._left()):
            nodes += 1
        return tree.best.optimum if tree.best is not None and nodes < MOST_NODES else None

    def _team(self, values: Floats) -> dict[int, tuple[float, float]]:
        """Bounds that hold the people of a solution."""
        return {column: (float(round(values[column])),) * 2 for rank in self.ranks()[:2] for column in rank}

    def _branch(self) -> None:
        """Branch and bound by the solver on the whole program, on ever finer outlines, in the time that is left."""
        gap = SOLVER_SHARE * self._gap
        while not self._proven() and self._left() > 0:
            drawn = self._drawn()
            answer = maximise(drawn.program, self._left(), gap, self._hint(drawn))
            if answer.end is End.INFEASIBLE:
                self._infeasible = self._best is None
                return
            self.bound = min(self.bound, answer.bound)
            if not answer.found:
                return
            self._keep(answer.values)
            self._report()
            if not self._refine(answer.values, cut=True):
                if gap < OUTLINE_SHARE * self._gap / 100:
                    return
                gap /= 10

    def _drawn(self) -> Pointed:
        return draw_points(self.staffed.model, self.outlines)

    def _keep(self, solution: Floats) -> None:
        """Judge a solution on the true curves and keep it if it is the best so far."""
        values = solution[: len(self.staffed.model.program.columns)]
        split = read_split(self.problem, self.staffed.model.decision, values)
        units = self.staffed.taken(values, self.staffing)
        value = self._value(split, units, values)
        if self._best is None or value > self._best.value:
            self._best = Draft(split, units, values, value)

    def _value(self, split: Split, units: tuple[float, ...], values: Floats) -> float:
        worth = net_value(self.problem, split) + self.staffed.credit(values)
        return worth - cost_of(self.staffing, units) - self._lost(values)

    def _lost(self, values: Floats) -> float:
        """Contribution that cuts say is lost by lateness, currency units."""
        margin = self.problem.scenario.objective.margin
        return 0.0 if self._loss is None else margin * float(values[self._loss])

    def _settled(self) -> StaffedPlan | None:
        """The best plan with spends polished for its team and rounded to whole amounts."""
        best = self._best
        if best is None:
            return None
        model = self.staffed.fixed(best.units)
        polished = polish(self.problem, model, self.outlines, best.split, self._clock)
        settled = settle(
            self.problem, model, self.outlines, polished.split if polished else best.split, MOST_RESERVE / 2
        )
        if settled is None:
            return None
        cost = round(cost_of(self.staffing, best.units) * MINOR_PER_UNIT)
        credit = round(self.staffed.credit(settled.values) * MINOR_PER_UNIT)
        lost = round(self._lost(best.values) * MINOR_PER_UNIT)
        return StaffedPlan(settled, best.units, settled.value + credit - cost - lost, cost)

    def _hint(self, drawn: Pointed) -> Floats | None:
        best = self._best
        if best is None:
            return None
        hint = drawn.complete(self.problem, self.staffed.model, self.outlines, best.split, best.values)
        self.staffed.complete(hint, best.units)
        return hint

    def _refine(self, values: Floats, *, cut: bool) -> bool:
        worth = abs(self._best.value if self._best else self.bound)
        tolerance = OUTLINE_SHARE * self._gap * max(worth, 1 / MINOR_PER_UNIT)
        if self._best is not None:
            for index in open_blocks(self.problem, self.outlines, self._best.split):
                outline = self.outlines[index]
                self.outlines[index] = outline.drawn(self._best.split.spend[outline.block.cell])
        found = excesses(self.problem, self.staffed.model, self.outlines, values)
        better = refined(self.outlines, found, tolerance, cut=cut)
        changed = any(better[index] is not self.outlines[index] for index in better)
        self.outlines = better
        return changed

    def _left(self) -> float:
        return self._clock.left - min(RESERVE * self._clock.seconds, MOST_RESERVE)

    def _spent(self) -> float:
        return 1 - self._clock.left / self._clock.seconds

    def _limit(self) -> float:
        """The bound on every exact value, minor units."""
        return math.inf if self.bound == math.inf else math.floor(self.bound * MINOR_PER_UNIT + self._slack)

    def _proven(self) -> bool:
        best = self._best
        return best is not None and self.bound - best.value <= 0.9 * self._gap * max(abs(best.value), 1.0)

    def _report(self) -> None:
        if self._best is None or self.bound == math.inf:
            self._clock.report(Message("staffing.progress.bounding"))
            return
        gap = (self.bound - self._best.value) / max(abs(self._best.value), 1.0)
        self._clock.report(Message("staffing.progress.searching", {"gap": round(100 * gap, 3)}))
