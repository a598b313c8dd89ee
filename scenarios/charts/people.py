"""The schedule person by person: tasks over time, and load against open time."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import plotly.graph_objects as go

from scenarios.charts.dated import Bar, add_bars, rows_axis, time_axis
from scenarios.charts.theme import ROW, colours, figure, note, safe
from scenarios.i18n import Language, translate
from scenarios.load import Assignments, WorkTask
from scenarios.names import Names
from scenarios.record import Record


def people_chart(record: Record, language: Language, *, people: Collection[str] | None = None) -> go.Figure:
    """Every person's tasks, coloured by campaign; only those of ``people`` where given."""
    title = translate("chart.people.title", language)
    if record.plan.schedule is None or not record.plan.schedule.tasks:
        return note(title, language, "chart.nothing")
    names = Names(record.scenario)
    rows = {
        person: safe(label.render(language))
        for person, label in names.people.items()
        if people is None or person in people
    }
    markers = colours(list(names.campaigns))
    bars = [
        Bar(
            task.person,
            task.start,
            task.finish,
            _task_text(task, names, language),
            markers[task.campaign]["color"],
        )
        for task in Assignments(record.scenario, record.plan).tasks
        if task.person in rows
    ]
    subtitle = translate("chart.people.subtitle", language)
    drawn = figure(title, subtitle, body=ROW * max(len(rows), 1), foot=12, dates_on_top=True)
    drawn.update_layout(barmode="overlay", bargap=0.25)
    drawn.update_xaxes(time_axis(language))
    drawn.update_yaxes(rows_axis(rows))
    add_bars(drawn, bars, translate("chart.people.task", language), record.scenario.horizon)
    return drawn


def _task_text(task: WorkTask, names: Names, language: Language) -> str:
    campaign = names.campaigns[task.campaign].render(language)
    step = names.step(task.campaign, task.step).render(language)
    hours = translate("chart.hours", language, hours=f"{task.work / 60:,.1f}")
    return f"<b>{safe(campaign)}</b><br>{safe(step)} · {hours}"


def load_chart(record: Record, language: Language, *, by: Literal["person", "skill"] = "person") -> go.Figure:
    """Planned work as a share of open time, by person or by skill, in each period."""
    title = translate(f"chart.load.{by}.title", language)
    if record.plan.schedule is None:
        return note(title, language, "chart.nothing")
    names, horizon = Names(record.scenario), record.scenario.horizon
    load = Assignments(record.scenario, record.plan).load
    work, room = (load.people, load.people_open) if by == "person" else (load.skills, load.skills_open)
    labels = names.people if by == "person" else names.skills
    rows = {key: safe(labels[key].render(language)) for key in work}
    body = ROW * max(len(rows), 1)
    drawn = figure(
        title, translate(f"chart.load.{by}.subtitle", language), body=body, foot=70, dates_on_top=True
    )
    cells = [list(zip(work[key], room[key], strict=True)) for key in rows]
    drawn.add_heatmap(
        z=[[used / free if free else None for used, free in row] for row in cells],
        x=[horizon.period_start(period) for period in range(horizon.periods)],
        y=list(rows),
        zmin=0,
        zmax=1,
        colorscale=[(0, "#F1F5F9"), (0.5, "#9ECAE1"), (0.85, "#2171B5"), (1, "#7F0000")],
        xgap=1,
        ygap=1,
        colorbar=_colour_bar(language, body),
        customdata=[[[used / 60, free / 60] for used, free in row] for row in cells],
        text=[[label] * horizon.periods for label in rows.values()],
        hovertemplate="%{text}<br>%{x|%Y-%m-%d}<br>%{z:.0%}: "
        + translate("chart.load.hours", language, used="%{customdata[0]:,.1f}", free="%{customdata[1]:,.1f}")
        + "<extra></extra>",
    )
    drawn.update_xaxes(time_axis(language) | {"showgrid": False})
    drawn.update_yaxes(rows_axis(rows) | {"showgrid": False})
    return drawn


def _colour_bar(language: Language, body: int) -> dict[str, object]:
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": -10 / body,
        "yanchor": "top",
        "thickness": 10,
        "len": 0.7,
        "tickformat": ".0%",
        "tickvals": [0, 0.5, 1],
        "title": {"text": translate("chart.load", language), "side": "top", "font": {"size": 11}},
    }
