"""Plans with spend decided by period: verified without the solver, compared with every plan of a lattice."""

import itertools

import numpy as np
import pytest

from optimizer import allocate
from optimizer.flighting.faults import flight_lengths
from optimizer.weekly import even_scenario
from scenarios.generator import GeneratorSettings, generate
from scenarios.plan import Status
from scenarios.valuation import Valuation
from tests.optimizer.allocation.checked import violations
from tests.optimizer.weekly.cases import CONCAVE, S_SHAPED, by_period, cell, channel, scenario


def decided(one):
    found = allocate(one)
    assert found.proof.status == Status.FEASIBLE
    assert found.proof.bound is None
    assert violations(one, found) == ()
    assert found.proof.value == Valuation(one).statement(found).net_value
    return found


def net(one, allocation):
    return Valuation(one).statement(allocation).net_value


def best_on_lattice(one, levels):
    """Greatest net value (currency units) of a single cell over all plans with each period at one of some levels."""
    campaign = one.campaigns[0]
    weekly = Valuation(one).weekly(campaign.id, one.channels[0].id, 0)
    bounds = one.channels[0].flighting
    best = -np.inf
    for plan in itertools.product(levels, repeat=weekly.periods):
        money = np.array(plan, dtype=float)
        if 100 * money.sum() > one.budget.available or any(
            length < bounds.periods_min for length in flight_lengths(money)
        ):
            continue
        if any(money[period - 1] for period in bounds.blackout):
            continue
        best = max(best, weekly.value(money) - money.sum())
    return best


@pytest.mark.parametrize(
    "flighting",
    [
        {},
        {"spend_min": 200, "periods_min": 2},
        {"blackout": [2], "spend_max": 600},
        {"rate_card": [{"spend_from": 500, "price": 0.8}], "rate_basis": "all_units"},
    ],
)
def test_not_below_the_lattice(flighting):
    one = scenario([channel("tv", S_SHAPED, flighting=flighting)], [cell("tv", carry_in=300)], total=1_500)
    levels = [0, 200, 300, 400, 500, 600]
    assert net(one, decided(one)) >= 100 * best_on_lattice(one, levels) - 1


def test_an_s_shaped_channel_is_flighted_and_gains():
    one = scenario([channel("tv", S_SHAPED)], [cell("tv", lock=1_200)])
    found = decided(one)
    assert sum(by_period(found, "tv").values()) == 120_000
    assert len(by_period(found, "tv")) < 6
    assert net(one, found) > net(one, allocate(even_scenario(one)))
    assert any(note.key == "flighting.note.bound" for note in found.notes)


def test_locks_caps_and_shares_hold_to_the_cent():
    channels = [channel("tv", S_SHAPED, group="brand"), channel("web", CONCAVE, lock=700.01)]
    budget = {"per_period": 411.11, "groups": [{"group": "brand", "share_min": 0.31, "share_max": 0.6}]}
    one = scenario(channels, [cell("tv"), cell("web")], budget=budget, total=2_100)
    found = decided(one)
    assert sum(by_period(found, "web").values()) == 70_001
    assert found.bindings


def test_other_channels_stay_as_the_first_choice_has_them():
    channels = [channel("tv", S_SHAPED), channel("web", CONCAVE) | {"pattern": "front_loaded"}]
    one = scenario(channels, [cell("tv"), cell("web")])
    first, found = allocate(even_scenario(one)), decided(one)
    assert by_period(found, "web") == by_period(first, "web")


def test_packages_stay_whole():
    rules = {"packages": [{"id": "p", "name": "Packages", "price": 300, "channels": ["tv"]}]}
    one = scenario([channel("tv", S_SHAPED)], [cell("tv")], rules=rules)
    found = decided(one)
    assert sum(by_period(found, "tv").values()) % 30_000 == 0


def test_bounds_that_nothing_can_keep_are_told():
    one = scenario(
        [channel("tv", S_SHAPED, flighting={"spend_max": 100})], [cell("tv", lock=1_200)], total=2_000
    )
    found = allocate(one)
    assert found.proof.status == Status.UNKNOWN
    assert [note.key for note in found.notes] == ["flighting.note.none"]
    assert violations(one, found) == ()


@pytest.mark.parametrize("strategy", ["budget_only", "money_and_people", "today"])
def test_generated_departments(strategy):
    settings = GeneratorSettings(channels=4, campaigns=8, weeks=16, people=20)
    one = generate(settings, 3).scenario
    bounds = type(one.channels[0].flighting)(periods_min=2, blackout=(7,))
    channels = tuple(
        item.model_copy(update={"pattern": "optimised", "flighting": bounds}) if place % 2 == 0 else item
        for place, item in enumerate(one.channels)
    )
    solver = one.settings.solver.model_copy(update={"allocation_seconds": 5.0})
    one = one.model_copy(
        update={
            "channels": channels,
            "objective": one.objective.model_copy(update={"strategy": strategy}),
            "settings": one.settings.model_copy(update={"solver": solver}),
        }
    )
    found = allocate(one)
    assert violations(one, found) == ()
    assert found.proof.status in {Status.FEASIBLE, Status.AS_GIVEN}
