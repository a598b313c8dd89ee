"""Kernels are right as plain Python too, and a broken rule does not go unnoticed."""

import os
import subprocess
import sys

from simulation import dispatch
from simulation.blueprint import build_blueprint
from simulation.twins import compare
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE, busy

WITHOUT = """
from scenarios import compiled
compiled.AVAILABLE = False
from simulation.blueprint import build_blueprint
from simulation.twins import compare
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE, busy
import sys
found = compare(build_blueprint(busy(), plan_of(busy()), BY_DATE), range(2))
assert found.parting is None and found.rows > 300, found
assert "numba" not in sys.modules
"""


def test_plain_python_gives_the_same_logs():
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", WITHOUT], check=True, env=environment, timeout=120)


def test_a_reversed_order_of_dispatch_is_found(monkeypatch):
    def backwards(queue, request, key):
        queue.append(request)
        queue.sort(key=key, reverse=True)

    scenario = busy()
    blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE)
    assert compare(blueprint, range(2)).parting is None
    monkeypatch.setattr(dispatch, "insort", backwards)
    parting = compare(blueprint, range(2)).parting
    assert parting is not None
    assert parting.row > 0


def test_a_reversed_tie_of_jobs_is_found(monkeypatch):
    class Reversed(dispatch.Request):
        __slots__ = ()

        @property
        def key(self):
            lane, rank, number, index = super().key
            return lane, rank, -number, index

    scenario = busy()
    late = [
        one.model_copy(update={"due": scenario.campaigns[0].due, "prerequisites": ()})
        for one in scenario.campaigns
    ]
    scenario = scenario.model_copy(update={"campaigns": tuple(late)})
    blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE)
    monkeypatch.setattr(dispatch, "Request", Reversed)
    assert compare(blueprint, range(4)).parting is not None
