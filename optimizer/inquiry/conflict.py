"""A smallest set of facts that make promises impossible to keep.

A set that conflicts while none of its proper subsets does is a minimal unsatisfiable subset; a deletion filter finds
one (Chinneck and Dravnieks 1991). Facts whose absence makes a maximal set of the others possible are a correction set,
and the minimal conflicts are the minimal hitting sets of the correction sets (Reiter 1987): a smallest hitting set of
the correction sets known so far that conflicts is therefore a smallest conflict of all (Ignatiev, Previti, Liffiton
and Marques-Silva 2015).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from optimizer.inquiry.facts import KINDS, Fact
from optimizer.inquiry.hitting import smallest_hitting_set
from optimizer.inquiry.judging import OutOfEffort
from optimizer.inquiry.oracle import Facts, Oracle

MOST_ROUNDS = 40
"""Correction sets that are collected before a set that is merely irreducible is told as such."""

Test = Callable[[Facts], bool]
"""Whether a set of facts conflicts."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Facts that cannot hold together."""

    facts: tuple[Fact, ...]
    proven: bool
    """Whether that is certain, and not merely what a search did not find."""
    irreducible: bool
    """Whether all but any one of them can hold."""
    smallest: bool
    """Whether no other set of fewer facts conflicts."""


def find_conflict(oracle: Oracle) -> Conflict | None:
    """A conflict among the facts of an oracle; None if there is none.

    It is a smallest one where everything can be proven, irreducible where the effort suffices.
    """
    if not oracle.conflicting(frozenset(oracle.facts)):
        return None
    found, irreducible = _filtered(oracle)
    smallest = False
    if irreducible and not oracle.open_questions:
        found, smallest = _smallest(oracle, found)
    ordered = tuple(one for one in oracle.facts if one in found)
    return Conflict(ordered, oracle.is_proven(found), irreducible, smallest)


def _filtered(oracle: Oracle) -> tuple[Facts, bool]:
    """What is left by the filter, and whether it came to its end."""
    found = frozenset(oracle.facts)
    try:
        for smaller in filtered(oracle.conflicting, oracle.facts):
            found = smaller
    except OutOfEffort:
        return found, False
    return found, True


def _smallest(oracle: Oracle, known: Facts) -> tuple[Facts, bool]:
    try:
        return smallest_conflict(oracle.conflicting, oracle.facts, known, MOST_ROUNDS)
    except OutOfEffort:
        return known, False


def irreducible(conflicting: Test, facts: tuple[Fact, ...]) -> Facts:
    """A conflicting subset of conflicting ``facts`` of which no proper subset conflicts."""
    *_, last = filtered(conflicting, facts)
    return last


def filtered(conflicting: Test, facts: tuple[Fact, ...]) -> Iterator[Facts]:
    """Conflicting subsets of conflicting ``facts``, ever smaller; no proper subset of the last one conflicts.

    Kind by kind, facts are left out together; where that is too much, by halves, down to one by one.
    """
    kept = frozenset(facts)
    yield kept
    for kind in KINDS:
        waiting = [[one for one in facts if isinstance(one, kind)]]
        while waiting:
            some = waiting.pop()
            if some and conflicting(kept.difference(some)):
                kept = kept.difference(some)
                yield kept
            elif len(some) > 1:
                waiting += [some[: len(some) // 2], some[len(some) // 2 :]]


def smallest_conflict(
    conflicting: Test, facts: tuple[Fact, ...], known: Facts, rounds: int
) -> tuple[Facts, bool]:
    """A conflict of fewest facts, and whether it is known to be that; ``known`` is irreducible."""
    corrections: list[Facts] = []
    for _ in range(rounds):
        candidate = smallest_hitting_set(corrections)
        if len(candidate) >= len(known):
            return known, True
        if conflicting(candidate):
            return candidate, True
        corrections.append(frozenset(facts) - _grown(conflicting, facts, candidate))
    return known, False


def _grown(conflicting: Test, facts: tuple[Fact, ...], kept: Facts) -> Facts:
    """A maximal set of facts around ``kept`` that does not conflict."""
    for kind in KINDS:
        more = kept.union(one for one in facts if isinstance(one, kind))
        if not conflicting(more):
            kept = more
    for fact in facts:
        if fact not in kept and not conflicting(kept | {fact}):
            kept |= {fact}
    return kept
