# mypy: disable-error-code="no-any-return"
"""Who does a task, and when: the earliest finish that everybody's bookings allow, with a taste for people."""

from optimizer.schedule.compiled.bookings_kernel import blocked_until, first_after, gap
from optimizer.schedule.compiled.calendar_kernel import closing_of, opening_of, position_of
from optimizer.schedule.compiled.draws_kernel import exponential
from optimizer.schedule.compiled.layout_kernel import (
    FOREVER,
    NONE,
    PACE,
    SEATS,
    Board,
    Model,
    Taste,
    Work,
)
from scenarios.compiled import in_place


@in_place
def seat_one(model: Model, board: Board, work: Work, taste: Taste, task: int, ready: int) -> int:
    """Find who alone finishes the task first, handicaps added, and when: the finish, or FOREVER."""
    tasks, lines = model.tasks, model.lines
    earliest, best, seat = FOREVER, 0.0, NONE
    for at in range(tasks.who_first[task], tasks.who_first[task + 1]):
        person, minutes = tasks.who[at], tasks.minutes[at]
        line = model.people.line[person]
        start, following = gap(board, person, position_of(lines, line, ready), minutes)
        if start + minutes > lines.total[line]:
            continue
        finish = closing_of(lines, line, start + minutes)
        if seat != NONE and finish > best:
            continue
        score = finish + _handicap(model, board, work, taste, person, start, start + minutes, following)
        if seat == NONE or score < best or (score == best and person < seat):
            best, seat, earliest = score, person, finish
            board.since[task * model.numbers[SEATS]] = start
    if seat != NONE:
        first = task * model.numbers[SEATS]
        board.seat[first] = seat
        line = model.people.line[seat]
        since = board.since[first]
        board.until[first] = position_of(lines, line, earliest)
        board.start[task] = opening_of(lines, line, since)
    return earliest


@in_place
def _handicap(
    model: Model, board: Board, work: Work, taste: Taste, person: int, start: int, end: int, following: int
) -> float:
    found = taste.scarcity * model.people.scarcity[person]
    if taste.noise > 0:
        found += taste.noise * exponential(model, work.random)
    if taste.before > 0:
        pace, first = model.numbers[PACE], board.first[person]
        before = board.booked_to[following - 1] if following > first else 0
        found += taste.before * min(pace, start - before)
        found += taste.after * min(pace, board.booked_from[following] - end)
    return found


@in_place
def seat_team(model: Model, board: Board, work: Work, taste: Taste, task: int, ready: int) -> int:
    """Find the first moment from ``ready`` on at which a team can meet and stay: its finish, or FOREVER.

    Candidate moments rise: at each, either enough people are free, or one who could not stay to the end is put off
    until after the booking that takes him or her away.
    """
    tasks, wanted = model.tasks, model.tasks.people[task]
    for at in range(tasks.who_first[task], tasks.who_first[task + 1]):
        work.barred[at - tasks.who_first[task]] = 0
    moment = ready
    while True:
        moment = _enough_open(model, board, work, task, moment)
        if moment == FOREVER:
            return FOREVER
        if _free_at(model, board, work, taste, task, moment) < wanted:
            continue
        finish = _choose(model, board, work, task, moment)
        if _all_can_stay(model, board, work, task):
            board.start[task] = moment
            return finish


@in_place
def _opening(model: Model, board: Board, work: Work, task: int, place: int, moment: int) -> int:
    """When the person at a place of the task's list is first free for his or her own share; FOREVER if never."""
    at = model.tasks.who_first[task] + place
    person, minutes = model.tasks.who[at], model.tasks.minutes[at]
    line = model.people.line[person]
    asked = max(position_of(model.lines, line, moment), work.barred[place])
    start, _ = gap(board, person, asked, minutes)
    if start + minutes > model.lines.total[line]:
        return FOREVER
    return opening_of(model.lines, line, start)


@in_place
def _enough_open(model: Model, board: Board, work: Work, task: int, moment: int) -> int:
    """The first moment by which as many as are needed have been free."""
    count = model.tasks.who_first[task + 1] - model.tasks.who_first[task]
    for place in range(count):
        work.opening[place] = _opening(model, board, work, task, place, moment)
    found, needed = -1, model.tasks.people[task]
    while needed > 0:
        least, same = FOREVER, 0
        for place in range(count):
            if work.opening[place] > found:
                if work.opening[place] < least:
                    least, same = work.opening[place], 0
                if work.opening[place] == least:
                    same += 1
        if least == FOREVER:
            return FOREVER
        found, needed = least, needed - same
    return found


@in_place
def _free_at(model: Model, board: Board, work: Work, taste: Taste, task: int, moment: int) -> int:
    """How many are free at ``moment`` for their own share; the others' scores are negative."""
    tasks, lines, free = model.tasks, model.lines, 0
    for at in range(tasks.who_first[task], tasks.who_first[task + 1]):
        place = at - tasks.who_first[task]
        work.score[place] = -1.0
        if work.opening[place] > moment:
            continue
        if work.opening[place] < moment and _opening(model, board, work, task, place, moment) != moment:
            continue
        free += 1
        person, minutes = tasks.who[at], tasks.minutes[at]
        line = model.people.line[person]
        start = position_of(lines, line, moment)
        finish = closing_of(lines, line, start + minutes)
        following = first_after(board, person, start)
        work.opening[place] = finish
        work.score[place] = finish + _handicap(
            model, board, work, taste, person, start, start + minutes, following
        )
    return free


@in_place
def _choose(model: Model, board: Board, work: Work, task: int, moment: int) -> int:
    """Seat those of the free who finish first, handicaps added; the last finish."""
    tasks, finish = model.tasks, 0
    first = task * model.numbers[SEATS]
    for seat in range(tasks.people[task]):
        best = NONE
        for at in range(tasks.who_first[task], tasks.who_first[task + 1]):
            place = at - tasks.who_first[task]
            if work.score[place] < 0:
                continue
            if (
                best == NONE
                or work.score[place] < work.score[best]
                or (
                    work.score[place] == work.score[best]
                    and tasks.who[at] < tasks.who[tasks.who_first[task] + best]
                )
            ):
                best = place
        work.score[best] = -1.0
        finish = max(finish, work.opening[best])
        board.seat[first + seat] = tasks.who[tasks.who_first[task] + best]
    for seat in range(tasks.people[task]):
        line = model.people.line[board.seat[first + seat]]
        board.since[first + seat] = position_of(model.lines, line, moment)
        board.until[first + seat] = position_of(model.lines, line, finish)
    return finish


@in_place
def _all_can_stay(model: Model, board: Board, work: Work, task: int) -> bool:
    """Whether the team is free up to the finish; who is not is barred until after the booking."""
    tasks, first, free = model.tasks, task * model.numbers[SEATS], True
    for seat in range(first, first + tasks.people[task]):
        end = blocked_until(board, board.seat[seat], board.since[seat], board.until[seat])
        if end != NONE:
            free = False
            for at in range(tasks.who_first[task], tasks.who_first[task + 1]):
                if tasks.who[at] == board.seat[seat]:
                    work.barred[at - tasks.who_first[task]] = end
    return free
