"""The least shortage of hours, as a linear program over stages, crews and periods."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from optimizer.verify.linear import LinearProgram
from scenarios.document.scenario import Scenario
from scenarios.network import Worker

Kind: TypeAlias = tuple[str, tuple[int, ...]]
"""Work of one skill, and the people who may do it."""
Need: TypeAlias = tuple[Kind, int]
"""A kind of work in a period."""
RELATIVE_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Demand:
    """Minutes of work at normal speed."""

    stages: tuple[tuple[str, Kind, int], ...]
    """Campaign, kind and least minutes of every stage."""
    preparation: Mapping[tuple[str, str, int], int]
    """By campaign, skill and period; the stages share it."""
    flight: Mapping[Need, int]
    flight_lines: Mapping[int, int]
    """Number of lines of flight work by period, each rounded to a minute."""


def least_shortage(
    demand: Demand, people: Sequence[Worker], scenario: Scenario
) -> dict[tuple[str, int], float]:
    """Minutes by skill and period that nobody can work, beyond what rounding to minutes explains.

    Work after the horizon is not limited.
    """
    periods = scenario.horizon.periods
    program = LinearProgram()
    shares = _divide(program, demand)
    needs = {need for need in (*shares, *demand.flight) if need[1] < periods}
    supply = _supply(program, needs, people, scenario)
    short: dict[Need, int] = {}
    for need in sorted(needs):
        short[need] = program.variable(cost=1.0)
        terms = dict.fromkeys(shares.get(need, ()), 1.0)
        terms |= {variable: -pace for variable, pace in supply.get(need, ())}
        program.at_most(terms | {short[need]: -1.0}, -demand.flight.get(need, 0))
    values = program.solve()
    total: Counter[tuple[str, int]] = Counter()
    for ((skill, _), period), variable in short.items():
        total[skill, period] += values[variable]
    by_period: Counter[int] = Counter()
    for (_, period), minutes in total.items():
        by_period[period] += minutes
    lacking = {period for period, minutes in by_period.items() if minutes > _tolerance(demand, period)}
    return {key: minutes for key, minutes in total.items() if minutes > 0 and key[1] in lacking}


def _divide(program: LinearProgram, demand: Demand) -> dict[Need, list[int]]:
    """Variables for the minutes of each stage in each period of its campaign's lines, by need."""
    shares: defaultdict[Need, list[int]] = defaultdict(list)
    by_stage: defaultdict[int, list[int]] = defaultdict(list)
    for (campaign, skill, period), minutes in demand.preparation.items():
        variables = []
        for number, (owner, kind, _) in enumerate(demand.stages):
            if owner == campaign and kind[0] == skill:
                variable = program.variable()
                variables.append(variable)
                by_stage[number].append(variable)
                shares[kind, period].append(variable)
        program.equal(dict.fromkeys(variables, 1.0), minutes)
    for number, variables in by_stage.items():
        program.at_most(dict.fromkeys(variables, -1.0), -demand.stages[number][2])
    return dict(shares)


def _supply(
    program: LinearProgram, needs: Iterable[Need], people: Sequence[Worker], scenario: Scenario
) -> dict[Need, list[tuple[int, float]]]:
    """Variables for the minutes that everyone gives to each need, with the pace of work."""
    supply: defaultdict[Need, list[tuple[int, float]]] = defaultdict(list)
    given: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for need in sorted(needs):
        (skill, qualified), period = need
        for person in qualified:
            variable = program.variable()
            supply[need].append((variable, people[person].speed[skill] / 100))
            given[person, period].append(variable)
    limit = scenario.settings.planning.load_limit
    spans = _periods(scenario)
    for (person, period), variables in given.items():
        minutes = limit * people[person].timeline.between(*spans[period])
        program.at_most(dict.fromkeys(variables, 1.0), minutes)
    return dict(supply)


def _periods(scenario: Scenario) -> list[tuple[int, int]]:
    """First and last minute of each period, without what lies before the status date."""
    horizon = scenario.horizon
    now = horizon.minute(scenario.status_date or horizon.start)
    starts = [horizon.minute(horizon.period_start(period)) for period in range(horizon.periods + 1)]
    return list(pairwise(max(now, start) for start in starts))


def _tolerance(demand: Demand, period: int) -> float:
    """Every line, and every stage's part of it, is rounded to whole minutes; a shortage may show at any skill."""
    lines = [line for line in demand.preparation if line[2] == period]
    owners = {(campaign, skill) for campaign, skill, _ in lines}
    stages = sum(1 for campaign, kind, _ in demand.stages if (campaign, kind[0]) in owners)
    total = sum(demand.preparation[line] for line in lines)
    return 1 + len(lines) + stages + demand.flight_lines.get(period, 0) + RELATIVE_TOLERANCE * total
