"""Measures on the command line: tables in, reports out, faults named."""

import json

import pytest

from cli import main

TABLES = {
    "journeys.csv": "path,conversions,value\ntv > search,10,1000\nsearch,5,400\n",
    "funnel.csv": "stage,rate,relative\nview,0.1,\nbuy,0.05,0.6\n",
    "costs.csv": "stage,plan,actual,progress\na,100,112,1\nb,40,30,1\nc,60,58,1\n",
    "projects.csv": "project,days_early,satisfaction,weight\na,2,90,1\nb,0,95,1\n",
}


@pytest.fixture
def answer(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def run(*arguments, code=0):
        assert main([*arguments, "--json"]) == code
        shown = capsys.readouterr()
        return json.loads(shown.err if code else shown.out)

    return run


def rows(answered):
    return [row for report in answered["reports"] for row in report["rows"]]


def test_attribution_shares_out_everything(answer):
    found = rows(answer("attribute", "journeys.csv", "--rules", "shapley"))
    assert {row["channel"]: row["value"] for row in found} == {"tv": 500, "search": 900}


def test_a_funnel_is_entry_times_rates(answer):
    (report,) = answer("funnel", "funnel.csv", "--entry", "10000")["reports"]
    assert report["rows"][-1]["volume"] == pytest.approx(10_000 * 0.1 * 0.05 * 0.6)
    assert report["columns"][0]["key"] == "stage"


def test_a_test_from_5_to_6_percent_takes_about_8200_people_an_arm(answer):
    (row,) = rows(answer("experiment"))
    assert row["per_arm"] == pytest.approx(8_200, rel=0.01)


def test_a_test_is_judged(answer):
    (row,) = rows(answer("experiment", "--control", "50", "1000", "--treatment", "80", "1000"))
    assert row["p_value"] < 0.05


def test_one_overrun_gives_one_alert(answer):
    (report,) = answer("control", "--costs", "costs.csv")["reports"]
    assert len(report["notes"]) == 1


@pytest.mark.parametrize(("traced", "alerts"), [("94.9", 1), ("95", 0)])
def test_transparency_alerts_below_95_percent(answer, traced, alerts):
    assert len(rows(answer("control", "--traced", traced, "--spent", "100"))) == alerts


def test_a_bonus_goes_to_what_was_early(answer):
    found = rows(answer("bonus", "projects.csv", "--pool", "1000"))
    assert [row["amount"] for row in found] == [1000, 0, 0]


@pytest.mark.parametrize("name", ["S4", "S5", "S9"])
def test_a_study_tells_what_it_finds_with_its_intervals(answer, name):
    found = answer("study", name, "--replications", "20")["reports"]
    assert "20" in found[0]["title"]
    assert all("[" in row["mean_change"] for row in found[0]["rows"])


@pytest.mark.parametrize("name", ["S2", "S8"])
def test_a_practice_is_played_through_the_simulation(answer, name):
    found = answer("study", name, "--replications", "20")["reports"]
    assert "20" in found[0]["title"]
    assert all("[" in row["difference"] for row in found[0]["rows"])
    assert [report["columns"][0]["key"] for report in found][-1] == "driver"


@pytest.mark.parametrize(
    "arguments",
    [
        ("control",),
        ("control", "--traced", "2", "--spent", "1"),
        ("experiment", "--base", "0.05", "--other", "0.05"),
        ("experiment", "--control", "5", "1", "--treatment", "1", "5"),
        ("experiment", "--rates", "0.1"),
        ("attribute", "nothing.csv"),
        ("funnel", "journeys.csv", "--entry", "1"),
    ],
)
def test_what_cannot_be_answered_ends_with_two_and_a_reason(answer, arguments):
    error = answer(*arguments, code=2)["error"]
    assert error.get("what") or error["problems"]


@pytest.mark.parametrize("arm", ["--control", "--treatment"])
def test_one_arm_alone_is_no_test(answer, arm):
    assert answer("experiment", arm, "5", "100", code=2)["error"]["code"] == "one_arm"


def test_expenses_without_a_budget_say_what_stands_in_for_it(answer, tmp_path):
    (tmp_path / "expenses.csv").write_text("category,amount\nvenue,4000\ntravel,1000\n", encoding="utf-8")
    (assumed,) = answer("control", "--expenses", "expenses.csv")["reports"]
    (given,) = answer("control", "--expenses", "expenses.csv", "--budget", "5000")["reports"]
    assert "5,000" in assumed["notes"][-1]
    assert assumed["rows"] == given["rows"]


def test_a_remark_of_several_reports_is_told_once(answer, capsys):
    assert main(["attribute", "journeys.csv", "--rules", "first", "last"]) == 0
    lines = capsys.readouterr().out.splitlines()
    remarks = [line for line in lines if line.startswith("- ")]
    assert len(remarks) == len(set(remarks)) == 1
