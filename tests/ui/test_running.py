"""Starting, following and cancelling a run from a page, with a stand-in for the command."""

import sys
import tempfile
import time
from pathlib import Path

import pytest

from scenarios.store import list_runs, save_run
from tests.scenarios import results
from tests.scenarios.small import small_scenario
from ui.draft import draft_of
from ui.jobs import Runner, State
from ui.session import Session

FAKE = Path(__file__).parent / "fake_run.py"
PATIENCE = 30


@pytest.fixture
def runner_of(database, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    runners = []

    def make(behaviour):
        def deliver(file):
            return save_run(database, results.record(1, plan_seed=1, key="small", periods=16)).number

        def compose(scenario, out, language):
            return [sys.executable, str(FAKE), behaviour, str(scenario), str(out)]

        runners.append(Runner(deliver, compose))
        monkeypatch.setattr("ui.results.running.runner", lambda: runners[0])
        return runners[0]

    yield make
    for runner in runners:
        runner.close()


def opened(language="en"):
    return {"mems": Session(language=language, draft=draft_of(small_scenario()))}


def wait_for(runner, key):
    end = time.monotonic() + PATIENCE
    while runner.snapshot(key).state is State.RUNNING:
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_run_ends_with_its_result_on_show(open_page, runner_of, database):
    runner = runner_of("work")
    app = open_page("plan", state=opened())
    app.button(key="run").click().run()
    wait_for(runner, small_scenario().content_hash())
    app.run()
    assert not app.exception
    assert app.session_state["mems"].job is None
    assert app.session_state["mems"].run == 1
    assert app.metric
    assert [run.number for run in list_runs(database)] == [1]


def test_a_run_goes_on_over_pages_and_languages_and_can_be_cancelled(open_page, runner_of, database):
    runner = runner_of("wait")
    app = open_page("plan", state=opened())
    app.button(key="run").click().run()
    assert "run" not in {button.key for button in app.button}, "no second job can be started"
    session = app.session_state["mems"]
    session.language = "zh"
    for page in ("scenario", "schedule", "plan"):
        app = open_page(page, "zh", {"mems": session})
        assert not app.exception
        assert app.button(key="cancel").label == "取消"
    app.button(key="cancel").click().run()
    wait_for(runner, session.job or small_scenario().content_hash())
    app.run()
    assert app.session_state["mems"].job is None
    assert app.button(key="run")
    assert list_runs(database) == ()


@pytest.mark.parametrize(("behaviour", "told"), [("refuse", "Raise it"), ("break", "fault of the product")])
def test_a_failed_run_says_why(open_page, runner_of, behaviour, told):
    runner = runner_of(behaviour)
    app = open_page("plan", state=opened())
    app.button(key="run").click().run()
    wait_for(runner, small_scenario().content_hash())
    app.run()
    assert told in app.error[0].value
    assert app.button(key="run")
