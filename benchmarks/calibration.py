"""Calibration: how often 90% intervals hold the truth, and what calibrating is worth on cases held back."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.rows import Bar, Row
from scenarios.statistics import Estimate
from simulation.calibration import Calibration, CalibrationSettings, calibrate, score_held_back
from tests.simulation.calibration import ciw_log, logs

HISTORIES = 20
"""For each seed."""
CASES, CUSTOMERS = 60, 150
LEAST = 0.85
"""Share of 90% intervals that hold the truth. Of 300 independent ones fewer than 0.85 do in 0.3% of all trials."""


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows; ``instances`` and ``seconds`` are not used, the work is fixed."""
    del instances, seconds
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        rows = [_recovery(f"own simulation, {CASES} cases", [_own(path, seed) for seed in _numbers(seeds)])]
        if importlib.util.find_spec("ciw"):
            hits = [_foreign(path, seed) for seed in _numbers(seeds)]
            rows.append(_recovery(f"Ciw, {CUSTOMERS} customers", hits))
        return rows + [row for seed in seeds for row in _held_back(path, seed)]


def _numbers(seeds: Sequence[int]) -> Iterator[int]:
    return (HISTORIES * seed + number for seed in seeds for number in range(HISTORIES))


def _recovery(name: str, hits: Sequence[Sequence[bool]]) -> Row:
    listed = [hit for each in hits for hit in each]
    title = f"{name}: share of {len(listed)} intervals (90%) that hold the truth"
    return Row(title, sum(listed) / len(listed), "share", bar=Bar(">=", LEAST))


def _own(path: Path, seed: int) -> list[bool]:
    truth, document = logs.department(CASES, **logs.TRUTH), logs.department(CASES)
    settings = CalibrationSettings(seed=seed)
    found = calibrate(document, logs.history(path, truth, seed), settings=settings)
    return _hits(found, logs.MEANS, logs.TRUTH["rework"], logs.TRUTH["repeat"])


def _foreign(path: Path, seed: int) -> list[bool]:
    settings = CalibrationSettings(pooling=False, seed=seed)
    found = calibrate(ciw_log.document(), ciw_log.history(path, seed, CUSTOMERS), settings=settings)
    return _hits(found, ciw_log.MEAN, ciw_log.RETURN, 1.0)


def _hits(found: Calibration, means: dict[str, float], rework: float, repeat: float) -> list[bool]:
    (rule,) = found.reworks
    pairs = [(one.mean, means[one.subject]) for one in found.durations if one.subject in means]
    pairs.append((rule.probability, rework))
    pairs += [(rule.repeat, repeat)] if rule.repeat else []
    return [_holds(estimate, truth) for estimate, truth in pairs]


def _holds(estimate: Estimate, truth: float) -> bool:
    return estimate.low is not None and estimate.high is not None and estimate.low <= truth <= estimate.high


def _held_back(path: Path, seed: int) -> list[Row]:
    truth, document = logs.department(3 * CASES, **logs.TRUTH), logs.department(3 * CASES)
    scores = score_held_back(document, logs.history(path, truth, seed))
    figures: list[tuple[str, str, Callable[..., float]]] = [
        ("CRPS", "h", lambda one: one.crps),
        ("within the 80% interval", "share", lambda one: one.coverage[1].value),
    ]
    parts = {
        "stages": (scores.stages_after, scores.stages_before),
        "lead times": (scores.leads_after, scores.leads_before),
    }
    return [
        Row(f"held back, seed {seed}, {part}: {name}", of(after), unit, "as documented", of(before))
        for part, (after, before) in parts.items()
        for name, unit, of in figures
        if after is not None and before is not None
    ]
