"""Small tables: what is wrong is named with its line and column, all of it at once."""

import json

import pytest

from scenarios.control.bonus import read_projects
from scenarios.control.cascade import drill_down, reconcile
from scenarios.control.click_through import click_alerts, read_click_through
from scenarios.control.costs import read_costs
from scenarios.control.scorecard import read_scorecard
from scenarios.control.spend import read_spend, spend_alerts
from scenarios.control.thresholds import read_expenses, threshold_alerts
from scenarios.document import ChannelBenchmarks
from scenarios.errors import DocumentError
from scenarios.i18n import LANGUAGES
from scenarios.marketing.funnel import read_funnel
from scenarios.marketing.journeys import read_journeys
from scenarios.plan import Allocation, Proof, SpendLine, Status
from tests.scenarios.small import small_scenario

COSTS = "stage,plan,actual,progress\nplan,100,112,\nfilm,40,30,0.5\nmedia,60.50,58,1\n"


def write(folder, text, name="table.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(reader, path, *more):
    with pytest.raises(DocumentError) as caught:
        reader(path, *more)
    for language in LANGUAGES:
        assert caught.value.render(language)
    return [(one.code, one.location.line, one.path[:1]) for one in caught.value.problems]


def test_costs_from_csv_and_json_are_the_same(tmp_path):
    rows = [
        {"stage": "plan", "plan": 100, "actual": 112},
        {"stage": "film", "plan": 40, "actual": 30, "progress": 0.5},
        {"stage": "media", "plan": 60.5, "actual": 58, "progress": None},
    ]
    found = read_costs(write(tmp_path, COSTS))
    assert found == read_costs(write(tmp_path, json.dumps(rows), "table.json"))
    assert found.plan == 200_50
    assert [one.subject for one in found.alerts().alerts] == ["plan", "film"]


def test_every_fault_is_told_with_its_line_and_column(tmp_path):
    text = "stage,plan,actual,progress\na,1.234,x,2\nb,-1,,0.5\n"
    assert refused(read_costs, write(tmp_path, text)) == [
        ("table_cents", 2, ("plan",)),
        ("table_number_form", 2, ("actual",)),
        ("table_above", 2, ("progress",)),
        ("table_below", 3, ("plan",)),
        ("table_cell_missing", 3, ("actual",)),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("stage,plan\na,1\n", "table_column_missing"),
        (COSTS.replace("actual", "actuals", 1), "table_column_missing"),
        ("stage,plan,actual,extra\na,1,1,1\n", "table_column_unknown"),
        ("stage,stage,plan,actual\na,a,1,1\n", "table_column_twice"),
        ("stage,plan,actual\na,1\n", "table_row_length"),
        ("stage,plan,actual\n", "table_empty"),
        ("stage,plan,actual\na,1,1\na,2,2\n", "table_repeated"),
        ('stage,plan,actual\n"a,1,1\n', "table_csv"),
        ("stage,plan,actual\na,9e99,1\n", "table_above"),
        ("stage,plan,actual\na,nan,1\n", "table_number_form"),
    ],
)
def test_broken_tables_are_refused(tmp_path, text, code):
    assert refused(read_costs, write(tmp_path, text))[0][0] == code


@pytest.mark.parametrize("text", ["{}", "[1]", '[{"stage": {"a": 1}}]'])
def test_json_that_is_no_table_is_refused(tmp_path, text):
    assert refused(read_costs, write(tmp_path, text, "table.json"))[0][0] == "table_json"


def test_a_missing_file_is_told(tmp_path):
    assert refused(read_costs, tmp_path / "none.csv")[0][0] == "table_file_missing"


def test_journeys_name_a_path_that_stands_there_twice(tmp_path):
    path = write(tmp_path, "path,conversions,value\ntv > feed,3,300\nfeed,1,80.5\ntv>feed,2,100\n")
    assert refused(read_journeys, path) == [("table_repeated", 4, ("path",))]
    path = write(tmp_path, "path,conversions,value\ntv > feed,3,300\nfeed,1,80.5\n")
    found = read_journeys(path)
    assert (found.channels, found.conversions, found.value) == (("tv", "feed"), 4, 380_50)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("tv >,3,300,5", "table_cell_missing"),
        ("tv,3,300,2", "table_below"),
        ("tv,0,300,2", "table_above"),
        ("tv,1.5,300,2", "table_whole"),
    ],
)
def test_impossible_journeys_are_refused(tmp_path, row, code):
    path = write(tmp_path, f"path,conversions,value,journeys\n{row}\n")
    assert refused(read_journeys, path)[0][:2] == (code, 2)


def test_a_funnel_is_read_with_its_relative_rates(tmp_path):
    path = write(tmp_path, "stage,rate,relative\nseen,0.5,\nbought,0.1,0.6\n")
    assert read_funnel(path, 1000).volume == pytest.approx(30)
    path = write(tmp_path, "stage,rate,relative\nseen,0.5,3\n")
    assert refused(read_funnel, path, 1000) == [("table_above", 2, ("relative",))]


def test_click_through_takes_the_benchmark_of_the_scenario(tmp_path):
    small = small_scenario()
    feed = small.channels[1].model_copy(update={"benchmarks": ChannelBenchmarks(ctr=0.01)})
    case = small.model_copy(update={"channels": (small.channels[0], feed)})
    path = write(tmp_path, "channel,impressions,clicks\nfeed,100000,800\n")
    assert len(click_alerts(read_click_through(path, case))) == 1
    path = write(tmp_path, "channel,impressions,clicks,benchmark\nfeed,100000,800,0.01\n")
    assert len(click_alerts(read_click_through(path))) == 1
    path = write(tmp_path, "channel,impressions,clicks\nfeed,100000,800\n")
    assert refused(read_click_through, path) == [("table_cell_missing", 2, ("benchmark",))]
    path = write(tmp_path, "channel,impressions,clicks,benchmark\nfeed,10,11,0.01\n")
    assert refused(read_click_through, path) == [("table_above", 2, ("clicks",))]


def test_expenses_and_projects_are_read(tmp_path):
    path = write(tmp_path, "category,amount\nvenue,400\nvenue,200.01\ntravel,10\n")
    assert len(threshold_alerts(read_expenses(path), 1000_00)) == 1
    path = write(tmp_path, "project,days_early,satisfaction,weight,deduction\na,2,90,1,\nb,-3,90,1,0.5\n")
    assert [one.takes_part(85) for one in read_projects(path)] == [True, False]


def test_actual_spend_is_held_against_the_plan(tmp_path):
    case = small_scenario()
    lines = tuple(
        SpendLine(campaign="spring", channel=one, period=0, amount=amount)
        for one, amount in (("tv", 60_00), ("feed", 40_00))
    )
    planned = Allocation(proof=Proof(status=Status.AS_GIVEN), spend=lines)
    path = write(tmp_path, "channel,spent,traced\ntv,80,\nfeed,20,5\n")
    found = spend_alerts(case, planned, read_spend(path, case))
    assert [one.rule for one in found.alerts] == ["transparency", "brand_drift"]
    path = write(tmp_path, "channel,spent\ntv,65\nfeed,35\n")
    assert len(spend_alerts(case, planned, read_spend(path, case))) == 0
    path = write(tmp_path, "channel,spent,traced\ntvs,80,\nfeed,20,25\n")
    assert refused(read_spend, path, case) == [
        ("table_channel_unknown", 2, ("channel",)),
        ("table_above", 3, ("traced",)),
    ]


def test_a_scorecard_needs_weights_that_add_up(tmp_path):
    head = "indicator,weight,target,actual,direction\n"
    path = write(tmp_path, f"{head}cvr,0.5,0.04,0.05,\ndays,0.5,20,25,at_most\n")
    assert read_scorecard(path).score == pytest.approx(0.5 * 1.2 + 0.5 * 0.8)
    path = write(tmp_path, f"{head}cvr,0.5,0.04,0.05,up\ndays,0.4,0,25,at_most\n")
    codes = [code for code, *_ in refused(read_scorecard, path)]
    assert codes == ["table_word", "table_below", "scorecard_weights"]


def test_a_scenario_without_goals_reconciles():
    assert reconcile(small_scenario()).mismatches == ()
    assert drill_down(7, small_scenario().horizon.start, small_scenario().horizon.start).target == 7
