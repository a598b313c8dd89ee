# mypy: disable-error-code="no-any-return"
"""Serial schedule generation (Kolisch 1996): tasks one by one in a given order, each where it finishes first.

A job that queues under the WIP limit goes in as a whole; the others' tasks may be interleaved. A generation is given up
as soon as the loss that is already certain exceeds what would be kept.
"""

from optimizer.schedule.compiled.layout_kernel import FOREVER, NONE, Board, Model, Taste, Work
from optimizer.schedule.compiled.loss_kernel import certain_loss
from optimizer.schedule.compiled.place_kernel import eligible_at, free, place, ready_at
from optimizer.schedule.compiled.room_kernel import enter, leave, next_room, room_ends
from scenarios.compiled import in_place


@in_place
def extend(model: Model, board: Board, work: Work, taste: Taste, first: int, last: int) -> int:
    """Place the tasks ``todo[first:last]``; ``last``, or NONE where one finds no place or what is lost is too much.

    In that case nothing of them stays booked.
    """
    for at in range(first, last):
        task = work.todo[at]
        job = model.tasks.job[task]
        if model.tasks.arc_first[task] == model.tasks.arc_first[task + 1]:
            _admit(model, board, job)
        ready = max(ready_at(model, board, task), work.hold[job])
        placed = place(model, board, work, taste, task, ready) < FOREVER
        if not placed or _is_too_much(model, board, work, task):
            take_off(model, board, work, first, at + 1 if placed else at)
            return NONE
    return last


@in_place
def _admit(model: Model, board: Board, job: int) -> None:
    """Admit a job that does not queue as soon as it is eligible."""
    if not model.jobs.queued[job] and not model.jobs.admitted[job]:
        board.admission[job] = eligible_at(model, board, job)


@in_place
def _is_too_much(model: Model, board: Board, work: Work, task: int) -> bool:
    """Whether more is certain to be lost than would be kept, now that the task is placed."""
    loss, job = certain_loss(model, board, task), model.tasks.job[task]
    if loss <= work.floor[job]:
        return False
    work.limit[1] += loss - work.floor[job]
    work.floor[job] = loss
    return work.limit[1] > work.limit[0]


@in_place
def take_off(model: Model, board: Board, work: Work, first: int, last: int) -> None:
    """Free the people of the tasks ``todo[first:last]``."""
    for at in range(first, last):
        free(model, board, work.todo[at])


@in_place
def insert(model: Model, board: Board, work: Work, taste: Taste, first: int, last: int) -> bool:
    """Place ``todo[first:last]``, all of a job that is not settled, at its earliest admission with room.

    Nothing stays booked where it finds no place or what is lost is too much.
    """
    job = model.tasks.job[work.todo[first]]
    if model.jobs.admitted[job] or not model.jobs.queued[job]:
        return resume(model, board, work, taste, first, last)
    moment = max(eligible_at(model, board, job), work.hold[job])
    while moment < FOREVER:
        moment = next_room(model, board, moment)
        clash = room_ends(model, board, moment, moment + model.jobs.shortest[job])
        if clash == NONE:
            board.admission[job] = moment
            if extend(model, board, work, taste, first, last) == NONE:
                return False
            if enter(model, board, job):
                return True
            completion = board.completion[job]
            leave(model, board, job)
            clash = room_ends(model, board, moment, completion)
            take_off(model, board, work, first, last)
        moment = clash
    return False


@in_place
def resume(model: Model, board: Board, work: Work, taste: Taste, first: int, last: int) -> bool:
    """Place ``todo[first:last]`` of a job that is admitted; returns and leaves behind as `insert`."""
    job = model.tasks.job[work.todo[first]]
    if extend(model, board, work, taste, first, last) == NONE:
        return False
    if enter(model, board, job):
        return True
    leave(model, board, job)
    take_off(model, board, work, first, last)
    return False
