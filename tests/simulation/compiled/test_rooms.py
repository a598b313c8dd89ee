"""Rooms that turn out too small grow, and nothing is lost or cut off."""

from dataclasses import fields

import numpy as np
import pytest

from simulation import compiled
from simulation.batch import Batch
from simulation.blueprint import build_blueprint
from simulation.compiled import engine as engines
from simulation.compiled import layout_kernel as at
from simulation.compiled.rooms import Rooms
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE, busy

ENOUGH = Rooms(events=1000, waiting=1000, rows=100_000, requests=500, spells=100, numbers=2)


@pytest.fixture(scope="module")
def blueprint():
    scenario = busy()
    return build_blueprint(scenario, plan_of(scenario), BY_DATE)


@pytest.mark.parametrize("name", ["events", "waiting", "rows", "requests", "spells"])
def test_a_room_too_small_grows(blueprint, monkeypatch, name):
    small = Rooms(**{**{field.name: getattr(ENOUGH, field.name) for field in fields(Rooms)}, name: 1})
    monkeypatch.setattr(engines, "first_rooms", lambda _image: small)
    engine = engines.Engine(blueprint)
    if name == "rows":
        _, memory = engine.replay(0)
        assert memory.rooms.rows > 1
        assert memory.mem[at.LOG_SIZE] == len(compiled.replay(blueprint, 0).log.rows)
    else:
        found, usual = engine.run(0, 12, 1), engines.Engine(blueprint).run(0, 12, 1)
        assert all(np.array_equal(one, other) for one, other in zip(found, usual, strict=True))


def test_each_shortage_doubles_its_own_room():
    rooms = Rooms(events=8, waiting=4, rows=16, requests=2, spells=3)
    assert rooms.grown(at.HEAP_FULL) == Rooms(events=16, waiting=4, rows=16, requests=2, spells=3)
    assert rooms.grown(at.QUEUE_FULL | at.NUMBERS_FULL).waiting == 8
    assert rooms.grown(at.NUMBERS_FULL).numbers == 2


def test_a_day_with_more_requests_than_expected_gets_their_identities(blueprint, monkeypatch):
    monkeypatch.setattr("simulation.compiled.flat_streams.RARE", 0.9)
    engine, usual = engines.Engine(blueprint), compiled.run(blueprint, 0, 20)
    launched = engine.run(0, 20, 1).launch
    assert np.array_equal(launched, usual.launch)
    assert isinstance(usual, Batch)
