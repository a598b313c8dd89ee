# mypy: disable-error-code="no-any-return"
"""The arrays of a model, a board and a search as addresses, for kernels that make no arrays."""

from optimizer.schedule.compiled.layout_kernel import Best, Board, Jobs, Lines, Model, People, Tasks, Work
from scenarios.compiled import address, compiled

address_of = address()


@compiled
def at_model(model: Model) -> Model:
    """The addresses of a problem."""
    return Model(
        _at_lines(model.lines),
        _at_tasks(model.tasks),
        _at_jobs(model.jobs),
        _at_people(model.people),
        address_of(model.numbers),
        address_of(model.exponential),
    )


@compiled
def _at_lines(lines: Lines) -> Lines:
    return Lines(
        address_of(lines.spans),
        address_of(lines.by_moment),
        address_of(lines.moment_first),
        address_of(lines.moment_last),
        address_of(lines.by_position),
        address_of(lines.position_first),
        address_of(lines.shift),
        address_of(lines.base),
        address_of(lines.closed_first),
        address_of(lines.closed),
        address_of(lines.total),
    )


@compiled
def _at_tasks(tasks: Tasks) -> Tasks:
    return Tasks(
        address_of(tasks.job),
        address_of(tasks.people),
        address_of(tasks.who_first),
        address_of(tasks.who),
        address_of(tasks.minutes),
        address_of(tasks.arc_first),
        address_of(tasks.arc_task),
        address_of(tasks.arc_minutes),
        address_of(tasks.arc_line),
        address_of(tasks.arc_meeting),
        address_of(tasks.delay_first),
        address_of(tasks.delay_minutes),
        address_of(tasks.delay_line),
        address_of(tasks.delay_meeting),
        address_of(tasks.tail),
        address_of(tasks.latest),
        address_of(tasks.fixed),
    )


@compiled
def _at_jobs(jobs: Jobs) -> Jobs:
    return Jobs(
        address_of(jobs.task_first),
        address_of(jobs.order),
        address_of(jobs.launch),
        address_of(jobs.release),
        address_of(jobs.shortest),
        address_of(jobs.rank),
        address_of(jobs.before_first),
        address_of(jobs.before),
        address_of(jobs.after_first),
        address_of(jobs.after),
        address_of(jobs.queued),
        address_of(jobs.admitted),
        address_of(jobs.target),
        address_of(jobs.target_position),
        address_of(jobs.revenue),
        address_of(jobs.loss_per_day),
        address_of(jobs.decay),
        address_of(jobs.urgency),
    )


@compiled
def _at_people(people: People) -> People:
    return People(
        address_of(people.line),
        address_of(people.scarcity),
    )


@compiled
def at_board(board: Board) -> Board:
    """The addresses of a schedule."""
    return Board(
        address_of(board.start),
        address_of(board.finish),
        address_of(board.seat),
        address_of(board.since),
        address_of(board.until),
        address_of(board.admission),
        address_of(board.completion),
        address_of(board.counts),
        address_of(board.loss),
        address_of(board.first),
        address_of(board.booked),
        address_of(board.booked_from),
        address_of(board.booked_to),
        address_of(board.booked_for),
    )


@compiled
def at_best(best: Best) -> Best:
    """The addresses of the best schedule."""
    return Best(
        address_of(best.loss),
        address_of(best.start),
        address_of(best.seat),
        address_of(best.admission),
    )


@compiled
def at_work(work: Work) -> Work:
    """The addresses of a search's room."""
    return Work(
        address_of(work.random),
        address_of(work.tally),
        address_of(work.limit),
        address_of(work.chosen),
        address_of(work.taken),
        address_of(work.since),
        address_of(work.floor),
        address_of(work.bias),
        address_of(work.hold),
        address_of(work.todo),
        address_of(work.out),
        address_of(work.key),
        address_of(work.was_start),
        address_of(work.was_finish),
        address_of(work.was_seat),
        address_of(work.was_since),
        address_of(work.was_until),
        address_of(work.was_admission),
        address_of(work.opening),
        address_of(work.barred),
        address_of(work.score),
    )
