"""Figures show what the values say, in both languages, and cannot be broken by names."""

import json
from collections.abc import Callable

import numpy as np
import plotly.graph_objects as go
import pytest

from scenarios import charts
from scenarios.charts.theme import clipped, colours, wrapped
from scenarios.comparison import compare
from scenarios.display import money_scale
from scenarios.i18n import LANGUAGES, Language
from scenarios.record import Record
from scenarios.returns import Returns
from scenarios.split import split_table
from scenarios.summary import summarise
from scenarios.valuation import Valuation
from tests.scenarios.results import record

EVIL = "<b>=1+1</b></script><script>alert(1)</script>&amp;"


def frontier(language: Language) -> charts.Frontier:
    return charts.Frontier(
        title={"en": "Frontier", "zh": "前沿"}[language],
        subtitle="Right",
        across=charts.Measured("Share", "share"),
        upwards=charts.Measured("Worth", "money"),
        x=(0.2, 0.4, 0.6),
        lines={"now": (3e8, 2e8, None), EVIL: (1e8, 2e8, 3e8)},
        marked=(0.3, 2e8, "today"),
    )


@pytest.fixture(scope="module")
def made() -> Record:
    return record(3, channels=4, campaigns=8, periods=16, replications=40)


@pytest.fixture(scope="module")
def other() -> Record:
    return record(3, plan_seed=4, key="other", channels=4, campaigns=8, periods=16, replications=40)


def every_chart(made: Record, other: Record, language: Language) -> dict[str, go.Figure]:
    summary = summarise(made.outcome, made.scenario)
    comparison = compare([made, other], baseline=made.id)
    campaign = made.plan.schedule.jobs[0].campaign
    return {
        "split": charts.split_chart(made, language),
        "split_campaigns": charts.split_chart(made, language, by="campaign"),
        "allocation": charts.allocation_chart(made, language),
        "response": charts.response_chart(made, "tv", language),
        "marginal": charts.marginal_chart(made, language),
        "gantt": charts.gantt_chart(made, language),
        "gantt_expanded": charts.gantt_chart(made, language, expanded=[campaign]),
        "people": charts.people_chart(made, language),
        "load": charts.load_chart(made, language),
        "load_skills": charts.load_chart(made, language, by="skill"),
        "launch": charts.launch_chart(made.scenario, summary, language),
        "waiting": charts.waiting_chart(made.scenario, summary, language),
        "bridge": charts.bridge_chart(comparison.contrasts[0].bridge, language),
        "forest": charts.forest_chart(comparison, language),
        "value": charts.value_chart([made, other], language),
        "frontier": charts.frontier_chart(frontier(language), made.scenario.currency, language),
    }


NAMED = {"split", "split_campaigns", "allocation", "response", "bridge", "value", "waiting"}
"""Figures whose value axis has a unit in its title."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_a_title_and_units_and_no_open_places(made, other, language):
    for name, drawn in every_chart(made, other, language).items():
        text = drawn.to_json()
        assert len(drawn.layout.title.text) > len("<b></b>"), name
        assert "NaN" not in text, name
        assert "Infinity" not in text, name
        if name in NAMED:
            titles = [axis.title.text for axis in drawn.select_xaxes()] + [
                axis.title.text for axis in drawn.select_yaxes()
            ]
            assert any(title and "(" in title.replace("（", "(") for title in titles), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_equal_for_equal_values(made, other, language):
    first, second = every_chart(made, other, language), every_chart(made, other, language)
    assert {name: drawn.to_json() for name, drawn in first.items()} == {
        name: drawn.to_json() for name, drawn in second.items()
    }


def test_the_languages_differ_in_words_and_not_in_data(made, other):
    english, chinese = (every_chart(made, other, language) for language in ("en", "zh"))
    for name, drawn in english.items():
        assert drawn.layout.title.text != chinese[name].layout.title.text
        assert len(drawn.data) == len(chinese[name].data)


def test_bars_of_the_split_are_the_split(made):
    split = split_table(made.scenario, made.plan)
    drawn = charts.split_chart(made, "en")
    scale = money_scale(max(max(pair) for pair in split.by_channel.values()), "CNY", "en")
    today, recommended = drawn.data
    assert sum(today.x) * scale.units * 100 == pytest.approx(split.today)
    assert sum(recommended.x) * scale.units * 100 == pytest.approx(split.recommended)


def test_the_allocation_over_time_adds_up_to_the_split(made):
    split = split_table(made.scenario, made.plan)
    scale = money_scale(max(map(sum, zip(*split.by_channel_period.values(), strict=True))), "CNY", "en")
    drawn = charts.allocation_chart(made, "en")
    assert sum(sum(bar.y) for bar in drawn.data) * scale.units * 100 == pytest.approx(split.recommended)


def test_a_channel_keeps_its_colour(made):
    drawn = charts.allocation_chart(made, "en")
    names = {channel.name.en: channel.id for channel in made.scenario.channels}
    expected = colours([channel.id for channel in made.scenario.channels])
    for bar in drawn.data:
        assert bar.marker.color == expected[names[bar.name]]["color"]


def test_sixteen_channels_are_told_apart():
    markers = colours([str(number) for number in range(16)])
    assert len({(one["color"], one["pattern"]["shape"]) for one in markers.values()}) == 16


def test_the_recommended_point_is_the_plans_response(made):
    valuation, running = Valuation(made.scenario), made.plan.allocation.running
    for channel in ("tv", "kol"):
        point = Returns(made.scenario, made.plan).channel(channel).recommended
        cells = {key: spend for key, spend in made.plan.allocation.cell_spend.items() if key[1] == channel}
        expected = sum(
            valuation.cell_revenue(campaign, channel, running[campaign].launch_period, spend)
            for (campaign, _), spend in cells.items()
        )
        assert point.revenue * 100 == pytest.approx(expected, abs=len(cells))
        assert point.spend * 100 == pytest.approx(sum(cells.values()))


def test_marginal_returns_are_the_slope_of_the_curve(made):
    found = Returns(made.scenario, made.plan, points=2001).channel("tv")
    slopes = np.gradient(found.revenue, found.spend)
    np.testing.assert_allclose(found.marginal[5:-5], slopes[5:-5], rtol=2e-3)


def test_every_task_stands_in_the_gantt_of_people(made):
    drawn = charts.people_chart(made, "en")
    people = sum(len(task.people) for task in made.plan.schedule.tasks)
    assert len(drawn.data[0].x) == people
    lengths = sum((task.finish - task.start) * len(task.people) for task in made.plan.schedule.tasks)
    assert sum(drawn.data[0].x) == lengths * 60_000


def test_only_expanded_campaigns_show_their_stages(made):
    campaign = made.plan.schedule.jobs[0].campaign
    plain, expanded = (
        charts.gantt_chart(made, "en", expanded=chosen).layout.yaxis.tickvals for chosen in ([], [campaign])
    )
    stages = [task for task in made.plan.schedule.tasks if task.job == campaign]
    assert len(plain) == len(made.plan.schedule.launches)
    assert len(expanded) == len(plain) + len(stages)


def test_the_waterfall_ends_where_the_other_stands(made, other):
    bridge = compare([made, other], baseline=made.id).contrasts[0].bridge
    drawn = charts.bridge_chart(bridge, "en").data[0]
    assert sum(drawn.x[:-1]) == pytest.approx(drawn.x[-1], abs=1e-9)


def test_the_s_curve_rises_to_one(made):
    curve = charts.value_chart([made], "en").data[0]
    assert list(curve.x) == sorted(curve.x)
    assert curve.y[-1] == 1


def test_names_are_text_and_never_markup(other):
    document = other.scenario.model_dump(mode="json")
    document["name"] = EVIL
    for part in ("channels", "campaigns", "workflows"):
        for item in document[part]:
            item["name"] = EVIL
    for stage in document["workflows"][0]["stages"]:
        stage["name"] = EVIL
    for part in ("people", "skills", "departments"):
        for item in document["organisation"][part]:
            item["name"] = EVIL
    evil = Record(
        scenario=type(other.scenario).model_validate({**document, "id": "evil"}),
        plan=_of("evil", other.plan),
        outcome=_of("evil", other.outcome),
    )
    for name, drawn in every_chart(evil, other, "en").items():
        texts = json.dumps(drawn.to_plotly_json(), default=str, ensure_ascii=False)
        assert "<script" not in texts, name
        assert "<b>=1" not in texts, name


def _of(scenario: str, part):
    return part.model_copy(update={"provenance": part.provenance.model_copy(update={"scenario": scenario})})


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_campaigns_every_figure_says_so(language):
    empty, twin = record(3, share=-1.0), record(3, share=-1.0, key="twin")
    summary = summarise(empty.outcome, empty.scenario)
    drawers: list[Callable[[], go.Figure]] = [
        lambda: charts.gantt_chart(empty, language),
        lambda: charts.people_chart(empty, language),
        lambda: charts.marginal_chart(empty, language),
        lambda: charts.response_chart(empty, "tv", language),
        lambda: charts.launch_chart(empty.scenario, summary, language),
        lambda: charts.waiting_chart(empty.scenario, summary, language),
    ]
    for draw in drawers:
        assert draw().layout.annotations[0].text
    charts.allocation_chart(empty, language)
    charts.split_chart(empty, language)
    charts.load_chart(empty, language)
    charts.forest_chart(compare([empty, twin], baseline="base"), language)
    charts.bridge_chart(compare([empty, twin], baseline="base").contrasts[0].bridge, language)


def test_a_plan_without_schedule_or_outcome_still_has_its_figures():
    made = record(3)
    bare = Record(scenario=made.scenario, plan=made.plan.model_copy(update={"schedule": None}))
    for drawn in (
        charts.gantt_chart(bare, "en"),
        charts.people_chart(bare, "en"),
        charts.load_chart(bare, "en"),
        charts.value_chart([bare], "en"),
    ):
        assert drawn.layout.annotations


def test_lines_break_between_words_and_wide_characters():
    assert wrapped("one two three", 8) == "one two<br>three"
    assert wrapped("预算与人力", 6) == "预算与<br>人力"
    assert wrapped("投入，回报。", 6) == "投入，<br>回报。"
    assert clipped("预算与人力一体优化", 10) == "预算与人…"
    assert clipped("short", 10) == "short"
