"""Field rules of the document's types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from scenarios.document import Duration, Label, Scenario
from scenarios.document.durations import Exponential, LogNormal, ThreePoint
from tests.scenarios.small import small_scenario

durations = TypeAdapter(Duration)


def test_a_document_comes_back_equal_from_its_json():
    scenario = small_scenario()
    assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario
    assert Scenario.model_validate(scenario.model_dump(mode="json")).content_hash() == scenario.content_hash()


@given(st.lists(st.floats(0, 1e4), min_size=3, max_size=3).map(sorted))
def test_three_points_have_the_pert_mean(points):
    duration = durations.validate_python(points)
    assert isinstance(duration, ThreePoint)
    assert duration.mean == pytest.approx((points[0] + 4 * points[1] + points[2]) / 6)
    assert durations.validate_python(durations.dump_python(duration, mode="json")) == duration


@pytest.mark.parametrize(
    "raw",
    [
        4,
        2.5,
        {"distribution": "triangular", "low": 1, "mode": 2, "high": 6},
        {"distribution": "exponential", "hours": 3},
        {"distribution": "lognormal", "hours": 3, "sigma": 0.5},
    ],
)
def test_other_distributions_round_trip(raw):
    duration = durations.validate_python(raw)
    assert durations.validate_python(durations.dump_python(duration, mode="json")) == duration
    if isinstance(duration, Exponential | LogNormal):
        assert duration.mean == 3


@pytest.mark.parametrize(
    "raw", [True, "3", [1, 2], [3, 2, 1], [1, float("nan"), 3], -1, {"distribution": "x"}, None]
)
def test_other_things_are_no_durations(raw):
    with pytest.raises(ValidationError):
        durations.validate_python(raw)


@pytest.mark.parametrize(
    "change",
    [
        {"budget": {"total": True}},
        {"budget": {"total": 10.001}},
        {"budget": {"total": -1}},
        {"budget": {"total": float("inf")}},
        {"budget": {"total": 100, "reserve": 101}},
        {"horizon": {"start": 20270104, "periods": 8}},
        {"horizon": {"start": "2027-02-30", "periods": 8}},
        {"horizon": {"start": "2027-01-04", "periods": "8"}},
        {"currency": "yuan"},
        {"unknown": 1},
    ],
)
def test_what_is_not_allowed_is_refused(change):
    with pytest.raises(ValidationError):
        small_scenario(**change)


def test_a_plain_name_stands_for_both_languages():
    label = Label.model_validate("Tea")
    assert label.render("zh") == label.render("en") == "Tea"
    assert label.model_dump() == "Tea"
    assert Label(en="Tea", zh="茶").model_dump() == {"en": "Tea", "zh": "茶"}


def test_values_cannot_be_changed():
    with pytest.raises(ValidationError):
        small_scenario().budget.total = 1
