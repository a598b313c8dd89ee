"""Smallest repairs against trying every size, and every course for each."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.inquiry.applying import apply_change
from optimizer.inquiry.candidates import families
from optimizer.inquiry.changes import AddHelp, MoveLaunch, RaiseWip, ShiftLeave, Shrink, Train
from optimizer.inquiry.collecting import facts_of
from optimizer.inquiry.conflict import find_conflict
from optimizer.inquiry.judging import Effort, Judgement
from optimizer.inquiry.oracle import Oracle
from optimizer.inquiry.repairs import _by_halving, _in_turn, find_repairs
from scenarios.checks import check
from tests.optimizer.inquiry.cases import can_keep, is_small, tiny_cases


def helps(case, changes):
    """Whether changes help, by trying every course; None where there are too many."""
    for change in changes:
        case = apply_change(case, change)
    if not is_small(case.scenario, case.needed()):
        return None
    return can_keep(case.scenario, case.needed(), case.due())


@given(tiny_cases())
@settings(max_examples=6, deadline=None)
def test_repairs_work_and_nothing_smaller_does(case):
    conflict = find_conflict(Oracle(case, facts_of(case), Effort()))
    if conflict is None:
        return
    found = find_repairs(case, conflict, Effort())
    assert found
    assert [one.cost or 0 for one in found] == sorted(one.cost or 0 for one in found)
    kinds = {type(family.changes[0]): family for family in families(case, conflict.facts)}
    for repair in found:
        assert helps(case, repair.changes) is not False
        *others, last = repair.changes
        family = kinds.get(type(last))
        if family and last in family.changes and not others and repair.smallest:
            place = family.changes.index(last)
            assert place == 0 or not helps(case, [family.changes[place - 1]])


@given(st.integers(1, 400), st.integers(0, 400))
def test_halving_finds_the_first_size_that_helps(count, first):
    def attempt(place):
        return Judgement("roster" if place >= first else None, proven=True)

    found = _by_halving(count, attempt)
    assert found == ((first, "roster", True) if first < count else None)
    assert _in_turn(count, attempt) == found


DOCUMENTED = [
    AddHelp("craft", 0, 1, 0.5),
    AddHelp("craft", 1, 2, 1.0, heads=2),
    RaiseWip(1),
    Shrink("a", 3),
    ShiftLeave("ann", 0, -1),
    Train("bo", "draw", 2),
]


@pytest.mark.parametrize("change", DOCUMENTED, ids=str)
def test_a_changed_document_is_a_right_document(change):
    case = busy_case()
    changed = apply_change(case, change)
    assert changed.scenario != case.scenario
    document = type(case.scenario).model_validate(changed.scenario.model_dump(mode="json"))
    assert document == changed.scenario
    assert [one.code for one in check(document) if one.severity == "error"] == []


def test_a_later_launch_changes_the_promise_only():
    case = busy_case()
    changed = apply_change(case, MoveLaunch("a", 3))
    assert changed.due()["a"] == case.due()["a"] + 3 * 24 * 60
    assert changed.scenario == case.scenario


def busy_case():
    from benchmarks.inquiry_cases import case_of
    from tests.optimizer.schedule.builders import campaign, person, scenario, stage

    leave = [{"first": "2027-01-06", "last": "2027-01-07"}]
    people = [person("ann", {"craft": 2, "draw": 2}, leave=leave), person("bo", ["craft"])]
    return case_of(
        scenario(
            people,
            [campaign("a", due="2027-01-07"), campaign("b", due="2027-01-08")],
            [stage("draft", 6), stage("art", 9, "draw")],
            organisation={"wip_limit": 1},
        )
    )


def test_every_change_has_words_in_both_languages():
    from optimizer.inquiry import changes
    from optimizer.inquiry.proposals import Proposals
    from optimizer.inquiry.wording import Words
    from scenarios.i18n import LANGUAGES

    words = Proposals(Words(busy_case()))
    for change in [*DOCUMENTED, MoveLaunch("a", 1), changes.DropCampaign("a"), changes.Hire("draw")]:
        for language in LANGUAGES:
            assert words.change(change).render(language)
    assert all(fields(one) for one in changes.Change.__args__)
