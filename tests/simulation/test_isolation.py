"""What happens to one part of the organisation is not felt by a part that shares nothing with it."""

import numpy as np
import pytest

from simulation import simulate
from tests.simulation.builders import plan_of
from tests.simulation.documents import BUSY_RISKS, BY_DATE, campaign, people, team, work

STAFF = people(ann=["write"], bo=["write"], cy=["film"], dee=["film"])
TEXT = [
    work("write", [2, 5, 12], "write", rework={"probability": 0.3, "target": "write"}),
    work("edit", [1, 2, 6], "write"),
]
FILM = {"id": "film", "name": "Film", "stages": [work("shoot", [4, 9, 20], "film"), work("cut", 6, "film")]}


def _outcome(films, staff=STAFF):
    campaigns = [campaign("spring"), *films, campaign("summer", due="2027-02-01")]
    scenario = team(TEXT, staff, campaigns, workflows=[FILM], risks={**BUSY_RISKS, "urgent": {}}, periods=6)
    return simulate(scenario, plan_of(scenario), settings=BY_DATE)


@pytest.mark.parametrize(
    ("films", "staff"),
    [
        ([campaign("one", "film")], STAFF),
        ([campaign("one", "film"), campaign("two", "film")], STAFF),
        ([campaign("one", "film", size=3, due="2027-01-30")], STAFF),
        ([campaign("one", "film")], [*people(zoe=["film"]), *STAFF]),
        ([campaign("one", "film")], STAFF[:3]),
    ],
    ids=["added", "two added", "changed", "another colleague", "a colleague less"],
)
def test_films_do_not_touch_texts(films, staff):
    without, beside = _outcome([]), _outcome(films, staff)
    texts = [beside.campaigns.index(name) for name in without.campaigns]
    for name in ("launch", "admission", "completion", "revenue", "waiting", "rework_visits"):
        assert np.array_equal(getattr(beside, name)[:, texts], getattr(without, name)), name
    writers = [beside.people.index(name) for name in ("ann", "bo")]
    for name in ("busy", "available", "worked"):
        assert np.array_equal(getattr(beside, name)[:, writers], getattr(without, name)[:, :2]), name
