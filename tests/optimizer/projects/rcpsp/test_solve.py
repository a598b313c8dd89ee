"""What the door promises: repeatable budgets, limits, cancellation, sizes at the edge."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.projects.rcpsp import Project, check, solve
from scenarios.errors import UserError
from scenarios.progress import Cancellation
from tests.optimizer.projects.rcpsp.strategies import projects


def crowded(size, seed=1):
    """A project whose optimum no simple bound reaches."""
    draw = random.Random(seed)
    lengths = tuple(draw.randint(1, 9) for _ in range(size))
    demands = tuple((draw.randint(0, 7), draw.randint(0, 7)) for _ in range(size))
    links = tuple(
        tuple(sorted({draw.randint(i + 1, size - 1) for _ in range(2)})) if i + 1 < size else ()
        for i in range(size)
    )
    return Project("crowded", (10, 10), lengths, demands, links)


@pytest.mark.parametrize("budget", [1, 300, 20_000])
def test_a_budget_gives_the_same_schedule_for_any_number_of_threads(budget):
    project = crowded(40)
    one, two, again = (solve(project, budget=budget, workers=workers, seed=3) for workers in (1, 2, 2))
    assert one == two == again
    assert check(project, one.starts) == ()
    assert budget <= one.schedules <= budget + 1000


def test_seeds_lead_to_different_schedules():
    project = crowded(40)
    assert len({solve(project, budget=500, seed=seed).starts for seed in range(5)}) > 1


def test_more_budget_is_never_worse_than_the_first_part():
    project = crowded(60)
    makespans = [solve(project, budget=budget).makespan for budget in (3, 50_000)]
    assert makespans[1] <= makespans[0]


@settings(max_examples=15)
@given(projects(most=20), st.integers(0, 2**40))
def test_every_schedule_by_the_clock_can_be_kept(project, seed):
    found = solve(project, seconds=0.05, seed=seed)
    assert check(project, found.starts) == ()
    assert found.bound <= found.makespan == project.makespan(found.starts)


def test_time_counts_in_the_common_unit_of_durations():
    project = crowded(30)
    slow = Project(
        "slow",
        project.capacities,
        tuple(480 * length for length in project.durations),
        project.demands,
        project.successors,
    )
    found, scaled = solve(project, budget=5000), solve(slow, budget=5000)
    assert scaled.makespan == 480 * found.makespan
    assert scaled.starts == tuple(480 * start for start in found.starts)


def test_nothing_to_do_and_nothing_that_takes_time():
    assert solve(Project("empty", (), (), (), ())).makespan == 0
    idle = solve(Project("idle", (1,), (0, 0), ((5,), (0,)), ((1,), ())), budget=10)
    assert (idle.starts, idle.makespan, idle.bound) == ((0, 0), 0, 0)


def test_large_capacities_and_no_resources():
    huge = 2**59
    project = Project("huge", (huge, 1), (3, 4), ((huge, 0), (1, 1)), ((), ()))
    assert solve(project, budget=10).makespan == 7
    free = Project("free", (), (3, 4), ((), ()), ((), ()))
    assert solve(free, budget=10).makespan == 4


def test_more_slots_than_the_search_can_hold_are_refused():
    project = Project("geological", (1,), (10**9, 10**9 + 1), ((1,), (1,)), ((), ()))
    with pytest.raises(UserError, match="coarser unit"):
        solve(project)


def test_without_any_time_there_is_a_schedule_all_the_same():
    project = crowded(30)
    found = solve(project, seconds=0)
    assert check(project, found.starts) == ()


def test_cancelling_ends_the_search():
    with pytest.raises(Cancellation):
        solve(crowded(60), seconds=60, cancelled=lambda: True)


def test_progress_rises_and_tells_makespan_and_bound():
    seen = []
    solve(crowded(60), budget=200_000, progress=lambda share, message: seen.append((share, message)))
    shares = [share for share, _ in seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(message.values["bound"] <= message.values["makespan"] for _, message in seen)


def test_five_thousand_activities_in_a_row_and_side_by_side():
    size = 5000
    chain = Project("chain", (1,), (1,) * size, ((1,),) * size, (*((i + 1,) for i in range(size - 1)), ()))
    assert solve(chain, budget=3).status == "optimal"
    heap = Project("heap", (7,), (1,) * size, ((1,),) * size, ((),) * size)
    assert solve(heap, budget=3).makespan == -(-size // 7)
