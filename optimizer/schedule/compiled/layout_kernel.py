# mypy: disable-error-code="no-any-return"
"""What the kernels of the schedule search work on: arrays by what they are about.

Inside compiled code each stands for the address of its first element (`scenarios.compiled.address`). Lists by task, job
or person lie one after the other, and ``*_first`` says where each begins, with one entry more. Times are minutes; a
*position* counts the open minutes of a timeline.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FOREVER = 1 << 50
"""After every moment: what does not fit any more ends here."""
NONE = -1
SPAN = 3
"""Words of an open interval: its start, its end, and the open minutes before it."""
CLOSED = 3
MOMENT_SHIFT = 10
"""Moments are looked up in stretches of 2**10 minutes."""
MINUTES_PER_DAY = 24 * 60


class Lines(NamedTuple):
    """Timelines: each is another one, its base, less what is closed: leave, say. Bases are few and looked up quickly.

    ``spans`` are the open intervals of bases, behind the last one of each an interval at `FOREVER`. ``by_moment`` holds
    the place of the first interval that ends after each stretch of time begins, ``by_position`` the first one that
    ends after each stretch of ``2**shift`` open minutes begins. By line, ``base`` and ``total`` open minutes; from
    ``closed_first`` on lie its closed stretches, `CLOSED` words each: from and to on the base's axis, and the position
    on its own.
    """

    spans: Ints
    by_moment: Ints
    moment_first: Ints
    moment_last: Ints
    by_position: Ints
    position_first: Ints
    shift: Ints
    base: Ints
    closed_first: Ints
    closed: Ints
    total: Ints


class Tasks(NamedTuple):
    """By task: its job, people needed (0 for delays), who can do it in how many minutes, what it comes after.

    Arcs and delays elapse in a line and then at a meeting of another one, or `NONE`. ``tail`` (fewest open minutes of
    somebody's calendar from the end to the launch) is `NONE` where the launch does not depend on the task;
    ``latest`` is the latest start that keeps the target if everybody is free. ``fixed`` ones are never moved.
    """

    job: Ints
    people: Ints
    who_first: Ints
    who: Ints
    minutes: Ints
    arc_first: Ints
    arc_task: Ints
    arc_minutes: Ints
    arc_line: Ints
    arc_meeting: Ints
    delay_first: Ints
    delay_minutes: Ints
    delay_line: Ints
    delay_meeting: Ints
    tail: Ints
    latest: Ints
    fixed: Ints


class Jobs(NamedTuple):
    """By job: its tasks (``order``: each after its predecessors), times and prices.

    ``rank`` puts prerequisites first; ``before`` and ``after`` are the jobs that it waits for and that wait for it.
    ``queued`` ones count towards the WIP limit, ``admitted`` ones have their admission for good. A ``target`` of
    `FOREVER` prices nothing, and ``target_position`` is on the line of everybody's open time. ``revenue`` and
    ``loss_per_day`` are minor units, ``decay`` is per day; ``urgency`` is the minutes by which the search may put the
    job forward for what its lateness costs.
    """

    task_first: Ints
    order: Ints
    launch: Ints
    release: Ints
    shortest: Ints
    rank: Ints
    before_first: Ints
    before: Ints
    after_first: Ints
    after: Ints
    queued: Ints
    admitted: Ints
    target: Ints
    target_position: Ints
    revenue: Floats
    loss_per_day: Floats
    decay: Floats
    urgency: Floats


class People(NamedTuple):
    """By person: calendar, and how much he or she is wanted for (0 to 1)."""

    line: Ints
    scarcity: Floats


class Model(NamedTuple):
    """A problem, never changed. ``numbers`` holds what there is one of, at the places below."""

    lines: Lines
    tasks: Tasks
    jobs: Jobs
    people: People
    numbers: Ints
    exponential: Floats
    """Quantiles of the exponential distribution of mean 1, at equal steps of probability."""


JOB_COUNT, TASK_COUNT, SEATS, WIP_LIMIT, ANYBODY, PACE, QUANTILES, NOW = range(8)
"""Places in ``numbers``: jobs, tasks, most people of a task, the limit (0 for none), the line of everybody's open time,
elapsed minutes of a usual step, the number of ``exponential`` quantiles, and the moment before which nothing starts."""


class Board(NamedTuple):
    """A schedule: times by task and job, and everybody's bookings as rising positions.

    Task t's people are ``seat[t * SEATS:]`` with the positions ``since`` and ``until`` of their bookings. Person p's
    bookings lie from ``first[p]`` on; behind the last one stands `FOREVER`.
    """

    start: Ints
    finish: Ints
    seat: Ints
    since: Ints
    until: Ints
    admission: Ints
    completion: Ints
    counts: Ints
    """Whether a queued job is placed and counts towards the limit."""
    loss: Ints
    first: Ints
    booked: Ints
    booked_from: Ints
    booked_to: Ints
    booked_for: Ints


class Best(NamedTuple):
    """The best schedule seen: what it loses in all (1,), and its times and people."""

    loss: Ints
    start: Ints
    seat: Ints
    admission: Ints


class Work(NamedTuple):
    """What a search remembers within a move, and from one to the next.

    ``random`` (2,) state of the generator; ``tally`` (3,) moves, tasks placed, moves kept; ``limit`` (2,) the loss up
    to which a move is kept and what is certain to be lost by now. ``chosen`` jobs (``taken`` by job) with the moment
    ``since`` which each is taken out, the loss that is certain (``floor``), the moment before which it is not put
    back (``hold``) and its ``bias``; ``todo`` tasks (``out`` by task) with their ``key`` and how they ``was_*``
    before. ``opening``, ``barred`` and ``score`` belong to teams.
    """

    random: Ints
    tally: Ints
    limit: Floats
    chosen: Ints
    taken: Ints
    since: Ints
    floor: Ints
    bias: Floats
    hold: Ints
    todo: Ints
    out: Ints
    key: Floats
    was_start: Ints
    was_finish: Ints
    was_seat: Ints
    was_since: Ints
    was_until: Ints
    was_admission: Ints
    opening: Ints
    barred: Ints
    score: Floats


class Taste(NamedTuple):
    """How many minutes later somebody may finish and be preferred all the same.

    ``scarcity`` at most for how much the person is wanted, ``noise`` on average at random, ``before`` and ``after`` for
    each minute of free time that the booking leaves on either side, up to a usual step.
    """

    scarcity: float
    noise: float
    before: float
    after: float
