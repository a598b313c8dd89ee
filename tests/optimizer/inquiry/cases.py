"""Tiny cases for questions, and what trying everything says about them."""

from itertools import chain, combinations, permutations, product
from math import comb, prod

from hypothesis import strategies as st

from benchmarks.inquiry_cases import case_of
from optimizer.inquiry.facts import Promise
from optimizer.schedule.course import Order
from optimizer.schedule.executor import Deadlock, execute
from optimizer.schedule.problem import compile_problem
from scenarios.worktime import CalendarExhausted
from tests.optimizer.schedule.builders import campaign, person, scenario, stage, workflow
from tests.optimizer.schedule.truth import linear_extensions

MOST_TEAMS = 100
LEAVE = [{"first": "2027-01-05", "last": "2027-01-06"}]


@st.composite
def tiny_cases(draw):
    """Two campaigns of two or three tasks on two people, due so soon that most are late."""
    hours = st.integers(3, 14).map(float)
    people = [
        person(
            "ann", {"craft": draw(st.integers(1, 3)), "draw": 2}, leave=draw(st.sampled_from([[], LEAVE]))
        ),
        person("bo", {"craft": 2}),
    ]
    stages = [
        stage("draft", draw(hours)),
        stage("art", draw(hours), draw(st.sampled_from(["craft", "draw"]))),
    ]
    if draw(st.booleans()):
        stages.append(
            draw(
                st.sampled_from(
                    [
                        stage("meet", 4, people=2),
                        stage("print", latency=5),
                        stage("sign", approvers=["head"]),
                        stage("polish", 4, level=2),
                    ]
                )
            )
        )
    campaigns = [
        campaign(
            name,
            due=draw(st.sampled_from(["2027-01-06", "2027-01-07", "2027-01-09"])),
            release=draw(st.sampled_from([None, "2027-01-05"])),
            prerequisites=["a"] if name == "b" and draw(st.sampled_from([False, False, True])) else [],
        )
        for name in ("a", "b")
    ]
    return case_of(
        scenario(
            people,
            campaigns,
            workflows=[workflow("prep", stages)],
            organisation={
                "wip_limit": draw(st.sampled_from([None, 1])),
                "approvers": [{"id": "head", "name": "Head", "latency": 6, "department": "other"}],
                "handoff": {"default": draw(st.sampled_from([0, 2]))},
            },
        )
    )


def every_course(problem):
    """The courses of all orders of all work on all teams, in all sequences of admissions."""
    work = [task.index for task in problem.tasks if task.people]
    queued = [job.index for job in problem.jobs if problem.queues(job.index)]
    before = {task.index: {one for one, _ in task.predecessors} for task in problem.tasks}
    orders = {tuple(task for task in order if task in work) for order in linear_extensions(before)}
    choices = [combinations(problem.tasks[task].minutes, problem.tasks[task].people) for task in work]
    for team in product(*choices):
        people = dict(zip(work, team, strict=True))
        for order, queue in product(orders, permutations(queued)):
            sequences = tuple(
                tuple(task for task in order if one in people[task]) for one in range(len(problem.people))
            )
            try:
                yield execute(problem, Order(sequences, queue))
            except (Deadlock, CalendarExhausted):
                continue


def is_small(scenario, workload):
    """Whether there are few enough courses to try them all."""
    problem = compile_problem(workload, scenario.risks)
    return prod(comb(len(task.minutes), task.people) for task in problem.tasks if task.people) <= MOST_TEAMS


def can_keep(scenario, workload, due):
    """Whether some course of everything keeps all promises."""
    problem = compile_problem(workload, scenario.risks)
    jobs = {job.campaign: job.index for job in problem.jobs}
    return any(
        all(course.launch(problem, jobs[one]) <= minute for one, minute in due.items())
        for course in every_course(problem)
    )


def due_of(case, facts):
    return {one.campaign: case.targets[one.campaign].minute for one in facts if isinstance(one, Promise)}


def subsets(items):
    """All proper subsets, the smallest first."""
    return map(frozenset, chain.from_iterable(combinations(items, size) for size in range(len(items))))
