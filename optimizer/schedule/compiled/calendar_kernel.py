# mypy: disable-error-code="no-any-return"
"""Working-time arithmetic: the same moments as `scenarios.worktime.Timeline`."""

from optimizer.schedule.compiled.layout_kernel import FOREVER, MOMENT_SHIFT, NONE, SPAN, Lines
from scenarios.compiled import in_place


@in_place
def position_of(lines: Lines, line: int, moment: int) -> int:
    """Open minutes before ``moment``."""
    stretch = min(max(0, moment) >> MOMENT_SHIFT, lines.moment_last[line])
    at = lines.by_moment[lines.moment_first[line] + stretch]
    # Mostly one step or none, which cannot be foreseen: the first is taken without a branch.
    at += SPAN * (lines.spans[at + 1] <= moment)
    while lines.spans[at + 1] <= moment:
        at += SPAN
    return lines.spans[at + 2] + max(0, moment - lines.spans[at])


@in_place
def opening_of(lines: Lines, line: int, position: int) -> int:
    """The moment at which the open minute at ``position`` begins; ``position`` is below the total."""
    at = lines.by_position[lines.position_first[line] + (position >> lines.shift[line])]
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
