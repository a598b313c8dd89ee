"""Studies solved by the optimizer: S5 (brand shift) and S9 (duplicates) of the requirements register."""

import numpy as np
import pytest
from scipy.optimize import minimize

from optimizer.studies import CURVES, VIEWS, brand_shift, duplicates, plug_in_regret
from optimizer.studies.brand_shift import dealt
from optimizer.studies.brand_shift import with_drivers as shift_with
from optimizer.studies.duplicates import with_drivers as duplicates_with
from optimizer.studies.moves import MOVES, Limits, best_split
from scenarios.generator.draws import Draws
from scenarios.i18n import LANGUAGES
from scenarios.studies import Span, run, scaled
from scenarios.studies.drivers import drawn
from scenarios.studies.market import BUDGET, LEGACY, market, spans

REPLICATIONS = 20


def shift(view="in_quarter", curves="saturated", *, bands=True, seed=2):
    return run(brand_shift(view, curves, bands=bands), REPLICATIONS, seed)


def test_the_legacy_split_puts_seventy_per_cent_into_brand():
    assert sum(LEGACY.values()) == BUDGET
    assert market().legacy[market().brand].sum() == 70


def test_s5_gain_shrinks_as_the_multiplier_grows():
    gains = [shift(view).change("net_roi") for view in VIEWS]
    assert gains[0].low > gains[1].value > gains[1].low > gains[2].value > 0


def test_s5_bands_cost_and_the_floor_binds_in_the_quarter():
    narrow, free = shift(), shift(bands=False)
    assert np.all(free.changes("net_roi") >= narrow.changes("net_roi") - 1e-9)
    assert free.level("brand_share", free.everything).value == pytest.approx(0.4, abs=0.02)
    assert narrow.level("brand_share", narrow.everything).value >= 0.55 - 1e-6


def test_s5_with_the_templates_curves_legacy_is_nearly_right():
    saturated, template = shift(), shift(curves="template")
    assert template.change("roas").value < saturated.change("roas").value / 2
    assert template.change("roas").value < 0.06


def test_s5_regret_of_the_plug_in_optimum_is_reported():
    found = plug_in_regret(brand_shift("moderate", "template"), replications=60)
    assert found.regret.low > 0
    assert found.promised.value > found.true.value
    assert 0 < found.worse_than_legacy.value < 0.5
    for language in LANGUAGES:
        assert found.render(language)
    exact = plug_in_regret(brand_shift("moderate", "template"), error=0.0, replications=20)
    assert exact.regret.value == pytest.approx(0, abs=1e-9)
    assert exact.promised == exact.true


def test_the_split_is_at_least_that_of_sequential_quadratic_programming():
    study = brand_shift("moderate")
    for number in range(3):
        scaled_market, weights, limits = dealt(drawn(study.drivers, Draws(1), "x", number), Draws(1), number)
        spend = best_split(scaled_market, weights, limits, frozenset(MOVES))
        low, high = limits.of(scaled_market.legacy)
        assert spend.sum() == pytest.approx(BUDGET)
        assert np.all((low - 1e-9 <= spend) & (spend <= high + 1e-9))
        assert spend[scaled_market.brand].sum() >= limits.floor * BUDGET - 1e-6
        answer = minimize(
            lambda x, m=scaled_market, w=weights: -(m.outcome(x) * w).sum(),
            scaled_market.legacy,
            bounds=list(zip(low, high, strict=True)),
            constraints={"type": "eq", "fun": lambda x: x.sum() / BUDGET - 1},
            method="SLSQP",
        )
        assert (scaled_market.outcome(spend) * weights).sum() >= -answer.fun * (1 - 1e-6)


def test_more_freedom_never_brings_less():
    found = shift("moderate")
    for coalition, levels in found.levels["roas"].items():
        for more, better in found.levels["roas"].items():
            if coalition < more:
                assert np.all(better >= levels * (1 - 1e-5)), (coalition, more)


def test_s5_without_room_to_move_nothing_changes():
    study = shift_with({**brand_shift().drivers, "band": Span(0, 0)})
    found = run(study, REPLICATIONS)
    assert not found.changes("net_roi").any()
    assert all(one.shapley.value == 0 for one in found.parts("net_roi"))
    legacy = best_split(market(), np.ones(8), Limits(0.4, 0.0), frozenset())
    assert np.array_equal(legacy, market().legacy)


@pytest.mark.parametrize("driver", sorted(brand_shift().drivers))
@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_s5_every_driver_moves_the_result(driver, factor):
    # The floor matters where bands leave it within reach.
    base = brand_shift("moderate", bands=driver != "brand_floor")
    given = {**base.drivers, "multiplier": Span(1.1, 1.2)} if driver == "brand_floor" else base.drivers
    before, after = (
        run(shift_with(one), REPLICATIONS).change("net_roi").value
        for one in (given, scaled(given, driver, factor))
    )
    assert before != after


def test_s9_acquisition_cost_and_customers_per_unit_are_one_finding():
    found = run(duplicates(), REPLICATIONS)
    cost, customers = found.changes("cac"), found.changes("customers_per_unit")
    assert np.allclose((1 + cost) * (1 + customers), 1, rtol=1e-12)
    assert found.change("cac").high < 0
    parts = found.parts("cac")
    assert sum(one.shapley.value for one in parts) == pytest.approx(found.change("cac").value)
    assert all(one.alone.high < 0 for one in parts)
    for language in LANGUAGES:
        assert found.render(language)


def test_s9_without_duplicates_only_the_new_split_acts():
    found = run(duplicates_with({**duplicates().drivers, "duplicate_share": Span(0, 0)}), REPLICATIONS)
    assert not found.changes("cac", frozenset({"dedupe"})).any()
    still = run(duplicates_with({**duplicates().drivers, "band": Span(0, 0)}), REPLICATIONS)
    assert not still.changes("cac", frozenset({"reallocate"})).any()


@pytest.mark.parametrize("driver", sorted(duplicates().drivers))
@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_s9_every_driver_moves_the_result(driver, factor):
    base = duplicates("saturated", bands=driver != "brand_floor").drivers
    before, after = (
        run(duplicates_with(one), REPLICATIONS).change("cac").value
        for one in (base, scaled(base, driver, factor))
    )
    assert before != after


@pytest.mark.parametrize("curves", sorted(CURVES))
def test_spans_say_what_is_assumed(curves):
    assert spans(curves, bands=True)["brand_audience"] == CURVES[curves]
