"""Actuals from tables and logs, and every contradiction that they may hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.replan_cases import first_plan, random_scenario, workload_of
from scenarios.actuals import (
    COLUMNS,
    Actuals,
    StepActual,
    actuals_csv,
    actuals_of,
    as_planned,
    check_actuals,
    read_actuals,
)
from scenarios.errors import DocumentError
from scenarios.eventlog import events_csv, events_xes
from simulation.answers import replay_events

DAY = 1440


@pytest.fixture(scope="module")
def under_way():
    scenario = random_scenario(3)
    plan = first_plan(scenario)
    return scenario, plan, workload_of(scenario, plan)


@given(st.integers(0, 20 * DAY))
@settings(max_examples=30)
def test_a_plan_that_goes_as_planned_contradicts_nothing_and_is_read_back_equal(
    under_way, tmp_path_factory, at
):
    scenario, plan, workload = under_way
    actuals = as_planned(plan.schedule, at)
    assert check_actuals(actuals, workload, scenario.horizon) == ()
    path = tmp_path_factory.mktemp("actuals") / "a.csv"
    path.write_bytes(actuals_csv(actuals, scenario.horizon))
    if actuals.steps or actuals.admissions:
        assert read_actuals(path, scenario, workload, at) == actuals


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("days", [3, 8, 15])
def test_every_course_of_the_simulation_can_be_cut_anywhere(under_way, number, days):
    """Work that comes back, absence and changes included: what is cut contradicts nothing."""
    scenario, plan, workload = under_way
    actuals = actuals_of(replay_events(scenario, plan, number), workload, scenario.horizon, days * DAY)
    assert check_actuals(actuals, workload, scenario.horizon) == ()


@pytest.mark.parametrize("ending", [".csv", ".xes"])
def test_logs_tell_the_same_as_the_events_that_they_hold(under_way, tmp_path, ending):
    scenario, plan, workload = under_way
    events = replay_events(scenario, plan, 1)
    path = tmp_path / f"log{ending}"
    path.write_bytes(events_csv(events) if ending == ".csv" else events_xes(events, "log"))
    found = read_actuals(path, scenario, workload, 9 * DAY)
    assert found == actuals_of(events, workload, scenario.horizon, 9 * DAY)
    assert found.steps


def test_a_log_of_another_system_may_use_names(under_way, tmp_path):
    scenario, _, workload = under_way
    path = tmp_path / "log.csv"
    path.write_text(
        "case,activity,lifecycle,time,resource\n"
        "C0,S0,start,2027-01-04T09:00,P1\n"
        "C0,S0,complete,2027-01-04T11:00,P1\n"
        "Website,Fix,start,2027-01-04T09:00,P0\n",
        encoding="utf-8",
    )
    found = read_actuals(path, scenario, workload, DAY)
    assert found.steps == (StepActual(job="c0", step="s0", started=540, finished=660, people=("p1",)),)


def test_a_rejected_result_takes_back_what_hung_on_it(under_way):
    """In a log of finished visits only the rule says what is to be done again, and how much of it."""
    scenario, plan, workload = under_way
    for number in range(40):
        events = replay_events(scenario, plan, number, work_only=True)
        rejected = next((one for one in events if one.cause == "rejected" and one.case in {"c0", "c1"}), None)
        if rejected is not None:
            break
    else:
        pytest.skip("nothing was rejected")
    status = int((rejected.time - scenario.horizon.moment(0)).total_seconds() // 60)
    found = actuals_of(events, workload, scenario.horizon, status)
    one = found.by_step.get((rejected.case, rejected.activity))
    assert one is None or one.finished is None


TABLE = ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ("zz,s0,2027-01-04T09:00,,p1,,,", {"actuals_job_unknown"}),
        ("c0,sx,2027-01-04T09:00,,p1,,,", {"actuals_step_unknown"}),
        ("c0,s0,2027-01-04T09:00,,zoe,,,", {"actuals_person_unknown"}),
        ("c0,s0,,2027-01-04T09:00,p1,,,", {"actuals_not_started"}),
        ("c0,s0,2027-01-04T12:00,2027-01-04T09:00,p1,,,", {"actuals_end_before_start"}),
        ("c0,s0,2027-01-09T12:00,,p1,,,", {"actuals_future"}),
        ("c0,s0,2027-01-04T12:00,2027-01-09T12:00,p1,,,", {"actuals_future"}),
        ("c0,s0,2027-01-04T09:00,,p1,,,1.5", {"actuals_share"}),
        ("c0,s0,2027-01-04T09:00,,p1,,,\nc0,s0,2027-01-04T09:00,,p1,,,", {"actuals_twice"}),
        ("c0,s1,2027-01-04T09:00,,p1,,,", {"actuals_predecessor"}),
        ("c0,s0,2027-01-04T09:00,,,,,", {"actuals_nobody"}),
        ("c0,s0,yesterday,,p1,,,", {"history_time_form"}),
        (
            "zz,s0,2027-01-04T09:00,,zoe,,,\nc0,sx,2027-01-04T09:00,,p1,,,",
            {"actuals_job_unknown", "actuals_step_unknown"},
        ),
    ],
)
def test_contradictions_are_named_all_at_once(under_way, tmp_path, rows, codes):
    scenario, _, workload = under_way
    path = tmp_path / "a.csv"
    path.write_text(f"{TABLE}\n{rows}\n", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_actuals(path, scenario, workload, 3 * DAY)
    assert {problem.code for problem in caught.value.problems} == codes
    for language in ("en", "zh"):
        assert caught.value.render(language)


def test_a_log_of_another_plan_is_refused(under_way, tmp_path):
    scenario, _, workload = under_way
    path = tmp_path / "log.csv"
    path.write_text("case,activity,lifecycle,time\nX,Y,start,2027-01-04T09:00\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="No case of the log"):
        read_actuals(path, scenario, workload, DAY)


def test_campaigns_begin_after_those_that_they_need(under_way):
    scenario = random_scenario(3)
    campaigns = [one.model_copy(update={"prerequisites": ()}) for one in scenario.campaigns]
    campaigns[1] = campaigns[1].model_copy(update={"prerequisites": ("c0",)})
    scenario = scenario.model_copy(update={"campaigns": tuple(campaigns)})
    workload = workload_of(scenario, first_plan(scenario))
    begun = StepActual(job="c1", step="s0", started=600, people=("p0",))
    problems = check_actuals(Actuals(status=DAY, steps=(begun,)), workload, scenario.horizon)
    assert "actuals_prerequisite" in {problem.code for problem in problems}
