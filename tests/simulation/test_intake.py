"""Requests of open work that find no room, by hand: rule 29."""

import pytest

from simulation import Kind, replicate, simulate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, people, team, work

HOUR = 60
STREAM = {
    "id": "news",
    "name": "News",
    "workflow": "prep",
    "per_week": 14,
    "arrivals": "regular",
    "last": "2027-01-05",
}
STAFF = people(ann=["craft"], bo=["craft"], cy=["craft"])


def scenario(hours, campaigns=(), risks=None, **stream):
    """Requests at 12, 24 and 36 hours."""
    streams = [{**STREAM, **stream}]
    return team([work("do", hours)], STAFF, campaigns, week=ALWAYS, streams=streams, risks=risks or {})


def run(*given, **stream):
    given = scenario(*given, **stream)
    return replicate(given, plan_of(given), settings=BY_DATE)


def times(result, kind):
    return [(row[2], row[0] / HOUR) for row in result.log.of(kind).tolist()]


def test_without_a_limit_everything_begins_at_once():
    result = run(20)
    assert times(result, Kind.ADMITTED) == [(0, 12), (1, 24), (2, 36)]
    assert (result.stream_requests, result.stream_refused, result.stream_completed) == ([3], [0], [3])
    assert result.stream_lead == [60 * HOUR]


def test_requests_in_excess_wait_in_order():
    result = run(20, limit=1)
    assert times(result, Kind.ELIGIBLE) == [(0, 12), (1, 24), (2, 36)]
    assert times(result, Kind.ADMITTED) == [(0, 12), (1, 32), (2, 52)]
    assert result.stream_lead == [(20 + 28 + 36) * HOUR]


def test_requests_in_excess_are_lost():
    result = run(20, limit=1, overflow="refuse")
    assert times(result, Kind.REFUSED) == [(1, 24)]
    assert times(result, Kind.ADMITTED) == [(0, 12), (2, 36)]
    assert (result.stream_requests, result.stream_refused, result.stream_completed) == ([3], [1], [2])
    assert result.stream_lead == [40 * HOUR]


def test_who_leaves_at_the_moment_of_an_arrival_makes_room_for_it():
    assert times(run(12, limit=1, overflow="refuse"), Kind.REFUSED) == []


def test_urgent_requests_wait_too():
    risks = {"urgent": {"per_week": 60, "workflow": "prep", "limit": 2}}
    given = scenario(5, risks=risks, per_week=0)
    result = replicate(given, plan_of(given), settings=BY_DATE)
    level = 0
    for _, kind, *_ in result.log.rows.tolist():
        level += (kind == Kind.ADMITTED) - (kind == Kind.COMPLETED)
        assert level <= 2
    order = [row[2] for row in result.log.of(Kind.ADMITTED).tolist()]
    assert order == sorted(order)
    assert len(order) == result.urgent_requests > 100


def test_streams_keep_out_of_the_limit_of_the_campaigns_and_go_by_their_lane():
    given = scenario(30, [campaign("a")], lane="express").model_dump(mode="json")
    given["organisation"]["wip_limit"] = 1
    given["organisation"]["people"] = given["organisation"]["people"][:1]
    given = type(scenario(1)).model_validate(given)
    result = replicate(given, plan_of(given), settings=BY_DATE)
    assert times(result, Kind.ADMITTED) == [(0, 0), (1, 12), (2, 24), (3, 36)]
    started = [(row[2], row[0] / HOUR) for row in result.log.of(Kind.STARTED).tolist()]
    assert started == [(0, 0), (1, 30), (2, 60), (3, 90)]


@pytest.mark.parametrize("overflow", ["wait", "refuse"])
def test_a_limit_that_never_binds_changes_nothing(overflow):
    free, limited = (
        scenario(20, [campaign("a")], **more) for more in ({}, {"limit": 3, "overflow": overflow})
    )
    first, second = (simulate(one, plan_of(one), settings=BY_DATE) for one in (free, limited))
    assert first.model_copy(update={"provenance": None}) == second.model_copy(update={"provenance": None})


def test_a_stream_without_requests_has_a_column_of_nothing():
    assert run(20, per_week=0).stream_requests == [0]
