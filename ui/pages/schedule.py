"""The schedule page: who does what when, and everyone's load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from scenarios.charts import gantt_chart, load_chart, people_chart
from scenarios.document import Label
from scenarios.names import Names
from scenarios.record import Record
from ui.layout import heading
from ui.results.figures import chart
from ui.results.filters import Selection, chosen_campaigns, chosen_people, only_campaigns
from ui.results.picker import run_on_show
from ui.session import session
from ui.text import say, t


def show() -> None:
    """The page."""
    heading("schedule")
    shown = run_on_show()
    if shown is None:
        return
    _, record = shown
    selection = _filters(record)
    language = session().language
    campaigns = chosen_campaigns(record, selection)
    gantt, people, load = st.tabs([t(f"ui.schedule.{name}") for name in ("gantt", "people", "load")])
    with gantt:
        expanded = _stages_of(record, campaigns)
        chart(gantt_chart(only_campaigns(record, campaigns), language, expanded=expanded), "gantt")
    with people:
        chart(people_chart(record, language, people=chosen_people(record, selection)), "people")
    with load:
        chart(load_chart(record, language, by="person"), "load-person")
        chart(load_chart(record, language, by="skill"), "load-skill")


def _filters(record: Record) -> Selection:
    names = Names(record.scenario)
    running = {key: label for key, label in names.campaigns.items() if key in record.plan.allocation.running}
    left, middle, right = st.columns(3)
    with left:
        campaigns = _several("campaigns", running, running)
    with middle:
        departments = _several("departments", names.departments, names.departments)
    with right:
        people = _several("people", names.people, names.people)
    return Selection(campaigns, people, departments)


def _several(name: str, options: Iterable[str], labels: Mapping[str, Label]) -> tuple[str, ...]:
    """Some of the options; what was chosen is remembered beyond the page."""
    chosen = session().filters
    options = list(options)
    found = st.multiselect(
        t(f"ui.schedule.filter.{name}"),
        options,
        default=[one for one in chosen.get(name, ()) if one in options],
        format_func=lambda key: say(labels[key]),
        placeholder=t("ui.schedule.filter.all"),
        key=f"filter-{name}",
    )
    chosen[name] = tuple(found)
    return chosen[name]


def _stages_of(record: Record, campaigns: set[str]) -> tuple[str, ...]:
    """The campaigns whose stages are drawn."""
    names = Names(record.scenario).campaigns
    return tuple(
        st.multiselect(
            t("ui.schedule.expand"),
            [key for key in names if key in campaigns],
            format_func=lambda key: say(names[key]),
            placeholder=t("ui.schedule.expand.none"),
            key="expanded",
        )
    )
