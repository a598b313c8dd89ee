"""Splits add up: cells to rows and columns, both to the total, the total to the budget."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.split import Split, split_table
from tests.scenarios.results import record

seeds = st.integers(0, 10_000)


@settings(max_examples=30)
@given(seeds)
def test_cells_add_up_to_channels_campaigns_and_periods(seed):
    made = record(seed)
    found = split_table(made.scenario, made.plan)
    assert sum(amount for _, amount in found.by_channel.values()) == found.recommended
    assert sum(amount for _, amount in found.by_campaign.values()) == found.recommended
    assert sum(sum(row) for row in found.by_channel_period.values()) == found.recommended
    assert all(sum(cell.periods.values()) == cell.recommended for cell in found.cells)
    assert found.recommended == made.plan.allocation.media
    assert {key: amount for key, (_, amount) in found.by_channel.items() if amount} == {
        key: amount for key, amount in made.plan.allocation.channel_spend.items() if amount
    }


@settings(max_examples=30)
@given(seeds)
def test_uses_of_the_budget_add_up_to_it(seed):
    made = record(seed)
    *lines, total = split_table(made.scenario, made.plan).budget
    assert total.item == "total"
    assert sum(line.today for line in lines) == total.today == made.scenario.budget.total
    assert sum(line.recommended for line in lines) == total.recommended == made.scenario.budget.total


def test_campaigns_outside_todays_plan_spend_nothing_today():
    made = record(1)
    first = made.scenario.campaigns[0]
    idle = first.model_copy(update={"in_today": False})
    scenario = made.scenario.model_copy(update={"campaigns": (idle, *made.scenario.campaigns[1:])})
    before, after = split_table(made.scenario, made.plan), split_table(scenario, made.plan)
    assert before.by_campaign[first.id][0] > 0
    assert after.by_campaign[first.id] == (0, before.by_campaign[first.id][1])
    assert after.budget[1].today == before.budget[1].today - first.fixed_cost


def test_a_split_is_json_and_a_table():
    made = record(1)
    found = split_table(made.scenario, made.plan)
    assert Split.model_validate_json(found.model_dump_json()) == found
    assert found.to_frame()["change"].sum() == found.recommended - found.today
