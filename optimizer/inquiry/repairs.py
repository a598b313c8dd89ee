"""The smallest changes of each kind that let promises be kept, each verified by solving again.

A change that leaves every fact of a conflict as it is cannot help, so that only changes of those facts are tried. Where
more of a change never hurts, its smallest size is found by doubling and halving; else sizes are tried as they rise.
Where no single change helps there is another conflict behind the first, and two changes together are looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice

from optimizer.inquiry.applying import apply_change
from optimizer.inquiry.candidates import Family, families
from optimizer.inquiry.case import Case
from optimizer.inquiry.changes import Change
from optimizer.inquiry.collecting import facts_of
from optimizer.inquiry.conflict import Conflict, find_conflict
from optimizer.inquiry.judging import Effort, Judgement, judge
from optimizer.inquiry.oracle import Oracle
from optimizer.inquiry.pricing import cost_of
from optimizer.inquiry.roster import Roster
from scenarios.progress import Cancellation, Cancelled, never

MOST_FIRST, MOST_PAIRS = 3, 2
"""First changes that are followed up where no single one helps, and pairs that are enough."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes after which the promises can be kept, and how: ``roster`` keeps them in the changed ``case``."""

    changes: tuple[Change, ...]
    cost: int | None
    """Minor units, as far as the document says; None where it says nothing."""
    smallest: bool
    """Whether it is proven that the last change cannot be smaller, others as they are."""
    case: Case
    roster: Roster


def find_repairs(
    case: Case,
    conflict: Conflict,
    effort: Effort,
    known: Iterable[Roster] = (),
    cancelled: Cancelled = never,
) -> tuple[Repair, ...]:
    """Every repair by one kind of change, the cheapest first; some by two changes where one is not enough."""
    finder = _Finder(effort, tuple(known), cancelled)
    found = finder.singles(case, conflict) or list(islice(finder.pairs(case, conflict), MOST_PAIRS))
    return tuple(sorted(found, key=lambda one: one.cost or 0))


class _Finder:
    def __init__(self, effort: Effort, known: tuple[Roster, ...], cancelled: Cancelled) -> None:
        self._effort = effort
        self._known = known
        self._cancelled = cancelled
        self._open = 0

    def singles(self, case: Case, conflict: Conflict) -> list[Repair]:
        """Repairs by one change."""
        found = (self.smallest(case, (), family) for family in families(case, conflict.facts))
        return [repair for repair in found if repair]

    def pairs(self, case: Case, conflict: Conflict) -> Iterator[Repair]:
        """Repairs by two changes: the most of one, the least of the other, then no more of the first than needed."""
        for family in islice(families(case, conflict.facts), MOST_FIRST):
            changed = apply_change(case, family.changes[-1])
            oracle = Oracle(changed, facts_of(changed), self._effort, self._known, self._cancelled)
            rest = find_conflict(oracle)
            for second in self.singles(changed, rest)[:1] if rest else ():
                repair = self.smallest(case, second.changes, family)
                if repair:
                    yield repair

    def smallest(self, case: Case, others: tuple[Change, ...], family: Family) -> Repair | None:
        """The smallest change of a family that helps together with others, if any does."""
        search = _by_halving if family.monotone else _in_turn
        found = search(
            len(family.changes), lambda size: self._try(_after(case, (*others, family.changes[size])))
        )
        if found is None:
            return None
        place, roster, certain = found
        changes = (*others, family.changes[place])
        costs = [cost for one in changes if (cost := cost_of(case, one)) is not None]
        return Repair(changes, sum(costs) if costs else None, certain, _after(case, changes), roster)

    def _try(self, changed: Case) -> Judgement:
        if self._cancelled():
            raise Cancellation
        if self._open >= self._effort.most_searches:
            return Judgement(None, proven=False)
        found = judge(changed.scenario, changed.needed(), changed.due(), self._effort, self._known)
        self._open += found.open
        return found


def _after(case: Case, changes: Iterable[Change]) -> Case:
    return reduce(apply_change, changes, case)


Found = tuple[int, Roster, bool]
"""The place of a change that helps, how it does, and whether all smaller ones are proven not to."""


def _in_turn(count: int, attempt: Callable[[int], Judgement]) -> Found | None:
    certain = True
    for place in range(count):
        judgement = attempt(place)
        if judgement.roster is not None:
            return place, judgement.roster, certain
        certain = certain and judgement.proven
    return None


def _by_halving(count: int, attempt: Callable[[int], Judgement]) -> Found | None:
    """Sizes 1, 2, 4, ... until one helps, then halving between that and the last that did not."""
    fails, proven, place = -1, True, 0
    while (roster := (judgement := attempt(place)).roster) is None:
        if place == count - 1:
            return None
        fails, proven = place, judgement.proven
        place = min(2 * place + 1, count - 1)
    while place - fails > 1:
        middle = (place + fails) // 2
        judgement = attempt(middle)
        if judgement.roster is None:
            fails, proven = middle, judgement.proven
        else:
            place, roster = middle, judgement.roster
    return place, roster, proven
