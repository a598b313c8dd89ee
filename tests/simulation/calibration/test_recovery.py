"""What the product's own simulation was run with comes back from its log, as often as the intervals say."""

import numpy as np
import pytest

from simulation.calibration import CalibrationSettings, calibrate
from tests.simulation.calibration.logs import HEADER, MEANS, TRUTH, department, history

SETTINGS = CalibrationSettings(pooling=False, resamples=100)
SEEDS = 12


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """A calibration for each of many histories of the same department."""
    truth, document = department(60, **TRUTH), department(60)
    path = tmp_path_factory.mktemp("logs") / "log.csv"
    return [calibrate(document, history(path, truth, seed), settings=SETTINGS) for seed in range(SEEDS)]


def covered(found, pick, truth):
    return [estimate.low <= truth <= estimate.high for one in found if (estimate := pick(one)) is not None]


def test_intervals_cover_what_the_simulation_was_run_with(found):
    """90% intervals, seven figures in each of 12 histories of 60 cases: 84 in all."""
    hits = []
    for subject, truth in MEANS.items():
        hits += covered(
            found, lambda one, s=subject: next(d.mean for d in one.durations if d.subject == s), truth
        )
    hits += covered(found, lambda one: one.reworks[0].probability, 0.3)
    hits += covered(found, lambda one: one.reworks[0].repeat, 0.4)
    assert len(hits) == 7 * SEEDS
    assert np.mean(hits) >= 0.84


def test_the_average_of_many_histories_is_the_truth(found):
    """Without bias: minutes are rounded, and nothing else stands between the log and the parameters."""
    for subject, truth in MEANS.items():
        own = [next(d.mean.value for d in one.durations if d.subject == subject) for one in found]
        assert np.mean(own) == pytest.approx(truth, abs=4 * np.std(own) / SEEDS**0.5 + 0.01 * truth)
    ratios = [one.reworks[0].repeat.value for one in found]
    assert np.mean(ratios) == pytest.approx(0.4, abs=4 * np.std(ratios) / SEEDS**0.5)


def test_families_are_recognised(found):
    families = [{one.subject: one.distribution.family for one in each.durations} for each in found]
    for subject, family in {"draw": "lognormal", "build": "exponential", "head": "exponential"}.items():
        assert np.mean([each[subject] == family for each in families]) > 0.6


def test_the_document_gets_what_was_found_and_nothing_else_changes(found):
    one = found[0]
    calibrated = one.calibrated()
    stages = {stage.id: stage for stage in calibrated.workflows[0].stages}
    efforts = {each.subject: each.after.mean for each in one.durations if each.kind == "effort"}
    for stage, hours in efforts.items():
        assert stages[stage].effort.mean == pytest.approx(hours, rel=1e-3)
    assert stages["review"].rework.probability == pytest.approx(one.reworks[0].after, rel=1e-3)
    assert stages["review"].rework.max_times == 3
    assert calibrated.campaigns == one.scenario.campaigns
    assert {change.path for change in one.changes} == {
        "workflows[prep].stages[brief].effort",
        "workflows[prep].stages[draw].effort",
        "workflows[prep].stages[build].effort",
        "organisation.approvers[head].latency",
        "organisation.handoff.default",
        "workflows[prep].stages[review].rework.probability",
        "workflows[prep].stages[review].rework.repeat_effort",
    }


def test_the_variant_holds_the_changes(found):
    variant = found[0].variant("base.yaml")
    assert variant.base == "base.yaml"
    assert variant.changes == found[0].changes
    assert variant.name.zh.endswith("（已校准）")


def test_the_same_history_gives_the_same_bits(tmp_path):
    truth, document = department(20, **TRUTH), department(20)
    one, two = (calibrate(document, history(tmp_path / "log.csv", truth)) for _ in range(2))
    assert one.durations == two.durations
    assert one.reworks == two.reworks


def test_rework_is_the_same_whether_told_by_outcome_or_by_repetition(tmp_path):
    truth, document = department(60, **TRUTH), department(60)
    told, silent = (
        calibrate(document, history(tmp_path / "log.csv", truth, 3, columns), settings=SETTINGS)
        for columns in (HEADER[:6], HEADER[:5])
    )
    assert told.reworks[0].by_outcome
    assert not silent.reworks[0].by_outcome
    assert told.reworks[0].probability == silent.reworks[0].probability
    assert told.reworks[0].repeat == silent.reworks[0].repeat


def test_a_rule_that_the_document_lacks_is_found(tmp_path):
    truth = department(60, **TRUTH)
    stages = [
        stage.model_copy(update={"rework": None}) if stage.rework else stage
        for stage in truth.workflows[0].stages
    ]
    document = truth.model_copy(
        update={"workflows": (truth.workflows[0].model_copy(update={"stages": tuple(stages)}),)}
    )
    (rework,) = calibrate(document, history(tmp_path / "log.csv", truth), settings=SETTINGS).reworks
    assert (rework.stage, rework.target, rework.before) == ("review", "draw", None)
    assert rework.probability.low <= 0.3 <= rework.probability.high


def test_sizes_and_skills_are_taken_out(tmp_path):
    """A fast person and a large case leave the effort at normal speed and size as it is."""
    from tests.simulation.documents import people

    staff = people(ann=["plan"], ada=["plan"], bo={"craft": 4}, cy={"craft": 1}, dee=["code"], eve=["code"])
    truth, document = department(60, staff=staff, estimates={"draw": 8}), department(60, staff=staff)
    result = calibrate(document, history(tmp_path / "log.csv", truth), settings=SETTINGS)
    draw = next(one for one in result.durations if one.subject == "draw")
    assert draw.mean.value == pytest.approx(8, abs=0.02)
