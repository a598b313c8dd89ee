"""A good first plan from the relaxation: decisions are taken in rounds, the most decided first.

A dive (Berthold 2006, "Primal heuristics for mixed integer programs", section 3): each round fixes what the last
relaxation has made up its mind about and solves it again: first for what must run, then for what may, then for the
cells that are on or off.
"""

from __future__ import annotations

import math

from optimizer.allocation.clock import Clock
from optimizer.allocation.model.assemble import Model
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Program
from optimizer.allocation.solver import Answer, Floats, maximise, maximise_from
from optimizer.allocation.split import Split, read_split

DECIDED = 0.99
SHARE_FIXED = 1 / 2
"""Share of the open decisions that a round takes."""
LAST_SECONDS, LAST_GAP = 5.0, 1e-3
"""Limits of the last decision of a dive."""
TIME_SHARE = 0.4
"""Share of its time after which a dive gives up."""

Options = tuple[int, ...]
"""0-1 variables of which at most one is 1."""


def dive(problem: Problem, model: Model, whole: Program, relaxation: Answer, clock: Clock) -> Split | None:
    """A split with whole decisions, or None if the dive ends where nothing is feasible.

    ``whole`` is the program with its integers. Packages and commitments, which are no choice among a few, are decided
    last and together, by branch and bound.
    """
    program = whole.relaxed()
    decision = model.decision
    launches = [
        [
            tuple(decision.run[candidate.index, one] for one in range(len(candidate.launches)))
            for candidate in problem.candidates
            if candidate.campaign.mandatory == mandatory
        ]
        for mandatory in (True, False)
    ]
    switches: list[Options] = [(variable,) for variable in decision.active.values()]
    stages: list[list[Options]] = [*launches, switches]
    answer: Answer | None = relaxation
    fixed: dict[int, float] = {}
    end = clock.left - TIME_SHARE * clock.seconds
    for options in stages:
        answer = _decide_all(program, options, fixed, answer, clock, end) if answer else None
    if answer and decision.derived:
        last = maximise(whole.fixed(fixed), min(LAST_SECONDS, max(clock.left, 0.0)), LAST_GAP)
        answer = last if last.found else None
    return read_split(problem, decision, answer.values) if answer else None


def _decide_all(
    program: Program,
    options: list[Options],
    fixed: dict[int, float],
    answer: Answer,
    clock: Clock,
    end: float,
) -> Answer | None:
    """Fix all options, adding to ``fixed``, and solve. A round that leaves nothing feasible takes fewer decisions.

    Gives up when only ``end`` seconds are left.
    """
    undecided = options
    while undecided:
        firm = [one for one in undecided if _is_decided(one, answer.values)]
        rest = [one for one in undecided if not _is_decided(one, answer.values)]
        rest.sort(key=lambda one: -_firmness(one, answer.values))
        values = answer.values
        taken = fixed | {
            variable: value for one in firm for variable, value in _preferred(one, values).items()
        }
        count = math.ceil(len(rest) * SHARE_FIXED)
        while True:
            chosen = {
                variable: value for one in rest[:count] for variable, value in _preferred(one, values).items()
            }
            trial = _solve(program, taken | chosen, answer, clock)
            if trial is not None or count == 0:
                break
            count //= 4
        if trial is None or clock.left < end:
            return None
        if rest and count == 0:
            chosen = _refused(rest[0], values)
            trial = _solve(program, taken | chosen, answer, clock)
            rest[0] = tuple(variable for variable in rest[0] if variable not in chosen)
        if trial is None:
            return None
        fixed |= taken | chosen
        undecided, answer = [one for one in rest[count:] if one], trial
    return answer


def _refused(options: Options, values: Floats) -> dict[int, float]:
    """The opposite of what the relaxation leans to: its first choice is ruled out."""
    best = max(options, key=lambda variable: values[variable])
    preferred = _preferred(options, values)
    return {best: 1.0 - preferred[best]}


def _solve(program: Program, fixed: dict[int, float], last: Answer, clock: Clock) -> Answer | None:
    answer = maximise_from(last.basis, program.fixed(fixed), clock.left)
    return answer if answer.found else None


def _is_decided(options: Options, values: Floats) -> bool:
    shares = values[list(options)]
    return bool(shares.max() > DECIDED or shares.sum() < 1 - DECIDED)


def _firmness(options: Options, values: Floats) -> float:
    shares = values[list(options)]
    return float(abs(shares.sum() - 0.5) + shares.max())


def _preferred(options: Options, values: Floats) -> dict[int, float]:
    """The variables with the value that the relaxation leans to."""
    shares = values[list(options)]
    best = int(shares.argmax()) if shares.sum() >= 0.5 else None
    return {variable: float(place == best) for place, variable in enumerate(options)}
