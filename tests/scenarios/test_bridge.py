"""A bridge adds up exactly, whatever the two sides are."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.comparison import Contradiction, bridge
from scenarios.comparison.attribution import shapley
from scenarios.document import Scenario
from scenarios.record import Record
from scenarios.rounding import exact_sum, nearest
from tests.scenarios.results import outcome, plan, record

seeds = st.integers(0, 100_000)
runs = st.sampled_from([1, 2, 3, 7, 20])


def pair(seed: int, first: int, second: int, **options) -> tuple[Record, Record]:
    """Two plans of one document, with different numbers of replications."""
    return (
        record(seed, plan_seed=seed + 1, replications=first, **options),
        record(seed, plan_seed=seed + 2, replications=second, **options),
    )


def check_exact(base: Record, other: Record) -> None:
    found = bridge(base, other)
    start, end = base.outcome, other.outcome
    scale = found.denominator
    assert found.start * start.replications == exact_sum(start.net_value) * scale
    assert found.end * end.replications == exact_sum(end.net_value) * scale
    assert sum(part.amount for part in found.parts) == found.end - found.start
    assert found.start_minor + sum(found.parts_minor()) == found.end_minor
    assert found.end_minor == nearest(exact_sum(end.net_value), end.replications)


@settings(max_examples=60)
@given(seeds, runs, runs)
def test_parts_add_up_to_the_difference_exactly(seed, first, second):
    check_exact(*pair(seed, first, second))


@settings(max_examples=30)
@given(seeds, seeds)
def test_parts_add_up_between_different_documents(seed, other):
    # Other curves, values, margins, costs; other cells; a horizon of another length.
    base = record(seed)
    changed = record(other, key="other", channels=4, campaigns=6, periods=15, objective={"margin": 0.81})
    check_exact(base, changed)


@settings(max_examples=30)
@given(seeds)
def test_a_result_does_not_differ_from_itself(seed):
    made = record(seed)
    found = bridge(made, made)
    assert [part.amount for part in found.parts] == [0] * len(found.parts)
    assert {part.kind for part in found.parts} <= {"choice", "timing", "lateness", "fixed"}


@settings(max_examples=40)
@given(seeds, runs, runs)
def test_the_way_back_has_every_sign_reversed(seed, first, second):
    base, other = pair(seed, first, second)
    there, back = bridge(base, other), bridge(other, base)
    assert [(part.kind, part.channel, part.amount) for part in there.parts] == [
        (part.kind, part.channel, -part.amount) for part in back.parts
    ]


def variant(made: Record, **changes) -> Record:
    """The same plan and random course in a changed document."""
    changed = Scenario.model_validate({**made.scenario.model_dump(mode="json"), "id": "other", **changes})
    again = plan(changed, np.random.default_rng(4))
    return Record(scenario=changed, plan=again, outcome=outcome(changed, again, np.random.default_rng(5)))


def amounts(base: Record, other: Record) -> dict[str, int]:
    found = bridge(base, other)
    return {
        part.channel or part.kind: part.amount // found.denominator for part in found.parts if part.amount
    }


def test_one_more_fixed_cost_is_a_fixed_cost_and_nothing_else():
    base = variant(record(1))
    budget = base.scenario.budget.model_dump(mode="json")
    costs = [*budget["fixed_costs"], {"id": "x", "name": "x", "category": "x", "amount": 123.45}]
    other = variant(base, budget={**budget, "fixed_costs": costs})
    assert amounts(base, other) == {"fixed": -12345}


def test_a_higher_value_is_an_assumption_and_changes_lateness_only_besides():
    base = variant(record(1))
    campaigns = base.scenario.model_dump(mode="json")["campaigns"]
    raised = [{**one, "value": one["value"] + 1000, "lateness": {}} for one in campaigns]
    level = variant(base, campaigns=[{**one, "lateness": {}} for one in campaigns])
    found = amounts(level, variant(base, campaigns=raised))
    running = len(level.plan.allocation.running)
    lost = set(found) - {"assumptions"}
    assert lost <= {"lateness"}  # a launch that never comes loses the higher value too
    assert found["assumptions"] == pytest.approx(running * 100_000 * 0.37, abs=running)


def test_moving_money_between_two_channels_touches_only_them():
    base = record(1, share=2.0, never=0.0)
    scenario, allocation = base.scenario, base.plan.allocation
    lines = list(allocation.spend)
    first = next(i for i, line in enumerate(lines) if line.channel == "tv" and line.amount > 100)
    campaign = lines[first].campaign
    second = next(i for i, line in enumerate(lines) if line.campaign == campaign and line.channel != "tv")
    lines[first] = lines[first].model_copy(update={"amount": lines[first].amount - 100})
    lines[second] = lines[second].model_copy(update={"amount": lines[second].amount + 100})
    moved = base.plan.model_copy(update={"allocation": allocation.model_copy(update={"spend": tuple(lines)})})
    rngs = [np.random.default_rng(1) for _ in range(2)]
    still, other = (
        Record(scenario=scenario, plan=one, outcome=outcome(scenario, one, rng, never=0.0))
        for one, rng in zip((base.plan, moved), rngs, strict=True)
    )
    assert set(amounts(still, other)) <= {"tv", lines[second].channel, "lateness"}


def test_choosing_a_campaign_counts_its_whole_on_time_value():
    base, other = record(1, plan_seed=11), record(1, plan_seed=12)
    found = bridge(base, other)
    added = set(other.plan.allocation.running) - set(base.plan.allocation.running)
    dropped = set(base.plan.allocation.running) - set(other.plan.allocation.running)
    choice = found.parts[0]
    assert choice.name.values == {"added": len(added), "dropped": len(dropped)}


def test_plans_alone_are_bridged_by_their_projection():
    base, other = (Record(scenario=one.scenario, plan=one.plan) for one in pair(5, 2, 3))
    found = bridge(base, other)
    assert found.basis == "projected"
    assert found.end_minor == other.plan.projected.net_value
    assert found.start_minor + sum(found.parts_minor()) == found.end_minor


def test_a_result_that_contradicts_its_plan_is_refused():
    made = record(1)
    wrong = made.outcome.model_copy(update={"net_value": made.outcome.net_value + 1})
    with pytest.raises(Contradiction, match="parts add up to"):
        bridge(made, made.model_copy(update={"outcome": wrong}))


def test_without_any_value_there_is_no_bridge():
    made = record(1)
    bare = Record(scenario=made.scenario, plan=made.plan.model_copy(update={"projected": None}))
    with pytest.raises(ValueError, match="no projected value"):
        bridge(made, bare)


@given(st.lists(st.integers(-100, 100), min_size=8, max_size=8))
def test_shapley_averages_all_orders(numbers):
    states = [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    values = dict(zip(states, numbers, strict=True))
    expected = [0, 0, 0]
    for order in permutations(range(3)):
        state = [0, 0, 0]
        for switch in order:
            before = values[tuple(state)]
            state[switch] = 1
            expected[switch] += values[tuple(state)] - before
    assert list(shapley(values)) == expected


def test_a_bridge_is_json_and_a_table():
    base, other = pair(3, 4, 6)
    found = bridge(base, other)
    assert type(found).model_validate_json(found.model_dump_json()) == found
    shown = found.to_dict("zh")
    cents = round(100 * (shown["end"] - shown["start"]))
    assert sum(round(100 * part["amount"]) for part in shown["parts"]) == cents
    assert found.to_frame()["amount"].sum() == cents
