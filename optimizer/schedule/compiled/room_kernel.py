# mypy: disable-error-code="no-any-return"
"""Room under the WIP limit: few enough queued jobs between admission and completion at every moment."""

from optimizer.schedule.compiled.layout_kernel import FOREVER, JOB_COUNT, NONE, NOW, WIP_LIMIT, Board, Model
from scenarios.compiled import in_place


@in_place
def is_full(model: Model, board: Board, moment: int) -> bool:
    """Whether as many queued jobs as the limit allows are in progress; one that ends makes room at that moment."""
    level = 0
    for job in range(model.numbers[JOB_COUNT]):
        if board.counts[job] and board.admission[job] <= moment < board.completion[job]:
            level += 1
    return level >= model.numbers[WIP_LIMIT]


@in_place
def next_room(model: Model, board: Board, moment: int) -> int:
    """The first moment from ``moment`` on at which one more may be in progress."""
    while is_full(model, board, moment):
        first = FOREVER
        for job in range(model.numbers[JOB_COUNT]):
            if board.counts[job] and board.completion[job] > moment:
                first = min(first, board.completion[job])
        moment = first
    return moment


@in_place
def room_ends(model: Model, board: Board, start: int, end: int) -> int:
    """The first moment after ``start`` and before ``end`` with no room; NONE where there is room all the time."""
    found = end
    for job in range(model.numbers[JOB_COUNT]):
        begun = board.admission[job]
        if board.counts[job] and start < begun < found and is_full(model, board, begun):
            found = begun
    return found if found < end else NONE


@in_place
def complete(model: Model, board: Board, job: int) -> None:
    """Note when a job that is placed is completed."""
    jobs, completion = model.jobs, 0
    for task in range(jobs.task_first[job], jobs.task_first[job + 1]):
        completion = max(completion, board.finish[task])
    board.completion[job] = completion


@in_place
def leave(model: Model, board: Board, job: int) -> None:
    """Count a job no more; one that is admitted for good holds its place until it is placed again."""
    if model.jobs.queued[job]:
        board.counts[job] = model.jobs.admitted[job]
        board.completion[job] = FOREVER


@in_place
def enter(model: Model, board: Board, job: int) -> bool:
    """Count a queued job that is placed, if there is room for it all the time; one admitted for good if it can be."""
    if not model.jobs.queued[job]:
        return True
    complete(model, board, job)
    board.counts[job] = 0
    begin = board.admission[job]
    if model.jobs.admitted[job]:
        begin = model.numbers[NOW]
    room = not is_full(model, board, begin)
    if room:
        room = room_ends(model, board, begin, board.completion[job]) == NONE
    elif model.jobs.admitted[job]:
        room = True
    board.counts[job] = 1
    return room
