"""Rules over the whole document: each broken on its own in the small example, at its path."""

import re

import pytest

from scenarios.checks import check
from scenarios.checks.graphs import ancestors, cycles
from scenarios.document import Scenario
from scenarios.i18n import LANGUAGES
from scenarios.reading import examine_bytes
from scenarios.reading.nodes import from_plain
from scenarios.variants import RemoveItem
from scenarios.variants.edit import apply
from tests.scenarios.rule_cases import ERRORS, WARNINGS
from tests.scenarios.rule_documents import LAUNCH, SMALL, add, broken, to


def found(scenario, severity):
    return [(problem.code, problem.where) for problem in check(scenario) if problem.severity == severity]


def test_the_small_example_has_no_problems():
    assert check(SMALL) == ()


@pytest.mark.parametrize(
    ("changes", "code", "path"), [case[1:] for case in ERRORS], ids=[case[0] for case in ERRORS]
)
def test_broken_rules_are_errors(changes, code, path):
    scenario = broken(*changes)
    assert (code, path) in found(scenario, "error")
    for problem in check(scenario):
        for language in LANGUAGES:
            assert not re.search(r"\{\w*\}", problem.render(language))


@pytest.mark.parametrize(
    ("changes", "code", "path"), [case[1:] for case in WARNINGS], ids=[case[0] for case in WARNINGS]
)
def test_doubtful_documents_get_warnings_only(changes, code, path):
    scenario = broken(*changes)
    assert (code, path) in found(scenario, "warning")
    assert found(scenario, "error") == []


def test_no_rule_contradicts_bounds_that_just_fit():
    fitting = broken(
        to(f"{LAUNCH}.fixed_cost", 100_000),
        to(f"{LAUNCH}.channels[kol].lock", 60_000),
        to(f"{LAUNCH}.channels[short_video].lock", 3_000),
        to(f"{LAUNCH}.spend_max", 135_000),
        to(f"{LAUNCH}.spend_min", 135_000),
        to("channels[kol].spend_max", 60_000),
        to("budget.groups[brand].spend_max", 60_000),
        to("budget.groups[brand].spend_min", 60_000),
        add("budget.lines", {"line": "main", "spend_max": 235_000, "spend_min": 235_000}),
    )
    assert found(fitting, "error") == []


def test_unregistered_campaigns_bind_nothing():
    idle = broken(
        to("campaigns[new_flavour].registered", False), to("campaigns[new_flavour].fixed_cost", 10_000_000)
    )
    assert found(idle, "error") == []


def test_every_error_is_found_at_once():
    scenario = broken(
        to(f"{LAUNCH}.due", "2027-01-01"), to("workflows[standard].launch", "x"), to("budget.per_period", [1])
    )
    assert {code for code, _ in found(scenario, "error")} == {
        "due_outside_horizon",
        "unknown_reference",
        "per_period_length",
    }


def test_rules_are_reported_with_their_lines():
    text = (
        "mems: 1\nid: a\nname: a\nhorizon: {start: 2026-01-05, periods: 2}\ncampaigns:\n"
        "  - {id: c, name: c, due: 2026-01-07, workflow: w}\nbudget: {total: 5}\n"
        "organisation: {departments: [], skills: []}\nworkflows: []\n"
    )
    (problem,) = examine_bytes(text.encode(), "a.yaml").errors
    assert (problem.code, problem.where, problem.location.line) == (
        "unknown_reference",
        "campaigns[0].workflow",
        6,
    )


def test_removing_a_required_part_is_no_rule_but_a_field_error():
    root = apply(
        from_plain(SMALL.model_dump(mode="json")), RemoveItem(remove="budget.total"), from_plain(None)
    )
    with pytest.raises(ValueError, match="budget"):
        Scenario.model_validate(root.plain())


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["a"]}, [("a", "a")]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [("a", "b", "a"), ("c", "d", "c")]),
    ],
)
def test_cycles(graph, expected):
    assert sorted(cycles(graph)) == expected


def test_long_chains_are_no_trouble():
    chain = {str(number): [str(number + 1)] for number in range(5_000)}
    assert cycles(chain) == []
    assert len(ancestors("0", chain)) == 5_000
