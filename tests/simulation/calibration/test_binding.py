"""Activities meet the stages of a workflow, and what does not is named with its line."""

import pytest

from scenarios.errors import DocumentError
from scenarios.history import read_history
from scenarios.i18n import LANGUAGES
from simulation.calibration import CalibrationSettings, calibrate, score_held_back
from simulation.calibration.binding import bind
from tests.simulation.calibration.logs import department
from tests.simulation.documents import busy

HEADER = "case,activity,start,end,resource\n"
ROWS = (
    "a,brief,2027-01-04 09:00,2027-01-04 11:00,ann\n"
    "a,Draw,2027-01-04 13:00,2027-01-04 17:00,Bo\n"
    "b,brief,2027-01-05 09:00,2027-01-05 11:00,ann\n"
)


@pytest.fixture
def read(tmp_path):
    def history(rows=ROWS, header=HEADER):
        path = tmp_path / "log.csv"
        path.write_text(header + rows, encoding="utf-8")
        return read_history(path)

    return history


def faults(work):
    with pytest.raises(DocumentError) as caught:
        work()
    for language in LANGUAGES:
        assert caught.value.render(language)
    return [(one.code, one.location.line if one.location else None) for one in caught.value.problems]


def test_names_match_in_any_case_and_people_are_found(read):
    bound = bind(department(1), read(), CalibrationSettings())
    assert [(visit.stage, visit.number, visit.people) for visit in bound.visits] == [
        (0, 0, ("ann",)),
        (1, 0, ("bo",)),
        (0, 0, ("ann",)),
    ]


def test_unknown_activities_are_all_named_at_their_first_line(read):
    rows = ROWS + "a,polish,2027-01-06 09:00,2027-01-06 10:00,\nb,polish,2027-01-06 09:00,2027-01-06 10:00,\n"
    rows += "b,drew,2027-01-06 09:00,2027-01-06 10:00,\n"
    assert faults(lambda: calibrate(department(1), read(rows))) == [
        ("history_activity_unknown", 5),
        ("history_activity_unknown", 7),
    ]
    settings = CalibrationSettings(activities={"drew": "draw"}, ignore=("polish",))
    assert len(bind(department(1), read(rows), settings).visits) == 4
    wrong = CalibrationSettings(activities={"drew": "dram"}, ignore=("polish",))
    assert faults(lambda: calibrate(department(1), read(rows), settings=wrong)) == [
        ("history_stage_unknown", 7)
    ]


def test_the_workflow_is_the_only_one_that_fits_or_has_to_be_named(read):
    copy = "a,copy,2027-01-04 09:00,2027-01-04 11:00,cy\n"
    assert (
        bind(busy(), read(copy + copy.replace("copy", "brief")), CalibrationSettings()).workflow.id == "prep"
    )
    assert faults(lambda: calibrate(busy(), read(copy))) == [("history_workflow_unclear", None)]
    assert bind(busy(), read(copy), CalibrationSettings(workflow="short")).workflow.id == "short"
    settings = CalibrationSettings(workflow="sort")
    assert faults(lambda: calibrate(busy(), read(copy), settings=settings)) == [
        ("history_workflow_unknown", None)
    ]


def test_nothing_left_and_too_few_cases(read):
    ignored = CalibrationSettings(ignore=("brief", "Draw"))
    assert faults(lambda: calibrate(department(1), read(), settings=ignored)) == [("history_empty", None)]
    assert faults(lambda: score_held_back(department(1), read())) == [("history_too_few_cases", None)]


def test_a_single_visit_changes_nothing_and_is_told(read):
    result = calibrate(department(1), read("a,brief,2027-01-04 09:00,2027-01-04 11:00,ann\n"))
    assert result.changes == ()
    assert "calibration.note.unseen" in {note.key for note in result.notes}


def test_what_a_reader_has_to_know_is_said_in_both_languages(read):
    rows = (
        "a,brief,2027-01-04 09:00,2027-01-04 11:00,ann\n"
        "b,brief,2027-01-04 10:00,2027-01-04 12:00,ann\n"
        "c,brief,2027-01-09 10:00,2027-01-09 12:00,ann\n"
        "d,brief,2027-06-01 10:00,2027-06-01 12:00,\n"
        "e,brief,2027-06-02 10:00,2027-06-02 12:00,zoe\n"
    )
    result = calibrate(department(1), read(rows))
    assert {note.key.rpartition(".")[2] for note in result.notes} >= {
        "outside",
        "nobody",
        "overlapping",
        "strangers",
        "holidays",
        "scope",
    }
    for language in LANGUAGES:
        assert result.render(language)
        assert result.to_dict(language)["rows"]


def test_hours_are_those_of_the_persons_own_calendar_and_leave(read):
    base = department(1).model_dump(mode="json")
    base["organisation"]["calendars"] = [{"id": "half", "week": {"mon": "09:00-13:00", "tue": "09:00-13:00"}}]
    ann = next(one for one in base["organisation"]["people"] if one["id"] == "ann")
    ann |= {"calendar": "half", "leave": [{"first": "2027-01-05", "last": "2027-01-05"}]}
    rows = "".join(f"c{n},brief,2027-01-04 11:00,2027-01-11 10:00,ann\n" for n in range(2))
    (brief,) = calibrate(type(department(1)).model_validate(base), read(rows)).durations
    assert brief.mean.value == pytest.approx(2 + 1)


def test_parts_of_a_stage_that_somebody_signs_belong_to_no_stage_of_their_own(read):
    document = department(1).model_dump(mode="json")
    document["organisation"]["approvers"][0] |= {"person": "bo", "effort": 1}
    rows = ROWS + "a,review/@entry,2027-01-06 09:00,2027-01-06 09:00,\n"
    rows += (
        "a,review/head,2027-01-06 09:00,2027-01-06 10:00,bo\na,review,2027-01-06 10:00,2027-01-06 10:00,\n"
    )
    result = calibrate(type(department(1)).model_validate(document), read(rows))
    assert result.visits == 4
    assert "calibration.note.meetings" in {note.key for note in result.notes}
