"""Jobs run once, report, can be cancelled, hand over their result and leave nothing behind."""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import pytest

from scenarios.errors import UserError
from scenarios.i18n import Message
from tests.scenarios.small import small_scenario
from ui import processes
from ui.jobs import ABANDONED_SECONDS, Runner, State, remove_abandoned, run_command

FAKE = Path(__file__).parent / "fake_run.py"
PATIENCE = 30
posix = pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return lambda: list(tmp_path.glob("mems-job-*"))


@pytest.fixture
def delivered():
    return []


@pytest.fixture
def runner_of(delivered):
    runners = []

    def deliver(record):
        delivered.append(json.loads(record.read_text(encoding="utf-8")))
        return len(delivered)

    def make(behaviour, deliver=deliver):
        def compose(scenario, out, language):
            return [sys.executable, str(FAKE), behaviour, str(scenario), str(out)]

        runners.append(Runner(deliver, compose))
        return runners[-1]

    yield make
    for runner in runners:
        runner.close()


def wait(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.02)


def finished(runner, key):
    wait(lambda: runner.snapshot(key).state is not State.RUNNING)
    return runner.snapshot(key)


def alive(pid):
    """Whether a process runs; one that has ended and was not collected by its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_result_is_handed_over_and_the_folder_removed(runner_of, delivered, folders):
    runner = runner_of("work")
    key = runner.start(small_scenario(), "en")
    assert finished(runner, key).run == 1
    assert len(delivered) == 1
    assert folders() == []


def test_progress_is_a_message_in_no_language(runner_of):
    runner = runner_of("wait")
    key = runner.start(small_scenario(), "en")
    wait(lambda: runner.snapshot(key).share > 0)
    assert runner.snapshot(key).share == 0.25
    assert runner.snapshot(key).message == Message("pipeline.verified", {})


def test_a_second_click_starts_no_second_job(runner_of, folders):
    runner = runner_of("wait")
    keys = {runner.start(small_scenario(), language) for language in ("en", "zh", "en")}
    assert len(keys) == 1
    assert len(folders()) == 1


def test_another_scenario_is_another_job(runner_of, folders):
    runner = runner_of("wait")
    runner.start(small_scenario(), "en")
    runner.start(small_scenario(id="other"), "en")
    assert len(folders()) == 2


def test_a_finished_job_can_be_run_again(runner_of, delivered):
    runner = runner_of("work")
    finished(runner, runner.start(small_scenario(), "en"))
    finished(runner, runner.start(small_scenario(), "en"))
    assert len(delivered) == 2


def test_an_infeasible_scenario_has_a_result_too(runner_of, delivered):
    runner = runner_of("infeasible")
    assert finished(runner, runner.start(small_scenario(), "en")).state is State.DONE
    assert len(delivered) == 1


def test_bad_input_is_told_in_words(runner_of, folders):
    runner = runner_of("refuse")
    final = finished(runner, runner.start(small_scenario(), "en"))
    assert final.state is State.FAILED
    assert final.failure.lines == ("budget.total It is negative. Raise it.",)
    assert folders() == []


def test_a_fault_keeps_the_end_of_its_log(runner_of):
    runner = runner_of("break")
    final = finished(runner, runner.start(small_scenario(), "en"))
    assert (final.state, final.failure.lines) == (State.FAILED, ())
    assert "something unforeseen" in final.failure.detail


def test_a_command_that_cannot_start_leaves_no_folder(folders):
    runner = Runner(lambda _record: 1, lambda *_arguments: ["/nowhere/mems"])
    with pytest.raises(FileNotFoundError):
        runner.start(small_scenario(), "en")
    assert folders() == []


def test_a_result_that_the_store_refuses_is_told_in_words(runner_of):
    def deliver(record):
        raise UserError(Message("store.not_stored", {"what": "x"}))

    runner = runner_of("work", deliver)
    final = finished(runner, runner.start(small_scenario(), "zh"))
    assert final.state is State.FAILED
    assert "数据存储中没有" in final.failure.lines[0]


@posix
def test_cancelling_ends_the_process_and_its_workers_however_stubborn(
    runner_of, monkeypatch, delivered, folders
):
    monkeypatch.setattr(processes, "GRACE_SECONDS", 0.2)
    runner = runner_of("stubborn")
    key = runner.start(small_scenario(), "en")
    wait(lambda: runner.snapshot(key).share == 0.5)
    worker = int((folders()[0] / "worker").read_text())
    assert alive(worker)
    runner.cancel(key)
    assert finished(runner, key).state is State.CANCELLED
    wait(lambda: not alive(worker))
    assert delivered == []
    assert folders() == []


def test_cancelling_what_is_over_or_unknown_does_nothing(runner_of):
    runner = runner_of("work")
    key = runner.start(small_scenario(), "en")
    finished(runner, key)
    runner.cancel(key)
    runner.cancel("unknown")
    assert runner.snapshot(key).state is State.DONE
    assert runner.snapshot("unknown") is None


def test_closing_cancels_everything(runner_of, folders):
    runner = runner_of("wait")
    key = runner.start(small_scenario(), "en")
    runner.close()
    assert runner.snapshot(key).state is State.CANCELLED
    assert folders() == []


def test_folders_of_killed_servers_are_removed_and_young_ones_kept(tmp_path):
    old, young, other = tmp_path / "mems-job-old", tmp_path / "mems-job-young", tmp_path / "elsewhere"
    for folder in (old, young, other):
        folder.mkdir()
    past = time.time() - ABANDONED_SECONDS - 60
    os.utime(old, (past, past))
    os.utime(other, (past, past))
    remove_abandoned(tmp_path)
    assert not old.exists()
    assert young.exists()
    assert other.exists()


def test_the_real_command_is_an_isolated_interpreter(tmp_path):
    command = run_command(tmp_path / "a.json", tmp_path / "out", "zh")
    assert command[:5] == [sys.executable, "-I", "-m", "cli", "run"]
    assert command[command.index("--lang") + 1] == "zh"
    assert command[command.index("--progress") + 1] == "json"
