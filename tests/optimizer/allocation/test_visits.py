"""Expected repetitions against the closed form of one rule, and against drawing where several interlock."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.allocation.visits import effort_factors, expected_rejections, mean_failures
from scenarios.network import ProcessCompiler
from tests.optimizer.allocation.cases import scenario, stage


def process(*stages):
    case = scenario([], [], 0, workflows=[{"id": "w", "name": "w", "stages": list(stages)}])
    return ProcessCompiler(case).process("w")


def rule(target, probability, repeat=1.0, most=3):
    return {"probability": probability, "target": target, "repeat_effort": repeat, "max_times": most}


@given(st.floats(0, 1), st.integers(1, 8))
def test_one_rule_is_rejected_q_plus_q_squared_and_so_on(probability, most):
    expected = sum(probability**count for count in range(1, most + 1))
    assert mean_failures(1.0, probability, most) == pytest.approx(expected)


@given(st.integers(1, 4), st.floats(0.01, 0.95), st.integers(1, 6))
def test_failures_before_several_successes_follow_the_negative_binomial(successes, probability, most):
    mass, total, spent = (1 - probability) ** successes, 0.0, 0.0
    for count in range(most):
        total += count * mass
        spent += mass
        mass *= probability * (successes + count) / (count + 1)
    assert mean_failures(successes, probability, most) == pytest.approx(total + most * (1 - spent))


def test_a_rejection_repeats_what_lies_between_its_target_and_itself():
    flow = process(stage("a", 1), stage("b", 1), stage("c", 1, rework=rule("b", 0.5, 0.4, 1)), stage("d", 1))
    assert effort_factors(flow) == pytest.approx((1.0, 1.2, 1.2, 1.0))


def test_a_parallel_branch_that_depends_on_the_target_is_repeated_too():
    flow = process(
        stage("a", 1),
        stage("b", 1, predecessors=["a"], rework=rule("a", 0.5, 1.0, 1)),
        stage("c", 1, predecessors=["a"]),
        stage("d", 1, predecessors=["b", "c"]),
    )
    assert effort_factors(flow) == pytest.approx((1.5, 1.5, 1.5, 1.0))


def drawn_visits(steps, draw):
    """Visits of each step of a chain, run as rules 10 of the page on execution say."""
    visits, rejections, at = [0] * len(steps), [0] * len(steps), 0
    while at < len(steps):
        visits[at] += 1
        one = steps[at].rework
        if one and rejections[at] < one.max_times and draw.random() < one.probability:
            rejections[at] += 1
            at = one.target
        else:
            at += 1
    return visits


def test_interlocking_rules_come_close_to_what_drawing_gives():
    flow = process(
        stage("a", 1),
        stage("b", 1, rework=rule("a", 0.3)),
        stage("c", 1),
        stage("d", 1, rework=rule("b", 0.4)),
        stage("e", 1, rework=rule("c", 0.2)),
    )
    draw = random.Random(1)
    count = 20_000
    totals = [0] * 5
    for _ in range(count):
        totals = [
            total + visits for total, visits in zip(totals, drawn_visits(flow.steps, draw), strict=True)
        ]
    assert effort_factors(flow) == pytest.approx([total / count for total in totals], rel=0.05)


def test_without_rules_nothing_is_repeated():
    flow = process(stage("a", 1), stage("b", 1, rework=rule("a", 0.0)))
    assert effort_factors(flow) == (1.0, 1.0)
    assert expected_rejections(flow) == {1: 0.0}
