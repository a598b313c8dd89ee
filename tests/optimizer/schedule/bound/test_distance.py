"""What a schedule says about its distance from the best possible."""

import pytest

from optimizer.schedule.executor import execute
from optimizer.schedule.result import make_proof, to_schedule
from tests.optimizer.schedule.builders import campaign, case_of, person, random_order, scenario, stage


def notes(loss, bound, currency="CNY"):
    case = case_of(scenario([person("ann", ["craft"])], [campaign("a")], [stage("do", 2)]))
    course = execute(case.problem, random_order(case.problem, 1))
    schedule = to_schedule(case.problem, course, make_proof(loss, bound, 0.005), currency)
    return [note for note in schedule.notes if note.key != "schedule.note.late"]


def test_the_distance_is_told_in_money_and_as_a_share_in_both_languages():
    (note,) = notes(loss=400_000, bound=300_000)
    english, chinese = note.render("en"), note.render("zh")
    for amount in ("4,000", "3,000", "1,000", "25.0%"):
        assert amount in english
        assert amount in chinese
    assert "at most CNY 1,000 above the best possible" in english


def test_a_schedule_that_loses_no_more_than_the_bound_is_the_best():
    (note,) = notes(loss=1234, bound=1234)
    assert "best possible" in note.render("en")
    assert "最优" in note.render("zh")


@pytest.mark.parametrize(("loss", "bound", "currency"), [(0, 0, "CNY"), (500, 0, "CNY"), (500, 300, None)])
def test_nothing_is_said_where_nothing_is_lost_or_known(loss, bound, currency):
    assert notes(loss, bound, currency) == []
