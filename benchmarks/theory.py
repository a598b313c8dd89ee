"""Queueing and project-network theory in the compiled engine: every closed form, to one per cent.

The models and laws are those of the tests (`tests/simulation/closed_forms.py`), which hold them to a wider tolerance in
less time. A pilot says how many replications a half-width of 0.8% takes; the estimate is made of others.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.stats import t as student

from benchmarks.rows import Bar, Row
from simulation.batch import Batch
from simulation.blueprint import build_blueprint
from simulation.engines import run_batch
from tests.simulation.builders import plan_of
from tests.simulation.closed_forms import LAWS, Law
from tests.simulation.documents import BY_DATE

PILOT = 60
AIM = 0.008
REACH = 0.01
RISK = 0.001
"""Of a false alarm, shared by all laws of a seed."""
THREADS = 2


def run(*, seeds: Sequence[int], **_unused: object) -> list[Row]:
    """Rows of each law: how far from theory in half-widths of the interval, and the half-width itself."""
    return [row for seed in seeds for law in LAWS for row in _rows(law, seed)]


def _rows(law: Law, seed: int) -> Iterator[Row]:
    scenario = law.scenario()
    settings = BY_DATE.model_copy(update={"dispatch": "first_come", "seed": seed})
    blueprint = build_blueprint(scenario, plan_of(scenario), settings)
    _, half = _estimate(law, run_batch(blueprint, 0, PILOT, engine="compiled", threads=THREADS))
    needed = max(PILOT, math.ceil(PILOT * (half / (AIM * law.truth)) ** 2))
    batch = run_batch(blueprint, PILOT, needed, engine="compiled", threads=THREADS)
    found, half = _estimate(law, batch)
    name = f"{law.name}: {found:.6f}, theory {law.truth:.6f} (seed {seed}, {needed} replications)"
    yield Row(f"{name}, distance", abs(found - law.truth) / half, "half-widths", bar=Bar("<=", 1.0))
    yield Row(f"{name}, half-width", half / law.truth, "of theory", bar=Bar("<=", REACH))


def _estimate(law: Law, batch: Batch) -> tuple[float, float]:
    """The ratio of means with the half-width of its interval, by linearisation (Cochran 1977, section 6.4)."""
    above, below = (np.asarray(part, dtype=float) for part in law.parts(batch))
    count = len(above)
    ratio = above.sum() / below.sum()
    residuals = (above - ratio * below) / below.mean()
    reach = student.ppf(1 - RISK / (2 * len(LAWS)), count - 1)
    return float(ratio - law.shift), float(reach * residuals.std(ddof=1) / math.sqrt(count))
