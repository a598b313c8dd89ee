"""Room under the WIP limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scenarios.worktime import Span

FOREVER = 10**15


def windows(spans: Mapping[int, Span], limit: int | None, earliest: int) -> Iterator[Span]:
    """Longest intervals from ``earliest`` on in which one more job keeps within ``limit``, rising.

    ``spans`` are the admission and completion of the jobs in progress; a job that ends makes room at that moment.
    """
    if limit is None:
        yield earliest, FOREVER
        return
    changes = sorted(
        change for start, end in spans.values() if start < end for change in ((start, 1), (end, -1))
    )
    level, room = 0, earliest
    for moment, change in changes:
        level += change
        if change > 0 and level == limit and room < moment:
            yield room, moment
        if change < 0 and level == limit - 1:
            room = max(earliest, moment)
        elif level >= limit:
            room = FOREVER
    yield room, FOREVER
