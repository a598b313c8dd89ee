# mypy: disable-error-code="no-any-return"
"""What people's time is worth at given prices: everyone sells each minute to the work that pays most."""

from typing import NamedTuple

from optimizer.schedule.bound.layout_kernel import Floats, Ints
from scenarios.compiled import in_place

TIE = 1e-6
"""Relative difference of prices that counts as none when time is handed out; it does not touch the value."""


class Staff(NamedTuple):
    """People who can do the same at the same speeds, in Z groups.

    ``minutes`` (Z, B) of work that they have in each bin; ``share`` (Z, B) the same of one of them; ``first`` (Z + 1,)
    first entry of each in ``kind`` and ``rate``: the classes of work and the effort per minute.
    """

    minutes: Floats
    share: Floats
    first: Ints
    kind: Ints
    rate: Floats


@in_place
def sell(staff: Staff, prices: Floats, excess: Floats) -> float:
    """Value of all time at ``prices`` (K, B); takes what is sold off ``excess`` (K, B), the demand so far.

    Where several classes pay the same, time goes to the one that lacks most, a person at a time.
    """
    value = 0.0
    for place in range(prices.shape[1]):
        for group in range(staff.minutes.shape[0]):
            left = staff.minutes[group, place]
            if left <= 0.0:
                continue
            best = 0.0
            for entry in range(staff.first[group], staff.first[group + 1]):
                best = max(best, staff.rate[entry] * prices[staff.kind[entry], place])
            value += best * left
            _hand_out(staff, group, place, best, left, prices, excess)
    return value


@in_place
def _hand_out(
    staff: Staff, group: int, place: int, best: float, left: float, prices: Floats, excess: Floats
) -> None:
    portion = staff.share[group, place]
    while left > 1e-9:
        chosen = -1
        for entry in range(staff.first[group], staff.first[group + 1]):
            if staff.rate[entry] * prices[staff.kind[entry], place] < best * (1.0 - TIE):
                continue
            if chosen < 0 or excess[staff.kind[entry], place] > excess[staff.kind[chosen], place]:
                chosen = entry
        if chosen < 0 or (best <= 0.0 and excess[staff.kind[chosen], place] <= 0.0):
            return
        taken = min(portion, left)
        excess[staff.kind[chosen], place] -= taken * staff.rate[chosen]
        left -= taken
