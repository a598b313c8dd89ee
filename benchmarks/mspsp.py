"""Multi-skill projects: makespans beside the best known of 2017 and beside CP-SAT by person, on public instances.

``--instances`` is a folder with ``mspsp/<set>/*.dzn``, ``best_known_mspsp.csv`` (instance, lb, best_makespan, optimal)
and ``imopse/*.def``. The same number of instances is taken from every set, evenly spread over its sorted names. For
iMOPSE no best known makespans are published; the gap shown is that to the bound proven in the run.
"""

from __future__ import annotations

import csv
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.person_intervals import shortest
from benchmarks.rows import Bar, Row, timed
from optimizer.projects.mspsp import SkillProject, read_def, read_dzn, solve

FROM_EACH_SET = 4
QUICK = 0.5
WORKERS = 2
IMOPSE = ("Small__10_3", "d36__100_20_46", "d45__200_10", "GenBig__1000", "d45__1000")
PEER = "CP-SAT by person"


@dataclass(frozen=True, slots=True)
class Case:
    """An instance of a set with its best known makespan."""

    group: str
    project: SkillProject
    known: int

    def gap(self, makespan: int) -> float:
        """Percent above the best known, negative below."""
        return 100 * (makespan / self.known - 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one seed gave on one case: gaps in percent, ``peer`` None without a schedule."""

    group: str
    quick: float
    gap: float
    peer: float | None
    proven: bool


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows of the benchmark."""
    if instances is None:
        message = (
            "the benchmark mspsp needs --instances: a folder with mspsp, imopse and best_known_mspsp.csv"
        )
        raise SystemExit(message)
    outcomes = [_outcome(case, seed, seconds) for case in _cases(instances) for seed in seeds]
    rows = [
        row for group in sorted({one.group for one in outcomes}) for row in _group(group, outcomes, seconds)
    ]
    rows += _group("all", outcomes, seconds)
    return rows + [row for path in _imopse(instances) for row in _levels(path, seeds[0], seconds)]


def _cases(instances: Path) -> list[Case]:
    with (instances / "best_known_mspsp.csv").open(encoding="utf-8") as file:
        known = {row["instance"]: int(row["best_makespan"]) for row in csv.DictReader(file)}
    cases = []
    for folder in sorted((instances / "mspsp").iterdir()):
        paths = [one for one in sorted(folder.glob("*.dzn")) if _name(one) in known]
        cases += [Case(folder.name, read_dzn(one), known[_name(one)]) for one in _spread(paths)]
    return cases


def _name(path: Path) -> str:
    return path.stem.removeprefix("inst_")


def _spread(paths: Sequence[Path]) -> list[Path]:
    count = min(FROM_EACH_SET, len(paths))
    return [paths[len(paths) * (2 * k + 1) // (2 * count)] for k in range(count)]


def _outcome(case: Case, seed: int, seconds: float) -> Outcome:
    quick = solve(case.project, seconds=QUICK, workers=WORKERS, seed=seed)
    full = solve(case.project, seconds=seconds, workers=WORKERS, seed=seed)
    peer = shortest(case.project, seconds, WORKERS, seed)
    theirs = None if peer is None else case.gap(peer)
    return Outcome(
        case.group, case.gap(quick.makespan), case.gap(full.makespan), theirs, full.status == "optimal"
    )


def _group(group: str, outcomes: Sequence[Outcome], seconds: float) -> list[Row]:
    chosen = [one for one in outcomes if group in {"all", one.group}]
    theirs = [one.peer for one in chosen if one.peer is not None]
    beside = statistics.mean(theirs) if theirs else None
    whole = group == "all"
    return [
        Row(
            f"{group}: gap to the best known in {QUICK:g} s",
            statistics.mean(one.quick for one in chosen),
            "%",
            bar=Bar("<=", 0.5) if whole else None,
        ),
        Row(
            f"{group}: gap to the best known in {seconds:g} s",
            statistics.mean(one.gap for one in chosen),
            "%",
            PEER,
            beside,
            Bar("<=", -0.01) if whole else None,
        ),
        *([] if beside is None else [Row(f"{group}: gap of {PEER} in {seconds:g} s", beside, "%")]),
        Row(f"{group}: proven optimal", 100 * statistics.mean(one.proven for one in chosen), "%"),
        Row(f"{group}: {PEER} found a schedule", 100 * len(theirs) / len(chosen), "%"),
    ]


def _imopse(instances: Path) -> list[Path]:
    return [path for name in IMOPSE for path in sorted((instances / "imopse").glob(f"{name}*.def"))]


def _levels(path: Path, seed: int, seconds: float) -> list[Row]:
    project = read_def(path)
    answer, taken = timed(lambda: solve(project, seconds=seconds, workers=WORKERS, seed=seed))
    name = f"iMOPSE {path.stem.replace('__', ' ')}"
    return [
        Row(f"{name}: makespan", answer.makespan, "slots"),
        Row(f"{name}: gap to the bound", 100 * answer.gap, "%"),
        Row(f"{name}: salaries", answer.cost / 100, "units"),
        Row(f"{name}: time", taken, "s", bar=Bar("<=", seconds * 1.1 + 1)),
    ]
