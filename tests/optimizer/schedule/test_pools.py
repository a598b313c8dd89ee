"""People who cannot be told apart: pooled, every schedule stays a schedule, and every number has a name in the end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from optimizer.schedule.constraint import decode
from optimizer.schedule.executor import execute
from optimizer.schedule.grid import Grid, common_axis, exact_slot, to_slots
from optimizer.schedule.model import ScheduleModel
from optimizer.schedule.pools import alike, crews, each_alone, name_people
from tests.optimizer.schedule.builders import campaign, case_of, person, random_order, scenario, stage


@st.composite
def twins(draw):
    """Three people of one kind and a specialist, two short campaigns."""
    hours = st.integers(1, 6).map(float)
    leave = draw(st.sampled_from([[], [{"first": "2027-01-06", "last": "2027-01-06"}]]))
    people = [person(name, {"craft": 2}, leave=leave) for name in ("ann", "bo", "cy")]
    people.append(person("di", {"craft": draw(st.sampled_from([2, 4])), "draw": 2}))
    stages = [
        stage("draft", draw(hours)),
        stage("art", draw(hours), "draw"),
        stage("meet", draw(hours), people=draw(st.sampled_from([1, 2, 3]))),
    ]
    return case_of(
        scenario(people, [campaign("a", due="2027-01-05"), campaign("b", due="2027-01-05")], stages)
    )


def in_slots(case):
    problem = case.problem
    axis = common_axis(problem)
    return to_slots(problem, Grid(axis, exact_slot(problem, axis), "optimistic"))


def solve(model):
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver, solver.solve(model.cp)


def least_sum(problem, pools):
    model = ScheduleModel(problem, pools)
    model.cp.minimize(sum(model.launch(job.index) for job in problem.jobs))
    solver, status = solve(model)
    assert status == cp_model.OPTIMAL
    return model, solver


def test_the_three_are_a_pool_and_the_specialist_is_none():
    people = [*(person(name, {"craft": 2}) for name in ("ann", "bo", "cy")), person("di", {"craft": 4})]
    problem = case_of(scenario(people, [campaign("a")], [stage("draft", 3)])).problem
    assert alike(problem) == ((0, 1, 2), (3,))


@given(twins())
@settings(max_examples=15)
def test_pooled_and_alone_have_the_same_optimum_which_can_be_carried_out(case):
    problem = in_slots(case)
    assert len(alike(problem)) < len(each_alone(problem))
    model, solver = least_sum(problem, alike(problem))
    assert solver.objective_value == least_sum(problem, each_alone(problem))[1].objective_value
    course = execute(problem, decode(model, solver))
    assert sum(course.launch(problem, job.index) for job in problem.jobs) <= solver.objective_value


@given(twins(), st.integers(0, 10**6))
@settings(max_examples=15)
def test_every_course_is_a_solution_and_a_hint_with_pools(case, seed):
    problem = in_slots(case)
    course = execute(problem, random_order(problem, seed))
    model = ScheduleModel(problem, alike(problem))
    model.hint(course)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.fix_variables_to_their_hinted_value = True
    assert solver.solve(model.cp) in {cp_model.OPTIMAL, cp_model.FEASIBLE}


@given(twins(), st.integers(0, 10**6))
@settings(max_examples=15)
def test_no_course_has_more_of_a_crew_at_work_than_there_are(case, seed):
    problem = case.problem
    course = execute(problem, random_order(problem, seed))
    for crew in crews(problem):
        for moment in {course.start[task] for task in crew.tasks}:
            running = [task for task in crew.tasks if course.start[task] <= moment < course.finish[task]]
            assert sum(problem.tasks[task].people for task in running) <= len(crew.people)
            assert all(set(problem.tasks[task].minutes) <= crew.people for task in running)


def test_names_are_given_without_overlap():
    pool = (4, 7)
    counts = {(0, pool): 1, (1, pool): 1, (2, pool): 2}
    assert name_people(counts, [0, 3, 9], [5, 9, 12]) == {0: (4,), 1: (7,), 2: (4, 7)}


def test_more_than_the_pool_has_is_refused():
    with pytest.raises(ValueError, match="task 1 takes 2 of a pool in which 1 are free"):
        name_people({(0, (4, 7)): 1, (1, (4, 7)): 2}, [0, 3], [5, 9])
