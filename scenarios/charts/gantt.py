"""The schedule campaign by campaign."""

from __future__ import annotations

from collections.abc import Collection

import plotly.graph_objects as go

from scenarios.charts.dated import Bar, add_bars, rows_axis, time_axis
from scenarios.charts.theme import BAD, GOOD, INK, RECOMMENDED, ROW, clipped, day_format, figure, note, safe
from scenarios.i18n import Language, translate
from scenarios.names import Names
from scenarios.plan import Schedule
from scenarios.record import Record

FLIGHT, STAGE = "#A6D3EE", "#64748B"


def gantt_chart(record: Record, language: Language, *, expanded: Collection[str] = ()) -> go.Figure:
    """Preparation, launch, target and flight of every campaign; the stages of those in ``expanded`` beneath them."""
    title = translate("chart.gantt.title", language)
    schedule = record.plan.schedule
    if schedule is None or not schedule.launches:
        return note(title, language, "chart.nothing")
    chart = _Gantt(record, schedule, language, expanded)
    drawn = figure(
        title,
        translate("chart.gantt.subtitle", language),
        body=ROW * len(chart.rows),
        foot=12,
        legend=6,
        dates_on_top=True,
    )
    drawn.update_layout(barmode="overlay", bargap=0.25)
    drawn.update_xaxes(time_axis(language))
    drawn.update_yaxes(rows_axis(chart.rows))
    chart.draw(drawn)
    return drawn


class _Gantt:
    """Rows are campaigns by planned launch; the key of a row is the campaign, or the campaign and its stage."""

    def __init__(
        self, record: Record, schedule: Schedule, language: Language, expanded: Collection[str]
    ) -> None:
        self._schedule, self._language = schedule, language
        self._horizon = record.scenario.horizon
        self._names = Names(record.scenario)
        self._launches = schedule.launches
        self._targets = {
            campaign: decision.target
            for campaign, decision in record.plan.allocation.running.items()
            if decision.target is not None
        }
        self._order = sorted(self._launches, key=lambda one: (self._launches[one], one))
        self._stages = {one: self._stage_bars(one) for one in self._order if one in expanded}
        self.rows = self._rows()

    def draw(self, drawn: go.Figure) -> None:
        """Add every trace."""
        say = self._say
        add_bars(drawn, self._preparations(), say("preparation"), self._horizon)
        add_bars(drawn, self._flights(), say("flight"), self._horizon, width=0.35)
        stages = [bar for bars in self._stages.values() for bar in bars]
        add_bars(drawn, stages, say("stage"), self._horizon, width=0.5)
        self._draw_targets(drawn)
        self._draw_launches(drawn, late=False)
        self._draw_launches(drawn, late=True)

    def _say(self, key: str) -> str:
        return translate(f"chart.gantt.{key}", self._language)

    def _rows(self) -> dict[str, str]:
        rows: dict[str, str] = {}
        for campaign in self._order:
            name = safe(clipped(self._names.campaigns[campaign].render(self._language)))
            rows[campaign] = f"<b>{name}</b>" if campaign in self._stages else name
            for bar in self._stages.get(campaign, []):
                rows[bar.row] = "· " + bar.text.partition("<br>")[0]
        return rows

    def _name(self, campaign: str) -> str:
        return safe(self._names.campaigns[campaign].render(self._language))

    def _preparations(self) -> list[Bar]:
        return [
            Bar(job.campaign, job.admission, job.launch, self._name(job.campaign), RECOMMENDED)
            for job in self._schedule.jobs
            if job.kind == "preparation"
        ]

    def _flights(self) -> list[Bar]:
        return [
            Bar(job.campaign, job.admission, job.completion, self._name(job.campaign), FLIGHT)
            for job in self._schedule.jobs
            if job.kind == "flight"
        ]

    def _stage_bars(self, campaign: str) -> list[Bar]:
        tasks = sorted(
            (task for task in self._schedule.tasks if task.job == campaign), key=lambda task: task.start
        )
        bars = []
        for task in tasks:
            people = ", ".join(self._names.people[person].render(self._language) for person in task.people)
            stage = self._names.step(campaign, task.step).render(self._language)
            text = f"{safe(stage)}<br>{safe(people)}" if people else safe(stage)
            bars.append(Bar(f"{campaign}/{task.step}", task.start, task.finish, text, STAGE))
        return bars

    def _draw_targets(self, drawn: go.Figure) -> None:
        campaigns = [one for one in self._order if one in self._targets]
        drawn.add_scatter(
            x=[self._horizon.moment(self._targets[one]) for one in campaigns],
            y=campaigns,
            mode="markers",
            name=translate("chart.target", self._language),
            marker={"symbol": "line-ns", "size": 10, "line": {"width": 2, "color": INK}},
            hovertemplate=f"%{{x|{day_format(self._language)}}}<extra>%{{fullData.name}}</extra>",
        )

    def _draw_launches(self, drawn: go.Figure, *, late: bool) -> None:
        campaigns = [
            one
            for one in self._order
            if (one in self._targets and self._launches[one] > self._targets[one]) == late
        ]
        if not campaigns:
            return
        drawn.add_scatter(
            x=[self._horizon.moment(self._launches[one]) for one in campaigns],
            y=campaigns,
            mode="markers",
            name=self._say("late" if late else "on_time"),
            marker={
                "symbol": "x" if late else "circle",
                "size": 9,
                "color": BAD if late else GOOD,
                "line": {"color": "white", "width": 1},
            },
            hovertemplate=f"%{{x|{day_format(self._language)} %H:%M}}<extra>%{{fullData.name}}</extra>",
        )
