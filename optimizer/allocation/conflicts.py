"""Why nothing is possible: a smallest set of requirements that cannot hold together.

The set is irreducible: without any one of its members the rest can be met. It is found by halving (QuickXplain,
Junker 2004) on the program in which each requirement of the document can be left out: first without integrality,
which is fast and narrows the search, then with it. Dates, curves and people are facts, not requirements; the hours
of a skill are left out for all periods together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from optimizer.allocation.ceilings import loose_ceiling
from optimizer.allocation.clock import Clock
from optimizer.allocation.goal_tree import leaves
from optimizer.allocation.model.assemble import assemble, draw_responses
from optimizer.allocation.outline import Outline, outline_responses
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Program
from optimizer.allocation.remedies import remedy
from optimizer.allocation.requirements import Requirement
from optimizer.allocation.solver import End, maximise
from scenarios.i18n import Message
from scenarios.plan import Conflict

MOST_CUTS, MOST_CUTS_EACH = 200, 12
"""Cuts of responses in the program of conflicts, together and for one response."""

Test = Callable[[Sequence[Requirement]], bool]
"""Whether some requirements cannot hold together."""


class OutOfTime(Exception):
    """The time is over before a set is known to be smallest."""


def conflicts(problem: Problem, clock: Clock) -> tuple[Conflict, ...]:
    """A smallest set of conflicting requirements with remedies; empty if it cannot be found in the time left.

    A remedy changes that one requirement, as little as possible, so that the whole scenario becomes possible. With an
    enforced revenue goal there are none: how much revenue is possible is then known only from above.
    """
    problem = problem.with_all_switches()
    program = without_objective(problem)
    asked = list(dict.fromkeys(row.requirement for row in program.rows if row.requirement is not None))
    try:
        smallest = smallest_conflict(program, asked, clock)
        remedies = [_remedy(problem, program, one, clock) for one in smallest]
    except OutOfTime:
        return ()
    return tuple(
        Conflict(name=one.name, path=one.where, remedy=cure)
        for one, cure in zip(smallest, remedies, strict=True)
    )


def without_objective(problem: Problem) -> Program:
    """The program of all requirements, each in rows of its own, with nothing to maximise."""
    loose = loose_ceiling(problem)
    outlines = outline_responses(problem, lambda _cell, _launch: loose) if has_revenue_goal(problem) else {}
    outlines = {index: _cut_finely(problem, outline, len(outlines)) for index, outline in outlines.items()}
    model = assemble(problem, outlines, lambda _cell, _launch: loose)
    program = draw_responses(model, outlines).program
    columns = [replace(column, objective=0.0) for column in program.columns]
    return Program(columns, program.rows, 0.0)


def _cut_finely(problem: Problem, outline: Outline, blocks: int) -> Outline:
    """The outline with cuts from a hundredth of the budget up: what revenue is possible has to be known well here.

    ``blocks`` share the cuts that the program can bear.
    """
    count = min(MOST_CUTS // max(blocks, 1), MOST_CUTS_EACH)
    cell = problem.cells[outline.block.cell]
    points = [*np.geomspace(0.01, 1.0, count) * max(problem.available, 1.0)] if count else []
    for point in (*points, cell.floor, cell.minimum):
        if 0 < point < outline.estimate.upper:
            outline = outline.drawn(point).cut(point)
    return outline


def has_revenue_goal(problem: Problem) -> bool:
    """Whether a goal on revenue is enforced."""
    goals = problem.scenario.goals
    return any(leaf.measure == "revenue" for goal in goals if goal.enforce for leaf in leaves(goals, goal))


def smallest_conflict(program: Program, asked: list[Requirement], clock: Clock) -> list[Requirement]:
    """An irreducible subset of ``asked`` that cannot be met; empty if all can be met together.

    Raises:
        OutOfTime: the clock ran out before.
    """
    relaxed = program.relaxed()
    fractional, whole = _tester(relaxed, clock), _tester(program, clock)
    if fractional(asked):
        fewer = explain(whole, explain(fractional, asked))
        if fewer:
            return fewer
        # The linear solver saw a conflict where there is none.
    return explain(whole, asked)


def _tester(program: Program, clock: Clock) -> Test:
    def conflicting(kept: Sequence[Requirement]) -> bool:
        chosen = set(kept)
        if clock.left <= 0:
            raise OutOfTime
        clock.report(Message("allocation.progress.conflict"))
        answer = maximise(program.thinned(chosen.__contains__), clock.left)
        if answer.end is End.NOTHING:
            raise OutOfTime
        return answer.end is End.INFEASIBLE

    return conflicting


def explain(conflicting: Test, asked: Sequence[Requirement]) -> list[Requirement]:
    """QuickXplain: an irreducible conflicting subset, in the order of ``asked``; empty if there is none."""
    if not conflicting(asked):
        return []
    found = set(_halve(conflicting, [], [], list(asked)))
    return [one for one in asked if one in found]


def _halve(
    conflicting: Test, background: list[Requirement], added: list[Requirement], rest: list[Requirement]
) -> list[Requirement]:
    """Members of ``rest`` that conflict together with ``background``, to which ``added`` was added last."""
    if added and conflicting(background):
        return []
    if len(rest) == 1:
        return rest
    middle = len(rest) // 2
    first, second = rest[:middle], rest[middle:]
    from_second = _halve(conflicting, [*background, *first], first, second)
    from_first = _halve(conflicting, [*background, *from_second], from_second, first)
    return [*from_first, *from_second]


def _remedy(problem: Problem, program: Program, requirement: Requirement, clock: Clock) -> Message | None:
    if has_revenue_goal(problem):
        return None
    if clock.left <= 0:
        return None
    return remedy(program, requirement, problem.scenario.currency, clock.left)
