"""The register's part on money, row by row: actuals against plan. Each test quotes the seed of its row."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.control.bonus import Project, pay_bonus
from scenarios.control.click_through import ClickThrough, click_alerts
from scenarios.control.costs import StageCost, cost_control
from scenarios.control.drift import drift_alerts
from scenarios.control.thresholds import Expense, threshold_alerts
from scenarios.control.transparency import transparency_alerts
from tests.optimizer.allocation.checked import allocated, binding
from tests.scenarios.register_a import shown, split

# 001「自动计算各阶段成本占比,预警超支」


def test_cost_shares_and_overrun_warning():
    planned, actual = (100_00, 40_00, 60_00), (112_00, 30_00, 58_00)
    control = cost_control(
        [StageCost(f"s{n}", *pair) for n, pair in enumerate(zip(planned, actual, strict=True))]
    )
    (alert,) = control.alerts().alerts
    assert (alert.subject, alert.severity) == ("s0", "red")
    assert (control.plan, control.actual, control.at_completion) == (200_00, 200_00, 200_00)
    shown(control)
    shown(control.alerts())


def test_an_unfinished_stage_is_estimated_at_completion():
    half = StageCost("film", 100_00, 60_00, progress=0.5)
    assert half.at_completion == 120_00
    assert [one.severity for one in cost_control([half]).alerts().alerts] == ["red"]
    nearly = StageCost("film", 100_00, 95_00, progress=0.98)
    assert [one.severity for one in cost_control([nearly]).alerts().alerts] == ["amber"]
    assert len(cost_control([StageCost("film", 100_00, 95_00)]).alerts()) == 0
    assert StageCost("film", 100_00, 5_00, progress=0.0).at_completion is None


# 001「场地…差旅…物料」


@given(st.tuples(*(st.integers(0, 100_000) for _ in range(3))))
def test_venue_travel_and_material_alert_once_for_each_crossed_line(spent):
    lines = dict(zip(("venue", "travel", "material"), spent, strict=True))
    expenses = tuple(Expense(name, part) for name, amount in lines.items() for part in (amount, 0))
    found = threshold_alerts(expenses, 100_000)
    crossed = {
        name
        for name, limit in (("venue", 50_000), ("travel", 20_000), ("material", 30_000))
        if lines[name] > limit
    }
    assert [one.subject for one in found.alerts] == [name for name in lines if name in crossed]


# 001「透明度至95%以上」


def test_transparency_alerts_at_94_9_and_not_at_95():
    assert len(transparency_alerts(949, 1000)) == 1
    assert len(transparency_alerts(950, 1000)) == 0
    assert len(transparency_alerts(0, 0)) == 0
    shown(transparency_alerts(949, 1000))


# 001「CTR低于行业均值…告警并建议」


def test_click_through_below_benchmark_fires_on_enough_impressions():
    (alert,) = click_alerts([ClickThrough("feed", 100_000, 800, 0.010)]).alerts
    assert "creative" in alert.message.render("en")
    assert "素材" in alert.message.render("zh")
    # So few impressions say nothing, neither by the rule's least number nor by the test itself.
    for clicks in (1, 2):
        assert len(click_alerts([ClickThrough("feed", 200, clicks, 0.010)])) == 0
        assert len(click_alerts([ClickThrough("feed", 200, clicks, 0.010)], least=1)) == 0
    assert len(click_alerts([ClickThrough("feed", 100_000, 1_000, 0.010)])) == 0


def test_click_through_errs_as_often_as_it_says():
    draw = np.random.default_rng(11)
    clicks = draw.binomial(20_000, 0.01, size=4000)
    fired = len(click_alerts([ClickThrough(f"c{n}", 20_000, int(k), 0.01) for n, k in enumerate(clicks)]))
    assert fired / 4000 == pytest.approx(0.05, abs=0.015)


# 002「协同绩效奖金池」

PROJECTS = st.lists(
    st.tuples(st.floats(-10, 10), st.floats(0, 100), st.floats(0, 5), st.floats(0, 1)), max_size=6
).map(lambda rows: [Project(f"p{n}", *row) for n, row in enumerate(rows)])


@given(st.integers(0, 10**9), PROJECTS)
def test_the_bonus_pool_is_never_overdrawn(pool, projects):
    found = pay_bonus(pool, projects, pass_mark=85)
    assert 0 <= found.paid <= pool
    for project, (_, amount) in zip(projects, found.amounts, strict=True):
        assert amount == 0 or (project.days_early > 0 and project.satisfaction >= 85)


def test_the_bonus_pool_case_by_case():
    projects = [
        Project("early", 3, 90, weight=2),
        Project("late", -1, 95, weight=2),
        Project("disliked", 3, 80, weight=2),
        Project("faulty", 1, 88, weight=1, deduction=0.25),
    ]
    found = pay_bonus(300_00, projects, pass_mark=85)
    assert dict(found.amounts) == {"early": 200_00, "late": 0, "disliked": 0, "faulty": 75_00}
    assert found.pool - found.paid == 25_00
    shown(found)
    assert pay_bonus(300_00, projects[1:3], pass_mark=85).paid == 0


# Alert of section 5: brand drift beyond ten points


def test_brand_drift_beyond_ten_points_is_told():
    case = split()
    planned = {"k0": 600, "k1": 400}
    assert len(drift_alerts(case, planned, {"k0": 500, "k1": 500})) == 0
    (alert,) = drift_alerts(case, planned, {"k0": 499, "k1": 501}).alerts
    assert alert.rule == "brand_drift"
    assert len(drift_alerts(case, planned, {"k0": 800, "k1": 200})) == 1
    assert binding(allocated(case), "budget")
