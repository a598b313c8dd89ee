"""At no prices and on no slots is the relaxation above a schedule: people, teams, delays, meetings, prerequisites."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.schedule.bound import lower_bound
from optimizer.schedule.bound.ascent import PHASES, Ascent, Effort
from optimizer.schedule.bounds import critical_path_loss
from optimizer.schedule.executor import execute
from optimizer.schedule.fixed import Fixed, Settled
from optimizer.schedule.problem import compile_problem
from tests.optimizer.schedule.bound.cases import random_prices, relaxation, rounded
from tests.optimizer.schedule.builders import (
    campaign,
    case_of,
    person,
    random_order,
    scenario,
    short_cases,
    stage,
)
from tests.optimizer.schedule.test_optimum import tiny_cases
from tests.optimizer.schedule.truth import least_loss

seeds = st.integers(0, 10**6)
ROUNDING = 1e-6


def holds(case, problem, seed, slots=None):
    """Whether random prices, and prices on their way up from there, stay below the least loss of some schedules."""
    orders = (random_order(problem, seed + number) for number in range(12))
    loss = min(case.losses.of(execute(problem, order)) for order in orders)
    relaxed = relaxation(problem, case.losses, slots)
    ascent = Ascent(relaxed, float(loss + 1000), 1.0, None, lambda _value: True)
    _, value = ascent.climb(random_prices(relaxed, seed), PHASES[0], Effort(math.inf, 200))
    return value <= loss + ROUNDING * max(1.0, abs(value))


@given(short_cases(), seeds, st.sampled_from([7, 30, 60]), st.sampled_from([1, 2, 5]))
@settings(max_examples=60)
def test_any_prices_on_any_slots_bound_any_schedule(case, seed, minutes, per_bin):
    assert holds(case, case.problem, seed, rounded(case.problem, minutes, per_bin, last=20 * 1440))


@given(short_cases(), seeds)
@settings(max_examples=60)
def test_any_prices_on_the_slots_of_the_search_bound_any_schedule(case, seed):
    assert holds(case, case.problem, seed)


@given(tiny_cases())
@settings(max_examples=25)
def test_the_bound_is_below_the_best_of_all_orders(case):
    best = least_loss(case.problem, case.losses)
    found = lower_bound(case.problem, case.losses, iterations=120)
    assert critical_path_loss(case.problem, case.losses) <= found <= best


@given(short_cases(most_campaigns=2), seeds, st.integers(0, 8 * 1440))
@settings(max_examples=40)
def test_what_is_settled_keeps_the_bound_below_what_comes_of_it(case, seed, moment):
    """The begun part of a schedule is settled; the whole schedule still is one of those that are bounded."""
    problem = case.problem
    course = execute(problem, random_order(problem, seed))
    begun = {
        task.index: Settled(
            course.ready[task.index],
            course.start[task.index],
            course.finish[task.index],
            course.people[task.index],
        )
        for task in problem.tasks
        if course.start[task.index] < moment
    }
    admitted = {
        job.index: course.admission[job.index] for job in problem.jobs if course.admission[job.index] < moment
    }
    fixed = Fixed(moment, begun, admitted)
    settled = compile_problem(case.workload, case.scenario.risks, fixed=fixed)
    loss = case.losses.of(course)
    relaxed = relaxation(settled, case.losses)
    value = relaxed.read(random_prices(relaxed, seed)).value
    assert value <= loss + ROUNDING * max(1.0, abs(value))


HEAD = {"id": "head", "name": "head", "latency": 3}
SIGNED = [stage("draft", 6.0), {"id": "sign", "name": "sign", "approvers": ["head"]}, stage("art", 9.0)]


@pytest.mark.parametrize("every_days", [1, 2, 5])
@pytest.mark.parametrize("in_person", [False, True])
def test_meetings_and_signatures_in_person(every_days, in_person):
    head = {**HEAD, "meeting": {"every_days": every_days, "at": "16:00"}}
    if in_person:
        head |= {"person": "ann", "effort": 2}
    people = [person("ann", {"craft": 1}), person("bo", {"craft": 2})]
    campaigns = [campaign("a", due="2027-01-05"), campaign("b", due="2027-01-06", value=500.0)]
    case = case_of(scenario(people, campaigns, SIGNED, organisation={"approvers": [head]}))
    best = least_loss(case.problem, case.losses)
    found = lower_bound(case.problem, case.losses, iterations=150)
    assert critical_path_loss(case.problem, case.losses) <= found <= best


@given(short_cases(), seeds)
@settings(max_examples=30)
def test_the_reading_is_a_supergradient(case, seed):
    """The relaxation is concave in the prices: every reading's tangent lies above all others."""
    relaxed = relaxation(case.problem, case.losses)
    here, there = random_prices(relaxed, seed), random_prices(relaxed, seed + 1)
    one, other = relaxed.read(here), relaxed.read(there)
    tangent = one.value + np.sum((there.work - here.work) * one.excess.work)
    tangent += np.sum((there.links - here.links) * one.excess.links)
    assert other.value <= tangent + ROUNDING * max(1.0, abs(tangent), abs(one.value))
