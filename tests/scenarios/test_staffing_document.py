"""What a document says about staffing: it comes back equal, is checked, and changes nothing where it says nothing."""

import pytest

from scenarios.checks import check
from scenarios.document import Staffing
from scenarios.reading import examine_bytes, parse_yaml
from scenarios.templates import small_scenario
from scenarios.writing import dump_yaml, workbook_bytes
from tests.scenarios.minimal import MINIMAL
from tests.scenarios.rule_documents import add, broken

HIRE = {"id": "h", "name": "More editors", "role": "editor"}
TRAIN = {"id": "t", "name": "Learn media", "role": "editor", "skill": "media"}
MOVE = {"id": "r", "name": "To growth", "person": "lin", "department": "growth"}


def with_staffing(**options):
    document = small_scenario().model_dump(mode="json")
    return type(small_scenario()).model_validate({**document, "staffing": options})


def full():
    """Every option with values of its own."""
    return with_staffing(
        hiring=[
            {
                **HIRE,
                "skills": {"copy": 2, "media": 1},
                "department": "brand",
                "cost": 9000.5,
                "monthly_salary": 15000,
                "lead_time_weeks": 6,
                "ramp_up_weeks": 3,
                "ramp_up_speed": 60,
                "most": 4,
                "most_per_period": 2,
            }
        ],
        freelance=[
            {
                "id": "f",
                "name": {"en": "Agency", "zh": "外包"},
                "skills": {"copy": 3},
                "department": "brand",
                "cost_per_hour": 260,
                "hours_per_month": 80.5,
                "lead_time_weeks": 2,
            }
        ],
        overtime=[{"id": "o", "name": "Evenings", "role": "editor", "premium": 0.8, "most": 0.2}],
        training=[
            {
                **TRAIN,
                "levels": [1, 2, 3],
                "practice_weeks": 6,
                "cost": 900,
                "hours": 24,
                "weeks": 3,
                "most": 1,
            }
        ],
        rotation=[{**MOVE, "cost": 500, "weeks": 2, "most": 1}],
        budget=250_000,
        shared_budget=True,
        strategic_share_min=0.12,
        execution_share_max=0.55,
    )


def test_every_field_comes_back_from_text_and_workbook():
    scenario = full()
    assert parse_yaml(dump_yaml(scenario)) == scenario
    assert examine_bytes(workbook_bytes(scenario), "plan.xlsx").scenario == scenario
    left_at_default = {
        name
        for option in (*scenario.staffing.hiring, *scenario.staffing.freelance, *scenario.staffing.training)
        for name, field in type(option).model_fields.items()
        if getattr(option, name) == field.get_default() and name not in {"role", "person"}
    }
    assert not left_at_default


def test_nothing_is_offered_by_default():
    assert parse_yaml(MINIMAL).staffing == Staffing()
    assert not parse_yaml(MINIMAL).staffing.offered


@pytest.mark.parametrize(
    ("path", "option", "code", "severity"),
    [
        ("staffing.hiring", {**HIRE, "role": "unheard"}, "hiring_model", "error"),
        ("staffing.training", {**TRAIN, "skill": "unheard"}, "unknown_reference", "error"),
        ("staffing.training", {**TRAIN, "role": "unheard"}, "unknown_reference", "error"),
        ("staffing.rotation", {**MOVE, "person": "nobody"}, "unknown_reference", "error"),
        ("staffing.rotation", {**MOVE, "department": "x"}, "unknown_reference", "error"),
        ("staffing.training", {**TRAIN, "skill": "copy", "levels": [1]}, "training_idle", "warning"),
        ("staffing.rotation", {**MOVE, "department": "brand"}, "rotation_idle", "warning"),
    ],
)
def test_options_are_checked(path, option, code, severity):
    found = {(problem.code, problem.severity) for problem in check(broken(add(path, option)))}
    assert (code, severity) in found


def test_two_options_of_a_kind_have_names_of_their_own():
    scenario = with_staffing(hiring=[HIRE, HIRE])
    assert "duplicate_id" in {problem.code for problem in check(scenario)}


@pytest.mark.parametrize("whom", ["", "role: editor, person: lin, "])
def test_a_training_is_for_a_role_or_a_person(whom):
    text = f"{MINIMAL}staffing: {{training: [{{{whom}id: t, name: T, skill: copy}}]}}\n"
    problems = examine_bytes(text.encode(), "doc.yaml").problems
    assert [problem.code for problem in problems] == ["staffing_whom"]
