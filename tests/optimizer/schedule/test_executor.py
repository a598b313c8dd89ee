"""The executor against a plain simulation, minute by minute, and against its own promises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.schedule.course import Order, order_of
from optimizer.schedule.executor import Deadlock, execute, settle
from tests.optimizer.schedule.builders import (
    campaign,
    case_of,
    person,
    random_order,
    scenario,
    short_cases,
    stage,
)
from tests.optimizer.schedule.minutes import act_out

seeds = st.integers(0, 10**6)


@given(short_cases(), seeds)
@settings(max_examples=30)
def test_the_executor_does_what_minutes_do(case, seed):
    problem = case.problem
    order = random_order(problem, seed)
    course = execute(problem, order)
    admission, ready, start, finish = act_out(problem, order)
    tasks = range(len(problem.tasks))
    assert list(course.admission) == [admission[job.index] for job in problem.jobs]
    assert list(course.ready) == [ready[task] for task in tasks]
    assert list(course.start) == [start[task] for task in tasks]
    assert list(course.finish) == [finish[task] for task in tasks]


@given(short_cases(), seeds)
def test_settling_makes_nothing_later_and_keeps_its_own_order(case, seed):
    problem = case.problem
    order = random_order(problem, seed)
    course, settled = execute(problem, order), settle(problem, order)
    assert all(after <= before for after, before in zip(settled.finish, course.finish, strict=True))
    own = order_of(problem, settled.start, settled.people, settled.admission)
    assert execute(problem, own) == settled


def two_jobs(**organisation):
    people = [person("ann", ["craft"]), person("bo", ["draw"])]
    stages = [stage("draft", 2), stage("art", 3, "draw")]
    return case_of(
        scenario(people, [campaign("a"), campaign("b")], stages, organisation=organisation)
    ).problem


def test_work_pauses_at_lunch_and_overnight():
    """2 h from 9, 3 h from 11 with lunch; the second job is 2 h later on draft, and its art waits for bo."""
    course = execute(two_jobs(), Order(((0, 2), (1, 3)), (0, 1)))
    clock = [(start / 60, finish / 60) for start, finish in zip(course.start, course.finish, strict=True)]
    assert clock == [(9, 11), (11, 15), (11, 14), (15, 18)]
    assert course.admission == (0, 0)


def test_the_wip_limit_holds_the_second_job_back():
    course = execute(two_jobs(wip_limit=1), Order(((0, 2), (1, 3)), (0, 1)))
    assert course.admission == (0, 15 * 60)
    assert course.start[2] == 15 * 60


def test_an_order_against_the_precedences_locks():
    with pytest.raises(Deadlock) as caught:
        execute(two_jobs(wip_limit=1), Order(((2, 0), (1, 3)), (0, 1)))
    assert set(caught.value.tasks) == {0, 1, 2, 3}


def test_no_head_is_overtaken():
    """Bo's first task is the second job's: the first job's art is ready at 11 and waits all the same."""
    course = execute(two_jobs(), Order(((0, 2), (3, 1)), (0, 1)))
    assert course.start[1] == course.finish[3]


def test_coinciding_admissions_are_ranked_by_index():
    """B, released on Tuesday, is first in the queue; A could be admitted on Monday and is, once both are ranked."""
    people = [person("ann", ["craft"])]
    document = scenario(
        people,
        [campaign("a"), campaign("b", release="2027-01-05")],
        [stage("draft", 1)],
        organisation={"wip_limit": 2},
    )
    problem = case_of(document).problem
    order = Order(((1, 0),), (1, 0))
    assert execute(problem, order).admission == (1440, 1440)
    assert settle(problem, order).admission == (0, 1440)
