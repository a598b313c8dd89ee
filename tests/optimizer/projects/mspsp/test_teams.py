"""The choice of a team against enumeration."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.projects.mspsp import Need, Person
from optimizer.projects.mspsp.instance import Instance, conditions, people_of, words_of
from optimizer.projects.mspsp.matching import matched
from optimizer.projects.mspsp.project import SkillProject, Task
from optimizer.projects.mspsp.search import runner
from optimizer.projects.mspsp.team_kernel import WORD, choose, may_have_team, ones
from tests.optimizer.projects.mspsp.projects import exists_team


def single(lines, people):
    """An instance with one task that needs the lines (people able as bits, number)."""
    team = tuple(
        Person(f"p{k}", {f"s{n}": 1 for n, (able, _) in enumerate(lines) if able >> k & 1})
        for k in range(people)
    )
    needs = tuple(Need(f"s{n}", number) for n, (_, number) in enumerate(lines))
    return Instance(SkillProject("one", (Task("t", 1, needs),), team))


@st.composite
def cases(draw, people=7, most_lines=4):
    lines = draw(
        st.lists(st.tuples(st.integers(1, 2**people - 1), st.integers(1, 2)), min_size=1, max_size=most_lines)
    )
    return [one for one in lines if exists_team([one], 2**people - 1)], draw(st.integers(0, 2**people - 1))


def chosen(instance, free, preference):
    """The kernel's team among the free people as a set, None where there is none."""
    one = runner(instance, 1, 0)
    one.team.common[:] = words_of([free], int(instance.board.size[2]))
    found = choose(instance.board, 0, preference, one.team)
    return set(people_of(one.team.chosen)) if found else None


@given(cases(), st.permutations(range(7)))
@settings(max_examples=150)
def test_the_preferred_team_is_chosen_where_hall_allows_one(case, preference):
    lines, free = case
    if not exists_team(lines, 2**7 - 1):
        return
    instance = single(lines, 7)
    team = chosen(instance, free, np.array(preference))
    size = sum(number for _, number in lines)
    assert (team is not None) == exists_team(lines, free)
    if team is None:
        return
    rank = {person: place for place, person in enumerate(preference)}
    possible = (
        sorted(rank[one] for one in group)
        for group in itertools.combinations([k for k in range(7) if free >> k & 1], size)
        if exists_team(lines, sum(1 << one for one in group))
    )
    assert sorted(rank[one] for one in team) == min(possible)


@given(cases())
@settings(max_examples=150)
def test_conditions_say_whether_there_is_a_team(case):
    lines, free = case
    if not exists_team(lines, 2**7 - 1):
        return
    instance = single(lines, 7)
    one = runner(instance, 1, 0)
    one.team.common[:] = words_of([free], 1)
    assert may_have_team(instance.board, 0, one.team) == exists_team(lines, free)
    kept = conditions(instance.lines[0])
    assert len(kept) <= 2 ** len(lines)


@given(cases(people=6, most_lines=3), st.permutations(range(6)))
@settings(max_examples=100)
def test_matching_covers_needs_where_hall_allows(case, order):
    lines, free = case
    people = tuple(
        Person(f"p{k}", {f"s{n}": 2 for n, (able, _) in enumerate(lines) if able >> k & 1})
        for k in order
        if free >> k & 1
    )
    needs = [Need(f"s{n}", number, 1 + n % 2) for n, (_, number) in enumerate(lines)]
    found = matched(needs, people)
    assert (found is not None) == exists_team(lines, free)
    if found is not None:
        by_id = {person.id: person for person in people}
        assert all(skill in by_id[one].skills for one, skill in found.items())
        assert sorted(found.values()) == sorted(need.skill for need in needs for _ in range(need.people))


@pytest.mark.parametrize("people", [61, 62, 63, 124, 200])
def test_people_of_several_words(people):
    """The last person alone can take the first line; everybody can take the other, half of the people large."""
    everyone = (1 << people) - 1
    instance = single([(1 << (people - 1), 1), (everyone, people // 2)], people)
    team = chosen(instance, everyone, np.arange(people))
    assert team == {*range(people // 2), people - 1}
    assert chosen(instance, everyone >> 1, np.arange(people)) is None


def test_more_lines_than_have_all_their_conditions():
    """Of nine needs, one person for each but the ninth: the quick test passes, the matching does not."""
    lines = [(1 << k, 1) for k in range(8)] + [(0b111, 1)]
    with_ninth = [*lines[:8], (0b111 | 1 << 8, 1)]
    instance = single(with_ninth, 9)
    assert chosen(instance, (1 << 9) - 1, np.arange(9)) == set(range(9))
    assert chosen(instance, (1 << 8) - 1, np.arange(9)) is None
    assert exists_team(with_ninth, (1 << 9) - 1)


@given(st.integers(0, 2**WORD - 1))
@settings(max_examples=100)
def test_bits_are_counted(word):
    assert ones(np.int64(word)) == word.bit_count()
