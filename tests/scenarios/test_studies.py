"""Studies: nothing is built in. Neutral mechanisms give exactly zero, and every driver moves the result."""

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import optimizer.studies
import scenarios.generator.pairs
import scenarios.studies
import simulation.studies
from scenarios.i18n import LANGUAGES
from scenarios.studies import Span, claims, registration, run, scaled
from scenarios.studies.drivers import drivers
from scenarios.studies.registration import DRIVERS
from scenarios.studies.study import Study

REPLICATIONS = 20


def play(given=DRIVERS):
    return run(registration(given), REPLICATIONS, seed=3)


@pytest.fixture(scope="module")
def found():
    return run(registration(), 100, seed=3)


def test_s4_both_definitions_are_reported_and_27_percent_is_no_certainty(found):
    net, gross = found.change("net_roi"), found.change("roas")
    assert net.low > 0
    assert gross.low > 0
    assert net.value > 2 * gross.value
    likely = found.probability("net_roi", 0.27)
    assert likely.low < 0.4 < likely.high or likely.value == pytest.approx(0.4, abs=0.15)
    assert found.probability("roas", 0.27).value < 0.05
    low, middle, high = (one.value for one in found.quantiles("net_roi"))
    assert low < middle < high
    for language in LANGUAGES:
        text = found.render(language)
        assert "27%" in text
        assert found.to_dict(language)["claims"]["rows"]


def test_s4_parts_add_up(found):
    parts = found.parts("net_roi")
    assert sum(one.shapley.value for one in parts) == pytest.approx(found.change("net_roi").value)
    for one in parts:
        assert one.alone.low > 0
        assert one.removed.low > 0


@pytest.mark.parametrize(
    ("mechanism", "neutral"),
    [("gate", {"gate_share": Span(0, 0)}), ("punctuality", {"late_cut": Span(0, 0)})],
)
def test_s4_neutral_mechanisms_change_exactly_nothing(mechanism, neutral):
    found = play({**DRIVERS, **neutral})
    assert not found.changes("net_roi", frozenset({mechanism})).any()
    everything, others = found.everything, found.everything - {mechanism}
    assert np.array_equal(found.changes("net_roi", everything), found.changes("net_roi", others))
    (part,) = (one for one in found.parts("net_roi") if one.mechanism == mechanism)
    assert (part.alone.value, part.removed.value, part.shapley.value) == (0, 0, 0)


@pytest.mark.parametrize("driver", sorted(DRIVERS))
@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_s4_every_driver_moves_the_result(driver, factor):
    base, moved = play(), play(scaled(DRIVERS, driver, factor))
    assert moved.change("net_roi").value != base.change("net_roi").value
    assert moved.change("net_roi").value == pytest.approx(base.change("net_roi").value, rel=1.0)


def test_s4_directions():
    base = play().change("net_roi").value
    for driver in ("gate_share", "estimate_correlation", "late_cut", "late_loss", "late_share"):
        assert play(scaled(DRIVERS, driver, 1.2)).change("net_roi").value > base, driver
    assert play(scaled(DRIVERS, "median_return", 1.2)).change("net_roi").value < base


def test_the_same_seed_gives_the_same_study_and_more_replications_keep_the_first():
    once, again = play(), play()
    assert np.array_equal(once.changes("net_roi"), again.changes("net_roi"))
    longer = run(registration(), REPLICATIONS + 5, seed=3)
    assert np.array_equal(longer.changes("net_roi")[:REPLICATIONS], once.changes("net_roi"))
    assert not np.array_equal(run(registration(), REPLICATIONS, seed=4).changes("roas"), once.changes("roas"))


def test_the_gate_selects_as_order_statistics_say():
    """With many campaigns the gate's gain is that of truncated selection: E[exp(s z) | estimate above its quantile]."""
    given = {**DRIVERS, **drivers(gate_share=0.2, estimate_correlation=0.5, late_share=0.0)}
    found = run(registration(given, campaigns=2000), 20, seed=1)
    draw = np.random.default_rng(0)
    truth, noise = draw.standard_normal((2, 2_000_000))
    estimate = 0.5 * truth + 0.75**0.5 * noise
    returns = np.exp(0.5 * truth)
    expected = returns[estimate > np.quantile(estimate, 0.2)].mean() / returns.mean() - 1
    assert found.change("roas").value == pytest.approx(expected, rel=0.05)


def test_a_study_of_its_own():
    study = Study(
        "registration",
        ("gate", "punctuality"),
        ("roas",),
        drivers(late_loss=(1, 2)),
        lambda values, draws, number: lambda active: {"roas": 1 + values["late_loss"] * len(active)},
    )
    found = run(study, 20)
    gate, punctuality = found.parts("roas")
    assert gate.shapley == punctuality.shapley
    assert gate.alone.value == pytest.approx(found.change("roas").value / 2)
    with pytest.raises(ValueError, match="20"):
        run(study, 19)


@pytest.mark.parametrize("bad", [{"late_share": Span(0.5, 1.2)}, {"unknown": Span(0, 1)}])
def test_impossible_drivers_are_refused(bad):
    with pytest.raises(ValueError, match=r"late_share|drivers are"):
        registration({**DRIVERS, **bad})


def test_no_claim_feeds_a_study():
    """Only the report reads claims, to show them beside findings; their headline is no constant of any source."""
    for package in (scenarios.studies, optimizer.studies, simulation.studies, scenarios.generator.pairs):
        for path in Path(package.__file__).parent.glob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            assert "scenarios.studies.claims" not in modules or path.name in {
                "report.py",
                "effect_report.py",
                "__init__.py",
            }, path
            numbers = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
            assert 0.27 not in numbers, path


def test_claims_do_not_reach_the_findings(found, monkeypatch):
    before = found.to_dict("en")
    moved = {
        study: tuple(replace(one, change=2 * one.change) for one in claims(study))
        for study in ("registration",)
    }
    monkeypatch.setattr("scenarios.studies.report.claims", lambda study: moved[study])
    after = found.to_dict("en")
    assert before["findings"] == after["findings"]
    assert before["mechanisms"] == after["mechanisms"]
    assert before["claims"] != after["claims"]
