"""Insertion on a board: the earliest slot there is, room under the WIP limit, and nothing left behind."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.schedule.board import Board
from optimizer.schedule.executor import execute, settle
from optimizer.schedule.greedy import WEIGHTINGS, build
from optimizer.schedule.teams import earliest_slot
from optimizer.schedule.wip import windows
from tests.optimizer.schedule.builders import short_cases

spans = st.dictionaries(
    st.integers(0, 9), st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda one: (one[0], sum(one)))
)


@given(spans, st.integers(1, 4), st.integers(0, 30))
def test_windows_are_where_one_more_job_fits(in_progress, limit, earliest):
    found = list(windows(in_progress, limit, earliest))
    for minute in range(earliest, 60):
        running = sum(start <= minute < end for start, end in in_progress.values())
        inside = any(first <= minute < last for first, last in found)
        assert inside == (running < limit)
    assert all(before[1] < after[0] for before, after in pairwise(found))


def test_without_a_limit_there_is_always_room():
    assert len(list(windows({1: (0, 5)}, None, 3))) == 1


def brute_slot(task, ready, board, problem):
    """The earliest finish over all moments and teams."""
    for moment in range(ready, ready + 60_000):
        best = None
        for team in combinations(task.minutes, task.people):
            timelines = [problem.people[one].timeline for one in team]
            if not all(timeline.is_open(moment) for timeline in timelines):
                continue
            finish = max(
                line.advance(moment, task.minutes[one]) for line, one in zip(timelines, team, strict=True)
            )
            if all(free(board, one, moment, finish) for one in team):
                best = min(best or finish, finish)
        if best is not None:
            return moment, best
    raise AssertionError


def free(board, person, start, finish):
    tasks = [task for task, team in enumerate(board.team) if person in team]
    return all(board.finish[task] <= start or board.start[task] >= finish for task in tasks)


@given(short_cases(), st.integers(0, 8000))
@settings(max_examples=40)
def test_a_team_meets_at_the_first_moment_possible(case, ready):
    problem = case.problem
    board = build(problem, 1.0)
    for task in problem.tasks:
        if task.people > 1:
            start, finish, team = earliest_slot(task, ready, board.bookings, lambda _: 0.0)
            assert len(set(team)) == task.people
            first, soonest = brute_slot(task, ready, board, problem)
            assert start >= first
            assert all(free(board, one, start, finish) for one in team)
            if start == first:
                assert finish == soonest
        elif task.people:
            start, finish, (who,) = earliest_slot(task, ready, board.bookings, lambda _: 0.0)
            alone = [brute_finish(board, problem, task, one, ready) for one in task.minutes]
            assert finish == min(alone)
            assert free(board, who, start, finish)


def brute_finish(board, problem, task, person, ready):
    timeline = problem.people[person].timeline
    for moment in range(ready, ready + 60_000):
        if timeline.is_open(moment):
            finish = timeline.advance(moment, task.minutes[person])
            if free(board, person, moment, finish):
                return finish
    raise AssertionError


@given(short_cases(), st.sampled_from(WEIGHTINGS))
@settings(max_examples=60)
def test_every_rule_gives_a_schedule_that_can_be_carried_out(case, weighting):
    """Carried out without delay, nothing is later than on the board."""
    board = build(case.problem, weighting)
    course = execute(case.problem, board.order())
    assert all(real <= planned for real, planned in zip(course.finish, board.finish, strict=True))
    settled = settle(case.problem, board.order())
    assert all(real <= planned for real, planned in zip(settled.finish, board.finish, strict=True))


@given(short_cases())
def test_a_job_given_up_leaves_nothing_behind(case):
    board = Board(case.problem)
    assert not board.insert(case.problem.job_order[0], lambda _: 0.0, lambda _: True)
    assert all(booking.gap(0, 60) == 0 for booking in board.bookings)


@given(short_cases())
def test_a_course_loads_as_it_is(case):
    problem = case.problem
    course = settle(problem, build(problem, 1.0).order())
    board = Board(problem)
    board.load(course)
    assert settle(problem, board.order()) == course
    assert [board.launch(job.index) for job in problem.jobs] == [
        course.launch(problem, job.index) for job in problem.jobs
    ]
