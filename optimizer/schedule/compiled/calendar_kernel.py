# mypy: disable-error-code="no-any-return"
"""Working-time arithmetic: the same moments as `scenarios.worktime.Timeline`."""

from optimizer.schedule.compiled.layout_kernel import CLOSED, FOREVER, MOMENT_SHIFT, NONE, SPAN, Lines
from scenarios.compiled import in_place


@in_place
def position_of(lines: Lines, line: int, moment: int) -> int:
    """Open minutes before ``moment``."""
    on_base = _base_position(lines, lines.base[line], moment)
    found, at = on_base, lines.closed_first[line]
    while at < lines.closed_first[line + 1] and lines.closed[at] < on_base:
        found -= min(on_base, lines.closed[at + 1]) - lines.closed[at]
        at += CLOSED
    return found


@in_place
def _base_position(lines: Lines, base: int, moment: int) -> int:
    stretch = min(max(0, moment) >> MOMENT_SHIFT, lines.moment_last[base])
    at = lines.by_moment[lines.moment_first[base] + stretch]
    # Mostly one step or none, which cannot be foreseen: the first is taken without a branch.
    at += SPAN * (lines.spans[at + 1] <= moment)
    while lines.spans[at + 1] <= moment:
        at += SPAN
    return lines.spans[at + 2] + max(0, moment - lines.spans[at])


@in_place
def opening_of(lines: Lines, line: int, position: int) -> int:
    """The moment at which the open minute at ``position`` begins; ``position`` is below the total."""
    on_base, at = position, lines.closed_first[line]
    while at < lines.closed_first[line + 1] and lines.closed[at + 2] <= position:
        on_base += lines.closed[at + 1] - lines.closed[at]
        at += CLOSED
    return _base_opening(lines, lines.base[line], on_base)


@in_place
def _base_opening(lines: Lines, base: int, position: int) -> int:
    at = lines.by_position[lines.position_first[base] + (position >> lines.shift[base])]
    at += SPAN * (lines.spans[at + 2] + lines.spans[at + 1] - lines.spans[at] <= position)
    while lines.spans[at + 2] + lines.spans[at + 1] - lines.spans[at] <= position:
        at += SPAN
    return lines.spans[at] + position - lines.spans[at + 2]


@in_place
def closing_of(lines: Lines, line: int, position: int) -> int:
    """The moment at which the open minute before ``position`` (1 to the total) ends."""
    return opening_of(lines, line, position - 1) + 1


@in_place
def advance(lines: Lines, line: int, moment: int, minutes: int) -> int:
    """When so many open minutes have passed; FOREVER where the timeline ends before."""
    if minutes == 0:
        return moment
    wanted = position_of(lines, line, moment) + minutes
    return closing_of(lines, line, wanted) if wanted <= lines.total[line] else FOREVER


@in_place
def delayed(lines: Lines, line: int, meeting: int, moment: int, minutes: int) -> int:
    """As `advance`, followed by the next meeting if there are any."""
    end = advance(lines, line, moment, minutes)
    return end if meeting == NONE or end == FOREVER else advance(lines, meeting, end, 1)
