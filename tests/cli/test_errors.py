"""Bad input and infeasible scenarios: named errors on stderr, the right exit code, no traceback."""

import json

import pytest

from cli import main
from scenarios.writing import write_scenario
from tests.scenarios.small import small_scenario


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.yaml"
    write_scenario(small_scenario(), path)
    return path


def test_check_names_every_problem(tmp_path, capsys):
    path = tmp_path / "bad.yaml"
    path.write_text("mems: 1\nid: x\nname: X\nbudget: {total: -1}\nhorizont: {}\n", encoding="utf-8")
    assert main(["check", str(path), "--lang", "en"]) == 2
    error = capsys.readouterr().err
    assert "horizont" in error
    assert "budget.total" in error
    assert "line 4" in error
    assert "Traceback" not in error


def test_check_as_json_names_the_same_problems(tmp_path, capsys):
    path = tmp_path / "bad.yaml"
    path.write_text("mems: 1\nid: x\n", encoding="utf-8")
    assert main(["check", str(path), "--json", "--lang", "zh"]) == 2
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert not document["valid"]
    assert all(problem["what"] and problem["next"] for problem in document["problems"])


def test_a_good_document_passes(small, capsys):
    assert main(["check", str(small), "--lang", "en"]) == 0
    assert "can be used" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["plan", "run", "simulate", "export"])
def test_a_missing_file_is_named(command, tmp_path, capsys):
    assert main([command, str(tmp_path / "none.yaml"), "--lang", "en"]) == 2
    assert "none.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    ["", "{", '{"kind":"other"}', '{"kind":"record"}', '{"kind":"record","scenario":{"id":3}}', "\x00\xff"],
)
def test_a_broken_record_is_refused(content, tmp_path, capsys):
    path = tmp_path / "record.json"
    path.write_bytes(content.encode("latin-1"))
    assert main(["export", str(path), "--lang", "en", "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert "record.json" in error
    assert "Traceback" not in error
    assert not (tmp_path / "out").exists()


def test_init_overwrites_only_when_told(tmp_path, capsys):
    path = tmp_path / "scenario.yaml"
    assert main(["init", str(path)]) == 0
    first = path.read_bytes()
    path.write_text("mine", encoding="utf-8")
    assert main(["init", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert main(["init", str(path), "--force"]) == 0
    assert path.read_bytes() == first
    assert main(["check", str(path)]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_init_writes_a_workbook_that_is_valid(language, tmp_path, capsys):
    path = tmp_path / "scenario.xlsx"
    assert main(["init", str(path), "--xlsx", "--lang", language]) == 0
    assert main(["check", str(path), "--lang", language]) == 0
    capsys.readouterr()


def test_an_infeasible_scenario_ends_with_three_and_names_the_conflict(tmp_path, capsys):
    scenario = small_scenario()
    spring = scenario.campaigns[0].model_copy(update={"mandatory": True, "spend_min": 500_000})
    path = tmp_path / "infeasible.yaml"
    write_scenario(scenario.model_copy(update={"campaigns": (spring, *scenario.campaigns[1:])}), path)
    code = main(["plan", str(path), "--json", "--lang", "en", "--out", str(tmp_path / "out")])
    captured = capsys.readouterr()
    assert code in {2, 3}
    assert "Traceback" not in captured.err
    if code == 3:
        assert json.loads(captured.err)["error"]["code"] == "infeasible"
        assert (tmp_path / "out" / "record.json").exists()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_missing_file_is_told_in_the_users_words(language, tmp_path, capsys):
    assert main(["explain", str(tmp_path / "none.json"), "--lang", language]) == 2
    error = capsys.readouterr().err
    assert "none.json" in error
    assert "Errno" not in error
