"""Campaign choice with fixed staff: a year of months, and the same model handed to HiGHS in one piece.

The peer gets the program of the search with its responses drawn finely about the prices of the budget and refined once,
where the relaxation lies; HiGHS has the rest of the time. Its plan is valued on the true curves, its bound holds for
them, and so its gap is comparable.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.documents import scenarios_in
from benchmarks.monthly import monthly
from benchmarks.rows import Bar, Row, timed
from optimizer import allocate
from optimizer.allocation.clock import Clock
from optimizer.allocation.model.assemble import draw_responses
from optimizer.allocation.problem import make_problem
from optimizer.allocation.refine import excesses, refined
from optimizer.allocation.search import Search
from optimizer.allocation.solver import maximise
from optimizer.allocation.split import net_value, read_split
from scenarios.document import Scenario, SolverSettings

CHANNELS, CAMPAIGNS, PEOPLE = 30, 60, 37
LOADS = (0.3, 0.5)
"""Work of all campaigns over the hours there are; of those 85% may be planned, and not all when they are needed."""
WANTED = 1e-3
SECONDS = 60.0
OVERRUN = 3.0


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """Gap and time of every instance beside the peer's gap; ``seconds`` above the default give more time."""
    limit = max(seconds, SECONDS)
    cases = [
        (f"30x60x12 load {load} seed {seed}", monthly(CHANNELS, CAMPAIGNS, PEOPLE, load, seed))
        for load in LOADS
        for seed in seeds
    ]
    cases += [(scenario.id, scenario) for scenario in scenarios_in(instances)]
    return [row for name, scenario in cases for row in _rows(name, scenario, limit)]


def _rows(name: str, scenario: Scenario, seconds: float) -> list[Row]:
    settings = SolverSettings(allocation_seconds=seconds, relative_gap=WANTED)
    allocation, taken = timed(lambda: allocate(scenario, settings=settings))
    gap = allocation.proof.gap if allocation.proof.gap is not None else 1.0
    peer = "HiGHS in one piece"
    return [
        Row(f"{name}: proven gap", gap, "share", peer, in_one_piece(scenario, seconds), Bar("<=", WANTED)),
        Row(f"{name}: time", taken, "s", bar=Bar("<=", seconds + OVERRUN)),
    ]


def in_one_piece(scenario: Scenario, seconds: float) -> float:
    """Gap of HiGHS on the whole program with responses refined once; 1 without a plan."""
    clock = Clock(seconds)
    problem = make_problem(scenario, people=scenario.objective.strategy == "money_and_people")
    search = Search(problem, WANTED, clock)
    relaxed = draw_responses(search.model, search.outlines).program.relaxed()
    first = maximise(relaxed, clock.left)
    outlines = search.outlines
    if first.found:
        found = excesses(problem, search.model, outlines, first.values)
        outlines = refined(outlines, found, 0.0, cut=False)
    answer = maximise(draw_responses(search.model, outlines).program, clock.left, WANTED / 2)
    if not answer.found:
        return 1.0
    value = net_value(problem, read_split(problem, search.model.decision, answer.values))
    return (answer.bound - value) / max(abs(value), 1.0)
