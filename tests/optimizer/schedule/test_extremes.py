"""Very large, very small and very odd: right answers or named errors, and no search that never ends."""

import pytest

from optimizer.schedule import Unschedulable, make_schedule
from optimizer.schedule.course import order_of
from optimizer.schedule.executor import execute
from scenarios.document import SolverSettings
from tests.optimizer.schedule.builders import campaign, case_of, person, scenario, stage, workflow

QUICK = SolverSettings(schedule_seconds=0.5, workers=1)
CHAIN = [
    stage("brief", 1, "s0"),
    stage("copy", 2, "s1", predecessors=["brief"]),
    stage("draw", 3, "s2", predecessors=["brief"]),
    stage("sign", latency=2, predecessors=["copy", "draw"]),
    stage("set", 1, "s3", predecessors=["sign"]),
]


def people(count, skills):
    """People with one of the skills each, in turn."""
    return [person(f"p{number}", [f"s{number % skills}"]) for number in range(count)]


def held(case, schedule):
    """The times of a schedule by task, once they are those of its own order."""
    problem = case.problem
    tasks = {(task.job, task.step): task for task in schedule.tasks}
    number = {worker.id: worker.index for worker in problem.people}
    found = [
        tasks[problem.jobs[one.job].id, problem.jobs[one.job].process.steps[one.step].id]
        for one in problem.tasks
    ]
    team = [tuple(sorted(number[one] for one in task.people)) for task in found]
    admission = {job.job: job.admission for job in schedule.jobs}
    start = [task.start for task in found]
    course = execute(problem, order_of(problem, start, team, [admission[job.id] for job in problem.jobs]))
    assert list(course.finish) == [task.finish for task in found]
    return course


def test_five_thousand_tasks_are_scheduled_at_once():
    document = scenario(
        people(80, 4),
        [campaign(f"c{number}", due="2027-02-12") for number in range(1000)],
        CHAIN,
        horizon={"start": "2027-01-04", "periods": 40},
    )
    case = case_of(document)
    assert len(case.problem.tasks) == 5000
    held(case, make_schedule(document, case.workload, settings=QUICK))


def test_two_hundred_people_of_whom_one_can_do_everything():
    skills = [f"s{number}" for number in range(60)]
    team = [person("all", skills), *people(199, 4)]
    stages = [stage(skill, 1, skill) for skill in skills]
    workflows = [workflow("wide", stages), workflow("prep", CHAIN)]
    campaigns = [campaign("wide", workflow="wide", due="2027-02-26"), *(campaign(f"c{n}") for n in range(20))]
    document = scenario(team, campaigns, workflows=workflows)
    case = case_of(document)
    course = held(case, make_schedule(document, case.workload, settings=QUICK))
    for task in case.problem.tasks:
        if set(task.minutes) == {0}:
            assert course.people[task.index] == (0,)


def test_whoever_is_on_leave_all_year_does_nothing():
    away = [{"first": "2027-01-01", "last": "2028-12-31"}]
    document = scenario(
        [person("ann", ["craft"], leave=away), person("bo", ["craft"])], [campaign("a")], [stage("do", 8)]
    )
    case = case_of(document)
    assert held(case, make_schedule(document, case.workload, settings=QUICK)).people == ((1,),)
    alone = scenario([person("ann", ["craft"], leave=away)], [campaign("a")], [stage("do", 8)])
    with pytest.raises(Unschedulable) as refused:
        make_schedule(alone, case_of(alone).workload, settings=QUICK)
    assert [one.name.key.rsplit(".", 1)[1] for one in refused.value.conflicts] == ["out_of_time"]


def test_due_before_release_is_late_from_the_start_and_proven_so():
    document = scenario(
        [person("ann", ["craft"])],
        [campaign("a", due="2027-01-05", release="2027-01-12")],
        [stage("do", 8)],
    )
    case = case_of(document)
    proof = make_schedule(document, case.workload, settings=QUICK).proof
    assert proof.value == proof.bound == case.losses.at(0, case.problem.jobs[0].release + 18 * 60)


def test_nothing_to_do_is_done():
    document = scenario([person("ann", ["craft"])], [], [stage("do", 8)])
    case = case_of(document)
    assert make_schedule(document, case.workload, settings=QUICK).proof.value == 0
