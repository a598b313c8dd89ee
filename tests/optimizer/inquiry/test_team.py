"""What a team can lose by trying everybody, and how even a load is by its definition."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.inquiry.advice import cross_training
from optimizer.inquiry.fairness import Load, evenness, gini, loads
from optimizer.inquiry.judging import Effort
from optimizer.inquiry.resilience import bus_factors, without
from optimizer.schedule import make_schedule
from scenarios.document import SolverSettings
from tests.optimizer.inquiry.cases import can_keep, tiny_cases
from tests.optimizer.inquiry.test_repairs import busy_case


@given(tiny_cases())
@settings(max_examples=8, deadline=None)
def test_bus_factors_by_enumeration(case):
    kept = case.promising([one for one in case.targets if can_keep_alone(case, one)][:1])
    if not kept.promised:
        return
    for factor in bus_factors(kept, Effort()):
        holders = [one.id for one in case.scenario.organisation.everyone() if factor.skill in one.skills]
        assert list(factor.holders) == holders

        def broken(people):
            return not can_keep(kept.scenario, without(kept.needed(), people), kept.due())

        assert not impossible(kept, factor.skill, factor.stops[1:])
        assert impossible(kept, factor.skill, factor.stops)
        assert broken(factor.breaks)
        smaller = combinations(holders, len(factor.breaks) - 1)
        assert not any(broken(people) for people in smaller)


def can_keep_alone(case, campaign):
    alone = case.promising([campaign])
    return can_keep(alone.scenario, alone.needed(), alone.due())


def impossible(case, skill, people):
    steps = [
        step
        for job in without(case.needed(), people).jobs
        for step in job.process.steps
        if step.skill == skill
    ]
    return any(len(step.qualified) < step.people for step in steps)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8))
def test_gini_is_half_the_mean_difference_over_the_mean(values):
    total = sum(values)
    pairs = sum(abs(one - other) for one in values for other in values)
    expected = pairs / (2 * len(values) * total) if total else 0.0
    assert gini(values) == pytest.approx(expected, abs=1e-12)


def test_loads_add_up_to_the_plan():
    case = busy_case()
    plan = make_schedule(case.scenario, case.workload, settings=SolverSettings(schedule_seconds=0.2))
    found = loads(case, plan.people_minutes)
    assert sum(one.planned for one in found) == sum(plan.people_minutes.values())
    ann, bo = found
    assert bo.contract - ann.contract == 2 * 8 * 60
    even = {one.skill: one for one in evenness(case, found)}
    assert even["draw"].people == 1
    assert even["draw"].gini == 0
    assert even["craft"].mean == pytest.approx((ann.utilisation + bo.utilisation) / 2)


def test_nobody_there_has_no_utilisation():
    assert Load("ann", 0, 0).utilisation is None


def test_training_makes_a_skill_last_longer():
    case = busy_case().promising(["b"])
    factors = bus_factors(case, Effort())
    advice = cross_training(case, factors, effort=Effort(), seconds=0.2)
    assert [(one.training.person, one.training.skill) for one in advice] == [("bo", "draw")]
    assert advice[0].stops_later == 1
    assert advice[0].worth.money >= 0
