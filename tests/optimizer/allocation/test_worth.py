"""The worth of one more unit, against solving again with one more unit; concave curves, so that nothing jumps."""

import pytest

from scenarios.document import Scenario
from tests.optimizer.allocation.cases import campaign, cell, channel, day, michaelis, scenario, settings
from tests.optimizer.allocation.checked import allocated, binding

HORIZON = {"start": day(0), "periods": 4}


def base():
    """Three campaigns on three channels with most kinds of limits, in millions, so that 10,000 is a small step."""
    channels = [
        channel("tv", michaelis(4e6, 6e5), group="brand", retention=0.3, spend_max=500_000),
        channel("ooh", michaelis(3e6, 8e5), group="brand", spend_min=300_000),
        channel(
            "feed",
            michaelis(6e6, 5e5),
            group="performance",
            hours_per_10k=[{"skill": "craft", "hours": 0.5}],
        ),
    ]
    campaigns = [
        campaign("a", [cell("tv"), cell("ooh"), cell("feed")], mandatory=True, flight_periods=2),
        campaign("b", [cell("tv"), cell("feed", lock=100_000)], mandatory=True, due=day(7), line="south"),
        campaign("c", [cell("feed"), cell("ooh")], mandatory=True, due=day(14), spend_max=250_000),
    ]
    budget = {
        "total": 1_900_000,
        "per_period": [600_000, 800_000, 800_000, 800_000],
        "groups": [{"group": "brand", "share_min": 0.5}],
        "lines": [{"line": "south", "spend_min": 350_000}],
    }
    limits = settings(gap=1e-7, load_limit=0.5)
    return scenario(channels, campaigns, budget, horizon=HORIZON, settings=limits)


def edited(case, change):
    document = case.model_dump(mode="json")
    change(document)
    return Scenario.model_validate(document)


def more(*path, step):
    """Add to a number in the document."""

    def change(document):
        *parents, last = path
        part = document
        for key in parents:
            part = part[key]
        part[last] += step

    return change


LIMITS = {
    ("budget",): (("budget", "total"), 10_000, 1),
    ("period", "0"): (("budget", "per_period", 0), 10_000, 1),
    ("group_share", "brand"): (("budget", "groups", 0, "share_min"), 0.01, 1),
    ("line", "south"): (("budget", "lines", 0, "spend_min"), 10_000, 1),
    ("channel", "tv"): (("channels", 0, "spend_max"), 10_000, 1),
    ("channel", "ooh"): (("channels", 1, "spend_min"), 10_000, 1),
    ("campaign", "c"): (("campaigns", 2, "spend_max"), 10_000, 1),
    ("cell", "b", "feed"): (("campaigns", 1, "channels", 1, "lock"), 10_000, 1),
}


@pytest.fixture(scope="module")
def plan():
    case = base()
    return case, allocated(case)


def test_most_kinds_of_limits_bind_here(plan):
    _, found = plan
    assert len([limit for limit in LIMITS if binding(found, *limit)]) >= 4


@pytest.mark.parametrize("limit", LIMITS, ids="-".join)
def test_worth_is_the_change_of_value_for_one_more_unit(plan, limit):
    """Between the differences to both sides, which are the one-sided derivatives where the optimum has a kink."""
    case, found = plan
    path, step, _ = LIMITS[limit]
    smaller = step / 10
    up = allocated(edited(case, more(*path, step=smaller))).proof.value - found.proof.value
    down = found.proof.value - allocated(edited(case, more(*path, step=-smaller))).proof.value
    reported = binding(found, *limit)
    worth = reported.worth / 10 if reported else 0.0
    room = 0.02 * max(abs(up), abs(down)) + 100
    assert min(up, down) - room <= worth <= max(up, down) + room


def test_hours_have_the_worth_of_what_they_are_used_for():
    case = base()
    busy = edited(case, lambda document: document["settings"]["planning"].update(load_limit=0.25))
    found = allocated(busy)
    hours = [one for one in found.bindings if one.kind == "skill"]
    assert hours
    more_hours = edited(
        case, lambda document: document["settings"]["planning"].update(load_limit=0.25 + 0.1 / 40)
    )
    change = allocated(more_hours).proof.value - found.proof.value
    # A tenth of an hour more in each of the four weeks.
    assert change == pytest.approx(sum(one.worth for one in hours) * 0.1, rel=0.03)
    for one in hours:
        assert one.level == pytest.approx(one.limit, rel=1e-3)
        assert one.limit == pytest.approx(600, rel=1e-3)
