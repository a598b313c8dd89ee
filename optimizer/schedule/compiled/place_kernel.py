# mypy: disable-error-code="no-any-return"
"""Tasks put on the board, taken off it and put back."""

from optimizer.schedule.compiled.bookings_kernel import add, remove
from optimizer.schedule.compiled.calendar_kernel import delayed
from optimizer.schedule.compiled.layout_kernel import FOREVER, NOW, SEATS, Board, Model, Taste, Work
from optimizer.schedule.compiled.seats_kernel import seat_one, seat_team
from scenarios.compiled import in_place


@in_place
def eligible_at(model: Model, board: Board, job: int) -> int:
    """When the job is released and everything that it waits for has launched."""
    jobs, moment = model.jobs, max(model.jobs.release[job], model.numbers[NOW])
    for at in range(jobs.before_first[job], jobs.before_first[job + 1]):
        moment = max(moment, board.finish[jobs.launch[jobs.before[at]]])
    return moment


@in_place
def ready_at(model: Model, board: Board, task: int) -> int:
    """When the task may start as far as its job is concerned; its predecessors are placed and its job is admitted."""
    tasks, moment = model.tasks, -FOREVER
    if tasks.arc_first[task] == tasks.arc_first[task + 1]:
        moment = board.admission[tasks.job[task]]
    for at in range(tasks.arc_first[task], tasks.arc_first[task + 1]):
        ready = delayed(
            model.lines,
            tasks.arc_line[at],
            tasks.arc_meeting[at],
            board.finish[tasks.arc_task[at]],
            tasks.arc_minutes[at],
        )
        moment = max(moment, ready)
    return max(moment, model.numbers[NOW])


@in_place
def place(model: Model, board: Board, work: Work, taste: Taste, task: int, ready: int) -> int:
    """Put a task at or after ``ready``, and book its people; its finish, or FOREVER, where nothing is booked."""
    work.tally[1] += 1
    if ready >= FOREVER:
        return FOREVER
    people = model.tasks.people[task]
    if people == 0:
        board.start[task] = ready
        board.finish[task] = _end_of_delay(model, task, ready)
        return board.finish[task]
    if people == 1:
        finish = seat_one(model, board, work, taste, task, ready)
    else:
        finish = seat_team(model, board, work, taste, task, ready)
    if finish < FOREVER:
        board.finish[task] = finish
        book(model, board, task)
    return finish


@in_place
def _end_of_delay(model: Model, task: int, ready: int) -> int:
    tasks, end = model.tasks, ready
    for at in range(tasks.delay_first[task], tasks.delay_first[task + 1]):
        through = delayed(
            model.lines, tasks.delay_line[at], tasks.delay_meeting[at], ready, tasks.delay_minutes[at]
        )
        end = max(end, through)
    return end


@in_place
def book(model: Model, board: Board, task: int) -> None:
    """Book the people of a task as its seats say."""
    first = task * model.numbers[SEATS]
    for seat in range(first, first + model.tasks.people[task]):
        add(board, board.seat[seat], board.since[seat], board.until[seat], task)


@in_place
def free(model: Model, board: Board, task: int) -> None:
    """Free the people of a task."""
    first = task * model.numbers[SEATS]
    for seat in range(first, first + model.tasks.people[task]):
        remove(board, board.seat[seat], board.since[seat])
