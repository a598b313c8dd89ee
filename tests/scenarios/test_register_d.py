"""The requirements register, part D (goals and control), the rows that touch money."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.control.cascade import drill_down, reconcile
from scenarios.control.scorecard import Indicator, Scorecard, joint_scorecard
from tests.scenarios.small import small_scenario

POSITIVE = st.floats(0.1, 1e6)
INDICATORS = st.lists(
    st.tuples(st.floats(0.01, 1), POSITIVE, st.floats(0, 1e6), st.sampled_from(["at_least", "at_most"])),
    min_size=1,
    max_size=5,
)


def card(rows):
    mass = sum(weight for weight, *_ in rows)
    return Scorecard(tuple(Indicator(f"i{n}", row[0] / mass, *row[1:]) for n, row in enumerate(rows)))


# 001「曝光量增长30%」「新增粉丝5万」; 000 year, quarter, month, week


@given(st.integers(0, 10**12), st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 500))
def test_a_target_reconciles_from_year_to_week(target, first, days):
    year = drill_down(target, first, first + dt.timedelta(days=days))

    def reconciles(part):
        assert not part.parts or sum(one.target for one in part.parts) == part.target
        for one in part.parts:
            reconciles(one)

    reconciles(year)
    leaves = list(year.leaves())
    assert sum(one.target for one in leaves) == target
    assert leaves[0].first == first
    assert leaves[-1].last == year.last
    for one, other in pairwise(leaves):
        assert other.first - one.last == dt.timedelta(days=1)


def test_a_year_drills_down_to_quarters_months_and_weeks():
    year = drill_down(50_000, dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    assert [part.name for part in year.parts] == ["2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"]
    assert [part.name for part in year.parts[1].parts] == ["2027-04", "2027-05", "2027-06"]
    assert "2027-Q3" in year.render("zh")
    assert year.parts[0].target == pytest.approx(50_000 * 90 / 365, abs=1)


def test_children_that_do_not_add_up_to_their_parent_are_named():
    goals = [
        {"id": "fans", "name": "Fans", "target": 50_000},
        {"id": "social", "name": "Social", "parent": "fans", "target": 30_000},
        {"id": "stores", "name": "Stores", "parent": "fans", "target": 15_000},
    ]
    (found,) = reconcile(small_scenario(goals=goals)).mismatches
    assert (found.parent.id, found.difference) == ("fans", -5_000)
    assert "Fans" in reconcile(small_scenario(goals=goals)).render("zh")
    goals[2]["target"] = 20_000
    assert reconcile(small_scenario(goals=goals)).mismatches == ()


# 002 joint KPIs (转化率+准时率; 满意度+改进项)


@given(INDICATORS, st.integers(0, 4), st.floats(0, 1e6))
def test_raising_one_indicator_never_lowers_the_score(rows, which, more):
    which %= len(rows)
    weight, target, actual, direction = rows[which]
    better = actual + more if direction == "at_least" else max(0.0, actual - more)
    raised = [*rows[:which], (weight, target, better, direction), *rows[which + 1 :]]
    assert card(raised).score >= card(rows).score - 1e-12


@given(INDICATORS, INDICATORS, st.floats(0, 1))
def test_weights_of_a_joint_scorecard_add_up_to_one(first, second, shared):
    joint = joint_scorecard(card(first).indicators, card(second).indicators, shared)
    assert sum(one.weight for one in joint.indicators) == pytest.approx(1)
    expected = (1 - shared) * card(first).score + shared * card(second).score
    assert joint.score == pytest.approx(expected)
    assert joint.render("zh")


@pytest.mark.parametrize("weights", [(), (0.5, 0.4), (1.5, -0.5)])
def test_weights_that_are_no_shares_are_refused(weights):
    with pytest.raises(ValueError, match="add up to 1"):
        Scorecard(tuple(Indicator(f"i{n}", weight, 1, 1) for n, weight in enumerate(weights)))
