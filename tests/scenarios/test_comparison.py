"""Comparisons: pairs where draws are common, Welch where not, verdicts that the intervals bear out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenarios
from scenarios.comparison import Comparison, compare
from scenarios.comparison.contrast import variance_ratio
from scenarios.errors import UserError
from scenarios.i18n import LANGUAGES
from scenarios.measures import BY_KEY
from scenarios.record import Record
from scenarios.statistics import independent_difference, mean
from tests.scenarios.results import outcome, record

seeds = st.integers(0, 10_000)


def two(seed: int = 1, **other) -> tuple[Record, Record]:
    return record(seed, plan_seed=seed), record(seed, plan_seed=seed + 1, key="other", **other)


def test_common_seeds_and_numbers_are_paired():
    base, other = two()
    contrast = compare([base, other], baseline="base").contrasts[0]
    expected = mean(other.outcome.net_value - base.outcome.net_value, 0.95)
    assert contrast.pairing == "paired"
    assert contrast.difference("net_value").change == expected


@pytest.mark.parametrize("change", ["seed", "replications"])
def test_without_common_draws_the_interval_is_welchs(change):
    base, other = two(replications=30 if change == "replications" else 20)
    if change == "seed":
        redrawn = outcome(other.scenario, other.plan, np.random.default_rng(2), seed=8)
        other = other.model_copy(update={"outcome": redrawn})
    contrast = compare([base, other], baseline="base").contrasts[0]
    expected = independent_difference(other.outcome.net_value, base.outcome.net_value, 0.95)
    assert contrast.pairing == "independent"
    assert contrast.difference("net_value").change == expected


@settings(max_examples=25)
@given(seeds)
def test_every_change_is_the_difference_of_its_sides(seed):
    base, other = two(seed)
    for one in compare([base, other], baseline="base").contrasts[0].differences:
        scale = max(1.0, abs(one.base.value), abs(one.other.value))
        assert one.change.value == pytest.approx(one.other.value - one.base.value, abs=1e-9 * scale)
        if one.verdict in {"better", "worse", "higher", "lower"}:
            assert one.change.low * one.change.high > 0
            assert (one.verdict in {"better", "higher"}) == (
                (one.change.low > 0) == (BY_KEY[one.measure].better != "lower")
            )


def test_a_result_equals_itself_under_another_name():
    base = record(1)
    twin = Record.model_validate(
        {
            "scenario": {**base.scenario.model_dump(mode="json"), "id": "twin"},
            "plan": _renamed(base.plan),
            "outcome": _renamed(base.outcome),
        }
    )
    contrast = compare([base, twin], baseline="base").contrasts[0]
    assert {one.verdict for one in contrast.differences} == {"equal"}
    assert contrast.story[0].key == "story.value.equal"


def _renamed(part):
    provenance = part.provenance.model_copy(update={"scenario": "twin"})
    return part.model_copy(update={"provenance": provenance}).model_dump(mode="json")


def test_one_replication_leaves_every_verdict_open():
    base = record(1, replications=1)
    other = record(1, plan_seed=2, key="other", replications=1)
    contrast = compare([base, other], baseline="base").contrasts[0]
    assert {one.verdict for one in contrast.differences} <= {"unclear", "equal"}


def test_the_baseline_comes_first_and_the_others_keep_their_order():
    base, other = two()
    third = record(1, plan_seed=9, key="third")
    found = compare([third, base, other], baseline="base")
    assert [side.scenario for side in found.sides] == ["base", "third", "other"]
    assert [contrast.scenario for contrast in found.contrasts] == ["third", "other"]


def test_outcomes_alone_are_compared_without_a_bridge():
    base, other = two()
    found = compare([base.outcome, other.outcome], baseline="base")
    assert found.contrasts[0].bridge is None
    assert found.contrasts[0].differences == compare([base, other], baseline="base").contrasts[0].differences


def test_what_cannot_be_compared_is_refused_in_words():
    base, other = two()
    bare = Record(scenario=other.scenario, plan=other.plan)
    dollars = other.scenario.model_copy(update={"currency": "USD"})
    cases = [
        ([base], "base", "at least two"),
        ([base, bare], "base", "was not simulated"),
        ([base, base], "base", "belong to the scenario base"),
        ([base, other], "none", "no result of the scenario none"),
        ([base, other.model_copy(update={"scenario": dollars})], "base", "CNY, USD"),
    ]
    for results, baseline, text in cases:
        with pytest.raises(UserError, match=text) as caught:
            compare(results, baseline=baseline)
        assert caught.value.message.render("zh")


@settings(max_examples=25)
@given(seeds)
def test_what_changed_is_told_in_three_sentences_in_both_languages(seed):
    base, other = two(seed)
    contrast = compare([base, other], baseline="base").contrasts[0]
    assert len(contrast.story) == 3
    for language in LANGUAGES:
        for sentence in contrast.story:
            text = sentence.render(language)
            assert "{" not in text
            assert text.endswith("。" if language == "zh" else ".")


def test_the_story_names_the_largest_part_first():
    base, other = two()
    contrast = compare([base, other], baseline="base").contrasts[0]
    total = contrast.difference("net_value").change.value
    parts = [
        (amount, part)
        for part, amount in zip(contrast.bridge.parts, contrast.bridge.parts_minor(), strict=True)
        if amount * total > 0
    ]
    largest = max(parts, key=lambda pair: abs(pair[0]))[1]
    for language in LANGUAGES:
        assert largest.name.render(language) in contrast.story[1].render(language)


def test_documents_differ_in_what_was_changed_and_not_in_their_names():
    base = record(1)
    other = record(1, key="other", currency="CNY", objective={"margin": 0.4, "staff_cost": True})
    contrast = compare([base, other], baseline="base").contrasts[0]
    assert [(change.path, change.to) for change in contrast.changes] == [("objective.margin", 0.4)]


def test_the_package_offers_comparison_by_name():
    assert scenarios.compare is compare
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = scenarios.nothing


def test_a_comparison_is_json_and_a_table():
    found = compare(two(), baseline="base")
    assert Comparison.model_validate_json(found.model_dump_json()) == found
    frame = found.to_frame()
    assert set(frame["scenario"]) == {"other"}
    assert {"net_value", "on_time", "utilisation", "urgent_kept", "lead_days"} <= set(frame["measure"])


def test_the_variance_ratio_says_how_much_pairing_is_worth():
    rng = np.random.default_rng(5)
    common, own = rng.standard_normal((2, 20_000))
    assert variance_ratio(common, common + 0.5 * own) == pytest.approx((1 + 1.25) / 0.25, rel=0.05)
    assert variance_ratio(common, own) == pytest.approx(1, rel=0.05)
    assert variance_ratio(np.arange(9), np.arange(9) + 3) is None
