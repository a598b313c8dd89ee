"""The constraint program holds every schedule there is, and none that the executor cannot follow."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from optimizer.schedule.constraint import decode
from optimizer.schedule.executor import execute
from optimizer.schedule.grid import Grid, common_axis, exact_slot, to_slots
from optimizer.schedule.model import ScheduleModel
from optimizer.schedule.objective import SCALE, Pricing, minimise_loss
from tests.optimizer.schedule.builders import (
    campaign,
    case_of,
    person,
    random_order,
    scenario,
    short_cases,
    stage,
)

seeds = st.integers(0, 10**6)
slots = st.sampled_from([1, 7, 30])


def solve(model):
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver, solver.solve(model.cp)


@given(short_cases(), seeds, slots)
@settings(max_examples=60)
def test_an_optimistic_grid_makes_nothing_later(case, seed, minutes):
    problem = case.problem
    grid = Grid(common_axis(problem), minutes, "optimistic")
    order = random_order(problem, seed)
    real, coarse = execute(problem, order), execute(to_slots(problem, grid), order)
    for moment, slot in zip(real.finish, coarse.finish, strict=True):
        assert slot <= grid.slot(moment)
        assert grid.earliest_moment(slot) <= moment


@given(short_cases(), seeds, slots)
@settings(max_examples=40)
def test_every_course_is_a_solution(case, seed, minutes):
    grid = Grid(common_axis(case.problem), minutes, "optimistic")
    problem = to_slots(case.problem, grid)
    course = execute(problem, random_order(problem, seed))
    model = ScheduleModel(problem)
    for variable, value in zip(model.start, course.start, strict=True):
        model.cp.add(variable == value)
    for variable, value in zip(model.end, course.finish, strict=True):
        model.cp.add(variable == value)
    for variable, value in zip(model.admission, course.admission, strict=True):
        model.cp.add(variable == value)
    for (task, pool), does in model.does.items():
        model.cp.add(does == len(set(pool).intersection(course.people[task])))
    assert solve(model)[1] in {cp_model.OPTIMAL, cp_model.FEASIBLE}


@given(short_cases(most_campaigns=2), slots)
@settings(max_examples=30)
def test_every_solution_can_be_carried_out(case, minutes):
    """Nothing ends later than the solver says when its order is carried out on the grid."""
    problem = to_slots(case.problem, Grid(common_axis(case.problem), minutes, "typical"))
    model = ScheduleModel(problem)
    model.cp.minimize(sum(model.launch(job.index) for job in problem.jobs))
    solver, status = solve(model)
    assert status == cp_model.OPTIMAL
    course = execute(problem, decode(model, solver))
    assert all(finish <= solver.value(end) for finish, end in zip(course.finish, model.end, strict=True))


@given(short_cases(), seeds)
@settings(max_examples=40)
def test_a_hint_is_a_solution(case, seed):
    problem = to_slots(case.problem, Grid(common_axis(case.problem), 5, "typical"))
    course = execute(problem, random_order(problem, seed))
    model = ScheduleModel(problem)
    model.hint(course)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.fix_variables_to_their_hinted_value = True
    assert solver.solve(model.cp) in {cp_model.OPTIMAL, cp_model.FEASIBLE}


@given(short_cases(), seeds)
@settings(max_examples=40)
def test_the_objective_is_never_above_the_loss(case, seed):
    problem, losses = case.problem, case.losses
    grid = Grid(common_axis(problem), exact_slot(problem, common_axis(problem)), "optimistic")
    order = random_order(problem, seed)
    real = losses.of(execute(problem, order))
    coarse = to_slots(problem, grid)
    course = execute(coarse, order)
    model = ScheduleModel(coarse)
    prices = Pricing(model, grid, losses).prices(real)
    minimise_loss(model, prices)
    for job in coarse.jobs:
        model.cp.add(model.launch(job.index) == course.launch(coarse, job.index))
    solver, status = solve(model)
    assert status == cp_model.OPTIMAL
    assert solver.objective_value <= SCALE * real


def test_a_fast_member_may_wait_through_a_break():
    """Ann needs 4 hours and is then on leave; bo needs 5: together they start at 9 on Monday and end at 15."""
    leave = [{"first": "2027-01-05", "last": "2027-01-08"}]
    people = [person("ann", {"craft": 4}, leave=leave), person("bo", {"craft": 2})]
    document = scenario(people, [campaign("a")], [stage("meet", 9, people=2)])
    problem = case_of(document).problem
    grid = Grid(common_axis(problem), exact_slot(problem, common_axis(problem)), "optimistic")
    model = ScheduleModel(to_slots(problem, grid))
    model.cp.minimize(model.launch(0))
    solver, _ = solve(model)
    assert solver.objective_value * grid.minutes == 9 * 60
    assert execute(problem, decode(model, solver)).finish == (1440 + 10 * 60,)


@pytest.mark.parametrize(("slot", "expected"), [(7, 1), (30, 30), (60, 30)])
def test_the_exact_slot_divides_everything(slot, expected):
    document = scenario(
        [person("ann", ["craft"])], [campaign("a")], [stage("do", slot / 60), stage("on", 0.5)]
    )
    problem = case_of(document).problem
    assert exact_slot(problem, common_axis(problem)) == expected


def test_many_short_breaks_are_spread_over_the_time_between():
    """Half days all year: no break by itself, and work takes twice as long on the common axis."""
    mornings = {"id": "half", "week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-12:00")}
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-15:00")
    people = [person("ann", ["craft"], calendar="half"), person("bo", ["craft"])]
    document = scenario(
        people, [campaign("a")], [stage("do", 3)], week=week, organisation={"calendars": [mornings]}
    )
    problem = case_of(document).problem
    typical = to_slots(problem, Grid(common_axis(problem), 30, "typical"))
    optimistic = to_slots(problem, Grid(common_axis(problem), 30, "optimistic"))
    assert typical.tasks[0].minutes == {0: 12, 1: 6}
    assert optimistic.tasks[0].minutes == {0: 6, 1: 6}
    assert len(typical.people[0].timeline.spans()) == 1
