"""Frontiers and budgets of decided plans, against the allocation itself, enumeration and definitions."""

import inspect
import itertools
import re

import pytest

from optimizer import allocate
from optimizer.whatif import (
    budget_for_marginal_roi,
    budget_for_revenue,
    budget_for_roi,
    money_frontier,
    omissions,
    worth_of_next_10k,
)
from scenarios.document import Scenario
from scenarios.errors import UserError
from scenarios.i18n import LANGUAGES, catalogue
from scenarios.plan import Allocation, CampaignDecision, Proof, Status
from scenarios.valuation import Valuation

START = "2027-01-04"


def hill(ceiling, half, slope):
    return {"family": "hill", "ceiling": ceiling, "half_saturation": half, "slope": slope}


def channel(name, curve, group="other", **more):
    return {"id": name, "name": name, "curve": curve, "group": group, **more}


def scenario(**changes):
    """Two campaigns of three weeks on three channels with carry-over; amounts in yuan."""
    given = {
        "mems": 1,
        "id": "s",
        "name": "s",
        "horizon": {"start": START, "periods": 8},
        "channels": [
            channel("tv", hill(90_000, 20_000, 2.2), "brand", retention=0.4),
            channel("search", hill(60_000, 9_000, 0.8), "performance"),
            channel("social", hill(40_000, 6_000, 1.6), "performance", retention=0.2),
        ],
        "campaigns": [
            campaign("spring", 0, ["tv", "search", "social"], value=10_000, fixed_cost=2_000),
            campaign("summer", 28, ["tv", "search"], fixed_cost=1_000),
        ],
        "organisation": {
            "departments": [{"id": "d", "name": "d"}],
            "skills": [{"id": "k", "name": "k"}],
            "people": [{"id": "p", "name": "p", "department": "d", "role": "r", "skills": {"k": 2}}],
        },
        "workflows": [{"id": "none", "name": "n", "stages": [{"id": "go", "name": "go", "latency": 0}]}],
        "budget": {
            "total": 90_000,
            "fixed_costs": [{"id": "tool", "name": "t", "category": "tools", "amount": 3_000}],
            "groups": [{"group": "performance", "spend_max": 40_000}],
        },
        "objective": {"strategy": "budget_only", "margin": 0.6},
        "settings": {"solver": {"allocation_seconds": 20, "relative_gap": 1e-4}},
    }
    return Scenario.model_validate(given | changes)


def campaign(name, day, channels, **more):
    return {
        "id": name,
        "name": name,
        "due": f"2027-0{1 + day // 28}-{4 if day == 0 else 1:02d}",
        "flight_periods": 3,
        "workflow": "none",
        "mandatory": True,
        "channels": [{"channel": one} for one in channels],
        **more,
    }


def decided(document):
    """Both campaigns run when they are due."""
    decisions = tuple(
        CampaignDecision(campaign=one.id, runs=True, launch_period=period, target=0)
        for one, period in zip(document.campaigns, (0, 4), strict=False)
    )
    return Allocation(proof=Proof(status=Status.FEASIBLE), campaigns=decisions)


def test_the_frontier_agrees_with_the_allocation_and_keeps_its_proof():
    document = scenario()
    allocation = allocate(document)
    (point,) = money_frontier(document, allocation, [document.budget.total]).points
    value, bound = allocation.proof.value, allocation.proof.bound
    assert point.net_value >= value - 100
    assert point.net_value <= bound + 100
    assert point.bound >= value
    assert point.gap <= 2e-6
    assert point.statement.media + 600_000 <= document.budget.total


def test_points_keep_every_budget_and_reconcile():
    document = scenario()
    budgets = [1_000_000, 3_000_000, 9_000_000, 30_000_000]
    frontier = money_frontier(document, decided(document), budgets)
    assert frontier.notes == ()
    values = [point.net_value for point in frontier.points]
    assert values == sorted(values)
    for budget, point in zip(budgets, frontier.points, strict=True):
        assert point.budget == budget
        assert sum(point.split.values()) == point.statement.media
        assert point.statement.cost <= budget
        performance = sum(amount for (_, one), amount in point.split.items() if one != "tv")
        assert performance <= 4_000_000
        assert point.net_value <= point.bound
        assert point.gap <= 1e-5
    # Far more money than is worth spending stays unspent: the last unit must earn what it costs.
    assert frontier.points[-1].statement.cost < 25_000_000
    assert frontier.points[-1].worth == 0


def test_no_enumerated_split_beats_the_bound():
    document = scenario()
    allocation = decided(document)
    (point,) = money_frontier(document, allocation, [5_000_000]).points
    valuation = Valuation(document)
    cells = list(point.split)
    revenue = {
        (cell, step): valuation.cell_revenue(*cell, 0 if cell[0] == "spring" else 4, step * 400_000)
        for cell in cells
        for step in range(12)
    }
    best = 0.0
    for steps in itertools.product(range(12), repeat=len(cells)):
        if sum(steps) * 400_000 + 600_000 > 5_000_000:
            continue
        if sum(s for s, (_, one) in zip(steps, cells, strict=True) if one != "tv") * 400_000 > 4_000_000:
            continue
        earned = sum(revenue[cell, step] for cell, step in zip(cells, steps, strict=True))
        best = max(best, 0.6 * (earned + 1_000_000) - sum(steps) * 400_000 - 600_000)
    assert best <= point.bound
    assert best <= point.net_value + 1


def test_budget_for_revenue_is_the_least():
    document = scenario()
    allocation = decided(document)
    target = budget_for_revenue(document, allocation, 12_000_000)
    assert target.met
    assert target.point.statement.revenue == pytest.approx(12_000_000, rel=1e-6)
    assert target.limit <= target.point.budget
    assert target.point.budget <= target.limit * 1.001
    assert not budget_for_revenue(document, allocation, 10**12).met


def test_budget_for_roi_is_the_largest_that_has_it():
    document = scenario()
    allocation = decided(document)
    target = budget_for_roi(document, allocation, 0.5)
    assert target.met
    assert target.point.net_roi == pytest.approx(0.5, abs=1e-5)
    budgets = [round(target.limit * factor) for factor in (1.02, 1.1, 1.5, 2.0)]
    for point in money_frontier(document, allocation, budgets).points:
        assert point.net_roi < 0.5 or point.statement.cost <= target.limit
    unmet = budget_for_roi(document, allocation, 50.0)
    assert not unmet.met
    assert unmet.reachable < 50


def test_roas_is_asked_for_where_it_is_the_headline():
    document = scenario(objective={"strategy": "budget_only", "margin": 0.6, "roi": "roas"})
    target = budget_for_roi(document, decided(document), 3.5)
    assert target.met
    assert target.point.roas == pytest.approx(3.5, abs=1e-4)


def test_the_marginal_return_is_what_the_last_unit_earns():
    document = scenario()
    allocation = decided(document)
    target = budget_for_marginal_roi(document, allocation, 0.3)
    assert target.met
    spend = target.point.split["summer", "tv"]
    response = Valuation(document).response("summer", "tv", 4)
    assert 0.6 * float(response.marginal(spend / 100)) == pytest.approx(1.3, rel=1e-3)


def test_the_next_10k_is_the_difference_of_two_points():
    document = scenario(budget={"total": 40_000})
    allocation = decided(document)
    worth = worth_of_next_10k(document, allocation)
    now, then = money_frontier(document, allocation, [4_000_000, 5_000_000]).points
    assert worth.gain == pytest.approx(then.net_value - now.net_value, abs=100)
    assert worth.least <= worth.gain <= worth.most
    assert worth.most - worth.least <= 1e-4 * then.net_value


def test_bounds_locks_and_least_spends_hold():
    document = scenario(
        channels=[
            channel("tv", hill(90_000, 20_000, 2.2), "brand", retention=0.4, spend_max=30_000),
            channel("search", hill(60_000, 9_000, 0.8), "performance", minimum_if_active=6_000),
            channel("social", hill(40_000, 6_000, 1.6), "performance", lock=5_000),
        ]
    )
    for point in money_frontier(document, decided(document), [2_000_000, 5_000_000, 9_000_000]).points:
        assert point.split["spring", "social"] == 500_000
        assert point.split["spring", "tv"] + point.split["summer", "tv"] <= 3_000_000
        assert all(
            not amount or amount >= 600_000 for (_, one), amount in point.split.items() if one == "search"
        )
        assert point.gap <= 1e-5


def test_what_is_left_out_is_said():
    document = scenario(
        budget={
            "total": 90_000,
            "per_period": 20_000,
            "groups": [{"group": "brand", "share_min": 0.4}],
            "lines": [{"line": "main", "spend_max": 50_000}],
        },
        objective={"strategy": "money_and_people", "margin": 0.6},
    )
    notes = money_frontier(document, decided(document), [9_000_000]).notes
    assert {note.key.rpartition(".")[2] for note in notes} == {"period", "group_share", "line", "hours"}
    assert all(note.render(language) for note in notes for language in LANGUAGES)


def test_impossible_questions_are_answered_with_an_error():
    document = scenario()
    with pytest.raises(UserError, match="does not pay for the fixed costs"):
        money_frontier(document, decided(document), [500_000])
    with pytest.raises(UserError, match="cannot be asked for"):
        budget_for_roi(document, decided(document), -1.0)


def test_every_kind_of_omission_has_its_words():
    told = {key.rpartition(".")[2] for key in catalogue() if key.startswith("whatif.left_out.")}
    written = set(re.findall(r'yield "(\w+)"', inspect.getsource(omissions)))
    assert told == written
