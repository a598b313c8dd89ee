# mypy: disable-error-code="no-any-return"
"""Working-time arithmetic: the same moments as `scenarios.worktime.Timeline`."""

from scenarios.compiled import in_place
from simulation.compiled.layout_kernel import (
    BY_DAY,
    CUMULATIVE,
    DAY_COUNT,
    ENDS,
    FOREVER,
    MEETINGS,
    MINUTES_PER_DAY,
    SPAN_COUNT,
    STARTS,
    Ints,
)


@in_place
def count_until(mem: Ints, first: int, count: int, value: int) -> int:
    """How many of ``count`` rising numbers from address ``first`` on are at most ``value``."""
    low, high = 0, count
    while low < high:
        middle = (low + high) >> 1
        if mem[first + middle] <= value:
            low = middle + 1
        else:
            high = middle
    return low


@in_place
def begun_until(mem: Ints, timeline: int, moment: int) -> int:
    """How many of the open intervals have begun at ``moment``."""
    count, day = mem[timeline + SPAN_COUNT], moment // MINUTES_PER_DAY
    if day >= mem[timeline + DAY_COUNT]:
        return count
    place, starts = mem[mem[timeline + BY_DAY] + day], mem[timeline + STARTS]
    while place < count and mem[starts + place] <= moment:
        place += 1
    return place


@in_place
def open_before(mem: Ints, timeline: int, moment: int) -> int:
    """Open minutes before ``moment``."""
    place = begun_until(mem, timeline, moment)
    if place == 0:
        return 0
    closed = max(0, mem[mem[timeline + ENDS] + place - 1] - moment)
    return mem[mem[timeline + CUMULATIVE] + place] - closed


@in_place
def between(mem: Ints, timeline: int, start: int, end: int) -> int:
    """Open minutes in [start, end)."""
    return open_before(mem, timeline, end) - open_before(mem, timeline, start)


@in_place
def advance(mem: Ints, timeline: int, moment: int, minutes: int) -> int:
    """When so many open minutes have passed; FOREVER where the timeline ends before."""
    if minutes == 0:
        return moment
    count = mem[timeline + SPAN_COUNT]
    ends, cumulative = mem[timeline + ENDS], mem[timeline + CUMULATIVE]
    place = begun_until(mem, timeline, moment)
    wanted = minutes
    if place:
        wanted += mem[cumulative + place] - max(0, mem[ends + place - 1] - moment)
        if mem[cumulative + place] >= wanted:
            return mem[ends + place - 1] - (mem[cumulative + place] - wanted)
    if mem[cumulative + count] < wanted:
        return FOREVER
    # Most efforts end within a few shifts.
    place += 1
    for _ in range(4):
        if mem[cumulative + place] >= wanted:
            return mem[ends + place - 1] - (mem[cumulative + place] - wanted)
        place += 1
    place += count_until(mem, cumulative + place, count + 1 - place, wanted - 1)
    return mem[ends + place - 1] - (mem[cumulative + place] - wanted)


@in_place
def open_span(mem: Ints, timeline: int, moment: int) -> tuple[int, int]:
    """The first open interval that ends after ``moment``, cut there; (FOREVER, FOREVER) where there is none."""
    place, ends = begun_until(mem, timeline, moment), mem[timeline + ENDS]
    if place and mem[ends + place - 1] > moment:
        return moment, mem[ends + place - 1]
    if place == mem[timeline + SPAN_COUNT]:
        return FOREVER, FOREVER
    return mem[mem[timeline + STARTS] + place], mem[ends + place]


@in_place
def advance_delay(mem: Ints, timeline: int, moment: int, minutes: int) -> int:
    """As `advance`, followed by the timeline's meeting if it has one."""
    end = advance(mem, timeline, moment, minutes)
    if mem[timeline + MEETINGS] < 0 or end == FOREVER:
        return end
    return advance(mem, mem[timeline + MEETINGS], end, 1)
