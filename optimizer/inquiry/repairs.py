"""The smallest change of each kind that lets promises be kept, each verified by solving again.

A change that leaves every fact of a conflict as it is cannot help, so that only changes of those facts are tried. Where
more of a change never hurts, its smallest size is found by doubling and halving; else sizes are tried as they rise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from optimizer.inquiry.applying import apply_change
from optimizer.inquiry.candidates import Family, families
from optimizer.inquiry.case import Case
from optimizer.inquiry.changes import Change
from optimizer.inquiry.conflict import Conflict
from optimizer.inquiry.judging import Effort, Judgement, judge
from optimizer.inquiry.pricing import cost_of
from optimizer.inquiry.roster import Roster
from scenarios.progress import Cancellation, Cancelled, never


@dataclass(frozen=True, slots=True)
class Repair:
    """A change after which the promises can be kept, and how: ``roster`` keeps them in the changed ``case``.

    ``smallest`` is True where it is proven that nothing smaller of its kind would do; ``cost`` is in minor units, None
    where it cannot be told in money.
    """

    change: Change
    cost: int
    smallest: bool
    case: Case
    roster: Roster


def find_repairs(
    case: Case,
    conflict: Conflict,
    effort: Effort,
    known: Iterable[Roster] = (),
    cancelled: Cancelled = never,
) -> tuple[Repair, ...]:
    """Every repair by one kind of change, the cheapest first."""
    finder = _Finder(case, effort, tuple(known), cancelled)
    found = [repair for family in families(case, conflict.facts) if (repair := finder.smallest(family))]
    return tuple(sorted(found, key=lambda one: one.cost))


class _Finder:
    def __init__(self, case: Case, effort: Effort, known: tuple[Roster, ...], cancelled: Cancelled) -> None:
        self._case = case
        self._effort = effort
        self._known = known
        self._cancelled = cancelled

    def smallest(self, family: Family) -> Repair | None:
        """The smallest change of a family that helps, if any does."""
        search = _by_halving if family.monotone else _in_turn
        found = search(len(family.changes), lambda size: self._try(family.changes[size]))
        if found is None:
            return None
        place, judgement, certain = found
        change = family.changes[place]
        if judgement.roster is None:
            return None
        changed = apply_change(self._case, change)
        return Repair(change, cost_of(self._case, change), certain, changed, judgement.roster)

    def _try(self, change: Change) -> Judgement:
        if self._cancelled():
            raise Cancellation
        changed = apply_change(self._case, change)
        return judge(changed.scenario, changed.needed(), changed.due(), self._effort, self._known)


Found = tuple[int, Judgement, bool]
"""The place of a change that helps, what was found, and whether all smaller ones are proven not to."""


def _in_turn(count: int, attempt: Callable[[int], Judgement]) -> Found | None:
    certain = True
    for place in range(count):
        judgement = attempt(place)
        if judgement.possible:
            return place, judgement, certain
        certain = certain and judgement.proven
    return None


def _by_halving(count: int, attempt: Callable[[int], Judgement]) -> Found | None:
    """Sizes 1, 2, 4, ... until one helps, then halving between that and the last that did not."""
    fails, proven = -1, True
    step = 0
    while True:
        place = min(step, count - 1)
        judgement = attempt(place)
        if judgement.possible:
            break
        fails, proven = place, judgement.proven
        if place == count - 1:
            return None
        step = 2 * step + 1
    best = judgement
    while place - fails > 1:
        middle = (place + fails) // 2
        judgement = attempt(middle)
        if judgement.possible:
            place, best = middle, judgement
        else:
            fails, proven = middle, judgement.proven
    return place, best, proven
