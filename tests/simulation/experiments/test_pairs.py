"""Paired differences from sums are those of the samples."""

import pytest

from scenarios.comparison.contrast import differences
from simulation import Place, simulate
from simulation.experiments.cases import Case
from simulation.experiments.pairs import compare_streaming
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE, busy

SETTINGS = BY_DATE.model_copy(update={"replications": 35})


def case(**parts):
    scenario = busy(**parts)
    return Case(scenario, plan_of(scenario))


RISKS = busy().risks.model_dump(mode="json")
BASE = case()
OTHER = case(
    id="other",
    risks={**RISKS, "approval_latency_factor": 2.0},
    campaigns=busy().campaigns[:1] + busy().campaigns[2:],
)


@pytest.fixture(scope="module")
def found():
    return compare_streaming(BASE, OTHER, settings=SETTINGS)


def test_differences_are_those_of_the_samples(found):
    base, other = (simulate(one.scenario, one.plan, settings=SETTINGS) for one in (BASE, OTHER))
    kept = {one.measure: one for one in differences(base, other)}
    for pair in found.pairs:
        true = kept[pair.measure]
        assert pair.change.value == pytest.approx(true.change.value)
        assert pair.change.half_width == pytest.approx(true.change.half_width)
        assert pair.base.value == pytest.approx(true.base.value)
        assert pair.other.half_width == pytest.approx(true.other.half_width, rel=1e-4)
        assert pair.variance_ratio == (
            None if true.variance_ratio is None else pytest.approx(true.variance_ratio)
        )
    assert any(pair.variance_ratio > 1 for pair in found.pairs if pair.variance_ratio)


def test_a_pair_with_itself_never_differs():
    same = compare_streaming(BASE, BASE, settings=SETTINGS.model_copy(update={"replications": 5}))
    assert all(pair.change.value == pair.change.half_width == 0 for pair in same.pairs)
    assert all(pair.variance_ratio is None for pair in same.pairs)


def test_workers_and_checkpoints_change_nothing(found, tmp_path):
    place = Place(checkpoint=tmp_path)
    assert compare_streaming(BASE, OTHER, settings=SETTINGS, workers=2, place=place) == found
    assert compare_streaming(BASE, OTHER, settings=SETTINGS, place=place) == found
    assert len(list(tmp_path.rglob("pairtally-*"))) == 4
