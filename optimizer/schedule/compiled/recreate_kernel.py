# mypy: disable-error-code="no-any-return"
"""Jobs that were taken out are put back in another order."""

from optimizer.schedule.compiled.draws_kernel import below, uniform, within
from optimizer.schedule.compiled.insert_kernel import extend, insert, resume, take_off
from optimizer.schedule.compiled.layout_kernel import (
    NONE,
    NOW,
    PACE,
    SEATS,
    WIP_LIMIT,
    Board,
    Model,
    Taste,
    Work,
)
from optimizer.schedule.compiled.place_kernel import book
from optimizer.schedule.compiled.room_kernel import enter
from optimizer.schedule.compiled.ruin_kernel import WHOLE
from scenarios.compiled import in_place

BIASES = 1 << 20
BIAS_STEP = float(1 << 25)
"""More minutes than any schedule has: jobs one after the other."""
BY_JOB, LEAD_FIRST, BY_START, BY_TARGET = range(4)


@in_place
def arrange(model: Model, work: Work, lead: int, count: int, todo: int) -> None:
    """Sort ``todo`` in a random way: job by job (``lead`` first or not), about as before, or by latest start."""
    way = below(work.random, 4)
    if model.numbers[WIP_LIMIT] and way > LEAD_FIRST:
        way -= 2
    for at in range(count):
        _bias(model, work, work.chosen[at], way, lead)
    for at in range(todo):
        work.key[work.todo[at]] = _key(model, work, work.todo[at], way)
    for at in range(1, todo):
        task, place = work.todo[at], at
        while place > 0 and work.key[work.todo[place - 1]] > work.key[task]:
            work.todo[place] = work.todo[place - 1]
            place -= 1
        work.todo[place] = task


@in_place
def _bias(model: Model, work: Work, job: int, way: int, lead: int) -> None:
    """By how much a job comes sooner or later, and from when on it is put back; its prerequisites have their bias."""
    jobs = model.jobs
    if way <= LEAD_FIRST:
        bias = 1.0 + below(work.random, BIASES)
        if way == LEAD_FIRST and job == lead:
            bias = 0.0
        for at in range(jobs.before_first[job], jobs.before_first[job + 1]):
            if work.taken[jobs.before[at]]:
                bias = max(bias, work.bias[jobs.before[at]] + 1.0)
        work.bias[job] = bias
    else:
        work.bias[job] = (uniform(work.random) - 0.5) * 5.0 * model.numbers[PACE]
    work.hold[job] = model.numbers[NOW]
    if below(work.random, 8) == 0:
        slack = model.tasks.latest[jobs.order[jobs.task_first[job]]] - jobs.release[job]
        if slack > 0:
            work.hold[job] = max(work.hold[job], jobs.release[job] + within(work.random, slack))


@in_place
def _key(model: Model, work: Work, task: int, way: int) -> float:
    """Where a task comes; what it comes after has its key."""
    tasks, jobs, job = model.tasks, model.jobs, model.tasks.job[task]
    if way <= LEAD_FIRST:
        key = work.bias[job] * BIAS_STEP + work.was_start[task]
    elif way == BY_START:
        key = work.was_start[task] + work.bias[job] + (uniform(work.random) - 0.5) * model.numbers[PACE]
    else:
        key = tasks.latest[task] + work.bias[job] - uniform(work.random) * jobs.urgency[job]
    for at in range(tasks.arc_first[task], tasks.arc_first[task + 1]):
        if work.out[tasks.arc_task[at]]:
            key = max(key, work.key[tasks.arc_task[at]] + 0.001)
    if tasks.arc_first[task] == tasks.arc_first[task + 1]:
        for at in range(jobs.before_first[job], jobs.before_first[job + 1]):
            if work.out[jobs.launch[jobs.before[at]]]:
                key = max(key, work.key[jobs.launch[jobs.before[at]]] + 0.001)
    return key


@in_place
def put_back(model: Model, board: Board, work: Work, taste: Taste, todo: int) -> bool:
    """Put all of ``todo`` back in its order; nothing of it is booked where that fails."""
    if not model.numbers[WIP_LIMIT]:
        return extend(model, board, work, taste, 0, todo) != NONE
    first = 0
    while first < todo:
        job, last = model.tasks.job[work.todo[first]], first
        while last < todo and model.tasks.job[work.todo[last]] == job:
            last += 1
        if work.since[job] == WHOLE:
            placed = insert(model, board, work, taste, first, last)
        else:
            placed = resume(model, board, work, taste, first, last)
        if not placed:
            take_off(model, board, work, 0, first)
            return False
        first = last
    return True


@in_place
def restore(model: Model, board: Board, work: Work, count: int, todo: int) -> None:
    """Put everything as it was; nothing of ``todo`` is booked."""
    for at in range(todo):
        task = work.todo[at]
        board.start[task], board.finish[task] = work.was_start[task], work.was_finish[task]
        first = task * model.numbers[SEATS]
        for seat in range(first, first + model.tasks.people[task]):
            board.seat[seat] = work.was_seat[seat]
            board.since[seat], board.until[seat] = work.was_since[seat], work.was_until[seat]
        book(model, board, task)
    for at in range(count):
        job = work.chosen[at]
        board.admission[job] = work.was_admission[job]
        enter(model, board, job)
