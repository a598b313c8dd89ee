"""The store loses nothing, overwrites nothing in silence, and says what it refuses."""

import datetime as dt
import multiprocessing
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from scenarios.document import Label
from scenarios.plan import Allocation, Plan, Proof, Provenance, Status
from scenarios.record import Record
from scenarios.store import (
    BadStoreUrl,
    Database,
    NewerSchema,
    NotStored,
    StaleRevision,
    data_folder,
    delete_scenario,
    history,
    list_runs,
    list_scenarios,
    load_run,
    load_scenario,
    save_run,
    save_scenario,
    store_url,
)
from tests.scenarios.small import small_scenario
from tests.scenarios.store_writer import add_to_the_total


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'folder' / 'mems.db'}"


@pytest.fixture
def store(url):
    database = Database(url)
    yield database
    database.close()


def renamed(scenario, name):
    return scenario.model_copy(update={"name": Label(en=name, zh=name)})


def test_what_is_stored_comes_back_equal(store):
    scenario = small_scenario()
    saved = save_scenario(store, scenario)
    loaded, revision = load_scenario(store, "small")
    assert loaded == scenario
    assert loaded.content_hash() == scenario.content_hash() == saved.content_hash
    assert revision == saved
    assert (saved.revision, saved.parent) == (1, None)
    assert abs(saved.created - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=10)


def test_every_save_is_a_revision_and_undo_is_one_more(store):
    first, second = small_scenario(), renamed(small_scenario(), "Changed")
    save_scenario(store, first)
    save_scenario(store, second, parent=1)
    undone, _ = load_scenario(store, "small", revision=1)
    save_scenario(store, undone, parent=2)
    assert [revision.revision for revision in history(store, "small")] == [3, 2, 1]
    assert [revision.name.en for revision in history(store, "small")] == ["Small", "Changed", "Small"]
    assert load_scenario(store, "small")[0] == first
    assert load_scenario(store, "small", revision=2)[0] == second


def test_a_stale_session_is_refused_and_nothing_is_overwritten(store):
    save_scenario(store, small_scenario())
    save_scenario(store, renamed(small_scenario(), "Hers"), parent=1)
    with pytest.raises(StaleRevision, match="revision 2") as refusal:
        save_scenario(store, renamed(small_scenario(), "His"), parent=1)
    assert refusal.value.current == 2
    assert load_scenario(store, "small")[0].name.en == "Hers"


def test_a_new_scenario_does_not_overwrite_one_of_the_same_name(store):
    save_scenario(store, small_scenario())
    with pytest.raises(StaleRevision):
        save_scenario(store, renamed(small_scenario(), "Another"))


def test_a_deleted_scenario_leaves_the_list_and_keeps_its_history(store):
    save_scenario(store, small_scenario())
    save_scenario(store, small_scenario(id="other"))
    delete_scenario(store, "small", parent=1)
    assert [revision.id for revision in list_scenarios(store)] == ["other"]
    assert [revision.deleted for revision in history(store, "small")] == [True, False]
    assert load_scenario(store, "small", revision=1)[0] == small_scenario()


def test_a_deleted_scenario_can_be_saved_anew_but_not_by_a_session_that_missed_it(store):
    save_scenario(store, small_scenario())
    delete_scenario(store, "small", parent=1)
    with pytest.raises(NotStored):
        save_scenario(store, small_scenario(), parent=1)
    with pytest.raises(NotStored):
        delete_scenario(store, "small", parent=2)
    assert save_scenario(store, small_scenario()).revision == 3
    assert [revision.id for revision in list_scenarios(store)] == ["small"]


def test_deleting_what_somebody_has_just_changed_is_refused(store):
    save_scenario(store, small_scenario())
    save_scenario(store, renamed(small_scenario(), "Changed"), parent=1)
    with pytest.raises(StaleRevision):
        delete_scenario(store, "small", parent=1)


def test_what_is_not_there_is_named(store):
    save_scenario(store, small_scenario())
    with pytest.raises(NotStored, match="unknown"):
        load_scenario(store, "unknown")
    with pytest.raises(NotStored, match=r"small \(7\)"):
        load_scenario(store, "small", revision=7)
    assert history(store, "unknown") == ()


def test_the_list_shows_the_latest_revision_of_each(store):
    for name in ("b", "a"):
        save_scenario(store, small_scenario(id=name))
    save_scenario(store, renamed(small_scenario(id="b"), "Later"), parent=1)
    assert [(row.id, row.revision, row.name.en) for row in list_scenarios(store)] == [
        ("a", 1, "Small"),
        ("b", 2, "Later"),
    ]


def test_a_store_is_found_again_after_a_restart(url):
    first = Database(url)
    save_scenario(first, small_scenario())
    first.close()
    second = Database(url)
    assert load_scenario(second, "small")[0] == small_scenario()
    second.close()


def test_a_newer_schema_is_refused_and_left_alone(url, tmp_path):
    Database(url).close()
    file = tmp_path / "folder" / "mems.db"
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE schema_version SET version = 99")
    connection.close()
    with pytest.raises(NewerSchema, match="99"):
        Database(url)
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(99,)]
    connection.close()


@pytest.mark.parametrize(
    "bad", ["no url at all", "nosuchdatabase://host/x", "sqlite:////proc/nowhere/mems.db", "sqlite:////etc"]
)
def test_a_url_that_opens_nothing_is_refused_in_words(bad):
    with pytest.raises(BadStoreUrl, match="MEMS_STORE"):
        Database(bad)


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("a shopping list, and not a database " * 10)
    with pytest.raises(BadStoreUrl, match="not a database"):
        Database(f"sqlite:///{file}")


def test_four_processes_read_change_and_save_without_error_or_loss(url, store):
    """Read-then-write transactions under contention; a deferred transaction would fail with "database is locked"."""
    save_scenario(store, small_scenario())
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=spawn) as processes:
        refusals = list(processes.map(add_to_the_total, [url] * 4, ["small"] * 4, [50] * 4))
    final, revision = load_scenario(store, "small")
    assert final.budget.total == small_scenario().budget.total + 200
    assert revision.revision == 201
    assert [row.revision for row in history(store, "small")] == list(range(201, 0, -1))
    assert sum(refusals) > 0, "the processes never met, so nothing was tested"


def test_processes_may_open_a_new_store_at_the_same_moment(tmp_path):
    url = f"sqlite:///{tmp_path / 'fresh.db'}"
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=spawn) as processes:
        for opened in [processes.submit(_open, url) for _ in range(8)]:
            opened.result()


def _open(url):
    Database(url).close()


def test_the_store_lies_where_the_variable_says_or_in_the_users_folder():
    assert store_url({"MEMS_STORE": "sqlite:////srv/mems.db"}) == "sqlite:////srv/mems.db"
    assert store_url({"XDG_DATA_HOME": "/data"}, "linux") == "sqlite:////data/mems/mems.db"
    assert data_folder({}, "linux") == Path.home() / ".local" / "share" / "mems"
    assert data_folder({"XDG_DATA_HOME": "relative"}, "linux") == Path.home() / ".local" / "share" / "mems"
    assert data_folder({}, "darwin") == Path.home() / "Library" / "Application Support" / "mems"
    assert data_folder({"LOCALAPPDATA": "C:/Local"}, "win32") == Path("C:/Local/mems")


def plan_of(scenario):
    allocation = Allocation(proof=Proof(status=Status.OPTIMAL, value=1.5, bound=1.6, gap=0.06))
    origin = Provenance(
        scenario=scenario.id, content_hash=scenario.content_hash(), seed=2**70, versions={"mems": "0.1.0"}
    )
    return Plan(provenance=origin, allocation=allocation)


def test_a_run_is_numbered_listed_and_comes_back_equal(store):
    record = Record(scenario=small_scenario(), plan=plan_of(small_scenario()))
    first, second = save_run(store, record), save_run(store, record)
    assert (first.number, second.number) == (1, 2)
    assert list_runs(store) == (second, first)
    assert load_run(store, 1) == record
    assert (first.scenario, first.status, first.seed) == ("small", Status.OPTIMAL, 2**70)
    assert first.content_hash == small_scenario().content_hash()


def test_a_run_that_is_not_there_is_named(store):
    with pytest.raises(NotStored, match="12"):
        load_run(store, 12)
