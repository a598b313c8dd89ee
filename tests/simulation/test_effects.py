"""Nothing is built in: neutral mechanisms change exactly nothing, every assumption matters, parts add up exactly."""

from dataclasses import replace
from functools import cache
from types import MappingProxyType

import numpy as np
import pytest

from scenarios.generator.pairs import PRACTICES
from scenarios.i18n import LANGUAGES, catalogue
from scenarios.progress import Cancellation
from scenarios.studies import claims, scaled
from scenarios.studies.drivers import Span
from scenarios.studies.measures import late_share
from scenarios.studies.result import NOBODY
from simulation.studies import play, sweep
from simulation.studies.play import run_today

LAUNCH = PRACTICES["S8"]


def with_drivers(practice, **values):
    """The practice with some drivers fixed."""
    spans = {name: Span(value, value) for name, value in values.items()}
    return replace(practice, drivers=MappingProxyType({**practice.drivers, **spans}))


def counts(practice, active, replications=1):
    """Every measure's counts, and the launches."""
    scenario = practice.document(active)
    outcome = run_today(scenario, replications, 1)
    return [measure.count(scenario, outcome) for measure in practice.measures], outcome


@pytest.fixture(scope="module")
def launch():
    return play(LAUNCH, 20)


def test_parts_add_up_exactly(launch):
    for measure, levels in launch.levels.items():
        numerators = sum(launch.shapley_numerators(measure, one) for one in launch.mechanisms)
        total = levels.numerators(launch.everything) - levels.numerators(NOBODY)
        assert np.array_equal(numerators, 6 * total)
        parts = launch.contributions(measure)
        effect = launch.effect(measure).value
        assert sum(part.shapley.value for part in parts) == pytest.approx(effect, rel=1e-12)


def test_parts_add_up_where_combinations_count_different_numbers_of_campaigns():
    """Admission takes campaigns out of what is counted; a common denominator keeps the parts exact."""
    delays = PRACTICES["S3"]

    def early(values, active):
        scenario = delays.documents(values, active)
        return scenario.model_copy(update={"campaigns": scenario.campaigns[:30]})

    few = replace(
        delays,
        documents=early,
        measures=(late_share(),),
        mechanisms={name: delays.mechanisms[name] for name in ("approvals", "admission")},
    )
    found = play(few, 20)
    levels = found.levels["late_share"]
    assert len(set(levels.per.values())) == 2
    numerators = sum(found.shapley_numerators("late_share", one) for one in found.mechanisms)
    total = levels.numerators(found.everything) - levels.numerators(NOBODY)
    assert np.array_equal(numerators, 2 * total)
    share = levels.samples(found.everything) - levels.samples(NOBODY)
    assert numerators / (2 * levels.common) == pytest.approx(share)


def test_what_is_alone_and_what_is_removed(launch):
    for part in launch.contributions("lead_working_days"):
        alone = launch.effect("lead_working_days", frozenset({part.mechanism}))
        assert part.alone == alone
        rest = launch.effect("lead_working_days", launch.everything - {part.mechanism})
        assert part.removed.value == pytest.approx(launch.effect("lead_working_days").value - rest.value)


@pytest.mark.parametrize(
    ("name", "mechanism", "neutral"),
    [
        ("S1", "reuse", {"reuse_saving": 0.0}),
        ("S1", "rework", {"rework_after": PRACTICES["S1"].middle["rework"]}),
        ("S1", "overlap", {"overlap": 0.0}),
        ("S2", "slip", {"slip_hours": 0.0}),
        ("S3", "retrospectives", {"learning": 0.0}),
        ("S6", "less_effort", {"lane_effort": 1.0}),
        ("S7", "dual", {"escape": 0.0, "latency": 0.0}),
        ("S8", "overlap", {"overlap": 0.0}),
        ("S8", "dual", {"escape": 0.0}),
        ("S10", "dedicated", {"focus": 1.0}),
    ],
)
def test_neutral_mechanisms_change_exactly_nothing(name, mechanism, neutral):
    """Signatures beside execution take no time of the launch, so that two of them are as good as one."""
    practice = with_drivers(PRACTICES[name], **neutral)
    one = frozenset({mechanism})
    for active in (NOBODY, practice.everything - one):
        (before, outcome), (after, other) = counts(practice, active), counts(practice, active | one)
        assert np.array_equal(outcome.launch, other.launch)
        assert all(np.array_equal(left, right) for left, right in zip(before, after, strict=True))


REPLICATIONS = {"S3": 3, "S7": 60, "S8": 60, "S10": 60}
"""Enough for rare defects and rejections to differ; departments with many campaigns need fewer."""


@cache
def middle(name, active):
    """Counts with every driver at its middle."""
    return counts(PRACTICES[name], active, REPLICATIONS.get(name, 1))[0]


def moves(name, drivers):
    """Whether other drivers move some measure before or after, whatever comes first."""
    practice = replace(PRACTICES[name], drivers=drivers)
    for active in (NOBODY, practice.everything):
        found = counts(practice, active, REPLICATIONS.get(name, 1))[0]
        if not all(map(np.array_equal, found, middle(name, active))):
            return True
    return False


@pytest.mark.parametrize(
    ("name", "driver"), [(name, driver) for name, one in PRACTICES.items() for driver in one.drivers]
)
@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_every_driver_moves_the_result(name, driver, factor):
    assert moves(name, scaled(PRACTICES[name].drivers, driver, factor))


def test_the_same_seed_gives_the_same_effects_and_another_one_others(launch):
    again = play(LAUNCH, 20, coalitions=[])
    other = play(LAUNCH, 20, seed=2, coalitions=[])
    for coalition in (NOBODY, LAUNCH.everything):
        levels = [one.levels["lead_working_days"].counts[coalition] for one in (launch, again, other)]
        assert np.array_equal(levels[0], levels[1])
        assert not np.array_equal(levels[0], levels[2])


def test_a_sweep_draws_all_assumptions():
    found = sweep(LAUNCH, "lead_working_days", draws=10)
    assert found.shape == (10,)
    assert len(set(found.tolist())) == 10
    assert (found < 0).all()


def test_claims_stand_beside_findings_and_feed_none(launch, monkeypatch):
    before = launch.to_dict("en")
    moved = tuple(replace(one, change=2 * one.change) for one in claims("launch"))
    assert moved
    monkeypatch.setattr("scenarios.studies.effect_report.claims", lambda _study: moved[:1])
    after = launch.to_dict("en")
    assert before["findings"] == after["findings"]
    assert before["mechanisms"] == after["mechanisms"]
    assert before["claims"] != after["claims"]


@pytest.mark.parametrize("name", PRACTICES)
def test_every_practice_has_its_words_in_both_languages(name):
    practice, words = PRACTICES[name], catalogue()
    keys = [f"studies.{practice.id}.{key}" for key in ("title", "note")]
    keys += [f"studies.measure.{measure.id}" for measure in practice.measures]
    keys += [f"studies.mechanism.{mechanism}" for mechanism in practice.names]
    keys += [f"studies.driver.{driver}" for driver in practice.drivers]
    assert all(words[key][language] for key in keys for language in LANGUAGES)


def test_effects_are_told(launch):
    for language in LANGUAGES:
        text = launch.render(language)
        assert "30%" in text
        rows = launch.to_dict(language)["mechanisms"]["rows"]
        assert len(rows) == len(LAUNCH.names)


def test_too_few_replications_and_cancelling():
    with pytest.raises(ValueError, match="20"):
        play(LAUNCH, 19)
    with pytest.raises(Cancellation):
        play(LAUNCH, 20, cancelled=lambda: True)
