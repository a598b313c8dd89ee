"""A document whose spend is decided period by period goes all the way: plan, simulation, comparison, files."""

import pytest

import pipeline
from optimizer.weekly import even_scenario
from optimizer.whatif import money_frontier
from scenarios.comparison import bridge
from scenarios.explanation import cell_accounts
from scenarios.export import FORMATS, export
from scenarios.i18n import LANGUAGES
from tests.optimizer.weekly.cases import CONCAVE, S_SHAPED, cell, channel, scenario


def quick(one):
    settings = one.settings
    solver = settings.solver.model_copy(update={"allocation_seconds": 2.0, "schedule_seconds": 1.0})
    simulation = settings.simulation.model_copy(update={"replications": 3, "workers": 1})
    return one.model_copy(
        update={"settings": settings.model_copy(update={"solver": solver, "simulation": simulation})}
    )


@pytest.fixture(scope="module")
def records():
    flighting = {"periods_min": 2, "rate_card": [{"spend_from": 400, "price": 0.9}]}
    web = channel("web", CONCAVE | {"ceiling": 700}) | {"pattern": "even"}
    one = quick(
        scenario(
            [channel("tv", S_SHAPED, flighting=flighting), web],
            [cell("tv", carry_in=300, today=600), cell("web", today=600)],
            total=1_500,
        )
    )
    return pipeline.run(one), pipeline.run(even_scenario(one))


def test_what_is_projected_is_realised_where_nothing_varies(records):
    flighted, even = records
    assert set(flighted.outcome.net_value.tolist()) == {flighted.plan.projected.net_value}
    assert flighted.plan.projected.net_value > even.plan.projected.net_value


def test_the_bridge_adds_up(records):
    flighted, even = records
    found = bridge(even, flighted)
    assert found.end_minor == flighted.plan.projected.net_value
    assert sum(part.amount for part in found.parts) == found.end - found.start


def test_accounts_follow_the_plan(records):
    record = records[0]
    accounts = cell_accounts(record.scenario, record.plan.allocation)
    statement = record.plan.projected.campaigns[0]
    assert {one.channel: one.revenue for one in accounts if one.spend} == pytest.approx(
        statement.responses, abs=1
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_export_is_written(records, language, tmp_path):
    written = export(records[0], tmp_path, language=language)
    assert {path.suffix for path in written} == {f".{form}" for form in FORMATS}


def test_other_budgets_are_stated_for_their_own_split(records):
    record = records[0]
    allocation = record.plan.allocation
    assert allocation.media == record.plan.projected.media
    for point in money_frontier(record.scenario, allocation, [50_000, 150_000]).points:
        assert point.statement.media == sum(point.split.values()) <= point.budget
    assert point.statement.net_value == pytest.approx(record.plan.projected.net_value, rel=0.02)
