"""The frontier of a group's share: against a closed form, falling, and without dominated points."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from optimizer.tradeoff import share_frontier
from scenarios.errors import UserError
from tests.optimizer.allocation.cases import campaign, cell, channel, hill, michaelis, scenario, settings

FLOORS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def two_groups(**more):
    return scenario(
        [
            channel("tv", michaelis(2_000, 500), group="brand", long_term_multiplier=1.6),
            channel("search", michaelis(6_000, 900), group="performance"),
        ],
        [campaign("all", [cell("tv"), cell("search")], mandatory=True)],
        1_000,
        settings=settings(gap=1e-4),
        **more,
    )


@pytest.fixture(scope="module")
def frontier():
    return share_frontier(two_groups(), "brand", FLOORS)


def best_by_hand(floor):
    """Net value of two concave curves with a share of at least ``floor`` for the first, over all totals."""

    def value(total):
        def lost(share):
            brand, rest = share * total, (1 - share) * total
            return total - 2_000 * brand / (500 + brand) - 6_000 * rest / (900 + rest)

        found = minimize_scalar(lost, bounds=(floor, 1), method="bounded", options={"xatol": 1e-10})
        return -min(found.fun, lost(floor), lost(1.0))

    return max(value(total) for total in np.linspace(1, 1_000, 400))


def test_every_point_is_the_best_under_its_floor(frontier):
    assert [one.floor for one in frontier.points] == list(FLOORS)
    for one in frontier.points:
        assert one.value / 100 == pytest.approx(best_by_hand(one.floor), rel=2e-4)
        assert one.share >= one.floor - 1e-4
        assert one.bound >= one.value


def test_the_frontier_falls_and_no_point_dominates_another(frontier):
    values = [one.value for one in frontier.points]
    assert values == sorted(values, reverse=True)
    bounds = [one.bound for one in frontier.points]
    assert bounds == sorted(bounds, reverse=True)
    for one in frontier.points:
        for other in frontier.points:
            assert not (other.share > one.share + 1e-9 and other.value > one.value)


def test_the_long_term_counts_the_multiplier(frontier):
    for one in frontier.points:
        brand = next(line.amount for line in one.allocation.spend if line.channel == "tv") / 100
        expected = 0.6 * 2_000 * brand / (500 + brand)
        assert (one.long - one.near) / 100 == pytest.approx(expected, abs=0.02)


def test_a_floor_that_cannot_be_kept_is_told():
    made = scenario(
        [
            channel("tv", hill(500, 100, 2), group="brand"),
            channel("search", michaelis(500, 100), group="other"),
        ],
        [campaign("all", [cell("tv", spend_max=100), cell("search", lock=300)], mandatory=True)],
        1_000,
        settings=settings(),
    )
    found = share_frontier(made, "brand", (0.1, 0.5))
    assert [one.floor for one in found.points] == [0.1]
    assert found.unreachable == (0.5,)
    assert "50%" in found.render("en")
    assert "50%" in found.render("zh")


@pytest.mark.parametrize(("group", "floors"), [("nothing", (0.1,)), ("brand", (1.2,)), ("brand", ())])
def test_a_wrong_question_is_refused(group, floors):
    with pytest.raises(UserError):
        share_frontier(two_groups(), group, floors)
