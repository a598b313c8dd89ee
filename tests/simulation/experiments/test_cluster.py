"""The same run on a real dask cluster of this computer, one of whose workers is killed on the way."""

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from simulation import simulate
from simulation.experiments.chunks import chunk_plan
from simulation.experiments.executors import executor
from simulation.runner import Place
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE, busy

distributed = pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def address():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address.replace("tcp", "dask")


def test_a_cluster_gives_the_same_bits(address):
    scenario = busy()
    settings = BY_DATE.model_copy(update={"replications": 40})
    plan = plan_of(scenario)
    there = simulate(scenario, plan, settings=settings, place=Place(on=address))
    assert there == simulate(scenario, plan, settings=settings)


def deadly(folder, chunk):
    grave = Path(folder) / "grave"
    if chunk.first == 20 and not grave.exists():
        grave.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return chunk.first


def test_a_killed_worker_changes_nothing(address, tmp_path):
    chunks = tuple(chunk_plan(60))
    assert list(executor(address).run(partial(deadly, str(tmp_path)), chunks)) == [
        one.first for one in chunks
    ]
    assert (tmp_path / "grave").exists()
