"""Runs that are killed and taken up again end as if nothing had happened."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import fields
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from scenarios.document import SimulationSettings
from simulation import SimulationError, simulate
from simulation.batch import Batch, joined
from simulation.experiments.checkpoints import Checkpoints, run_chunks, run_key
from simulation.experiments.chunks import Chunk, chunk_plan
from simulation.experiments.executors import Cluster, Processes, Serial, Threads, executor
from simulation.runner import Place
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE, busy

ROOT = Path(__file__).parents[3]
SCENARIO = busy()
PLAN = plan_of(SCENARIO)
FEWER = PLAN.model_copy(
    update={"allocation": PLAN.allocation.model_copy(update={"campaigns": PLAN.allocation.campaigns[1:]})}
)
SETTINGS = BY_DATE.model_copy(update={"replications": 80})

CHILD = """
from tests.simulation.experiments.test_checkpoints import *
simulate(SCENARIO, PLAN, settings=SETTINGS, workers={workers}, place=Place(checkpoint=Path({folder!r})))
"""


@pytest.fixture(scope="module")
def uninterrupted():
    return simulate(SCENARIO, PLAN, settings=SETTINGS)


def stored(folder):
    return sorted(path.name for path in Path(folder).rglob("batch-*"))


def children(parent):
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="utf-8")
    return [int(one) for one in found.split()]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kills a process group")
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_a_killed_and_resumed_run_equals_an_uninterrupted_one(workers, tmp_path, uninterrupted):
    code = CHILD.format(workers=workers, folder=str(tmp_path))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", code], env=environment, start_new_session=True) as run:
        while not stored(tmp_path) and run.poll() is None:
            time.sleep(0.005)
        os.killpg(run.pid, signal.SIGKILL)
    before = stored(tmp_path)
    assert 0 < len(before) < len(list(chunk_plan(80)))
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("batch-*")}
    place = Place(checkpoint=tmp_path)
    assert simulate(SCENARIO, PLAN, settings=SETTINGS, workers=min(workers, 2), place=place) == uninterrupted
    assert all(path.stat().st_mtime_ns == when for path, when in kept.items())
    assert len(stored(tmp_path)) == len(list(chunk_plan(80)))


def deadly(folder, chunk):
    """The first process that comes to the third chunk dies of it."""
    grave = Path(folder) / "grave"
    if chunk.first == 20 and not grave.exists():
        grave.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return chunk.first


def test_a_killed_worker_changes_nothing(tmp_path):
    chunks = tuple(chunk_plan(100))
    found = list(Processes(2).run(partial(deadly, str(tmp_path)), chunks))
    assert (tmp_path / "grave").exists()
    assert found == [chunk.first for chunk in chunks]


def always_deadly(chunk):
    os.kill(os.getpid(), signal.SIGKILL)


def test_workers_that_die_again_and_again_end_the_run_with_an_explanation(monkeypatch):
    monkeypatch.setattr("simulation.experiments.executors.RESTARTS", 1)
    with pytest.raises(SimulationError, match="ended from outside"):
        list(Processes(2).run(always_deadly, tuple(chunk_plan(20))))


@pytest.mark.parametrize("place", [Serial(), Threads(3), Processes(2)])
def test_results_come_in_order_from_every_place(place):
    chunks = tuple(chunk_plan(90))
    assert list(place.run(repr, chunks)) == [repr(chunk) for chunk in chunks]
    with closing(place.run(repr, chunks)) as running:
        assert next(running) == repr(chunks[0])


def test_a_damaged_checkpoint_is_named(tmp_path):
    place = Place(checkpoint=tmp_path)
    settings = SETTINGS.model_copy(update={"replications": 20})
    simulate(SCENARIO, PLAN, settings=settings, place=place)
    victim = next(tmp_path.rglob("batch-0000000010-10"))
    content = bytearray(victim.read_bytes())
    content[-100] ^= 1
    victim.write_bytes(content)
    with pytest.raises(SimulationError, match=victim.name):
        simulate(SCENARIO, PLAN, settings=settings, place=place)
    victim.unlink()
    again = simulate(SCENARIO, PLAN, settings=settings, place=place)
    assert again == simulate(SCENARIO, PLAN, settings=settings)


def test_stored_chunks_are_not_run_again(tmp_path):
    checkpoints = Checkpoints(tmp_path, Batch)
    outcome = simulate(SCENARIO, PLAN, settings=BY_DATE.model_copy(update={"replications": 10}))
    batch = Batch(**{field.name: getattr(outcome, field.name) for field in fields(Batch)})
    checkpoints.store(Chunk(0, 10), batch)
    ran = []

    def work(chunk):
        ran.append(chunk)
        return batch

    parts = [part for _, part in run_chunks(work, chunk_plan(30), Serial(), checkpoints)]
    assert ran == [Chunk(10, 10), Chunk(20, 10)]
    assert joined(parts).replications == 30
    assert all(
        np.array_equal(getattr(parts[0], field.name), getattr(batch, field.name)) for field in fields(Batch)
    )


def test_the_key_of_a_run_knows_what_replications_depend_on_and_nothing_else():
    def key(scenario=SCENARIO, plan=PLAN, **changes):
        return run_key(scenario, plan, SimulationSettings(dispatch="due_date", **changes))

    same = [
        key(workers=1),
        key(replications=7),
        key(precision=0.1, confidence=0.9),
        key(engine="simpy"),
        key(
            SCENARIO.model_copy(
                update={
                    "settings": SCENARIO.settings.model_copy(
                        update={"simulation": SimulationSettings(workers=7)}
                    )
                }
            )
        ),
    ]
    assert set(same) == {key()}
    others = [
        key(seed=2),
        key(people_choice="fastest"),
        key(plan=FEWER),
        key(busy(id="x")),
    ]
    assert len({*others, key()}) == 5


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("local:3", Processes(3)),
        ("dask://head:8786", Cluster("tcp://head:8786")),
        ("dask://[::1]:80", Cluster("tcp://[::1]:80")),
    ],
)
def test_places_are_written_in_two_ways(written, meant):
    assert executor(written) == meant


@pytest.mark.parametrize("written", ["", "local", "local:0", "local:-1", "dask://head", "http://head:80"])
def test_other_places_are_refused(written):
    with pytest.raises(SimulationError, match="local:4"):
        executor(written)


def test_a_cluster_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr("simulation.experiments.executors.PATIENCE", "0.2s")
    with pytest.raises(SimulationError, match=re.escape("tcp://127.0.0.1:9")):
        list(Cluster("tcp://127.0.0.1:9").run(repr, tuple(chunk_plan(10))))
