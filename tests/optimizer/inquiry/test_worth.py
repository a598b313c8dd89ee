"""What one more is worth: never negative, and what trying everything says."""

import pytest
from hypothesis import given, settings

from benchmarks.inquiry_cases import random_case
from optimizer.inquiry.applying import apply_change
from optimizer.inquiry.changes import Hire, MoveLaunch, RaiseWip, Train
from optimizer.inquiry.lateness import late_campaigns
from optimizer.inquiry.roster import Roster
from optimizer.inquiry.worth import ROUNDING, one_more, worth_of
from tests.optimizer.inquiry.cases import every_course, tiny_cases


def least_loss(case):
    return min(case.losses.of(course) for course in every_course(case.problem))


@given(tiny_cases())
@settings(max_examples=6, deadline=None)
def test_worths_are_what_all_courses_say(case):
    changes = [Hire("draw"), MoveLaunch("a", 1), Train("bo", "draw", 2)]
    if case.scenario.organisation.wip_limit:
        changes.append(RaiseWip(1))
    base = least_loss(case)
    for worth in worth_of(case, changes, seconds=2.0):
        truth = base - least_loss(apply_change(case, worth.change))
        assert 0 <= worth.money == truth <= worth.at_most
        if worth.proven:
            assert worth.at_most <= worth.money + 2 * ROUNDING * len(case.targets)


@pytest.mark.parametrize("seed", [15, 23, 24, 39])
def test_worths_by_search_are_never_negative(seed):
    case, plan = random_case(seed)
    changes = list(one_more(case, late_campaigns(case, plan)))
    found = worth_of(case, changes, seconds=0.02, known=[Roster.of_schedule(plan)])
    assert {one.change for one in found} == set(changes)
    assert all(0 <= one.money <= one.at_most for one in found)
    assert [one.money for one in found] == sorted((one.money for one in found), reverse=True)
    assert all(one.days >= 0 for one in found if not one.money)
