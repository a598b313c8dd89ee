"""The parts of the staffing search: envelopes by points, linear programs with other bounds, the tree."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.allocation.clock import Clock
from optimizer.allocation.solver import maximise
from optimizer.staffing.linear import Interrupted, LinearProgram
from optimizer.staffing.points import corners_of, draw_points, weights_of
from optimizer.staffing.problem import make_staffing
from optimizer.staffing.search import StaffSearch
from optimizer.staffing.tree import Tree
from optimizer.staffing.worth import hour_worths, program_at
from scenarios.money import MINOR_PER_UNIT
from tests.optimizer.staffing.cases import campaign, random_case, scenario, worker

LINES = st.lists(
    st.tuples(st.integers(0, 50).map(float), st.integers(0, 400).map(float)), min_size=1, max_size=9
)


@settings(max_examples=200, deadline=None)
@given(LINES, st.integers(1, 60).map(float), st.floats(0, 1))
def test_corners_are_those_of_the_lowest_lines(lines, upper, share):
    spend, height = corners_of(tuple(lines), upper)
    at = share * upper
    lowest = min(intercept + slope * at for slope, intercept in lines)
    assert (spend[0], spend[-1]) == (0, upper)
    assert np.all(np.diff(spend) > 0)
    assert np.interp(at, spend, height) == pytest.approx(lowest, rel=1e-9, abs=1e-7)
    weights = weights_of(spend, at)
    assert weights.sum() == pytest.approx(1)
    assert weights @ spend == pytest.approx(at)


def search_of(case, seconds=20):
    return StaffSearch(make_staffing(case), 1e-6, Clock(seconds))


@pytest.mark.parametrize("seed", [1, 2])
def test_changed_bounds_give_what_a_fresh_solve_gives(seed):
    search = search_of(random_case(seed))
    program = draw_points(search.staffed.model, search.outlines).program.relaxed()
    linear = LinearProgram(program)
    for variable in [*search.staffed.units[::4], *list(search.staffed.model.decision.run.values())[:3]]:
        bounds = {variable: (0.0, 0.0)}
        fresh = maximise(program.fixed({variable: 0.0}), 10.0)
        assert linear.solve(bounds, 10.0).objective == pytest.approx(fresh.objective, rel=1e-6)
    assert linear.solve({}, 10.0).objective == pytest.approx(maximise(program, 10.0).objective, rel=1e-6)


def test_an_impossible_program_is_told_from_one_without_time():
    search = search_of(random_case(1))
    linear = LinearProgram(draw_points(search.staffed.model, search.outlines).program)
    run = next(iter(search.staffed.model.decision.run.values()))
    assert linear.solve({run: (2.0, 3.0)}, 10.0) is None
    assert issubclass(Interrupted, Exception)


@pytest.mark.parametrize("seed", [1, 3, 5])
def test_the_tree_ends_at_the_optimum_of_the_program(seed):
    search = search_of(random_case(seed))
    program = draw_points(search.staffed.model, search.outlines).program
    truth = maximise(program, 30.0, 1e-9).objective
    linear = LinearProgram(program)
    tree = Tree(linear, linear.solve({}, 10.0), search.ranks())
    bounds = [tree.bound]
    while tree.expand(10.0):
        bounds.append(tree.bound)
        assert bounds[-1] <= bounds[-2] + 1e-6 * abs(truth)
        assert tree.bound >= truth - 1e-6 * abs(truth)
    assert tree.bound == pytest.approx(truth, rel=1e-6)


def test_the_worth_of_an_hour_is_what_another_hour_brings():
    """Freelancers at 30 an hour do what is missing: an hour more of craft saves 30 while any of them is needed."""
    option = {
        "id": "f", "name": "f", "skills": {"craft": 2}, "department": "all", "cost_per_hour": 30,
        "hours_per_month": 400, "lead_time_weeks": 0,
    }  # fmt: skip
    both = [campaign("big", 20_000, [("craft", 160)]), campaign("small", 9_000, [("craft", 160)])]
    search = search_of(scenario(both, [worker("ann")], staffing={"freelance": [option]}))
    best = search.run().best
    given = (search.staffing, search.staffed, search.outlines, best.settled.split, best.units)
    worths = {(one.skill, one.period): one.worth for one in hour_worths(*given)}
    base = maximise(program_at(*given), 10.0).objective
    for (kind, period), row in search.staffed.model.decision.supply.items():
        program = program_at(*given)
        held = program.rows[row]
        program.rows[row] = type(held)(held.terms, held.lower - 1, held.upper, held.requirement)
        gained = maximise(program, 10.0).objective - base
        assert worths[kind.skill, period] == pytest.approx(gained * MINOR_PER_UNIT, abs=0.01)
    assert max(worths.values()) == pytest.approx(30 * MINOR_PER_UNIT)
