"""A history that another tool made: an open network of queues in Ciw, whose service distributions come back.

Ciw is no dependency of the product; without it these tests are skipped.
"""

import numpy as np
import pytest

from simulation.calibration import CalibrationSettings, calibrate
from tests.simulation.calibration.ciw_log import MEAN, RETURN, document, history

pytest.importorskip("ciw", reason="Ciw is not installed", exc_type=ImportError)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = tmp_path_factory.mktemp("ciw") / "records.csv"
    settings = CalibrationSettings(pooling=False, resamples=100)
    return [calibrate(document(), history(path, seed, 150), settings=settings) for seed in range(8)]


def test_known_parameters_lie_within_their_intervals(found):
    hits = [
        one.mean.low <= MEAN[one.subject] <= one.mean.high for result in found for one in result.durations
    ]
    hits += [one.reworks[0].probability.low <= RETURN <= one.reworks[0].probability.high for one in found]
    hits += [one.reworks[0].repeat.low <= 1.0 <= one.reworks[0].repeat.high for one in found]
    assert len(hits) == 5 * len(found)
    assert np.mean(hits) >= 0.8


def test_families_are_recognised(found):
    families = [{one.subject: one.distribution.family for one in result.durations} for result in found]
    for subject, family in {"brief": "triangular", "draw": "lognormal", "build": "exponential"}.items():
        assert np.mean([each[subject] == family for each in families]) >= 0.5
