"""Projects of the literature's formats on the command line."""

import json

import pytest

from cli import main

PATTERSON = "4 1\n2\n0 0 2 2 3\n2 1 1 4\n3 2 1 4\n0 0 0\n"
SKILLS = """nActs = 2;
dur = [2,3];
nSkills = 2;
sreq = [| 1,0, | 1,1, |];
nResources = 2;
mastery = [| true,false, | true,true, |];
nPrecs = 1;
pred = [1];
succ = [2];
"""


def answer(capsys, *arguments):
    assert main([*map(str, arguments), "--json", "--progress", "none", "--seconds", "0.5"]) == 0
    return json.loads(capsys.readouterr().out)["reports"][0]


def test_a_project_of_resources_is_scheduled(tmp_path, capsys):
    """Two activities that cannot run beside each other: 2 + 3 slots."""
    path = tmp_path / "one.rcp"
    path.write_text(PATTERSON)
    report = answer(capsys, "project", path)
    assert max(row["end_slot"] for row in report["rows"]) == 5
    assert "5" in report["notes"][0]


def test_a_project_of_skills_is_scheduled_with_its_teams(tmp_path, capsys):
    path = tmp_path / "one.dzn"
    path.write_text(SKILLS)
    report = answer(capsys, "project", path)
    assert [(row["first_slot"], row["end_slot"]) for row in report["rows"]] == [(0, 2), (2, 5)]
    assert all(row["project_team"] for row in report["rows"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_another_kind_of_file_is_refused(tmp_path, capsys, language):
    path = tmp_path / "one.txt"
    path.write_text("nothing")
    assert main(["project", str(path), "--lang", language]) == 2
    said = capsys.readouterr().err
    assert ".rcp" in said
    assert ".def" in said
