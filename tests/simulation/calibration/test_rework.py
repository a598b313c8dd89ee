"""Loops of rework in histories written by hand."""

import pytest

from scenarios.history import read_history
from simulation.calibration import CalibrationSettings
from simulation.calibration.binding import bind
from simulation.calibration.rework import loops, trials
from tests.simulation.documents import people, team, work

STAGES = [
    work("brief", 1),
    work("draw", 1, predecessors=["brief"]),
    work("write", 1, predecessors=["brief"]),
    work("join", 1, predecessors=["draw", "write"]),
]
DOCUMENT = team(STAGES, people(ann=["craft"]))
SETTINGS = CalibrationSettings()


@pytest.fixture
def bound(tmp_path):
    def of(*cases):
        """Each case: visits in hours of one day, as (stage, start, end) or with an outcome."""
        rows = [
            f"c{number},{stage},2027-01-04 {start:02}:00,2027-01-04 {end:02}:00,{''.join(outcome)}"
            for number, visits in enumerate(cases)
            for stage, start, end, *outcome in visits
        ]
        path = tmp_path / "log.csv"
        path.write_text("\n".join(["case,activity,start,end,outcome", *rows]), encoding="utf-8")
        return bind(DOCUMENT, read_history(path), SETTINGS)

    return of


def named(bound):
    names = [stage.id for stage in bound.workflow.stages]
    return [(names[one.cause], names[one.target]) for one in loops(bound)]


STRAIGHT = [("brief", 0, 1), ("draw", 1, 2), ("write", 2, 3), ("join", 3, 4)]


def test_a_straight_case_has_no_loop(bound):
    assert named(bound(STRAIGHT)) == []


def test_a_repetition_is_one_loop_however_many_stages_it_repeats(bound):
    again = [("brief", 4, 5), ("draw", 5, 6), ("write", 5, 6), ("join", 6, 7)]
    assert named(bound([*STRAIGHT, *again])) == [("join", "brief")]


def test_a_branch_that_is_repeated_alone(bound):
    assert named(bound([*STRAIGHT, ("write", 4, 5), ("join", 5, 6)])) == [("join", "write")]


def test_a_stage_that_fails_its_own_check(bound):
    visits = [
        ("brief", 0, 1),
        ("draw", 1, 2),
        ("draw", 2, 3),
        ("draw", 3, 4),
        ("write", 1, 2),
        ("join", 4, 5),
    ]
    assert named(bound(visits)) == [("draw", "draw")] * 2


def test_a_parallel_branch_causes_nothing(bound):
    visits = [("brief", 0, 1), ("draw", 1, 2), ("write", 1, 3), ("draw", 3, 4), ("join", 4, 5)]
    assert named(bound(visits)) == [("draw", "draw")]


def test_outcomes_count_rejections_and_void_results_are_not_judged(bound):
    history = bound(
        [*STRAIGHT[:3], ("join", 3, 4, "Rejected"), ("write", 4, 5), ("join", 5, 6, "ok")],
        [*STRAIGHT[:3], ("join", 3, 4, "void"), ("join", 4, 5, "ok")],
    )
    (found,) = trials(history, loops(history), SETTINGS.rejected)
    assert (found.stage, found.target, found.rejected, found.judged) == (3, 2, 1, 3)
    assert found.by_outcome
