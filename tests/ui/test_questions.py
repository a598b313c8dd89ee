"""Questions reach the command line in a process of their own, and their answers come back whole."""

import sys
import tempfile

import pytest

from tests.scenarios.small import small_scenario
from ui.jobs import Snapshot, State
from ui.questions import Unanswered, ask


@pytest.fixture(autouse=True)
def folders(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert not list(tmp_path.glob("mems-job-*")), "nothing of a question is left behind"


def program(code):
    return lambda arguments: [sys.executable, "-c", code, *arguments]


def silent(snapshot: Snapshot) -> None:
    assert snapshot.state is State.RUNNING


def test_the_command_line_itself_answers():
    document = {"scenario.json": small_scenario().canonical_json().encode()}
    found = ask(["check", "scenario.json"], document, "zh", silent, progress=False)
    assert found.document["documents"][0]["valid"] is True


def test_what_the_user_can_mend_comes_back_in_the_language_asked_in():
    with pytest.raises(Unanswered) as refusal:
        ask(["plan", "scenario.json"], {"scenario.json": b"{"}, "zh", silent)
    (line,) = refusal.value.failure.lines
    assert line.startswith("scenario.json, line 1 文件在中途结束")


def test_a_fault_comes_back_with_the_end_of_its_log():
    fault = program("import sys; sys.exit('broken pipe organ')")
    with pytest.raises(Unanswered) as refusal:
        ask([], {}, "en", silent, compose=fault)
    assert refusal.value.failure.lines == ()
    assert "broken pipe organ" in refusal.value.failure.detail


def test_progress_is_told_while_it_runs():
    code = (
        "import json, sys, time\n"
        "for step in (1, 2):\n"
        "    line = {'share': step / 4, 'message': '', 'key': 'cli.usage', 'values': {}}\n"
        "    print(json.dumps(line), file=sys.stderr, flush=True)\n"
        "    time.sleep(0.5)\n"
        "print('{}')"
    )
    shares = []
    assert ask([], {}, "en", lambda seen: shares.append(seen.share), compose=program(code)).document == {}
    assert {0.25, 0.5} <= set(shares)


def test_files_that_a_command_writes_come_back_with_the_answer():
    code = "open('made.txt', 'w').write('by hand'); print('{}')"
    assert ask([], {"given.txt": b""}, "en", silent, compose=program(code)).files == {"made.txt": b"by hand"}


def test_turning_away_ends_the_process():
    class TurnedAway(Exception):
        pass

    def leave(snapshot: Snapshot) -> None:
        raise TurnedAway

    with pytest.raises(TurnedAway):
        ask([], {}, "en", leave, compose=program("import time; time.sleep(60)"))


def test_what_is_wrong_with_an_uploaded_table_names_file_and_column():
    files = {"expenses.csv": b"category,amount\nvenue,ten\n"}
    with pytest.raises(Unanswered) as refusal:
        ask(["control", "--expenses", "expenses.csv"], files, "en", silent, progress=False)
    (line,) = refusal.value.failure.lines
    assert line.startswith("expenses.csv, line 2 · amount ")
