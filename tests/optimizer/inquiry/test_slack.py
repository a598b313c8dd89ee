"""Slack against the plan carried out with a task that takes longer, minute by minute where need be."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.inquiry.slack import MOST, Slacks, lengthened
from optimizer.schedule.course import order_of
from optimizer.schedule.executor import execute, settle
from scenarios.worktime import CalendarExhausted
from tests.optimizer.schedule.builders import random_order, short_cases


def carried_out(problem, course, task, more):
    tasks = list(problem.tasks)
    tasks[task] = lengthened(problem, tasks[task], more)
    order = order_of(problem, course.start, course.people, course.admission)
    try:
        return execute(replace(problem, tasks=tuple(tasks)), order)
    except CalendarExhausted:
        return None


def on_time(problem, before, after):
    return after is not None and all(
        after.launch(problem, job.index) <= max(job.target, before.launch(problem, job.index))
        for job in problem.jobs
    )


def moves_nothing(problem, before, after, task):
    return on_time(problem, before, after) and all(
        after.start[other] == before.start[other] for other in range(len(before.start)) if other != task
    )


@given(short_cases(), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_slack_is_the_most_that_a_task_may_take_longer(case, seed):
    problem = case.problem
    course = settle(problem, random_order(problem, seed))
    slacks = Slacks(problem, course)
    for task in range(len(problem.tasks)):
        found = slacks.of(task)
        assert 0 <= found.free <= found.total <= MOST
        assert on_time(problem, course, carried_out(problem, course, task, found.total))
        assert moves_nothing(problem, course, carried_out(problem, course, task, found.free), task)
        if found.total < MOST:
            assert not on_time(problem, course, carried_out(problem, course, task, found.total + 1))
        if found.free < MOST:
            assert not moves_nothing(
                problem, course, carried_out(problem, course, task, found.free + 1), task
            )
