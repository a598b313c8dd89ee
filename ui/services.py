"""What all sessions of a server share: the store, the runner, and the results that were looked at last."""

from __future__ import annotations

import atexit
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from scenarios.document import Scenario
from scenarios.generator.examples import BASE
from scenarios.generator.examples import examples as example_texts
from scenarios.i18n import Language
from scenarios.reading import parse_yaml
from scenarios.reading.bases import no_bases
from scenarios.record import Record
from scenarios.record_file import read_record
from scenarios.store import Database, list_scenarios, load_run, load_scenario, save_run, store_url
from scenarios.templates import small_scenario
from ui.jobs import Runner
from ui.results.sides import told_apart

if TYPE_CHECKING:
    from scenarios.comparison import Comparison
    from scenarios.export.tables import Context


@st.cache_resource(show_spinner=False)
def store() -> Database:
    """The store.

    Raises:
        StoreError: it cannot be opened.
    """
    return Database(store_url())


@st.cache_resource(show_spinner=False)
def runner() -> Runner:
    """The runner, whose jobs end with the server."""
    database = store()

    def keep(file: Path) -> int:
        return save_run(database, read_record(file)).number

    jobs = Runner(keep)
    atexit.register(jobs.close)
    return jobs


@st.cache_resource(show_spinner=False)
def examples() -> tuple[Scenario, ...]:
    """The shipped example: today's plan of one brand and its variants."""
    texts = example_texts()
    base = parse_yaml(texts.pop(BASE), BASE)
    return (base, *(parse_yaml(text, name, lambda _name: base) for name, text in texts.items()))


def base_of(name: str) -> Scenario:
    """The base of an uploaded variant: a stored scenario, or an example.

    Raises:
        DocumentError: there is none of that name.
    """
    known = {scenario.id: scenario for scenario in examples()} | {BASE: examples()[0]}
    if any(revision.id == name for revision in list_scenarios(store())):
        return load_scenario(store(), name)[0]
    return known.get(name) or no_bases(name)


def template() -> Scenario:
    """A small document to start from."""
    return small_scenario()


@st.cache_resource(max_entries=12, show_spinner=False)
def record(number: int) -> Record:
    """A stored run. Records are immutable, so sessions may share them."""
    return load_run(store(), number)


@st.cache_resource(max_entries=12, show_spinner=False)
def context(number: int, language: Language) -> Context:
    """A stored run with what is derived from it: summary, names, split, assignments."""
    from scenarios.export.tables import Context  # noqa: PLC0415 - statistics take half a second to import

    return Context(record(number), language)


@st.cache_resource(max_entries=6, show_spinner=False)
def comparison(numbers: tuple[int, ...], baseline: int) -> tuple[dict[int, Record], Comparison]:
    """Stored runs by number, told apart, and their comparison with the one numbered ``baseline``.

    Raises:
        UserError: they cannot be compared.
    """
    from scenarios.comparison import compare  # noqa: PLC0415 - statistics take half a second to import

    records = told_apart({number: record(number) for number in numbers})
    return records, compare(list(records.values()), baseline=records[baseline].id)
