"""Scenarios and runs, kept in a database (SQLite by default) that several sessions use at once.

In short::

    store = Database(store_url())
    saved = save_scenario(store, scenario)
    scenario, revision = load_scenario(store, saved.id)
    run = save_run(store, pipeline.run(scenario))

Rows are only ever added.
"""

from scenarios.store.database import Database
from scenarios.store.documents import (
    Revision,
    delete_scenario,
    history,
    list_scenarios,
    load_scenario,
    save_scenario,
)
from scenarios.store.errors import BadStoreUrl, NewerSchema, NotStored, StaleRevision, StoreError
from scenarios.store.location import data_folder, store_url
from scenarios.store.runs import StoredRun, list_runs, load_run, save_run

__all__ = [
    "BadStoreUrl",
    "Database",
    "NewerSchema",
    "NotStored",
    "Revision",
    "StaleRevision",
    "StoreError",
    "StoredRun",
    "data_folder",
    "delete_scenario",
    "history",
    "list_runs",
    "list_scenarios",
    "load_run",
    "load_scenario",
    "save_run",
    "save_scenario",
    "store_url",
]
