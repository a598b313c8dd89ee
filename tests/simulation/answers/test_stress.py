"""Shocks, regret, targets and alerts, where the truth is known."""

from fractions import Fraction

import pytest

from scenarios.document import Scenario
from scenarios.document.settings import SimulationSettings
from simulation import simulate
from simulation.answers import Wanted, attainment, outcome_alerts, standard_shocks, stress_matrix
from simulation.answers.reports import attainment_report, stress_report
from simulation.answers.shocks import NamedShock
from tests.simulation.answers.cases import BY_PLAN, SETTINGS, single, with_plan, with_schedule
from tests.simulation.documents import busy, campaign, people, work

FEW = BY_PLAN.model_copy(update={"replications": 4})


def named(scenario, identifier):
    return scenario.model_copy(update={"id": identifier})


def shocked():
    """A document that every standard shock touches, and its plan."""
    staff = [
        {**one, "kind": "strategic", "cost_per_hour": 0} for one in people(ann=["write", "draw"], bo=["draw"])
    ]
    return with_plan(
        single(
            staff=staff,
            stages=[
                work("copy", 5, "write"),
                {"id": "sign", "name": "Sign", "approvers": ["head"]},
                {"id": "print", "name": "Print", "latency": 4},
                work("art", 8, "draw"),
            ],
            organisation={"approvers": [{"id": "head", "name": "Head", "latency": 6}]},
            channels=[
                {
                    "id": "tv",
                    "name": "TV",
                    "curve": {"family": "hill", "ceiling": 9000, "half_saturation": 400},
                }
            ],
            campaigns=[campaign("spring", due="2027-01-06", channels=[{"channel": "tv", "today": 500}])],
            risks={
                "change_requests": {"at_most": 2, "probability": 0.3, "extra_effort": 4},
                "urgent": {"per_week": 0.5, "workflow": "quick"},
            },
            workflows=[{"id": "quick", "name": "Quick", "stages": [work("post", 2, "draw")]}],
            periods=2,
        )
    )


def test_every_standard_shock_leaves_a_right_document():
    scenario, _ = shocked()
    for shock in standard_shocks():
        changed = shock.change(scenario)
        assert changed is not None, shock.key
        assert changed != scenario
        assert Scenario.model_validate(changed.model_dump(mode="json")) == changed
        assert shock.label.render("en") != shock.label.render("zh")


def test_what_touches_nothing_is_left_out_by_name():
    scenario, plan = with_plan(single())
    found = stress_matrix([(scenario, plan)], settings=SETTINGS)
    assert len(found.columns) == 1
    assert len(found.left_out) == len(standard_shocks())
    assert "Strategist" in stress_report(found).render("en")


def slower(hours):
    def change(scenario):
        organisation = {"approvers": [{"id": "head", "name": "Head", "latency": hours}]}
        document = scenario.model_dump(mode="json")
        document["organisation"] |= organisation
        return Scenario.model_validate(document)

    return NamedShock("approvals", change)


def test_differences_and_regret_are_what_the_delay_is():
    """Fragile waits for the head and loses 10 a day; robust asks nobody, but takes half a day longer by itself."""
    head = {"approvers": [{"id": "head", "name": "Head", "latency": 0}]}
    sign = {"id": "sign", "name": "Sign", "approvers": ["head"]}
    due = [campaign("spring", due="2027-01-04")]
    fragile = single(stages=[work("copy", 12, "write"), sign], organisation=head, campaigns=due)
    robust = single(stages=[work("copy", 24, "write")], organisation=head, campaigns=due)
    cases = [with_plan(named(one, name)) for one, name in ((fragile, "fragile"), (robust, "robust"))]
    found = stress_matrix(cases, shocks=[slower(36)], settings=SETTINGS)
    first, second = found.rows
    assert [cell.level.late_days.value for cell in first.cells] == [0.5, 2]
    assert [cell.level.late_days.value for cell in second.cells] == [1, 1]
    assert first.cells[1].change.late_days.value == 1.5
    assert second.cells[1].change.net_value.value == 0
    assert [cell.regret.value for cell in first.cells] == [0, 1000]
    assert [cell.regret.value for cell in second.cells] == [500, 0]
    assert found.robust == "robust"
    assert stress_report(found).render("zh")


def test_a_shock_of_every_kind_runs_under_plan_and_due_date():
    scenario, plan = shocked()
    found = stress_matrix([(scenario, plan)], settings=SETTINGS.model_copy(update={"replications": 3}))
    assert len(found.columns) == len(standard_shocks()) + 1
    by_shock = {cell.shock: cell for cell in found.rows[0].cells}
    assert by_shock["approvals"].change.launch_days.value > 0
    assert by_shock["strategist_away"].change.launch_days.value > 0
    scenario, plan = with_schedule(busy())
    assert stress_matrix([(scenario, plan)], settings=FEW).rows[0].cells[0].change is None


def test_attainment_is_the_share_of_runs():
    scenario, plan = with_schedule(busy())
    wanted = (
        Wanted(measure="launch_days", side="at_most", value=10_000.0),
        Wanted(measure="launch_days", side="at_most", value=0.0),
        Wanted(measure="on_time", side="at_least", value=0.5),
        Wanted(measure="launch_days", side="at_most", change=0.0),
    )
    found = attainment(scenario, plan, wanted, base=(scenario, plan), settings=BY_PLAN)
    assert [one.probability.value for one in found[:2]] == [1, 0]
    assert all(
        0 <= one.probability.low <= one.probability.value <= one.probability.high <= 1 for one in found
    )
    assert found == attainment(scenario, plan, wanted, base=(scenario, plan), settings=BY_PLAN)
    assert 0 < found[3].probability.value < 1
    assert attainment_report(found).render("en")


def test_a_fifth_less_is_held_against_the_mean_of_the_base():
    slow, plan = with_plan(single(stages=[work("copy", 20, "write")]))
    fast, _ = with_plan(single(stages=[work("copy", 16, "write")]))
    for change, met in ((-0.2, 1), (-0.21, 0)):
        wanted = [Wanted(measure="launch_days", side="at_most", change=change)]
        (found,) = attainment(fast, plan, wanted, base=(slow, plan), settings=SETTINGS)
        assert found.probability.value == met


@pytest.mark.parametrize("wanted", [{}, {"value": 1.0, "change": 0.1}, {"change": 0.1}])
def test_a_target_says_one_thing(wanted):
    with pytest.raises(ValueError, match="target"):
        attainment(
            *with_plan(single()), [Wanted(measure="on_time", side="at_least", **wanted)], settings=SETTINGS
        )


def test_alerts_fire_beyond_their_limits_only():
    scenario, plan = with_plan(
        single(
            campaigns=[campaign("spring", due="2027-01-05"), campaign("summer", due="2027-01-06")],
            staff=people(ann=["write", "draw"]),
            stages=[work("copy", 30, "write")],
            periods=1,
        )
    )
    outcome = simulate(
        scenario, plan, settings=SimulationSettings(replications=5, dispatch="due_date", workers=1)
    )
    found = outcome_alerts(scenario, outcome, utilisation=Fraction(1, 3), lead_days=1.0)
    assert [(one.rule, one.subject) for one in found.alerts] == [
        ("late_risk", "spring"),
        ("late_risk", "summer"),
        ("utilisation", "ann"),
        ("wip", "wip"),
    ]
    assert found.alerts[2].level == pytest.approx(60 / 168)
    calm = outcome_alerts(
        scenario,
        outcome,
        late_risk=Fraction(1),
        utilisation=Fraction(60, 168) + Fraction(1, 10**6),
        lead_days=8.0,
    )
    assert not len(calm)
    assert found.report().render("zh")
