"""The search: a relaxation that bounds, a dive that finds, and branch and bound that closes the rest of the gap.

Every round solves the program under the present outlines. Its bound holds for the true curves, because outlines lie
above them; its solution is polished on the true curves, rounded to whole cents, and tells where the outlines have to be
finer. That is spatial branch and bound (Tawarmalani and Sahinidis 2005) with the branching left to the solver.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial

from optimizer.allocation.ceilings import tight_ceiling
from optimizer.allocation.clock import Clock
from optimizer.allocation.dive import dive
from optimizer.allocation.draft import rounding_slack
from optimizer.allocation.model.assemble import Drawn, assemble, draw_responses
from optimizer.allocation.neighbourhood import contested, kept_choice, neighbourhoods
from optimizer.allocation.outline import outline_responses
from optimizer.allocation.polish import CLOSE, CLOSEST, open_blocks, polish
from optimizer.allocation.prices import Priced
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Program
from optimizer.allocation.refine import drawn_at_prices, excesses, refined
from optimizer.allocation.settle import Settled, settle
from optimizer.allocation.solver import Answer, End, Floats, maximise, maximise_from, second_opinion
from optimizer.allocation.split import Split, below_tiers, net_value, read_split, todays_split
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT

MONEY_ROUNDS = 6
FULL_ROUNDS = 3
OUTLINE_SHARE = 0.2
"""Share of the wanted gap that the outlines may take."""
SOLVER_SHARE = 0.3
"""Share of the wanted gap that the solver may leave."""
SMALLEST_GAP = 1e-9
ROOT_SHARE = 0.6
"""Share of the time that is left to the search for plans when the relaxation stops being refined."""
PATIENCE = 2.0
"""How far the first plan may overrun the time limit: on a busy machine a late plan is better than none."""
PROOF_SHARE = 0.25
"""Share of the time that local improvement leaves to branch and bound."""
WITHIN_REACH = 5.0
"""Multiple of the wanted gap up to which branch and bound can be hoped to close what is left."""
NEIGHBOURHOOD_SECONDS = 1.5
"""Limit of one local improvement."""
WORTHWHILE = 2e-4
"""Relative gain below which a plan found nearby is not worth having."""
PATIENT, FIRST_BRANCH = 40.0, 0.6
"""Seconds from which on branch and bound begins, with a share of the time: its heuristics see the whole program."""
LARGE = 100
"""Whole decisions from which on local improvement finds plans sooner than branch and bound."""
FAILURES = 40
"""Improvements in a row that may fail before branch and bound takes over."""
SETTLE_SECONDS, LAST_SETTLE_SECONDS = 0.5, 2.0
"""Limits of rounding to whole amounts: while plans are compared, and for the last word."""
LAST_TRY = 1.5
"""Time that the last word may need, as a multiple of what the try before it took."""
MOST_RESERVE = 8.0
RESERVE = 0.25
"""Share of the time that is kept for polishing the last answer and explaining it."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """How the search ended. ``best`` is None without an answer; ``bound`` in minor units, infinite if there is none."""

    best: Settled | None
    bound: float
    infeasible: bool


@dataclass(frozen=True, slots=True, eq=False)
class Rough:
    """A split as a program left it: ``values`` of the model's variables, true ``value`` in currency units."""

    split: Split
    values: Floats
    value: float


class Search:
    """One search for the best split of a problem, to a relative gap."""

    def __init__(self, problem: Problem, gap: float, clock: Clock, start: Split | None = None) -> None:
        ceiling = cache(partial(tight_ceiling, problem))
        self.problem = problem
        self.outlines = drawn_at_prices(problem, outline_responses(problem, ceiling))
        self.model = assemble(problem, self.outlines, ceiling)
        self.relaxation: Priced | None = None
        self._gap, self._clock, self._start = gap, clock, start
        self._best: Settled | None = None
        self._try_seconds = 0.0
        self._bound = math.inf
        self._slack = rounding_slack(problem, self.outlines)
        self._infeasible = False

    def run(self) -> Found:
        """Search until the gap is proven or the time is over."""
        relaxation = self._relax()
        if not self._infeasible:
            if self._start is not None:
                self._try(self._start)
            if relaxation is not None and not self._proven():
                self._dive(relaxation)
            self._try_today()
            if self._clock.seconds >= PATIENT:
                self._branch(FIRST_BRANCH * self._left())
            self._improve()
            self._branch()
            self._check_idleness()
            if self._best is not None and self._clock.left > LAST_TRY * self._try_seconds:
                self._try(self._best.split, CLOSEST)
        return Found(self._best, self._limit(), self._infeasible)

    def _relax(self) -> Answer | None:
        """Tighten the outlines where the relaxation without integers lies: without hours first, which is far faster."""
        if self.problem.people:
            self._relax_rounds(
                MONEY_ROUNDS, lambda program: program.thinned(lambda one: one.measure != "hours")
            )
        return self._relax_rounds(FULL_ROUNDS, lambda program: program)

    def _relax_rounds(self, rounds: int, version: Callable[[Program], Program]) -> Answer | None:
        """The answer of the last round; None where there is none in time, or none at all."""
        answer = None
        for _ in range(rounds):
            program = version(draw_responses(self.model, self.outlines).program.relaxed())
            answer = maximise_from(answer.basis if answer else None, program, self._left())
            if answer.end is End.INFEASIBLE:
                answer = second_opinion(program, self._left())
            self._infeasible = self._infeasible or answer.end is End.INFEASIBLE
            if answer.end is not End.OPTIMAL or not len(answer.duals):
                return None
            self.relaxation = Priced(self.model, program, answer.values, answer.duals)
            self._bound = min(self._bound, answer.bound)
            self._report()
            fine = not self._refine(answer, cut=False)
            if fine or self._left() < ROOT_SHARE * self._clock.seconds:
                break
        return answer

    def _dive(self, relaxation: Answer) -> None:
        program = draw_responses(self.model, self.outlines).program
        patient = replace(self._clock, seconds=PATIENCE * self._clock.seconds)
        split = dive(self.problem, self.model, program, relaxation, patient)
        if split is not None:
            self._try(split)

    def _try_today(self) -> None:
        """Today's campaigns and dates, as far as they are allowed, where they promise more than what is found."""
        today = todays_split(self.problem)
        if self._best is None or net_value(self.problem, today) * MINOR_PER_UNIT > self._best.value:
            self._try(today)

    def _improve(self) -> None:
        """Decide a few campaigns at a time anew, until that no longer pays or only the time for the proof is left."""
        if len(self.model.program.integers) < LARGE:
            return
        if self._best is None:
            return
        rough = Rough(self._best.split, self._best.values, self._best.value / MINOR_PER_UNIT)
        failures = 0
        for free in neighbourhoods(self.problem, self._contested(rough.split)):
            if self._proven() or self._left() < self._proof_time(rough) or failures == FAILURES:
                break
            better = self._improve_within(free, rough)
            failures = failures + 1 if better is None else 0
            rough = better or rough
            self._report()
        if rough.value * MINOR_PER_UNIT > self._best.value:
            self._try(rough.split)

    def _proof_time(self, rough: Rough) -> float:
        """Seconds to leave to branch and bound: none where a large program's gap is far from the wanted one."""
        gap = self._bound / max(abs(rough.value), 1.0) - 1
        return PROOF_SHARE * self._clock.seconds if gap <= WITHIN_REACH * self._gap else 0.0

    def _contested(self, split: Split) -> frozenset[int]:
        if self.relaxation is None:
            return frozenset()
        return contested(self.problem, self.model.decision, self.relaxation.values, split)

    def _improve_within(self, free: frozenset[int], best: Rough) -> Rough | None:
        """A better plan from deciding the candidates in ``free`` anew; not polished, which takes longer than that."""
        drawn = draw_responses(self.model, self.outlines)
        kept = kept_choice(self.problem, self.model.decision, self.outlines, best.split, free)
        hint = drawn.complete(self.problem, self.model, self.outlines, best.split, best.values)
        seconds = min(NEIGHBOURHOOD_SECONDS, self._left())
        answer = maximise(drawn.program.fixed(kept), seconds, WORTHWHILE / 2, hint)
        if not answer.found:
            return None
        split = read_split(self.problem, self.model.decision, answer.values)
        value = net_value(self.problem, split)
        if value <= best.value + WORTHWHILE * abs(best.value):
            return None
        self._refine(answer, cut=False)
        return Rough(split, answer.values[: len(self.model.program.columns)], value)

    def _branch(self, seconds: float = math.inf) -> None:
        """Branch and bound on ever finer outlines, for so many seconds if there are more."""
        gap, fine = SOLVER_SHARE * self._gap, False
        end = self._left() - seconds
        while not self._proven() and self._left() > max(end, 0.0):
            drawn = draw_responses(self.model, self.outlines)
            limit = self._left() - max(end, 0.0)
            answer = maximise(drawn.program, limit, gap, self._hint(drawn), fine=fine)
            if answer.end is End.INFEASIBLE:
                self._infeasible = self._best is None
                return
            self._bound = min(self._bound, answer.bound)
            if not answer.found:
                return
            self._try(read_split(self.problem, self.model.decision, answer.values))
            self._report()
            if not self._refine(answer, cut=True):
                if fine and gap < SMALLEST_GAP:
                    return
                gap, fine = gap / 10, True

    def _try(self, split: Split, close: float = CLOSE) -> None:
        """Polish and round a split, and keep it if it is the best so far."""
        begun = self._clock.left
        self._try_polished(split, close)
        self._try_seconds = begun - self._clock.left

    def _try_polished(self, split: Split, close: float) -> None:
        polished = polish(self.problem, self.model, self.outlines, split, self._clock, close)
        if polished is None and self.problem.has_revenue_ceiling:
            below = below_tiers(self.problem, split)
            polished = polish(self.problem, self.model, self.outlines, below, self._clock, close)
        if polished is None:
            return
        seconds = SETTLE_SECONDS if close > CLOSEST else LAST_SETTLE_SECONDS
        settled = settle(self.problem, self.model, self.outlines, polished.split, seconds)
        if settled is not None and (self._best is None or settled.value > self._best.value):
            self._best = settled
            for index in open_blocks(self.problem, self.outlines, settled.split):
                outline = self.outlines[index]
                self.outlines[index] = outline.drawn(settled.split.spend[outline.block.cell])

    def _hint(self, drawn: Drawn) -> Floats | None:
        if self._best is None:
            return None
        return drawn.complete(self.problem, self.model, self.outlines, self._best.split, self._best.values)

    def _refine(self, answer: Answer, *, cut: bool) -> bool:
        """Make the outlines finer where they are taken advantage of; False where they are fine enough."""
        value = abs(self._best.value) / MINOR_PER_UNIT if self._best else abs(answer.objective)
        tolerance = OUTLINE_SHARE * self._gap * max(value, 1 / MINOR_PER_UNIT)
        found = excesses(self.problem, self.model, self.outlines, answer.values)
        better = refined(self.outlines, found, tolerance, cut=cut)
        changed = any(better[index] is not self.outlines[index] for index in better)
        self.outlines = better
        return changed

    def _left(self) -> float:
        return self._clock.left - min(RESERVE * self._clock.seconds, MOST_RESERVE)

    def _limit(self) -> float:
        """The bound on every exact value, minor units."""
        if self._bound == math.inf:
            return math.inf
        limit = math.floor(self._bound * MINOR_PER_UNIT + self._slack)
        return max(limit, self._best.value) if self._best else limit

    def _proven(self) -> bool:
        return self._best is not None and self._limit() - self._best.value <= self._gap * max(
            abs(self._best.value), 1
        )

    def _report(self) -> None:
        if self._best is None or self._limit() == math.inf:
            self._clock.report(Message("allocation.progress.bounding"))
            return
        gap = (self._limit() - self._best.value) / max(abs(self._best.value), 1)
        self._clock.report(Message("allocation.progress.searching", {"gap": round(100 * gap, 3)}))

    def _check_idleness(self) -> None:
        """Where running nothing is best, prove it apart: its value is exact, without the cents of rounding.

        Every other plan runs something; its bound is the relaxation's with that added.
        """
        if self._best is None or self._proven() or any(one is not None for one in self._best.split.launches):
            return
        program = draw_responses(self.model, self.outlines).program
        program.require(dict.fromkeys(self.model.decision.run.values(), 1.0), lower=1.0)
        answer = maximise(program, self._left())
        if answer.end is End.INFEASIBLE:
            self._bound, self._slack = self._best.value / MINOR_PER_UNIT, 0.0
        elif answer.end is not End.NOTHING:
            limit = answer.bound * MINOR_PER_UNIT + self._slack
            if limit <= self._best.value:
                self._bound, self._slack = self._best.value / MINOR_PER_UNIT, 0.0
