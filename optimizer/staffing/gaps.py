"""Skill gaps: what the plan's work asks for, what the people who are there can give of it, and what closes the rest.

The gap of a skill in a month is demand less supply, in hours and in full-time equivalents. People with several skills
are shared out so that as much of the work as possible is done by those who are there (a transportation problem, solved
as a linear program month by month).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.allocation.labour import MINUTES_PER_HOUR, WorkKind
from optimizer.allocation.program import Program, Terms
from optimizer.allocation.solver import Floats, maximise
from optimizer.staffing.choices import HOME, Choice
from optimizer.staffing.problem import Staffing
from scenarios.money import MINOR_PER_UNIT
from scenarios.worktime import WorkTime

SECONDS = 5.0
LEAST = 0.5
"""Hours below which nothing is called a gap."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """The cheapest of the document's options for an hour of a skill in a period; ``cost`` in minor units an hour.

    For people who would be hired, trained or moved it is their cost over all hours of theirs that remain.
    """

    choice: int
    cost: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Hours of a skill in a period: asked for, given by who is there, and what is missing; ``people`` full time."""

    skill: str
    period: int
    demand: float
    supply: float
    people: float
    remedy: Remedy | None

    @property
    def hours(self) -> float:
        """Missing hours."""
        return max(0.0, self.demand - self.supply)


def demand_of(
    values: Floats, supply: Mapping[tuple[WorkKind, int], int], program: Program
) -> dict[tuple[WorkKind, int], float]:
    """Hours that a solution asks for, by kind of work and period; ``supply`` are the rows that balance them."""
    found = {}
    for key, row in supply.items():
        terms = program.rows[row].terms
        found[key] = -sum(share * float(values[one]) for one, share in terms.items() if share < 0)
    return found


def skill_gaps(staffing: Staffing, demand: Mapping[tuple[WorkKind, int], float]) -> tuple[Gap, ...]:
    """All gaps of the people who are there, for the demand of a plan; also where nothing is missing."""
    worktime = WorkTime(staffing.scenario)
    gaps = []
    for period in range(staffing.scenario.horizon.periods):
        kinds = {kind: hours for (kind, at), hours in demand.items() if at == period and hours > LEAST}
        given = _given(staffing, kinds, period)
        asked: defaultdict[str, float] = defaultdict(float)
        done: defaultdict[str, float] = defaultdict(float)
        for kind, hours in kinds.items():
            asked[kind.skill] += hours
            done[kind.skill] += given[kind]
        full_time = _full_time(staffing, worktime, period)
        for skill, hours in sorted(asked.items()):
            missing = max(0.0, hours - done[skill])
            remedy = cheapest(staffing, skill, period) if missing > LEAST else None
            gaps.append(Gap(skill, period, hours, done[skill], missing / full_time, remedy))
    return tuple(gaps)


def _given(staffing: Staffing, kinds: Mapping[WorkKind, float], period: int) -> dict[WorkKind, float]:
    """Hours of each kind that those who are there can do, as many as possible in all."""
    program, rows = Program(), {}
    crews: defaultdict[int, Terms] = defaultdict(dict)
    for kind, hours in kinds.items():
        terms: Terms = {}
        for crew in staffing.problem.labour.crews_for(kind):
            there = float(staffing.base[crew][period])
            if there > 0:
                pace = staffing.problem.labour.crews[crew].pace[kind]
                flow = program.variable(0.0, there, objective=pace)
                terms[flow] = pace
                crews[crew][flow] = 1.0
        rows[kind] = terms
        if terms:
            program.require(terms, upper=hours)
    for crew, terms in crews.items():
        program.require(terms, upper=float(staffing.base[crew][period]))
    if not program.columns:
        return dict.fromkeys(kinds, 0.0)
    values = maximise(program, SECONDS).values
    return {
        kind: sum(share * float(values[one]) for one, share in terms.items()) for kind, terms in rows.items()
    }


def _full_time(staffing: Staffing, worktime: WorkTime, period: int) -> float:
    """Plannable hours of one person on the shared calendar in a period."""
    horizon = staffing.scenario.horizon
    ends = (horizon.minute(horizon.period_start(one)) for one in (period, period + 1))
    limit = staffing.scenario.settings.planning.load_limit
    return max(worktime.shared.between(*ends) * limit / MINUTES_PER_HOUR, 1e-9)


def cheapest(staffing: Staffing, skill: str, period: int) -> Remedy | None:
    """The option with the cheapest hour of a skill in a period; None where no option gives any."""
    found = []
    for index, choice in enumerate(staffing.choices):
        pace = _pace(staffing, choice, skill, period)
        if pace > 0 and choice.most > 0:
            whole = staffing.offers[choice.offer].whole
            gained = sum(hours for (name, at), hours in choice.hours.items() if name != HOME and at >= period)
            hours = gained if whole else 1.0
            if hours > 0:
                found.append(Remedy(index, choice.cost / hours / pace * MINOR_PER_UNIT))
    return min(found, key=lambda one: one.cost, default=None)


def _pace(staffing: Staffing, choice: Choice, skill: str, period: int) -> float:
    """Hours of a skill at normal speed that an hour of a choice does in a period; 0 where it gives none."""
    best = 0.0
    for name, at in choice.hours:
        crew = staffing.crew_of.get((choice.offer, name))
        if name != HOME and at == period and crew is not None:
            paces = staffing.problem.labour.crews[crew].pace
            best = max([best, *(pace for kind, pace in paces.items() if kind.skill == skill)])
    return best
