"""When requests of streams come: counts against Poisson's, regular ones against exact fractions (rule 29)."""

from fractions import Fraction
from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare, kstest, poisson

from scenarios.document.horizon import MINUTES_PER_DAY
from simulation.arrivals import PoissonArrivals, RegularArrivals
from simulation.blueprint import build_blueprint
from simulation.draws import Stream
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, people, team, work

WEEK = 7 * MINUTES_PER_DAY


def stream(identifier, per_week=14, **more):
    return {"id": identifier, "name": identifier, "workflow": "prep", "per_week": per_week, **more}


def scenario_of(*streams, periods=8, **risks):
    return team(
        [work("post", 1)],
        people(ann=["craft"]),
        week=ALWAYS,
        periods=periods,
        streams=list(streams),
        risks=risks,
    )


def arrivals(scenario, number=0):
    blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE)
    found = {one.name: one.arrivals(Stream(blueprint.seed, number)) for one in blueprint.streams}
    assert all(some == sorted(some, key=lambda one: one.moment) for some in found.values())
    return found


def test_requests_are_a_poisson_stream():
    moments = np.array(
        [one.moment for one in arrivals(scenario_of(stream("mail", 21), periods=500))["@mail"]]
    )
    daily = np.bincount(moments // MINUTES_PER_DAY, minlength=3500)
    seen = np.bincount(np.minimum(daily, 8), minlength=9)
    truth = poisson(3)
    expected = 3500 * np.append(truth.pmf(range(8)), truth.sf(7))
    assert chisquare(seen, expected * seen.sum() / expected.sum()).pvalue > 0.001
    assert kstest(np.diff(moments) / (MINUTES_PER_DAY / 3), "expon").pvalue > 0.001


def test_streams_do_not_touch_one_another():
    """The same stream, alone and in company; a stream of the same rate has other moments, urgent requests too."""
    urgent = {"per_week": 14, "workflow": "prep"}
    alone, beside = scenario_of(stream("mail")), scenario_of(stream("chat"), stream("mail"), urgent=urgent)
    found = arrivals(beside, 3)
    assert list(found) == ["@urgent", "@chat", "@mail"]
    assert found["@mail"] == arrivals(alone, 3)["@mail"]
    moments = [{one.moment for one in some} for some in found.values()]
    assert max(len(one & other) for one in moments for other in moments if one is not other) < 3


def test_a_rate_adds_requests_and_moves_none():
    few, many = (set(arrivals(scenario_of(stream("mail", rate)), 3)["@mail"]) for rate in (7, 14))
    assert few < many


def test_requests_come_between_the_first_day_and_the_last_within_the_window():
    own = stream("mail", 700, first="2027-01-06", last="2027-01-10")
    early = stream("chat", 700, first="2026-01-06", last="2029-01-10")
    scenario = scenario_of(own, early, periods=2)
    days = {
        name: {one.moment // MINUTES_PER_DAY for one in some} for name, some in arrivals(scenario).items()
    }
    assert days == {"@mail": set(range(2, 7)), "@chat": set(range(14))}
    later = scenario.model_copy(update={"status_date": np.datetime64("2027-01-08").item()})
    days = {name: {one.moment // MINUTES_PER_DAY for one in some} for name, some in arrivals(later).items()}
    assert days == {"@mail": set(range(4, 7)), "@chat": set(range(4, 14))}


def test_a_stream_that_never_comes_is_no_stream():
    assert arrivals(scenario_of(stream("mail", 0))) == {}
    assert arrivals(scenario_of(stream("mail", first="2027-01-09", last="2027-01-05")))["@mail"] == []


def test_equal_distances_begin_after_one():
    found = arrivals(scenario_of(stream("mail", 14, arrivals="regular"), periods=1))["@mail"]
    assert [one.moment for one in found] == list(range(720, WEEK, 720))
    assert [one.name for one in found[:4]] == ["@mail/0/0", "@mail/1/0", "@mail/1/1", "@mail/2/0"]
    tenth = arrivals(scenario_of(stream("mail", 0.1, arrivals="regular"), periods=40))["@mail"]
    assert [one.moment for one in tenth] == [10 * WEEK, 20 * WEEK, 30 * WEEK]


@given(
    st.sampled_from([0.1, 0.3, 1.0, 7.0, 10.0, 33.3, 1000.0]),
    st.lists(st.sampled_from([0.0, 0.1, 0.5, 1.0, 2.5]), min_size=1, max_size=12),
)
def test_regular_requests_come_when_the_rate_has_added_up(per_week, factors):
    days = np.arange(3, 3 + len(factors))
    found, _ = RegularArrivals("", per_week, days, np.array(factors)).moments(None)
    added, expected = Fraction(0), []
    for day, factor in zip(days.tolist(), factors, strict=True):
        pace = Fraction(str(per_week)) * Fraction(str(factor)) / WEEK
        after = added + pace * MINUTES_PER_DAY
        for number in range(int(added) + 1, int(after) + 1):
            expected.append(ceil(day * MINUTES_PER_DAY + (number - added) / pace))
        added = after
    end = (3 + len(factors)) * MINUTES_PER_DAY
    assert found.tolist() == [moment for moment in expected if moment < end]


def test_each_factor_has_its_own_distribution_of_the_same_draws():
    days = np.arange(2000)
    plain = PoissonArrivals("mail", 7.0, days, np.ones(2000))
    mixed = PoissonArrivals("mail", 7.0, days, np.where(days % 2 == 1, 3.0, 1.0))
    counts = [
        np.bincount(one.moments(Stream(5, 0))[0] // MINUTES_PER_DAY, minlength=2000) for one in (plain, mixed)
    ]
    assert (counts[0][::2] == counts[1][::2]).all()
    assert (counts[0][1::2] <= counts[1][1::2]).all()
    assert counts[1][1::2].mean() == pytest.approx(3, abs=4 * (3 / 1000) ** 0.5)
    assert counts[1][1::2].var() == pytest.approx(3, rel=0.25)
