"""Tiny projects against trying every list: search, bounds, solver."""

import pytest
from hypothesis import given, settings

from optimizer.projects.rcpsp import Project, ProjectSchedule, check, solve
from optimizer.projects.rcpsp.bounds import destructive_bound, simple_bound
from optimizer.projects.rcpsp.packing import pack
from optimizer.projects.rcpsp.proof import Effort, prove
from scenarios.plan import Status
from tests.optimizer.projects.rcpsp.strategies import projects, serial, shortest


@settings(max_examples=60)
@given(projects(most=6))
def test_search_and_bounds_bracket_the_optimum(project):
    best = shortest(project)
    found = solve(project, budget=600)
    assert check(project, found.starts) == ()
    assert project.makespan(found.starts) == found.makespan == best
    assert simple_bound(project) <= found.bound <= best
    assert (found.status is Status.OPTIMAL) == (found.bound == best)


@settings(max_examples=25)
@given(projects(most=6))
def test_the_solver_proves_the_optimum(project):
    best = shortest(project)
    starts = serial(project, project.order)
    found = prove(project, starts, simple_bound(project), Effort(5.0, 1, 1), lambda: False)
    assert found.bound == best
    assert found.starts is not None
    assert check(project, found.starts) == ()
    assert project.makespan(found.starts) == best


@settings(max_examples=20)
@given(projects(most=12, durations=6))
def test_list_search_alone_reaches_what_the_solver_proves(project):
    by_list = solve(project, budget=4000)
    proven = solve(project, seconds=10.0)
    assert proven.status is Status.OPTIMAL
    assert by_list.makespan == proven.makespan
    assert by_list.bound <= proven.bound


@given(projects(most=7))
def test_no_time_below_the_optimum_is_refuted_twice(project):
    packed, best = pack(project), shortest(project)
    assert destructive_bound(packed, simple_bound(project), best) <= best
    assert destructive_bound(packed, simple_bound(project), best + 7 * packed.unit) <= best


def test_energy_refutes_what_path_and_work_do_not():
    """Three activities of two slots hold two of three units: one at a time, though 4 slots would hold the work."""
    project = Project("energy", (3,), (2, 2, 2), ((2,), (2,), (2,)), ((), (), ()))
    assert simple_bound(project) == 4
    assert destructive_bound(pack(project), 4, 6) == 6


@pytest.mark.parametrize("gap", [0, 3])
def test_status_is_optimal_only_at_the_bound(gap):
    found = ProjectSchedule((0,), 10, 10 - gap, 1)
    assert found.status is (Status.FEASIBLE if gap else Status.OPTIMAL)
    assert found.proof.gap == gap / 10
