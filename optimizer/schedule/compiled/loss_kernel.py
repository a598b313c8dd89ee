# mypy: disable-error-code="no-any-return"
"""What lateness costs: the same amounts as `scenarios.valuation.lateness_loss`."""

import math

from optimizer.schedule.compiled.calendar_kernel import closing_of, position_of
from optimizer.schedule.compiled.layout_kernel import (
    ANYBODY,
    FOREVER,
    MINUTES_PER_DAY,
    NONE,
    Board,
    Model,
)
from scenarios.compiled import in_place


@in_place
def loss_at(model: Model, job: int, launch: int) -> int:
    """Minor units that a launch at this moment loses."""
    jobs = model.jobs
    late = launch - jobs.target[job]
    if late <= 0:
        return 0
    days = late / MINUTES_PER_DAY
    revenue = jobs.revenue[job]
    lost = jobs.loss_per_day[job] * days
    if jobs.decay[job] > 0:
        lost = -math.expm1(-jobs.decay[job] * days) * revenue + lost
    return round(min(revenue, lost))


@in_place
def certain_loss(model: Model, board: Board, task: int) -> int:
    """Minor units that the task's job is certain to lose now that the task ends when it does.

    What follows takes at least ``tail`` minutes in which somebody is at work.
    """
    tasks, jobs, lines = model.tasks, model.jobs, model.lines
    tail, job = tasks.tail[task], tasks.job[task]
    if tail == NONE:
        return 0
    finish = board.finish[task]
    if tail == 0:
        return loss_at(model, job, finish)
    line = model.numbers[ANYBODY]
    position = position_of(lines, line, finish) + tail
    if position <= jobs.target_position[job]:
        return 0
    if position > lines.total[line]:
        return loss_at(model, job, FOREVER)
    return loss_at(model, job, closing_of(lines, line, position))
