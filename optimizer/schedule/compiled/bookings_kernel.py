# mypy: disable-error-code="no-any-return"
"""Everybody's bookings on an axis of his or her own open minutes: gaps, owners, adding and removing."""

from optimizer.schedule.compiled.layout_kernel import NONE, Board
from scenarios.compiled import in_place


@in_place
def first_after(board: Board, person: int, position: int) -> int:
    """Place of the person's first booking that ends after ``position``."""
    at, left = board.first[person], board.booked[person] + 1
    while left > 1:
        # Without a branch, which would be guessed wrong every other time.
        half = left >> 1
        at += half * (board.booked_to[at + half - 1] <= position)
        left -= half
    return at


@in_place
def gap(board: Board, person: int, position: int, length: int) -> tuple[int, int]:
    """The first position from ``position`` on with ``length`` free minutes, and the place of the next booking."""
    at = first_after(board, person, position)
    while board.booked_from[at] < position + length:
        position = board.booked_to[at]
        at += 1
    return position, at


@in_place
def blocked_until(board: Board, person: int, start: int, end: int) -> int:
    """End of the first booking in [start, end); NONE where all of it is free."""
    at = first_after(board, person, start)
    return board.booked_to[at] if board.booked_from[at] < end else NONE


@in_place
def owner(board: Board, person: int, position: int) -> int:
    """The task that holds the minute at ``position``; NONE where it is free."""
    at = first_after(board, person, position)
    return board.booked_for[at] if board.booked_from[at] <= position else NONE


@in_place
def add(board: Board, person: int, start: int, end: int, task: int) -> None:
    """Book a free interval."""
    at = board.first[person] + board.booked[person] + 1
    while at > board.first[person] and board.booked_from[at - 1] > start:
        board.booked_from[at] = board.booked_from[at - 1]
        board.booked_to[at] = board.booked_to[at - 1]
        board.booked_for[at] = board.booked_for[at - 1]
        at -= 1
    board.booked_from[at], board.booked_to[at], board.booked_for[at] = start, end, task
    board.booked[person] += 1


@in_place
def remove(board: Board, person: int, start: int) -> None:
    """Free the interval that begins at ``start``."""
    at = first_after(board, person, start)
    board.booked[person] -= 1
    last = board.first[person] + board.booked[person]
    while at <= last:
        board.booked_from[at] = board.booked_from[at + 1]
        board.booked_to[at] = board.booked_to[at + 1]
        board.booked_for[at] = board.booked_for[at + 1]
        at += 1
