"""What does not go with spend decided by period is said with its place."""

import pytest
from ruamel.yaml import YAML

from scenarios.checks import check
from scenarios.document import Scenario
from scenarios.i18n import LANGUAGES
from tests.scenarios.minimal import MINIMAL


def problems(channel=None, cell=None, objective=None):
    raw = YAML(typ="safe", pure=True).load(MINIMAL)
    raw["channels"][0] |= channel or {}
    raw["campaigns"][0]["channels"][0] |= cell or {}
    raw["objective"] = objective or {}
    found = check(Scenario.model_validate(raw))
    assert all(one.render(language) for one in found for language in LANGUAGES)
    return [(one.code, one.where) for one in found if one.severity != "warning"]


OPTIMISED = {"pattern": "optimised"}


@pytest.mark.parametrize(
    ("channel", "cell", "expected"),
    [
        (OPTIMISED | {"retention": 0.5, "flighting": {"blackout": [4]}}, {"carry_in": 10}, []),
        ({"flighting": {"spend_min": 1}}, {}, [("flighting_unused", "channels[0].flighting")]),
        (OPTIMISED | {"saturation_first": True}, {}, [("flighting_form", "channels[0].saturation_first")]),
        (
            OPTIMISED | {"carry_over": {"family": "weights", "weights": [1, 0.5]}},
            {},
            [("flighting_form", "channels[0].carry_over")],
        ),
        (
            OPTIMISED | {"rate_card": [{"spend_from": 10, "price": 0.9}]},
            {},
            [("flighting_form", "channels[0].rate_card")],
        ),
        (
            OPTIMISED | {"flighting": {"blackout": [1, 5]}},
            {},
            [("blackout_period", "channels[0].flighting.blackout[1]")],
        ),
        ({}, {"carry_in": 10}, [("carry_in_unused", "campaigns[0].channels[0].carry_in")]),
    ],
)
def test_each_problem_has_its_place(channel, cell, expected):
    assert problems(channel, cell) == expected


def test_expected_curves_do_not_go_with_spend_by_period():
    draws = {"ceiling": [4000.0, 6000.0]}
    found = problems(OPTIMISED | {"draws": draws}, objective={"curves": "expected"})
    assert found == [("flighting_form", "channels[0].draws")]
    assert problems(OPTIMISED | {"draws": draws}) == []
