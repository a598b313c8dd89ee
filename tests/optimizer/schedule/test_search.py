"""Compiled search keeps its books straight, agrees with the plain board, and only ever improves."""

import json
import os
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.marketing_plans import marketing_plan
from optimizer.schedule import make_schedule
from optimizer.schedule.board import Board
from optimizer.schedule.bounds import critical_path_loss, earliest, shortest_spans, tails
from optimizer.schedule.compiled import Annealing, first_chain, flatten
from optimizer.schedule.compiled.calendar_kernel import opening_of, position_of
from optimizer.schedule.compiled.chain import empty_chain
from optimizer.schedule.compiled.first import BY_SCARCITY
from optimizer.schedule.compiled.flat_lines import LineBook
from optimizer.schedule.compiled.layout_kernel import SEATS
from optimizer.schedule.executor import execute, settle
from optimizer.schedule.fixed import Fixed, Settled
from optimizer.schedule.greedy import WEIGHTINGS, DoesNotFit, build, insert_all, priorities, ranked
from optimizer.schedule.limits import Limits, TimeBudget, WorkBudget
from optimizer.schedule.problem import compile_problem
from optimizer.verify.idle import idle_violations
from optimizer.verify.schedule import (
    _complete,
    _ScheduleCheck,
    completeness_violations,
    promised_work,
    schedule_violations,
)
from scenarios.document import SolverSettings
from scenarios.progress import Cancellation
from scenarios.worktime import Timeline
from tests.optimizer.schedule.builders import (
    campaign,
    case_of,
    person,
    random_order,
    scenario,
    short_cases,
    stage,
)
from tests.optimizer.schedule.truth import least_loss

seeds = st.integers(0, 10**6)


def modelled(case):
    return flatten(case.problem, case.losses.rules)


def times(chain):
    """Start, finish and people of all tasks, and admissions."""
    problem, board = chain.problem, chain.board
    seats = board.seat.reshape(-1, chain.model.numbers[SEATS]).tolist()
    people = [tuple(sorted(seats[task.index][: task.people])) for task in problem.tasks]
    return board.start.tolist(), board.finish.tolist(), people, board.admission.tolist()


def searched(case, seed, moves=150, threads=1):
    first = first_chain(case.problem, modelled(case), 0.0, seed)
    search = Annealing(first, seed=seed, chains=2, threads=threads)
    search.run(WorkBudget(moves), 0, lambda _: None)
    return search, first.loss


@given(short_cases(), st.sampled_from(WEIGHTINGS))
@settings(max_examples=60)
def test_whole_jobs_go_where_the_plain_board_puts_them(case, weighting):
    board = build(case.problem, weighting)
    chain = first_chain(case.problem, modelled(case), weighting, 1)
    plain = board.start, board.finish, [tuple(sorted(team)) for team in board.team], board.admission
    assert times(chain) == plain
    assert chain.loss == sum(case.losses.at(job, board.launch(job)) for job in range(len(case.problem.jobs)))


@given(short_cases(), seeds)
@settings(max_examples=40)
def test_any_order_of_jobs_goes_where_the_plain_board_puts_it(case, seed):
    problem, rank = case.problem, {}
    for number, job in enumerate(case.workload.jobs):
        rank[job.index] = hash((seed, number))
    board, chain = Board(problem), empty_chain(problem, modelled(case), 1)
    insert_all(board, range(len(problem.jobs)), rank.__getitem__)
    assert chain.build(BY_SCARCITY, list(ranked(problem, range(len(problem.jobs)), rank.__getitem__))) == ()
    assert times(chain)[:2] == (board.start, board.finish)


def taken(chain):
    """Everybody's bookings."""
    board = chain.board
    return [
        [
            (int(board.booked_from[at]), int(board.booked_to[at]), int(board.booked_for[at]))
            for at in range(int(first), int(first) + int(count))
        ]
        for first, count in zip(board.first, board.booked, strict=True)
    ]


@given(short_cases(), seeds)
@settings(max_examples=40)
def test_bookings_agree_with_the_times_after_many_moves(case, seed):
    """Whatever was undone is undone: nobody does two things at once, and bookings are those of the times."""
    search, _ = searched(case, seed)
    problem = case.problem
    for chain in search._chains:
        start, finish, people, _ = times(chain)
        wanted = [[] for _ in problem.people]
        for task in problem.tasks:
            for one in people[task.index]:
                position = problem.people[one].timeline.open_before
                span = position(start[task.index]), position(finish[task.index])
                wanted[one].append((*span, task.index))
        assert taken(chain) == [sorted(spans) for spans in wanted]
        assert all(before[1] <= after[0] for spans in taken(chain) for before, after in pairwise(spans))


@given(short_cases(), seeds)
@settings(max_examples=40)
def test_the_best_order_is_worth_what_the_search_says_or_less_late(case, seed):
    search, before = searched(case, seed)
    best = search.best
    course = settle(case.problem, best.best_order())
    assert case.losses.of(course) <= int(best.best.loss[0]) <= before


@given(short_cases())
@settings(max_examples=20, deadline=None)
def test_every_plan_passes_the_check_that_knows_nothing_of_the_search(case):
    quick = SolverSettings(schedule_seconds=0.2, deterministic=True)
    schedule = make_schedule(case.scenario, case.workload, settings=quick)
    check = _ScheduleCheck(case.scenario, case.workload, schedule)
    assert not [*_complete(case.workload, schedule), *check.tasks(), *check.people()]
    assert not [*check.jobs(), *check.limit(), *idle_violations(case.workload, schedule, check.worked())]


def test_a_marketing_plan_is_improved_and_passes_the_check():
    """Leave, teams of two and twelve skills: the benchmark's generator at a tenth of its size."""
    plan = marketing_plan(campaigns=8, people=14)
    quick = SolverSettings(schedule_seconds=0.05, deterministic=True)
    schedule = make_schedule(plan.scenario, plan.workload, settings=quick)
    first = first_chain(plan.problem, flatten(plan.problem, plan.losses.rules), WEIGHTINGS[0], 1)
    assert schedule.proof.value <= first.loss
    work = promised_work(plan.scenario, plan.allocation)
    assert not completeness_violations(work, schedule)
    assert not schedule_violations(plan.scenario, work, schedule)
    again = marketing_plan(campaigns=8, people=14)
    assert again.scenario == plan.scenario


@given(short_cases(most_campaigns=2), seeds)
@settings(max_examples=15, deadline=None)
def test_tiny_plans_come_to_the_least_loss_or_near(case, seed):
    """Never below what trying everything finds."""
    work = sum(bool(task.people) for task in case.problem.tasks)
    if work > 4:
        return
    search, _ = searched(case, seed, moves=300)
    course = settle(case.problem, search.best.best_order())
    assert case.losses.of(course) >= least_loss(case.problem, case.losses)


@given(short_cases(), seeds)
@settings(max_examples=15)
def test_one_thread_or_two_give_the_same_order(case, seed):
    alone, together = searched(case, seed)[0], searched(case, seed, threads=2)[0]
    assert alone.best.best_order() == together.best.best_order()
    assert alone.moves == together.moves


def cut(case, moment):
    """The problem in which what had begun by a moment is settled."""
    course = settle(case.problem, build(case.problem, 3.0).order())
    tasks = {
        index: Settled(course.ready[index], begin, course.finish[index], course.people[index])
        for index, begin in enumerate(course.start)
        if begin < moment
    }
    admissions = {job: admission for job, admission in enumerate(course.admission) if admission < moment}
    return compile_problem(case.workload, case.scenario.risks, fixed=Fixed(moment, tasks, admissions))


@given(short_cases(), st.integers(1, 9 * 1440), seeds)
@settings(max_examples=60)
def test_what_is_settled_never_moves(case, moment, seed):
    """Inserted as on the plain board; after many moves the rest starts from the status on, beside what is settled."""
    problem = cut(case, moment)
    board, chain = build(problem, 3.0), first_chain(problem, flatten(problem, case.losses.rules), 3.0, 1)
    assert times(chain)[:2] == (board.start, board.finish)
    assert chain.board.admission.tolist() == board.admission
    search = Annealing(chain, seed=seed, chains=2, threads=1)
    search.run(WorkBudget(100), 0, lambda _: None)
    course = settle(problem, search.best.best_order())
    assert case.losses.of(course) <= int(search.best.best.loss[0]) <= chain.loss
    for task in problem.tasks:
        settled = problem.fixed.tasks.get(task.index)
        if settled:
            assert (course.start[task.index], course.finish[task.index]) == (settled.start, settled.finish)
        else:
            assert course.start[task.index] >= moment


def crowd():
    """Ten campaigns that want the same three people."""
    people = [person("ann", ["craft", "draw"]), person("bo", ["craft"]), person("cy", ["draw"])]
    stages = [stage("draft", 4), stage("art", 5, "draw"), stage("meet", 1, people=2)]
    campaigns = [
        campaign(
            f"c{n}",
            due=f"2027-01-{5 + n % 3:02}",
            lateness={"loss_per_day": 100 + 37 * n % 90, "decay_per_day": 0.01 * (n % 3)},
        )
        for n in range(10)
    ]
    return case_of(scenario(people, campaigns, stages))


def test_search_improves_a_crowded_plan():
    search, before = searched(crowd(), 1, moves=1500)
    assert int(search.best.best.loss[0]) < 0.9 * before


def test_the_least_loss_of_small_crowds_is_found():
    """Three jobs of two steps on two people: the search comes to what trying everything finds."""
    people = [person("ann", ["craft", "draw"]), person("bo", ["craft"])]
    stages = [stage("draft", 6), stage("art", 5, "draw")]
    losses = (10, 60, 90)
    campaigns = [campaign(f"c{n}", due="2027-01-05", lateness={"loss_per_day": losses[n]}) for n in range(3)]
    case = case_of(scenario(people, campaigns, stages))
    search, _ = searched(case, 1, moves=400)
    assert case.losses.of(settle(case.problem, search.best.best_order())) == least_loss(
        case.problem, case.losses
    )


def test_the_search_stops_at_the_bound():
    case = crowd()
    chain = first_chain(case.problem, modelled(case), 0.0, 1)
    pauses = []
    Annealing(chain, seed=1, chains=2, threads=1).run(WorkBudget(10**9), chain.loss, pauses.append)
    assert not pauses


def test_the_search_stops_when_asked_to():
    case = crowd()
    search = Annealing(first_chain(case.problem, modelled(case), 0.0, 1), seed=1, chains=2, threads=2)

    def pause(used):
        if used > 0.1:
            raise Cancellation

    with pytest.raises(Cancellation):
        search.run(WorkBudget(10_000), 0, pause)
    assert search.moves < 4_000


def test_jobs_for_which_there_is_no_time_are_named():
    campaigns = [campaign(name) for name in ("a", "b", "c")]
    case = case_of(scenario([person("ann", ["craft"])], campaigns, [stage("long", 1500)]))
    with pytest.raises(DoesNotFit) as plain:
        build(case.problem, 1.0)
    with pytest.raises(DoesNotFit) as compiled:
        first_chain(case.problem, modelled(case), 1.0, 1)
    assert compiled.value.jobs == plain.value.jobs


PROGRAM = """
import json
from tests.optimizer.schedule.test_search import crowd, searched
search, _ = searched(crowd(), 7, moves=300)
print(json.dumps([int(search.best.best.loss[0]), search.best.best_order().sequences]))
"""


def test_plain_python_gives_the_compiled_plan():
    plain = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    search, _ = searched(crowd(), 7, moves=300)
    loss, sequences = json.loads(plain.stdout)
    assert loss == int(search.best.best.loss[0])
    assert tuple(map(tuple, sequences)) == search.best.best_order().sequences


@given(short_cases(), seeds)
@settings(max_examples=60)
def test_no_course_beats_the_critical_path(case, seed):
    problem = case.problem
    course = execute(problem, random_order(problem, seed))
    first = earliest(problem)
    assert all(low <= real for low, real in zip(first.finish, course.finish, strict=True))
    assert all(low <= real for low, real in zip(first.admission, course.admission, strict=True))
    assert critical_path_loss(problem, case.losses) <= case.losses.of(course)
    for job, least in enumerate(shortest_spans(problem)):
        assert course.completion(problem, job) - course.admission[job] >= least
    for task, tail in zip(problem.tasks, tails(problem), strict=True):
        if tail is not None:
            assert course.launch(problem, task.job) - course.finish[task.index] >= tail


def test_prerequisites_come_first_whatever_the_priority():
    campaigns = [campaign("a", prerequisites=["b"]), campaign("b", prerequisites=["c"]), campaign("c")]
    problem = case_of(scenario([person("ann", ["craft"])], campaigns, [stage("do", 1)])).problem
    assert list(ranked(problem, range(3), lambda job: job)) == [2, 1, 0]


def test_what_should_have_started_already_is_the_more_pressing_the_more_it_costs():
    """Due at once: the dearer campaign comes first under every weighting but zero."""
    campaigns = [
        campaign("cheap", due="2027-01-04", lateness={"loss_per_day": 1}),
        campaign("dear", due="2027-01-04", lateness={"loss_per_day": 9}),
    ]
    problem = case_of(scenario([person("ann", ["craft"])], campaigns, [stage("do", 8)])).problem
    cheap, dear = priorities(problem, 1.0)
    assert dear < cheap
    cheap, dear = priorities(problem, 0.0)
    assert dear == cheap


class Clock:
    """A clock that moves a second whenever it is read."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        self.now += 1.0
        return self.now


def test_a_time_budget_follows_the_clock():
    budget = TimeBudget(10.0, Clock())
    assert [budget.used() for _ in range(3)] == pytest.approx([0.1, 0.2, 0.3])
    budget.spend(10**9, 1.0)
    assert budget.used() == pytest.approx(0.4)


def test_a_time_budget_makes_as_many_moves_as_fit_a_step():
    """A tenth of a second a step, at the pace of the last one; never less than a move."""
    budget = TimeBudget(10.0, Clock())
    budget.spend(100, 0.05)
    moves, then = budget.next_moves(0.5)
    assert moves == 200
    assert then == pytest.approx(0.51)
    budget.spend(100, 0.0)
    assert budget.next_moves(0.5)[0] == 400
    budget.spend(1, 60.0)
    assert budget.next_moves(0.5)[0] == 1


def test_a_work_budget_does_not():
    budget = WorkBudget(100)
    budget.spend(25, 0.0)
    assert budget.used() == budget.used() == 0.25
    assert budget.next_moves(0.25) == (4, pytest.approx(0.29))


def test_a_work_budget_is_used_up_exactly():
    budget, made = WorkBudget(1234), 0
    while (used := budget.used()) < 1:
        moves, then = budget.next_moves(used)
        budget.spend(moves, 0.0)
        made += moves
        assert budget.used() == pytest.approx(then)
    assert made == 1234


def test_limits_count_from_their_construction():
    limits = Limits(SolverSettings(schedule_seconds=10), Clock())
    left = [limits.seconds() for _ in range(12)]
    assert left[0] < 10
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
    assert limits.expired()


def test_counted_limits_never_ask_the_clock():
    def forbidden():
        if asked:
            pytest.fail("the clock was read")
        asked.append(True)
        return 0.0

    asked = []
    limits = Limits(SolverSettings(schedule_seconds=10, deterministic=True, workers=2), forbidden)
    assert limits.workers == 1
    assert not limits.expired()
    assert isinstance(limits.budget(0.5), WorkBudget)
    assert limits.solver_units(0.5) == limits.solver_units(1.0) / 2


def test_counted_limits_search_in_the_same_chains_on_any_number_of_threads():
    limits = [Limits(SolverSettings(deterministic=True, workers=workers)) for workers in (1, 2, 8)]
    assert [one.threads for one in limits] == [1, 2, 8]
    assert len({one.chains for one in limits}) == 1


@st.composite
def timelines(draw):
    """A timeline and parts of it, one that is torn and an empty one."""
    lengths = draw(st.lists(st.tuples(st.integers(1, 900), st.integers(0, 2000)), max_size=12))
    spans, moment = [], draw(st.integers(0, 500))
    for length, pause in lengths:
        spans.append((moment, moment + length))
        moment += length + pause
    whole = Timeline(spans)
    leaves = st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 3000)), max_size=3)
    parts = [whole.minus([(first, first + length) for first, length in draw(leaves)]) for _ in range(2)]
    return [
        *draw(st.permutations([whole, *parts])),
        Timeline((n, n + 7) for n in range(0, 900, 20)),
        Timeline(()),
    ]


@given(timelines(), st.lists(st.integers(0, 20_000), min_size=1, max_size=10))
def test_working_time_in_arrays_is_that_of_timelines(lines, moments):
    book = LineBook()
    numbers = [book.line(line) for line in lines]
    arrays = book.lines()
    for line, number in zip(lines, numbers, strict=True):
        for moment in moments:
            assert plainly(position_of, arrays, number, moment) == line.open_before(moment)
            if line.total:
                opening = plainly(opening_of, arrays, number, moment % line.total)
                assert line.is_open(opening)
                assert line.open_before(opening) == moment % line.total


def plainly(kernel, *arguments):
    """A kernel as plain Python."""
    return getattr(kernel, "py_func", kernel)(*arguments)
