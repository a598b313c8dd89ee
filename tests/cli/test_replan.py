"""mems replan: a record in, a verified record and reports out, and what is wrong named."""

import json

import pytest

from benchmarks.replan_cases import first_plan, random_scenario
from cli import main
from scenarios.record import Record
from scenarios.record_file import read_record, write_record


@pytest.fixture(scope="module")
def under_way(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    scenario = random_scenario(5)
    return write_record(Record(scenario=scenario, plan=first_plan(scenario)), folder / "record.json")


def run(record, *options):
    return main(["replan", str(record), "--seconds", "0.3", "--lang", "en", *options])


def test_a_plan_that_goes_as_planned_stays(under_way, capsys):
    assert run(under_way, "--status", "2027-01-08") == 0
    assert "the plan stays as it is" in capsys.readouterr().out


def test_the_new_record_keeps_the_old_plan_and_can_be_replanned(under_way, tmp_path, capsys):
    options = [
        "--absent",
        "p0:2027-01-08..2027-01-20",
        "--urgent",
        "fast:2027-01-15:50000",
        "--frozen-days",
        "1",
    ]
    out = ["--formats", "csv", "--out", str(tmp_path / "new"), "--json"]
    assert run(under_way, "--status", "2027-01-08", "--replication", "2", *options, *out) == 0
    reports = json.loads(capsys.readouterr().out)["reports"]
    assert reports[0]["rows"]
    record = read_record(tmp_path / "new" / "record.json")
    assert record.scenario.status_date.isoformat() == "2027-01-08"
    assert [one.plan for one in record.earlier] == [read_record(under_way).plan]
    assert "urgent_20270115_1" in record.plan.allocation.running
    again = ["--formats", "csv", "--out", str(tmp_path / "again")]
    assert run(tmp_path / "new" / "record.json", "--status", "2027-01-12", *again) == 0
    assert len(read_record(tmp_path / "again" / "record.json").earlier) == 2


def test_promises_are_restored_or_the_reason_told(under_way, capsys):
    absent = ["--absent", "p0:2027-01-08..2027-01-12"]
    assert run(under_way, "--status", "2027-01-06", *absent, "--restore", "all") == 0
    assert "Promised launches" in capsys.readouterr().out


def test_an_urgent_campaign_may_come_as_a_file(under_way, tmp_path, capsys):
    path = tmp_path / "rush.yaml"
    path.write_text("id: rush\nname: Rush\ndue: 2027-01-14\nworkflow: fast\nvalue: 9000\n", encoding="utf-8")
    assert run(under_way, "--status", "2027-01-06", "--urgent", str(path)) == 0
    assert "Rush" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--status", "2026-01-06"], "lies outside the horizon"),
        (["--status", "2027-01-06", "--gone", "zoe:2027-01-08"], "Nobody is called zoe"),
        (["--status", "2027-01-06", "--urgent", "slow:2027-01-08"], "no workflow slow"),
        (["--status", "2027-01-06", "--urgent", "fast:soon"], "no urgent campaign"),
        (["--status", "2027-01-06", "--restore", "zz"], "no campaign zz"),
    ],
)
def test_what_is_wrong_is_said(under_way, options, expected, capsys):
    assert run(under_way, *options) == 2
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ["--status", "soon"],
        ["--status", "2027-01-06", "--absent", "p0"],
        ["--status", "2027-01-06", "--absent", "p0:2027-01-08..2027-01-07"],
        ["--status", "2027-01-06", "--gone", "2027-01-08"],
        ["--status", "2027-01-06", "--restore", "c0:soon"],
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_wrong_call_says_what_is_allowed(under_way, options, language, capsys):
    with pytest.raises(SystemExit):
        main(["replan", str(under_way), *options, "--lang", language])
    assert "YYYY-MM-DD" in capsys.readouterr().err
