"""Hand-offs are told from waiting for people, also where people are busy most of the time."""

import numpy as np
import pytest

from simulation.calibration import CalibrationSettings, calibrate
from tests.simulation.calibration.logs import HEADER, department, history
from tests.simulation.documents import people

MEAN = 3.0
CROWDED = {
    "every": 1,
    "estimates": {"brief": 3, "draw": {"distribution": "exponential", "hours": 4}, "build": 2},
    "handoff": {"distribution": "exponential", "hours": MEAN},
    "rework": 0.0,
    "staff": people(ann=["plan"], bo=["craft"], dee=["code"]),
}
SETTINGS = CalibrationSettings(resamples=100)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    truth, document = department(60, **CROWDED), department(60, **{**CROWDED, "handoff": 1})
    path = tmp_path_factory.mktemp("logs") / "log.csv"
    return [
        next(
            one
            for one in calibrate(document, history(path, truth, seed, columns), settings=SETTINGS).durations
            if one.kind == "handoff"
        )
        for columns in (HEADER[:6], HEADER)
        for seed in range(5)
    ]


def test_waiting_makes_the_whole_gap_longer(found):
    assert np.mean([one.gap.value for one in found[:5]]) > 1.3 * MEAN


def test_gaps_before_which_people_were_idle_show_the_hand_off(found):
    assert all(0 < one.cases < one.gap.replications for one in found[:5])
    means = [one.mean.value for one in found[:5]]
    assert np.mean(means) == pytest.approx(MEAN, abs=4 * np.std(means) / 5**0.5)
    assert sum(one.mean.low <= MEAN <= one.mean.high for one in found[:5]) >= 4


def test_moments_of_readiness_show_all_of_them(found):
    assert all(one.cases == one.gap.replications for one in found[5:])
    means = [one.mean.value for one in found[5:]]
    assert np.mean(means) == pytest.approx(MEAN, abs=4 * np.std(means) / 5**0.5)


def test_without_names_nothing_is_a_hand_off(tmp_path):
    truth = department(20, **CROWDED)
    columns = ("case", "activity", "start", "end")
    result = calibrate(truth, history(tmp_path / "log.csv", truth, 0, columns))
    assert not [one for one in result.durations if one.kind == "handoff"]
    assert "calibration.note.nobody" in {note.key for note in result.notes}
