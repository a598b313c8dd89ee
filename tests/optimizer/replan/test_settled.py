"""What is settled on the board, in the executor and for `verify`."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.replan_cases import (
    SETTINGS,
    START,
    UnderWay,
    first_plan,
    random_case,
    random_scenario,
)
from optimizer.replan import Options
from optimizer.schedule.board import Board
from optimizer.schedule.bounds import earliest
from optimizer.schedule.course import order_of
from optimizer.schedule.executor import execute, settle
from optimizer.schedule.fixed import Fixed, Settled
from optimizer.schedule.greedy import build
from optimizer.schedule.problem import compile_problem
from optimizer.verify import verify
from scenarios.actuals import as_planned
from tests.optimizer.schedule.builders import campaign, case_of, person, scenario, short_cases, stage


def cut(case, moment):
    """The greedy course of a case, and the problem in which what had begun by a moment is settled."""
    course = settle(case.problem, build(case.problem, 3.0).order())
    tasks = {
        task.index: Settled(
            course.ready[task.index],
            course.start[task.index],
            course.finish[task.index],
            course.people[task.index],
            {one: task.minutes[one] for one in course.people[task.index]},
        )
        for task in case.problem.tasks
        if course.start[task.index] < moment
    }
    admissions = {job: admission for job, admission in enumerate(course.admission) if admission < moment}
    fixed = Fixed(moment, tasks, admissions)
    return course, compile_problem(case.workload, case.scenario.risks, fixed=fixed)


moments = st.integers(1, 9 * 1440)


@given(short_cases(), moments)
@settings(max_examples=40)
def test_an_order_carried_on_from_anywhere_ends_as_it_would_have(case, moment):
    course, problem = cut(case, moment)
    again = execute(problem, order_of(problem, course.start, course.people, course.admission))
    assert again.start == course.start
    assert again.finish == course.finish
    assert again.people == course.people
    assert again.admission == course.admission


@given(short_cases(), moments, st.integers(0, 3))
@settings(max_examples=40)
def test_nothing_moves_that_is_settled_and_nothing_else_starts_before(case, moment, weighting):
    course, problem = cut(case, moment)
    board = build(problem, float(weighting))
    found = settle(problem, board.order())
    for task in problem.tasks:
        if task.index in problem.fixed.tasks:
            assert found.start[task.index] == board.start[task.index] == course.start[task.index]
            assert found.people[task.index] == course.people[task.index]
        else:
            assert found.start[task.index] >= moment
            assert board.start[task.index] >= moment
    for spans in held(problem, found).values():
        assert all(after[0] >= before[1] for before, after in pairwise(spans))


@given(short_cases(), moments)
@settings(max_examples=30)
def test_the_bound_from_where_work_stands_is_below_every_course(case, moment):
    course, problem = cut(case, moment)
    times = earliest(problem)
    assert all(bound <= real for bound, real in zip(times.finish, course.finish, strict=True))


def held(problem, course):
    """By person, the spans of tasks of some length, rising."""
    spans = {}
    for task in problem.tasks:
        for one in course.people[task.index]:
            spans.setdefault(one, []).append((course.start[task.index], course.finish[task.index]))
    return {one: sorted(found) for one, found in spans.items()}


def two_jobs(fixed):
    people = [person("ann", ["craft"]), person("bo", ["draw"])]
    stages = [stage("draft", 2), stage("art", 3, "draw")]
    case = case_of(scenario(people, [campaign("a"), campaign("b")], stages))
    return compile_problem(case.workload, case.scenario.risks, fixed=fixed)


def test_work_goes_around_what_is_frozen():
    """Ann is to be at b's draft from 10 to 12: two hours from 9 do not fit before, so that a's begin at 12."""
    fixed = Fixed(9 * 60, {2: Settled(600, 600, 720, (0,), {0: 120})}, {1: 0})
    problem = two_jobs(fixed)
    board = Board(problem)
    board.insert(1, lambda _: 0.0)
    board.insert(0, lambda _: 0.0)
    assert board.start[0] == 13 * 60
    assert settle(problem, board.order()).start[0] == 13 * 60


def test_people_may_have_done_two_things_at_once():
    fixed = Fixed(
        15 * 60,
        {0: Settled(0, 540, 900, (0,)), 2: Settled(0, 600, 960, (0,))},
        {0: 0, 1: 0},
    )
    problem = two_jobs(fixed)
    assert dict(problem.fixed.busy) == {0: ((900, 960),)}
    course = settle(problem, build(problem, 0.0).order())
    assert course.start[1] == 15 * 60
    assert course.start[3] == 18 * 60 or course.start[3] >= course.finish[1]


@pytest.fixture(scope="module")
def replanned():
    case = random_case(2)
    return case.replanned()


def tampered(found, index, **changes):
    """The plan with one task of its schedule changed."""
    schedule = found.plan.schedule
    tasks = list(schedule.tasks)
    tasks[index] = tasks[index].model_copy(update=changes)
    changed = schedule.model_copy(update={"tasks": tuple(tasks)})
    return found.plan.model_copy(update={"schedule": changed})


def test_verify_refuses_settled_steps_that_cannot_be(replanned):
    schedule = replanned.plan.schedule
    states, status = schedule.standing.states, schedule.standing.status
    done = next(n for n, one in enumerate(schedule.tasks) if states.get((one.job, one.step)) == "done")
    codes = {one.code for one in verify(replanned.scenario, tampered(replanned, done, finish=status + 1))}
    assert "not_a_fact" in codes
    codes = {one.code for one in verify(replanned.scenario, tampered(replanned, done, start=status + 1))}
    assert "not_a_fact" in codes


def test_verify_refuses_new_work_before_the_status(replanned):
    schedule = replanned.plan.schedule
    states, status = schedule.standing.states, schedule.standing.status
    moving = next(
        n for n, one in enumerate(schedule.tasks) if (one.job, one.step) not in states and one.people
    )
    codes = {one.code for one in verify(replanned.scenario, tampered(replanned, moving, start=status - 60))}
    assert "starts_early" in codes


def test_verify_refuses_facts_of_jobs_that_were_never_admitted(replanned):
    schedule = replanned.plan.schedule
    standing = schedule.standing.model_copy(update={"admitted": ()})
    plan = replanned.plan.model_copy(update={"schedule": schedule.model_copy(update={"standing": standing})})
    assert "not_admitted" in {one.code for one in verify(replanned.scenario, plan)}


def test_frozen_work_is_told_with_the_reason_when_it_cannot_be_held():
    """The whole plan is late: what was frozen behind work that is not done yet is freed."""
    document = random_scenario(4)
    plan = first_plan(document)
    actuals = as_planned(plan.schedule, 0).model_copy(update={"status": 4 * 1440})
    case = UnderWay(document, plan, actuals, START, (), Options(frozen_days=5, settings=SETTINGS))
    found = case.replanned()
    assert found.freed
    assert {one.reason for one in found.freed} <= {"late", "away", "unqualified", "busy", "not_admitted"}
    assert verify(found.scenario, found.plan) == ()
