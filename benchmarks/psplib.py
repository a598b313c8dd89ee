"""Resource-constrained projects: makespans beside the best known and beside PyJobShop, on PSPLIB and RG300.

``--instances`` is a folder with Patterson (``.rcp``) or PSPLIB (``.sm``) files, directly or in folders of their sets.
``best_known_rcpsp.csv`` (instance, lb, ub) is looked for there and in the two folders above. From each set the same
number of instances is taken, evenly spread over their sorted names and so over the set's parameters: 8, which takes
about ten minutes for four sets at 10 s, or as many as ``--sample`` says.
"""

from __future__ import annotations

import csv
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.project_peer import available, shortest
from benchmarks.rows import Bar, Row, timed
from optimizer.projects.rcpsp import Project, read_project, solve

FROM_EACH_SET = 8
QUICK, QUICK_SET = 1.0, "j120"
"""Seconds of a second, shorter search, and the set on which it is made."""
WORKERS = 2
BARS: Mapping[str, float] = {"j30": 0.0, "j60": 0.3, "j120": 0.5}
QUICK_BAR = 1.0
"""Most percent above the best known, in 10 s and in the shorter search."""
KNOWN = "best_known_rcpsp.csv"
PEER = "PyJobShop"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One seed on one instance: gaps to the best known in percent, None where there was no run or no schedule."""

    gap: float
    bound_gap: float
    proven: bool
    taken: float
    schedules: int
    quick: float | None
    peer: float | None


def run(
    seeds: Sequence[int], instances: Path | None, seconds: float, sample: int = FROM_EACH_SET
) -> list[Row]:
    """All rows of the benchmark."""
    if instances is None:
        message = "the benchmark psplib needs --instances: a folder of .rcp or .sm files"
        raise SystemExit(message)
    known = _known(instances)
    rows = []
    for name, paths in sorted(_sets(instances, known).items()):
        chosen = [(read_project(path), known[path.stem]) for path in _spread(paths, sample)]
        outcomes = [_outcome(name, *one, seconds, seed) for one in chosen for seed in seeds]
        rows += _rows(name, outcomes, seconds)
    return rows


def _known(instances: Path) -> dict[str, int]:
    """Best known makespan by instance."""
    folder = instances.resolve()
    for place in (folder, *list(folder.parents)[:2]):
        if (place / KNOWN).is_file():
            with (place / KNOWN).open(encoding="utf-8") as file:
                return {row["instance"]: int(row["ub"]) for row in csv.DictReader(file)}
    message = f"there is no {KNOWN} in {folder} and the two folders above"
    raise SystemExit(message)


def _sets(instances: Path, known: Mapping[str, int]) -> dict[str, list[Path]]:
    """Files by the folder they stand in; an instance that stands in two is taken once."""
    files = [*sorted(instances.rglob("*.rcp")), *sorted(instances.rglob("*.sm"))]
    found, seen = defaultdict(list), set()
    for path in files:
        if path.stem in known and path.stem not in seen:
            seen.add(path.stem)
            found[path.parent.name].append(path)
    return found


def _spread(paths: Sequence[Path], sample: int) -> list[Path]:
    count = min(sample, len(paths))
    return [paths[len(paths) * (2 * k + 1) // (2 * count)] for k in range(count)]


def _outcome(name: str, project: Project, known: int, seconds: float, seed: int) -> Outcome:
    def gap(makespan: int) -> float:
        return 100 * (makespan / known - 1)

    quick = solve(project, seconds=QUICK, workers=WORKERS, seed=seed) if name == QUICK_SET else None
    found, taken = timed(lambda: solve(project, seconds=seconds, workers=WORKERS, seed=seed))
    theirs = shortest(project, seconds, WORKERS) if available() else None
    return Outcome(
        gap=gap(found.makespan),
        bound_gap=100 * found.gap,
        proven=found.makespan == found.bound,
        taken=taken,
        schedules=found.schedules,
        quick=None if quick is None else gap(quick.makespan),
        peer=None if theirs is None else gap(theirs),
    )


def _rows(name: str, outcomes: Sequence[Outcome], seconds: float) -> list[Row]:
    count = len(outcomes)
    theirs = [one.peer for one in outcomes if one.peer is not None]
    complete = len(theirs) == count
    limit = BARS.get(name) if seconds >= 10 else None
    rows = [
        Row(
            f"{name}: gap to the best known in {seconds:g} s",
            statistics.mean(one.gap for one in outcomes),
            "%",
            PEER if complete else None,
            statistics.mean(theirs) if complete else None,
            None if limit is None else Bar("<=", limit),
        ),
        Row(f"{name}: at the best known", sum(one.gap <= 0 for one in outcomes), f"of {count}"),
        Row(f"{name}: proven optimal", sum(one.proven for one in outcomes), f"of {count}"),
        Row(f"{name}: gap to the bound", statistics.mean(one.bound_gap for one in outcomes), "%"),
        Row(f"{name}: schedules a second", _rate(outcomes), "1/s"),
        Row(
            f"{name}: longest time", max(one.taken for one in outcomes), "s", bar=Bar("<=", seconds * 1.1 + 1)
        ),
    ]
    quick = [one.quick for one in outcomes if one.quick is not None]
    if quick:
        label = f"{name}: gap to the best known in {QUICK:g} s"
        rows.insert(1, Row(label, statistics.mean(quick), "%", bar=Bar("<=", QUICK_BAR)))
    if theirs:
        rows.append(Row(f"{name}: gap of {PEER} in {seconds:g} s", statistics.mean(theirs), "%"))
        rows.append(Row(f"{name}: {PEER} found a schedule", len(theirs), f"of {count}"))
    return rows


def _rate(outcomes: Sequence[Outcome]) -> float:
    """Schedules over the time of whole runs, bounds and solver included."""
    return sum(one.schedules for one in outcomes) / sum(one.taken for one in outcomes)
