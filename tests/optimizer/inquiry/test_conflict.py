"""Smallest sets of causes against trying every set, and every course for each."""

from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.inquiry import verified
from optimizer.inquiry.collecting import facts_of
from optimizer.inquiry.conflict import find_conflict, irreducible, smallest_conflict
from optimizer.inquiry.facts import Release
from optimizer.inquiry.hitting import smallest_hitting_set
from optimizer.inquiry.judging import Effort
from optimizer.inquiry.oracle import Oracle
from optimizer.inquiry.relaxing import Relaxer
from tests.optimizer.inquiry.cases import can_keep, due_of, subsets, tiny_cases


@given(tiny_cases())
@settings(max_examples=15, deadline=None)
def test_the_causes_are_a_smallest_conflict_of_all(case):
    facts = facts_of(case)
    found = find_conflict(Oracle(case, facts, Effort()))
    relaxer = Relaxer(case, facts)

    def truly_conflicting(kept):
        return not can_keep(case.scenario, relaxer.relaxed(kept), due_of(case, kept))

    if found is None:
        assert not truly_conflicting(frozenset(facts))
        return
    assert found.proven
    assert found.smallest
    assert truly_conflicting(frozenset(found.facts))
    assert not any(map(truly_conflicting, subsets(found.facts)))
    if len(found.facts) == 2:
        assert not any(truly_conflicting(frozenset({one})) for one in facts)


ELEMENTS = tuple(Release(str(number)) for number in range(6))
families = st.lists(st.frozensets(st.sampled_from(ELEMENTS), min_size=1), max_size=6)


@given(families)
def test_hitting_sets_are_smallest(sets):
    found = smallest_hitting_set(sets)
    assert all(found & one for one in sets)
    for size in range(len(found)):
        assert not any(all(set(some) & one for one in sets) for some in combinations(ELEMENTS, size))


def test_nothing_meets_an_empty_set():
    with pytest.raises(ValueError, match="empty"):
        smallest_hitting_set([frozenset()])


@given(families)
def test_smallest_conflicts_of_any_monotone_test(conflicts):
    """A set conflicts if it holds one of the given ones: the smallest of them is the answer."""

    def conflicting(kept):
        return any(one <= kept for one in conflicts)

    assume(conflicts)
    some = irreducible(conflicting, ELEMENTS)
    assert conflicting(some)
    assert not any(conflicting(some - {one}) for one in some)
    found, smallest = smallest_conflict(conflicting, ELEMENTS, some, rounds=100)
    assert smallest
    assert len(found) == min(map(len, conflicts))
    assert conflicting(found)


@pytest.mark.parametrize("seed", [0, 10, *range(15, 21), *range(22, 34)])
def test_random_cases_are_explained_rightly(seed):
    check = verified(seed)
    assert check.conflicts
    assert check.irreducible
    assert check.works == check.repairs
