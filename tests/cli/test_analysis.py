"""Questions about a plan on the command line: what is asked is answered, as one object and in words."""

import json

import pytest

from cli import main
from cli.delivery import derived
from scenarios.reading import read_scenario
from scenarios.record_file import write_record
from tests.scenarios.results import record


@pytest.fixture(scope="module")
def made():
    return record(5, channels=2, campaigns=3, periods=12)


@pytest.fixture
def answer(made, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write_record(made, tmp_path / "record.json")

    def run(*arguments, code=0):
        assert main([*arguments, "--json"]) == code
        shown = capsys.readouterr()
        return json.loads(shown.err if code else shown.out)

    return run


def test_a_plan_is_explained_cell_by_cell(answer, made):
    found = answer("explain", "record.json")
    spent = sum(one["spend"] for one in found["cells"])
    assert spent == pytest.approx(made.plan.projected.media / 100)


def test_the_cost_of_a_share_is_traced(answer):
    found = answer("tradeoff", "record.json", "--group", "brand", "--floors", "0", "1", "--seconds", "5")
    worth = [row["best_value"] for row in found["rows"]]
    assert worth == sorted(worth, reverse=True)
    assert answer("tradeoff", "record.json", "--group", "nobody", code=2)["error"]["what"]


def test_risk_shows_what_is_asked_for(answer, made):
    found = answer(
        "risk", "record.json", "--show", "frontier", "alternatives", "shocks", "--search-seconds", "2"
    )
    titles = [one["title"] for one in found["reports"]]
    assert len(titles) == len(set(titles)) >= 5
    spent = next(one for one in found["reports"] if "spend_today" in one["columns"][1]["key"])
    assert {row["channel"] for row in spent["rows"]} == {
        channel.name.render("en") for channel in made.scenario.channels
    }


def test_a_point_of_the_frontier_becomes_a_scenario(answer):
    answer(
        *("risk", "record.json", "--show", "frontier", "--search-seconds", "2"),
        *("--aversion", "0", "--out", "chosen.yaml"),
    )
    chosen = read_scenario("chosen.yaml")
    assert any(cell.lock is not None for campaign in chosen.campaigns for cell in campaign.channels)
    refused = answer(
        *("risk", "record.json", "--show", "frontier", "--search-seconds", "2"),
        *("--aversion", "0.123", "--out", "none.yaml"),
        code=2,
    )
    assert "--aversion 0" in refused["error"]["what"]


def test_other_budgets_and_targets_are_answered(answer, made):
    total = made.scenario.budget.total / 100
    found = answer(
        *("frontier", "record.json", "--budgets", f"{total}", f"{2 * total}"),
        *("--revenue", "1", "--roi", "0.01", "--marginal-roi", "0.5"),
    )["reports"]
    worth = [row["best_value"] for row in found[0]["rows"]]
    assert worth == sorted(worth)
    assert len(found) == 5


@pytest.mark.parametrize("kind", ["most_different", "least_change"])
def test_an_alternative_becomes_a_scenario(answer, made, kind):
    options = ("--search-seconds", "2", "--alternative", kind, "--out", "chosen.yaml")
    shown = answer("risk", "record.json", *options)["reports"][-1]
    spent = {channel.id: 0 for channel in made.scenario.channels}
    for campaign in read_scenario("chosen.yaml").campaigns:
        for cell in campaign.channels:
            spent[cell.channel] += cell.lock or 0
    names = {channel.name.render("en"): channel.id for channel in made.scenario.channels}
    told = {names[row["channel"]]: round(100 * row[f"spend_{kind}"]) for row in shown["rows"]}
    assert spent == told


@pytest.mark.parametrize("mode", ["scale", "profit", "growth", "brand"])
def test_a_mode_stands_beside_what_it_was_made_from(answer, made, mode):
    answer("mode", "record.json", mode, "--out", "mode.yaml")
    found = read_scenario("mode.yaml")
    assert found.id == f"{made.scenario.id}_{mode}"
    assert found.name.en.startswith(made.scenario.name.en)
    assert found.name != made.scenario.name


def test_identifiers_stay_within_their_limit(made):
    long = made.scenario.model_copy(update={"id": "x" * 64})
    for told in ({}, {"weight": "50%"}):
        found = derived(long, "aversion" if told else "brand", **told)
        assert len(found.id) == 64
        assert type(found).model_validate(found.model_dump(mode="json")) == found
