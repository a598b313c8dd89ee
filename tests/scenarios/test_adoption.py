"""Adoption: a share of a change's strength, exactly the base at nothing and exactly the variant at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.errors import DocumentError
from scenarios.reading import examine, read_scenario
from scenarios.templates import small_example, small_scenario
from scenarios.variants import AddItem, RemoveItem, SetValue, adopt, apply_changes

BASE = small_scenario()
RISK, TOTAL = "risks.absence.daily_probability", "budget.total"
NUMBERS = (
    SetValue(set=RISK, to=0.5),
    SetValue(set=TOTAL, to=500_000),
    SetValue(set="risks.rework_factor", to=0.0),
)
HEAD = "mems: 1\nkind: variant\nid: leaner\nname: Leaner\nbase: base.yaml\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "base.yaml").write_text(small_example(), encoding="utf-8")
    return tmp_path


def read(folder, adoption, *changes):
    path = folder / "variant.yaml"
    lines = "".join(f"  - {change}\n" for change in changes)
    path.write_text(f"{HEAD}adoption: {adoption}\nchanges:\n{lines}", encoding="utf-8")
    return path


def test_nothing_is_the_base_and_all_is_the_variant():
    assert adopt(BASE, NUMBERS, 0.0) == BASE
    assert adopt(BASE, NUMBERS, 1.0) == apply_changes(BASE, NUMBERS)


@given(st.floats(0.001, 0.999))
def test_numbers_lie_on_the_line_between(share):
    found = adopt(BASE, NUMBERS, share)
    before = BASE.risks.absence.daily_probability
    assert found.risks.absence.daily_probability == pytest.approx(before + share * (0.5 - before))
    assert found.risks.rework_factor == pytest.approx(1 - share)
    expected = BASE.budget.total + share * (50_000_000 - BASE.budget.total)
    assert found.budget.total == pytest.approx(expected, abs=1)


def test_estimates_move_point_by_point():
    approver = BASE.organisation.approvers[0]
    change = SetValue(set=f"organisation.approvers[{approver.id}].latency", to=[1, 2, 5])
    before, found = approver.latency, adopt(BASE, [change], 0.5).organisation.approvers[0].latency
    for point, after in zip(("low", "mode", "high"), (1, 2, 5), strict=True):
        assert getattr(found, point) == pytest.approx((getattr(before, point) + after) / 2)


@pytest.mark.parametrize(
    "change",
    [
        AddItem(add="budget.fixed_costs", value={"id": "van", "name": "Van", "category": "x", "amount": 1}),
        RemoveItem(remove="organisation.people[zhou].leave"),
        SetValue(set="objective.strategy", to="budget_only"),
        SetValue(set="campaigns[spring_launch].in_today", to=False),
        SetValue(set="organisation.wip_limit", to=2),
        SetValue(set="organisation.people[lin].skills.media", to=2),
    ],
)
def test_what_is_no_number_cannot_be_halved(change):
    with pytest.raises(DocumentError) as error:
        adopt(BASE, [change], 0.5)
    assert [problem.code for problem in error.value.problems] == ["change_indivisible"]
    assert adopt(BASE, [change], 0.0) == BASE
    assert adopt(BASE, [change], 1.0) == apply_changes(BASE, [change])


def test_a_file_says_its_adoption_and_problems_point_into_it(folder):
    half = read_scenario(read(folder, 0.5, f"{{set: {RISK}, to: 0.5}}"))
    assert half.risks.absence.daily_probability == pytest.approx(
        (BASE.risks.absence.daily_probability + 0.5) / 2
    )
    none = read_scenario(read(folder, 0, f"{{set: {RISK}, to: 0.5}}"))
    assert none == BASE.model_copy(update={"id": none.id, "name": none.name, "description": none.description})
    found = examine(read(folder, 0.5, "{remove: 'campaigns[spring_launch].lateness'}")).errors
    assert [(one.code, one.location.line) for one in found] == [("change_indivisible", 8)]
    assert examine(read(folder, 1.5, f"{{set: {RISK}, to: 0.5}}")).errors


def test_a_share_outside_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        adopt(BASE, NUMBERS, 1.1)
