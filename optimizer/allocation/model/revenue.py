"""Revenue: responses under their hulls, and what unavoidable lateness leaves of a campaign's revenue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.allocation.model.decision import Decision
from optimizer.allocation.outline import Line, Outline, Piece
from optimizer.allocation.problem import Candidate, Problem
from optimizer.allocation.program import Program, Terms, add_up, times


def add_revenue(
    problem: Problem, program: Program, decision: Decision, outlines: Mapping[int, Outline]
) -> None:
    """A revenue variable for each block, and each campaign's revenue after unavoidable lateness."""
    for index, outline in outlines.items():
        decision.revenue[index] = program.variable(0.0, outline.most, scale=max(outline.most, 1e-6))
    by_candidate: dict[int, list[Outline]] = {}
    for outline in outlines.values():
        by_candidate.setdefault(problem.cells[outline.block.cell].candidate, []).append(outline)
    for candidate in problem.candidates:
        members = by_candidate.get(candidate.index, [])
        responses = {decision.revenue[one.block.index]: 1.0 for one in members}
        decision.gross_revenue[candidate.index] = add_up(
            [responses, times(candidate.value, decision.runs(candidate))]
        )
        parts: list[Terms] = [
            {decision.revenue[one.block.index]: one.block.kept for one in members},
            {
                decision.run[candidate.index, position]: launch.kept * candidate.value - launch.lost
                for position, launch in enumerate(candidate.launches)
            },
        ]
        parts += _forgiven(program, decision, candidate, members)
        decision.net_revenue[candidate.index] = add_up(parts)


def _forgiven(
    program: Program, decision: Decision, candidate: Candidate, members: list[Outline]
) -> list[Terms]:
    """A loss takes at most all of the revenue: what a launch too late to be worth anything need not lose.

    With w = 1 for "worth nothing", the forgiven amount e obeys e <= lost w and revenue + e <= lost, so that what is
    left is not above zero; with w = 0 it is zero.
    """
    parts: list[Terms] = []
    for position, launch in enumerate(candidate.launches):
        if launch.lost <= launch.kept * candidate.value:
            continue
        run, worthless = decision.run[candidate.index, position], program.binary()
        forgiven = program.variable(0.0, launch.lost, scale=launch.lost)
        blocks = [one for one in members if one.block.launches == (position,)]
        most = launch.kept * (candidate.value + sum(one.most for one in blocks))
        gross = {decision.revenue[one.block.index]: launch.kept for one in blocks}
        gross = add_up([gross, {run: launch.kept * candidate.value}])
        program.require({worthless: 1.0, run: -1.0}, upper=0.0)
        program.require({forgiven: 1.0, worthless: -launch.lost}, upper=0.0)
        program.require(
            add_up([gross, {forgiven: 1.0, run: -most, worthless: most - launch.lost}]), upper=0.0
        )
        parts.append({forgiven: 1.0})
    return parts


@dataclass(frozen=True, slots=True)
class PieceVariables:
    """Variables of a piece: whether spend lies in its range, the spend and the revenue if it does."""

    lower: float
    upper: float
    choice: int
    spend: int
    revenue: int


def bound_revenue(program: Program, decision: Decision, outline: Outline) -> tuple[PieceVariables, ...]:
    """Revenue of a block lies under the hull of the piece of its range in which its spend lies.

    Perspective form: a facet's intercept is earned only with the gate (Günlük and Linderoth 2010); pieces in the
    disaggregated form, whose relaxation is the hull of the pieces' union (Balas 1985).
    """
    block = outline.block
    gate = {decision.gate[block.cell, launch]: 1.0 for launch in block.launches}
    spend = {decision.spend[block.cell, launch]: 1.0 for launch in block.launches}
    revenue = decision.revenue[block.index]
    if len(outline.pieces) == 1:
        _add_lines(program, outline.pieces[0].lines, revenue, spend, gate, block.index)
        _add_floor(program, outline.pieces[0].floor, revenue, spend, gate, block.index)
        return ()
    pieces = tuple(_add_piece(program, outline, piece) for piece in outline.pieces)
    program.require({revenue: 1.0, **{one.revenue: -1.0 for one in pieces}}, lower=0.0, upper=0.0)
    program.require({**spend, **{one.spend: -1.0 for one in pieces}}, lower=0.0, upper=0.0)
    program.require({**gate, **{one.choice: -1.0 for one in pieces}}, lower=0.0, upper=0.0)
    return pieces


def _add_piece(program: Program, outline: Outline, piece: Piece) -> PieceVariables:
    choice = program.binary()
    spend = program.variable(0.0, piece.upper, scale=min(outline.scale, piece.upper))
    revenue = program.variable(0.0, outline.most, scale=max(outline.most, 1e-6))
    program.require({spend: 1.0, choice: -piece.upper}, upper=0.0)
    if piece.lower > 0:
        program.require({spend: 1.0, choice: -piece.lower}, lower=0.0)
    _add_lines(program, piece.lines, revenue, {spend: 1.0}, {choice: 1.0})
    _add_floor(program, piece.floor, revenue, {spend: 1.0}, {choice: 1.0})
    return PieceVariables(piece.lower, piece.upper, choice, spend, revenue)


def _add_lines(
    program: Program,
    lines: tuple[Line, ...],
    revenue: int,
    spend: Terms,
    gate: Terms,
    block: int | None = None,
) -> None:
    for number, (slope, intercept) in enumerate(lines):
        terms = {revenue: 1.0}
        terms.update(dict.fromkeys(spend, -slope))
        terms.update(dict.fromkeys(gate, -intercept))
        program.require(terms, upper=0.0, key=None if block is None else (block, number))


def _add_floor(
    program: Program,
    lines: tuple[Line, ...],
    revenue: int,
    spend: Terms,
    gate: Terms,
    block: int | None = None,
) -> None:
    for number, (slope, intercept) in enumerate(lines):
        terms = {revenue: 1.0, **dict.fromkeys(spend, -slope), **dict.fromkeys(gate, -intercept)}
        program.require(terms, lower=0.0, key=None if block is None else (block, -1 - number))
