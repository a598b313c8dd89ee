"""What is settled stands in the constraint program as it stands in the executor."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from optimizer.schedule.constraint import decode
from optimizer.schedule.course import Order
from optimizer.schedule.executor import execute, settle
from optimizer.schedule.fixed import Fixed, Settled
from optimizer.schedule.grid import Grid, common_axis, exact_slot, to_slots
from optimizer.schedule.model import ScheduleModel
from optimizer.schedule.pools import alike, each_alone
from tests.optimizer.schedule.builders import random_order, short_cases

seeds = st.integers(0, 10**6)


def begun(problem, course, moment):
    """The problem at a moment of a course: whatever has started is settled, with what it will take."""
    tasks = {
        task.index: Settled(
            course.ready[task.index],
            course.start[task.index],
            course.finish[task.index],
            course.people[task.index],
            {one: task.minutes[one] for one in course.people[task.index]},
        )
        for task in problem.tasks
        if course.ready[task.index] <= course.start[task.index] < moment
    }
    admissions = {job: when for job, when in enumerate(course.admission) if when < moment}
    return replace(problem, fixed=Fixed(moment, tasks, admissions))


def order_from_now_on(problem, seed):
    """A random order of what is not settled."""
    order = random_order(problem, seed)
    fixed = problem.fixed
    return Order(
        tuple(tuple(task for task in one if task not in fixed.tasks) for one in order.sequences),
        tuple(job for job in order.admissions if job not in fixed.admissions),
    )


def cut(case, seed, share):
    course = settle(case.problem, random_order(case.problem, seed))
    last = max(course.finish)
    return begun(case.problem, course, round(share * last))


@given(short_cases(), seeds, seeds, st.floats(0, 1), st.sampled_from([1, 7, 30]), st.booleans())
@settings(max_examples=60)
def test_every_course_from_a_status_on_is_a_solution(case, seed, other, share, minutes, pooled):
    grid = Grid(common_axis(case.problem), minutes, "optimistic")
    problem = to_slots(cut(case, seed, share), grid)
    course = execute(problem, order_from_now_on(problem, other))
    model = ScheduleModel(problem, alike(problem) if pooled else each_alone(problem))
    model.hint(course)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.fix_variables_to_their_hinted_value = True
    assert solver.solve(model.cp) in {cp_model.OPTIMAL, cp_model.FEASIBLE}


@given(short_cases(), seeds, seeds, st.floats(0, 1), st.sampled_from([1, 7, 30]))
@settings(max_examples=40)
def test_the_grid_makes_nothing_later_from_a_status_on(case, seed, other, share, minutes):
    problem = cut(case, seed, share)
    grid = Grid(common_axis(problem), minutes, "optimistic")
    order = order_from_now_on(problem, other)
    real, coarse = execute(problem, order), execute(to_slots(problem, grid), order)
    for moment, slot in zip(real.finish, coarse.finish, strict=True):
        assert slot <= grid.slot(moment)


@given(short_cases(most_campaigns=2), seeds, st.floats(0, 1))
@settings(max_examples=25)
def test_the_optimum_from_a_status_on_can_be_carried_out_and_moves_nothing_settled(case, seed, share):
    problem = cut(case, seed, share)
    grid = Grid(common_axis(problem), exact_slot(problem, common_axis(problem)), "optimistic")
    model = ScheduleModel(to_slots(problem, grid))
    model.cp.minimize(sum(model.launch(job.index) for job in problem.jobs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    course = settle(problem, decode(model, solver))
    for index, settled in problem.fixed.tasks.items():
        assert (course.start[index], course.finish[index]) == (settled.start, settled.finish)
    for task in problem.tasks:
        if task.index not in problem.fixed.tasks:
            assert course.start[task.index] >= problem.fixed.moment
