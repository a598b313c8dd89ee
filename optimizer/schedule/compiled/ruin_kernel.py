# mypy: disable-error-code="no-any-return"
"""Which jobs to take out: a late one and others that hold the people it waited for, whole or from some moment on."""

from optimizer.schedule.compiled.bookings_kernel import owner
from optimizer.schedule.compiled.calendar_kernel import position_of
from optimizer.schedule.compiled.draws_kernel import below, uniform, within
from optimizer.schedule.compiled.layout_kernel import (
    FOREVER,
    JOB_COUNT,
    NONE,
    PACE,
    SEATS,
    Board,
    Model,
    Work,
)
from optimizer.schedule.compiled.place_kernel import free, ready_at
from optimizer.schedule.compiled.room_kernel import leave
from scenarios.compiled import in_place

WHOLE = -FOREVER
TRIES = 40
"""Random probes for jobs that stand in the way."""


@in_place
def choose(model: Model, board: Board, work: Work, most: int, total: int) -> int:
    """Choose up to ``most`` jobs and whatever waits for them, the late one first; how many. ``total`` is lost now."""
    job = _late_job(model, board, work, total)
    work.chosen[0], work.taken[job], work.since[job] = job, 1, WHOLE
    if below(work.random, 3) == 0:
        work.since[job] = board.start[_some_task(model, work, job)]
    count, wanted = 1, 1 + below(work.random, most)
    for _ in range(TRIES):
        if count >= wanted:
            break
        place = below(work.random, count) if below(work.random, 4) == 0 else 0
        count = _add_blocker(model, board, work, work.chosen[place], count)
    return _add_dependents(model, board, work, count)


@in_place
def _late_job(model: Model, board: Board, work: Work, total: int) -> int:
    """A job at random, mostly in proportion to its loss."""
    count = model.numbers[JOB_COUNT]
    if total > 0 and below(work.random, 10) < 7:
        left = uniform(work.random) * total
        for job in range(count):
            left -= board.loss[job]
            if left < 0:
                return job
    return below(work.random, count)


@in_place
def _some_task(model: Model, work: Work, job: int) -> int:
    first = model.jobs.task_first[job]
    return first + below(work.random, model.jobs.task_first[job + 1] - first)


@in_place
def _add_blocker(model: Model, board: Board, work: Work, job: int, count: int) -> int:
    """Add a job that holds somebody whom ``job`` could have used, if a random probe hits one; how many there are."""
    task = _some_task(model, work, job)
    if model.tasks.people[task] == 0:
        return count
    first = model.tasks.who_first[task]
    person = model.tasks.who[first + below(work.random, model.tasks.who_first[task + 1] - first)]
    line, ready, pace = model.people.line[person], ready_at(model, board, task), model.numbers[PACE]
    low = position_of(model.lines, line, ready - pace)
    high = position_of(model.lines, line, board.finish[task])
    if low >= high:
        return count
    other = owner(board, person, low + within(work.random, high - low))
    if other == NONE or work.taken[model.tasks.job[other]]:
        return count
    since, way = WHOLE, below(work.random, 3)
    if way == 1:
        since = board.start[other]
    elif way == 2:
        since = min(board.start[other], ready) - below(work.random, pace + 1)
    taken = model.tasks.job[other]
    work.chosen[count], work.taken[taken], work.since[taken] = taken, 1, since
    return count + 1


@in_place
def _add_dependents(model: Model, board: Board, work: Work, count: int) -> int:
    """Whatever waits for a launch that is taken out is taken out as a whole; how many jobs there are then."""
    jobs, at = model.jobs, 0
    while at < count:
        job = work.chosen[at]
        at += 1
        if board.start[jobs.launch[job]] < work.since[job]:
            continue
        for place in range(jobs.after_first[job], jobs.after_first[job + 1]):
            later = jobs.after[place]
            if not work.taken[later]:
                work.chosen[count], work.taken[later] = later, 1
                count += 1
            elif work.since[later] != WHOLE:
                at = 0
            work.since[later] = WHOLE
    return count


@in_place
def take_out(model: Model, board: Board, work: Work, count: int) -> int:
    """Take the chosen jobs out, prerequisites first, and remember how they were; how many tasks are ``todo``."""
    _by_rank(model, work, count)
    jobs, todo = model.jobs, 0
    for at in range(count):
        job, before = work.chosen[at], todo
        work.was_admission[job] = board.admission[job]
        for place in range(jobs.task_first[job], jobs.task_first[job + 1]):
            task = jobs.order[place]
            if board.start[task] >= work.since[job] and not model.tasks.fixed[task]:
                work.todo[todo], work.out[task] = task, 1
                todo += 1
                _remember(model, board, work, task)
                free(model, board, task)
        if todo > before:
            leave(model, board, job)
    return todo


@in_place
def _by_rank(model: Model, work: Work, count: int) -> None:
    for at in range(1, count):
        job, place = work.chosen[at], at
        while place > 0 and model.jobs.rank[work.chosen[place - 1]] > model.jobs.rank[job]:
            work.chosen[place] = work.chosen[place - 1]
            place -= 1
        work.chosen[place] = job


@in_place
def _remember(model: Model, board: Board, work: Work, task: int) -> None:
    work.was_start[task], work.was_finish[task] = board.start[task], board.finish[task]
    first = task * model.numbers[SEATS]
    for seat in range(first, first + model.tasks.people[task]):
        work.was_seat[seat] = board.seat[seat]
        work.was_since[seat], work.was_until[seat] = board.since[seat], board.until[seat]
