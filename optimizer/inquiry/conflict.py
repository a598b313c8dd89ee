"""A smallest set of facts that make promises impossible to keep.

A set that conflicts while none of its proper subsets does is a minimal unsatisfiable subset; a deletion filter finds
one (Chinneck and Dravnieks 1991). Facts whose absence makes a maximal set of the others possible are a correction set,
and the minimal conflicts are the minimal hitting sets of the correction sets (Reiter 1987): a smallest hitting set of
the correction sets known so far that conflicts is therefore a smallest conflict of all (Ignatiev, Previti, Liffiton
and Marques-Silva 2015).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.inquiry.facts import KINDS, Fact
from optimizer.inquiry.hitting import smallest_hitting_set
from optimizer.inquiry.oracle import Facts, Oracle

MOST_ROUNDS = 40
"""Correction sets that are collected before a set that is merely irreducible is told as such."""

Test = Callable[[Facts], bool]
"""Whether a set of facts conflicts."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Facts that cannot hold together, while all but any one of them can.

    ``proven`` is False where a search, not a proof, says that they cannot hold together; ``smallest`` is True where no
    other set of fewer facts conflicts.
    """

    facts: tuple[Fact, ...]
    proven: bool
    smallest: bool


def find_conflict(oracle: Oracle) -> Conflict | None:
    """A conflict among the facts of an oracle, a smallest one if the rounds suffice; None if there is none."""
    everything = frozenset(oracle.facts)
    if not oracle.conflicting(everything):
        return None
    found = irreducible(oracle.conflicting, oracle.facts)
    smaller, smallest = smallest_conflict(oracle.conflicting, oracle.facts, found, MOST_ROUNDS)
    ordered = tuple(one for one in oracle.facts if one in smaller)
    return Conflict(ordered, proven=oracle.is_proven(smaller), smallest=smallest)


def irreducible(conflicting: Test, facts: tuple[Fact, ...]) -> Facts:
    """A conflicting subset of conflicting ``facts`` of which no proper subset conflicts: whole kinds first, then one by
    one.
    """
    kept = frozenset(facts)
    for kind in KINDS:
        kept = _without(conflicting, kept, frozenset(one for one in kept if isinstance(one, kind)))
    for kind in KINDS:
        for fact in facts:
            if isinstance(fact, kind):
                kept = _without(conflicting, kept, frozenset({fact}))
    return kept


def _without(conflicting: Test, kept: Facts, some: Facts) -> Facts:
    """``kept`` without ``some`` of it, if that conflicts still."""
    fewer = kept - some
    return fewer if fewer != kept and conflicting(fewer) else kept


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
