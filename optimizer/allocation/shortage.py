"""Hours that would be lacking if a campaign ran, or ran at another time, beside everything else as planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from optimizer.allocation.model.assemble import Model
from optimizer.allocation.polish import fixed_choice
from optimizer.allocation.problem import Candidate, Problem
from optimizer.allocation.program import Program
from optimizer.allocation.requirements import Requirement
from optimizer.allocation.solver import maximise
from optimizer.allocation.split import Split

SECONDS = 2.0
A_LITTLE = 0.05
"""Hours that are no shortage but rounding."""


def lacking_hours(
    problem: Problem,
    model: Model,
    split: Split,
    candidate: Candidate,
    launches: Collection[int],
    seconds: float = SECONDS,
) -> dict[str, float]:
    """Least hours by skill that are lacking with one of ``launches`` of the candidate; empty where it fits.

    A linear program in which the hours of the other campaigns may slide anew, money is left aside and the candidate may
    even divide itself between the launches: what it finds lacking is lacking in every real plan with these decisions.
    Empty, too, where ``seconds`` do not suffice.
    """
    runs = {launch: model.decision.run[candidate.index, launch] for launch in range(len(candidate.launches))}
    program = fixed_choice(problem, model, split).thinned(_about_time)
    for launch, run in runs.items():
        most = 1.0 if launch in launches else 0.0
        program.columns[run] = replace(program.columns[run], lower=0.0, upper=most)
    for cell in problem.cells_of[candidate.index]:
        freed = [model.decision.spend[cell.index, launch] for launch in runs]
        freed += [model.decision.active[cell.index]] if cell.switched else []
        for variable in freed:
            program.columns[variable] = model.program.columns[variable]
    program = program.relaxed()
    program.require(dict.fromkeys(runs.values(), 1.0), lower=1.0)
    return _least_shortage(program, min(seconds, SECONDS))


def _about_time(requirement: Requirement) -> bool:
    return requirement.measure == "hours" or requirement.kind == "cell"


def _least_shortage(program: Program, seconds: float) -> dict[str, float]:
    program = Program([replace(column, objective=0.0) for column in program.columns], program.rows, 0.0)
    skills = {}
    for number, row in enumerate(program.rows):
        if row.requirement is not None and row.requirement.measure == "hours":
            short = program.variable(objective=-1.0)
            program.rows[number] = replace(row, terms={**row.terms, short: 1.0})
            skills[short] = row.requirement.subject[0]
    answer = maximise(program, seconds)
    lacking: defaultdict[str, float] = defaultdict(float)
    if answer.found:
        for short, skill in skills.items():
            lacking[skill] += float(answer.values[short])
    return {skill: hours for skill, hours in lacking.items() if hours > A_LITTLE}
