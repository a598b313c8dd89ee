"""Reasons cover the time before a start without gaps, and whatever is blamed is indeed in the way."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.inquiry.blame import critical_chain, reasons
from optimizer.schedule.course import order_of
from optimizer.schedule.executor import execute, settle
from tests.optimizer.schedule.builders import (
    campaign,
    case_of,
    person,
    random_order,
    scenario,
    short_cases,
    stage,
)


@given(short_cases(), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_reasons_lead_up_to_the_start_without_gaps(case, seed):
    problem = case.problem
    course = settle(problem, random_order(problem, seed))
    for task in range(len(problem.tasks)):
        found = reasons(problem, course, task)
        assert found[-1].until == course.start[task]
        assert all(one.since <= one.until for one in found)
        assert all(one.until == other.since for one, other in pairwise(found))


@given(short_cases(), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_chains_go_back_in_time_to_a_release(case, seed):
    problem = case.problem
    course = settle(problem, random_order(problem, seed))
    for job in problem.jobs:
        chain = critical_chain(problem, course, job.index)
        assert chain[0].task == problem.launch_task(job.index)
        starts = [course.start[link.task] for link in chain]
        assert starts == sorted(starts, reverse=True)
        assert len({link.task for link in chain}) == len(chain)


@given(short_cases(), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_without_whoever_is_busy_the_task_starts_earlier(case, seed):
    """Nobody but the blamed person holds the task up: with that person's earlier work at nothing, it starts earlier."""
    problem = case.problem
    course = settle(problem, random_order(problem, seed))
    order = order_of(problem, course.start, course.people, course.admission)
    for task in problem.tasks:
        for reason in reasons(problem, course, task.index):
            if reason.why == "busy" and task.people == problem.tasks[reason.task].people == 1:
                sequences = tuple(
                    tuple(one for one in line if one != reason.task) for line in order.sequences
                )
                tasks = list(problem.tasks)
                tasks[reason.task] = replace(tasks[reason.task], people=0, minutes={})
                freed = replace(problem, tasks=tuple(tasks))
                assert execute(freed, replace(order, sequences=sequences)).start[task.index] < reason.until


def test_each_kind_of_reason_is_named():
    leave = [{"first": "2027-01-05", "last": "2027-01-05"}]
    document = scenario(
        [person("ann", ["craft"], leave=leave)],
        [campaign("a"), campaign("b", release="2027-01-07"), campaign("c")],
        [stage("draft", 8), stage("next", 3), stage("sign", approvers=["head"])],
        organisation={
            "approvers": [{"id": "head", "name": "Head", "latency": 2, "department": "other"}],
            "handoff": {"default": 1},
            "wip_limit": 2,
        },
    )
    problem = case_of(document).problem
    course = settle(problem, random_order(problem, 1))
    found = {one.why for task in range(len(problem.tasks)) for one in reasons(problem, course, task)}
    assert {"closed", "predecessor", "handoff", "leave", "busy", "status", "wip"} <= found
