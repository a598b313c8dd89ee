"""Staffing: the tactical model at full size, and plan and schedule in turn beside an integrated optimum.

Full size is 30 channels x 60 campaigns x 12 months x 12 roles; the peer is the same program handed to HiGHS in one
piece. Small cases come in twenties: seed s stands for the cases 20 (s - 1) + 1 to 20 s. The peer there is the plain
decomposition: the tactical plan put on named people once, neither mended nor cut.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path

from benchmarks.documents import scenarios_in
from benchmarks.rows import Bar, Row, timed
from benchmarks.staffing_cases import staffed
from benchmarks.staffing_small import SLOT, small_case
from optimizer.allocation.clock import Clock
from optimizer.allocation.solver import maximise
from optimizer.staffing.integrated import solve_integrated
from optimizer.staffing.points import draw_points
from optimizer.staffing.problem import make_staffing
from optimizer.staffing.rounds import plan_on_schedule
from optimizer.staffing.search import StaffSearch
from scenarios.document import Scenario

WANTED = 1e-3
SECONDS = 60.0
OVERRUN = 4.0
CASES = 20
CLOSE = 0.95
SCHEDULE_SECONDS = 0.3
CERTIFY_FACTOR = 3.0
"""Time of the integrated model, as a multiple of that of the rounds."""


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """Gaps at full size, at 60 seconds or more; shares of the integrated optimum of small cases at ``seconds``."""
    limit = max(seconds, SECONDS)
    full = [(f"30x60x12x12 seed {seed}", staffed(seed)) for seed in seeds]
    full += [(one.id, one) for one in scenarios_in(instances) if one.staffing.offered]
    rows = [row for name, scenario in full for row in _full_size(name, scenario, limit)]
    for seed in seeds:
        numbers = range(CASES * (seed - 1) + 1, CASES * seed + 1)
        rows += _small(f"{CASES} small cases, block {seed}", numbers, seconds)
    return rows


def _full_size(name: str, scenario: Scenario, seconds: float) -> list[Row]:
    found, taken = timed(lambda: StaffSearch(make_staffing(scenario), WANTED, Clock(seconds)).run())
    value = found.best.value if found.best else 0
    gap = (found.bound - value) / max(abs(value), 1) if found.best else 1.0
    peer = "HiGHS in one piece"
    return [
        Row(f"{name}: proven gap", gap, "share", peer, in_one_piece(scenario, seconds), Bar("<=", WANTED)),
        Row(f"{name}: time", taken, "s", bar=Bar("<=", seconds + OVERRUN)),
        Row(f"{name}: spent on the team", (found.best.cost if found.best else 0) / 100, scenario.currency),
    ]


def in_one_piece(scenario: Scenario, seconds: float) -> float:
    """Gap of HiGHS on the program as it is first drawn; 1 without a plan."""
    clock = Clock(seconds)
    search = StaffSearch(make_staffing(scenario), WANTED, clock)
    answer = maximise(draw_points(search.staffed.model, search.outlines).program, clock.left, WANTED / 2)
    return (answer.bound - answer.objective) / max(abs(answer.objective), 1.0) if answer.found else 1.0


def _small(name: str, numbers: range, seconds: float) -> list[Row]:
    shares, plain, certified = [], [], 0
    for number in numbers:
        scenario = small_case(number)
        whole = solve_integrated(
            make_staffing(scenario), slot=SLOT, seconds=CERTIFY_FACTOR * seconds, workers=2
        )
        found = plan_on_schedule(scenario, seconds=seconds, schedule_seconds=SCHEDULE_SECONDS)
        if found.best is None or whole.proof.value is None:
            shares.append(0.0)
            continue
        best = max(whole.proof.value, found.best.value)
        certified += whole.proof.status == "optimal"
        shares.append(found.best.value / best)
        plain.append(max((found.rounds[0].scheduled or 0) if found.rounds else 0, 0) / best)
    peer, once = "plan scheduled once", statistics.fmean(plain) if plain else 0.0
    return [
        Row(
            f"{name}: mean share of the best known",
            statistics.fmean(shares),
            "share",
            peer,
            once,
            Bar(">=", CLOSE),
        ),
        Row(f"{name}: least share", min(shares), "share"),
        Row(f"{name}: certified by the integrated model", certified, "cases"),
    ]
