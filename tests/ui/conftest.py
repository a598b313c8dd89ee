"""A store of its own for every test, and pages that run without a browser."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from scenarios.store import Database, save_run
from tests.scenarios import results
from ui import services


@pytest.fixture
def database(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'mems.db'}"
    monkeypatch.setenv("MEMS_STORE", url)
    st.cache_resource.clear()
    database = Database(url)
    yield database
    database.close()
    services.store().close()
    st.cache_resource.clear()


@pytest.fixture
def runs(database):
    """Two runs of two scenarios."""
    records = [
        results.record(1, plan_seed=seed, key=key, periods=16) for key, seed in (("base", 1), ("other", 2))
    ]
    return [save_run(database, record) for record in records]


PAGE = """
import streamlit
from ui.pages import {name}

if "mems" not in streamlit.session_state:
    streamlit.query_params["lang"] = "{language}"
{name}.show()
"""


@pytest.fixture
def open_page(database):
    """A page, run once: `open_page("plan", "zh")`."""

    def run(name, language="en", state=None):
        app = AppTest.from_string(PAGE.format(name=name, language=language), default_timeout=30)
        for key, value in (state or {}).items():
            app.session_state[key] = value
        return app.run()

    return run
