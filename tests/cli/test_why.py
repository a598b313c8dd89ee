"""Questions to a schedule on the command line."""

import json

import pytest

from cli import main
from scenarios.templates import small_example

TIGHT = """
mems: 1
kind: variant
id: tight
name: Tight
base: scenario.yaml
changes:
  - {set: "campaigns[spring_launch].due", to: 2026-03-05}
  - {set: "campaigns[members_day].due", to: 2026-03-05}
  - {remove: "campaigns[members_day].window"}
  - {set: "organisation.people[zhou].leave", to: [{first: 2026-03-03, last: 2026-03-06}]}
"""
NEVER_TOGETHER = """
mems: 1
kind: variant
id: apart
name: Apart
base: scenario.yaml
changes:
  - {set: "workflows[standard].stages[draw].people", to: 3}
  - {set: "organisation.people[zhou].departs", to: 2026-03-18}
  - {set: "organisation.people[chen].joins", to: 2026-03-20}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("why")
    (path / "scenario.yaml").write_text(small_example("en"), encoding="utf-8")
    (path / "tight.yaml").write_text(TIGHT, encoding="utf-8")
    (path / "apart.yaml").write_text(NEVER_TOGETHER, encoding="utf-8")
    assert main(["plan", str(path / "tight.yaml"), "--out", str(path / "tight"), "--seconds", "4"]) == 0
    return path


@pytest.fixture
def ask(folder, capsys):
    def asked(*arguments, code=0):
        capsys.readouterr()
        assert main(["why", str(folder / "tight" / "record.json"), *arguments, "--json"]) == code
        shown = capsys.readouterr()
        return json.loads(shown.err if code else shown.out)

    return asked


def columns(report):
    return [one["key"] for one in report["columns"]]


def test_a_late_campaign_has_causes_and_repairs(ask):
    causes, repairs, campaigns = ask("--lang", "en")["reports"]
    told = [row["why_cause"] for row in causes["rows"]]
    assert told[0] == "Spring launch is to launch by 2026-03-05"
    assert any(one.startswith("Zhou Ning is on leave") for one in told)
    assert any(one.startswith("Proven") for one in causes["notes"])
    offers = [row["repair"] for row in repairs["rows"]]
    assert "drop the review Review" in offers
    assert "move the launch of Spring launch by one day (to 2026-03-06)" in offers
    assert ", or " in repairs["notes"][0]
    assert len(campaigns["rows"]) == 3


def test_a_campaign_has_a_chain_and_slack_in_chinese(ask):
    *_, chain, tasks = ask("--campaign", "spring_launch", "--lang", "zh")["reports"]
    assert chain["title"] == "决定“春季新品上市”上线时间的关键链"
    assert chain["rows"][-1]["stage"] == "投放搭建"
    assert {row["slack_free"] for row in tasks["rows"]} >= {0.0}


def test_a_task_is_told_and_a_wrong_one_refused(ask):
    (report,) = ask("--task", "spring_launch/draw")["reports"]
    assert report["rows"]
    known = ask("--task", "spring_launch/dance", code=2)["error"]["what"]
    assert "spring_launch/draw" in known
    assert "spring_launch" in ask("--campaign", "summer", code=2)["error"]["what"]


def test_a_promise_that_is_not_made_yet(ask):
    causes, *_ = ask("--campaign", "new_flavour", "--by", "2026-03-08", "--lang", "en")["reports"]
    assert causes["title"] == "Why New flavour cannot launch by 2026-03-08"
    assert ask("--campaign", "new_flavour", "--by", "2026-04-05", "--lang", "en")["reports"][0]["title"] == (
        "New flavour launches in time."
    )
    assert ask("--by", "2026-04-05", code=2)["error"]["code"] == "by"


def test_values_and_team(ask):
    values, *team = ask("--values", "--team", "--search-seconds", "0.05")["reports"]
    saved = [row["worth_money"] for row in values["rows"]]
    assert saved == sorted(saved, reverse=True)
    assert saved[-1] >= 0
    assert [len(columns(one)) for one in team] == [5, 4, 5, 5]


def test_impossible_work_is_explained(folder, capsys):
    assert main(["why", str(folder / "apart.yaml"), "--seconds", "4", "--lang", "en"]) == 0
    text = capsys.readouterr().out
    assert "Stage Visuals needs 3 people at once" in text
    assert "do Visuals with 2 at once" in text


def test_a_plan_made_under_way_is_not_explained_as_if_from_its_start(folder, capsys):
    record, made = folder / "tight" / "record.json", folder / "again"
    options = ["--status", "2026-03-04", "--seconds", "0.5", "--formats", "json", "--out", str(made)]
    assert main(["replan", str(record), *options]) == 0
    capsys.readouterr()
    assert main(["why", str(made / "record.json"), "--lang", "en"]) == 2
    assert "under way" in capsys.readouterr().err


def test_amounts_say_their_currency(ask):
    values, *_ = ask("--values", "--search-seconds", "0.05", "--lang", "en")["reports"]
    assert "Amounts in CNY." in values["notes"]
    slack = ask("--campaign", "spring_launch", "--lang", "en")["reports"][-1]
    assert not any("CNY" in note for note in slack["notes"])
