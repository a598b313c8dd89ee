"""Rules of buying: exclusive sets, required channels, packages, commitments and limits on change.

Rows that only tie a rule's own variables to spends carry the rule's name too, with an empty unit: without the rule they
mean nothing, at its price they are part of it, and no limit of theirs can be changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from optimizer.allocation.ceilings import Ceiling
from optimizer.allocation.model.decision import Decision, Derived
from optimizer.allocation.problem import Cell, Problem
from optimizer.allocation.program import Program, Terms, add_up, times
from optimizer.allocation.requirements import Requirement
from scenarios.document.rules import Commitment, ExclusiveRule, Package, RequiredChannel, Scoped
from scenarios.money import MINOR_PER_UNIT

TIE: Terms = {}
"""The unit of a row that has no limit of its own."""


def add_rules(problem: Problem, program: Program, decision: Decision, ceiling: Ceiling) -> None:
    """All rules of buying."""
    rules = problem.scenario.rules
    for index, exclusive in enumerate(rules.exclusive):
        _add_exclusive(problem, program, decision, exclusive, index)
    for index, required in enumerate(rules.required):
        _add_required(problem, program, decision, required, index)
    for index, package in enumerate(rules.packages):
        _add_packages(problem, program, decision, package, index, ceiling)
    for index, commitment in enumerate(rules.commitments):
        _add_commitment(problem, program, decision, commitment, index, ceiling)
    _add_bands(problem, program, decision)


def used(problem: Problem, decision: Decision, cell: Cell) -> Terms:
    """1 where a cell that a rule counts is used."""
    if cell.switched:
        return {decision.active[cell.index]: 1.0}
    return decision.runs(problem.candidates[cell.candidate]) if cell.ceiling > 0 else {}


def covered(problem: Problem, rule: Scoped) -> list[Cell]:
    """The cells that a rule is about."""
    campaigns = [candidate.campaign.id for candidate in problem.candidates]
    return [cell for cell in problem.cells if rule.covers(campaigns[cell.candidate], cell.channel.id)]


def _add_exclusive(
    problem: Problem, program: Program, decision: Decision, rule: ExclusiveRule, index: int
) -> None:
    requirement = problem.requirements.exclusive(index, rule)
    cells = covered(problem, rule)
    if rule.count == "campaigns" and not rule.channels:
        members = [
            one for one in problem.candidates if not rule.campaigns or one.campaign.id in rule.campaigns
        ]
        sets = [[decision.runs(candidate) for candidate in members]]
    elif rule.each_campaign:
        sets = [
            [used(problem, decision, cell) for cell in some] for some in _grouped(cells, by_channel=False)
        ]
    elif rule.count == "cells":
        sets = [[used(problem, decision, cell) for cell in cells]]
    else:
        groups = _grouped(cells, by_channel=rule.count == "channels")
        sets = [[_any_used(problem, program, decision, some, requirement) for some in groups]]
    for members_used in sets:
        if len(members_used) > rule.at_most:
            program.require(add_up(members_used), upper=float(rule.at_most), requirement=requirement)


def _grouped(cells: Iterable[Cell], *, by_channel: bool) -> list[list[Cell]]:
    """Cells by channel, or by campaign."""

    def key(cell: Cell) -> tuple[str, int]:
        return (cell.channel.id, 0) if by_channel else ("", cell.candidate)

    return [list(some) for _, some in groupby(sorted(cells, key=key), key)]


def _any_used(
    problem: Problem, program: Program, decision: Decision, cells: Sequence[Cell], requirement: Requirement
) -> Terms:
    """1 if any of several cells is used."""
    if len(cells) == 1:
        return used(problem, decision, cells[0])
    some = program.variable(0.0, 1.0)
    for cell in cells:
        terms = used(problem, decision, cell)
        if terms:
            program.require({**terms, some: -1.0}, upper=0.0, requirement=requirement, unit=TIE)
    return {some: 1.0}


def _add_required(
    problem: Problem, program: Program, decision: Decision, rule: RequiredChannel, index: int
) -> None:
    requirement = problem.requirements.required(index, rule)
    amount = rule.spend_min / MINOR_PER_UNIT
    campaigns = [candidate.campaign.id for candidate in problem.candidates]
    needed = [
        cell
        for cell in problem.cells
        if cell.channel.id == rule.requires
        and (not rule.campaigns or campaigns[cell.candidate] in rule.campaigns)
    ]
    for cell in covered(problem, rule):
        given = [one for one in needed if not rule.each_campaign or one.candidate == cell.candidate]
        spend = add_up(decision.cell_spend(problem, one) for one in given)
        terms = add_up([spend, times(-amount, used(problem, decision, cell))])
        program.require(terms, lower=0.0, requirement=requirement)


def _add_packages(
    problem: Problem, program: Program, decision: Decision, rule: Package, index: int, ceiling: Ceiling
) -> None:
    """An integer for the packages of each cell, of each channel, or of all cells."""
    price = rule.price / MINOR_PER_UNIT
    cells = covered(problem, rule)
    groups = {"cell": [[cell] for cell in cells], "rule": [cells]}.get(rule.each)
    for some in groups if groups is not None else _grouped(cells, by_channel=True):
        most = sum(most_spend(problem, cell, ceiling) for cell in some)
        count = program.variable(0.0, most // price + 1, integer=True)
        decision.derived.append(Derived(count, tuple(cell.index for cell in some), price))
        spend = add_up(decision.cell_spend(problem, cell) for cell in some)
        program.require(
            {**spend, count: -price},
            lower=0.0,
            upper=0.0,
            requirement=problem.requirements.package(index, rule),
        )
        if rule.at_most is not None:
            most_packages = problem.requirements.package_limit(index, rule)
            program.require({count: 1.0}, upper=float(rule.at_most), requirement=most_packages)


def _add_commitment(
    problem: Problem, program: Program, decision: Decision, rule: Commitment, index: int, ceiling: Ceiling
) -> None:
    """All or nothing: no spend without the commitment, and no commitment without its amount."""
    requirement = problem.requirements.commitment(index, rule)
    cells = covered(problem, rule)
    made = program.binary()
    decision.derived.append(Derived(made, tuple(cell.index for cell in cells), None))
    for cell in cells:
        most = most_spend(problem, cell, ceiling)
        terms = {**decision.cell_spend(problem, cell), made: -most}
        program.require(terms, upper=0.0, requirement=requirement, unit=TIE)
    spend = add_up(decision.cell_spend(problem, cell) for cell in cells)
    least = rule.spend_min / MINOR_PER_UNIT
    program.require({**spend, made: -least}, lower=0.0, requirement=requirement, unit={made: 1.0})


def most_spend(problem: Problem, cell: Cell, ceiling: Ceiling) -> float:
    """The most that a cell can be given with any launch, currency units."""
    launches = range(len(problem.candidates[cell.candidate].launches))
    return max(cell.floor, *(ceiling(cell, launch) for launch in launches))


def _add_bands(problem: Problem, program: Program, decision: Decision) -> None:
    for band in problem.cell_bands:
        least, most = problem.requirements.change(band)
        cell = problem.cells[band.cells[0]]
        for launch in range(len(problem.candidates[cell.candidate].launches)):
            spend, run = decision.spend[cell.index, launch], decision.run[cell.candidate, launch]
            gate = decision.gate[cell.index, launch]
            if band.least > 0:
                terms = {spend: 1.0, run: -band.least}
                program.require(terms, lower=0.0, requirement=least, unit={run: 1.0})
            if band.most is not None:
                terms = {spend: 1.0, gate: -band.most}
                program.require(terms, upper=0.0, requirement=most, unit={gate: 1.0})
    for band in problem.channel_bands:
        least, most = problem.requirements.change(band)
        spends = add_up(decision.cell_spend(problem, problem.cells[cell]) for cell in band.cells)
        if band.least > 0:
            program.require(spends, lower=band.least, requirement=least)
        if band.most is not None:
            program.require(spends, upper=band.most, requirement=most)
