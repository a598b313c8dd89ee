"""``mems staff``: reports in both languages, and a scenario with the new team that can be planned and simulated."""

import json

import pytest

import pipeline
from cli import main
from scenarios.reading import read_scenario
from scenarios.writing import write_scenario
from tests.optimizer.staffing.cases import campaign, scenario, worker


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    """Two campaigns of 160 hours each for one maker who has 160, and another one to be had."""
    both = [campaign("big", 20_000, [("craft", 160)]), campaign("small", 9_000, [("craft", 160)])]
    hire = {"id": "h", "name": "h", "role": "maker", "cost": 1_000, "lead_time_weeks": 0, "ramp_up_weeks": 0}
    case = scenario(both, [worker("ann")], staffing={"hiring": [hire]})
    simulation = case.settings.simulation.model_copy(update={"replications": 3})
    settings = case.settings.model_copy(update={"simulation": simulation})
    path = tmp_path_factory.mktemp("staff") / "case.yaml"
    return write_scenario(case.model_copy(update={"settings": settings}), path)


def test_the_written_team_can_be_planned_and_simulated(document, tmp_path, capsys):
    assert main(["staff", str(document), "--out", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    figures = {row["staff_figure"]: row["staff_amount"] for row in told["reports"][0]["rows"]}
    assert figures["Gain"] == pytest.approx(
        figures["Net value with these measures, their cost deducted"]
        - figures["Net value with the team as it is"]
    )
    team = read_scenario(tmp_path / "staffed.yaml")
    assert [person.id for person in team.organisation.people] == ["ann", "h-1-1"]
    assert figures["Gain"] == 8_000
    record = pipeline.run(team)
    assert record.feasible
    assert record.plan.projected.fixed == 100 * figures["Cost of the measures"]


@pytest.mark.parametrize(("language", "title"), [("en", "Talent mix"), ("zh", "人才结构")])
def test_reports_speak_both_languages(document, language, title, capsys):
    assert main(["staff", str(document), "--lang", language, "--scheduled", "--seconds", "4"]) == 0
    text = capsys.readouterr().out
    assert title in text or language == "en"
    assert ("Plan and schedule in turn" if language == "en" else "计划与排程交替求解") in text
    assert "{" not in text
