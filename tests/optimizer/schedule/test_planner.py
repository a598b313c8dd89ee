"""The whole way from a workload to a schedule: limits, repeatability, flights, reports and refusals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from optimizer.schedule import Unschedulable, make_schedule, planner
from optimizer.schedule.constraint import ConstraintSearch
from scenarios.document import SolverSettings
from scenarios.i18n import LANGUAGES
from scenarios.network import Duty
from scenarios.plan import Status
from scenarios.progress import Cancellation
from tests.optimizer.schedule.builders import (
    campaign,
    case_of,
    person,
    scenario,
    short_cases,
    stage,
    workflow,
)

QUICK = SolverSettings(schedule_seconds=0.5, deterministic=True)
PEOPLE = [person("ann", ["craft", "draw"]), person("bo", ["craft"]), person("cy", ["draw"])]
STAGES = [stage("draft", 4), stage("art", 5, "draw"), stage("meet", 1, people=2)]


def crowd(count=8, **parts):
    campaigns = [campaign(f"c{n}", due=f"2027-01-{5 + n % 3:02}") for n in range(count)]
    return scenario(PEOPLE, campaigns, STAGES, **parts)


def plan(case, **options):
    return make_schedule(case.scenario, case.workload, **{"settings": QUICK, **options})


@given(short_cases())
@settings(max_examples=15)
def test_counted_work_gives_the_same_schedule_every_time(case):
    assert plan(case) == plan(case)


def test_a_crowd_is_repeated_too():
    assert plan(case_of(crowd())) == plan(case_of(crowd()))


def test_proof_value_is_the_loss_by_the_document():
    case = case_of(crowd())
    schedule = plan(case)
    losses = [case.losses.at(job.index, schedule.launches[job.campaign]) for job in case.workload.jobs]
    assert schedule.proof.value == sum(losses)
    assert schedule.proof.bound <= schedule.proof.value
    assert [note.key for note in schedule.notes] == ["schedule.note.late", "schedule.note.distance"]


DUTIES = tuple(Duty(period, skill, 600) for period in (1, 2, 3) for skill in ("craft", "draw"))


def test_flights_never_move_preparation():
    """The same preparation with and without running hours, which fill its gaps after the launch."""
    alone, loaded = plan(case_of(crowd())), plan(case_of(crowd(), DUTIES))
    assert alone.proof == loaded.proof
    preparation = {(task.job, task.step): task for task in alone.tasks}
    flights = [task for task in loaded.tasks if (task.job, task.step) not in preparation]
    assert [task for task in loaded.tasks if task not in flights] == list(alone.tasks)
    assert [(task.job, task.step) for task in flights] == [
        (f"c0/{duty.period}", duty.skill) for duty in DUTIES
    ]
    assert all(task.start >= loaded.launches["c0"] for task in flights)
    worked = sum(loaded.people_minutes.values()) - sum(alone.people_minutes.values())
    assert worked == sum(duty.minutes for duty in DUTIES)


def test_nothing_to_do_is_done_at_once():
    schedule = plan(case_of(scenario(PEOPLE, [], STAGES)))
    assert schedule.jobs == schedule.tasks == ()
    assert schedule.proof.status == Status.OPTIMAL


def test_progress_rises_and_speaks_both_languages():
    reports = []
    plan(case_of(crowd()), progress=lambda share, message: reports.append((share, message)))
    shares = [share for share, _ in reports]
    assert shares == sorted(shares)
    assert shares[0] >= 0
    assert shares[-1] <= 1
    for _, message in reports:
        assert all(message.render(language) for language in LANGUAGES)


@pytest.mark.parametrize("asked", [0, 3, 5])
def test_a_cancelled_search_stops(asked):
    answers = iter([False] * asked + [True] * 1000)
    with pytest.raises(Cancellation):
        plan(case_of(crowd()), cancelled=lambda: next(answers))


class Clock:
    """A clock that moves a little whenever it is read."""

    def __init__(self, step):
        self.now, self.step = 0.0, step

    def __call__(self):
        self.now += self.step
        return self.now


def test_the_solver_gets_what_is_left_of_the_time(monkeypatch):
    """Local search uses its share of the limit; the solver's own limit and the rest stay within it."""
    limits = []

    def solve(solver, model, *_):
        limits.append((solver.parameters.max_time_in_seconds, clock.now, solver.parameters.num_workers))
        return cp_model.UNKNOWN

    monkeypatch.setattr(cp_model.CpSolver, "solve", solve)
    monkeypatch.setattr(cp_model.CpSolver, "best_objective_bound", property(lambda _: 0.0))
    clock = Clock(0.001)
    plan(case_of(crowd()), settings=SolverSettings(schedule_seconds=1.0, workers=2), clock=clock)
    [(seconds, now, workers)] = limits
    assert 0 < seconds <= 1.0 - now
    assert workers == 2
    assert clock.now < 1.0


def test_no_time_left_means_no_search(monkeypatch):
    monkeypatch.setattr(planner, "ConstraintSearch", pytest.fail)
    schedule = plan(case_of(crowd()), settings=SolverSettings(schedule_seconds=1.0), clock=Clock(0.5))
    assert schedule.proof.status == Status.FEASIBLE


def test_counted_work_is_passed_to_the_solver(monkeypatch):
    seen = []

    def limit(search, solver, share):
        original(search, solver, share)
        seen.append(solver.parameters)

    original = ConstraintSearch._limit
    monkeypatch.setattr(ConstraintSearch, "_limit", limit)
    plan(case_of(crowd()))
    assert seen
    for parameters in seen:
        assert parameters.num_workers == 1
        assert 0 < parameters.max_deterministic_time <= QUICK.schedule_seconds
        assert parameters.max_time_in_seconds == float("inf")


def refused(document, duties=()):
    case = case_of(document, duties)
    with pytest.raises(Unschedulable) as caught:
        plan(case)
    for conflict in caught.value.conflicts:
        for language in LANGUAGES:
            assert conflict.name.render(language)
            assert conflict.remedy.render(language)
    return [(conflict.name.key.rsplit(".", 1)[1], conflict.path) for conflict in caught.value.conflicts]


def test_every_impossible_step_is_named():
    never = {"id": "night", "week": {"mon": "20:00-24:00"}}
    people = [
        person("ann", ["craft"]),
        person("bo", {"draw": 1, "sing": 2}),
        person("cy", ["sing"], calendar="night"),
    ]
    stages = [
        stage("draft", 2),
        stage("art", 5, "draw", level=3),
        stage("print", 1, people=2),
        stage("choir", 1, "sing", people=2),
        stage("epic", 3_000_000),
    ]
    document = scenario(people, [campaign("a"), campaign("b")], stages, organisation={"calendars": [never]})
    assert refused(document) == [
        ("nobody", "workflows[0].stages[1]"),
        ("too_few", "workflows[0].stages[2]"),
        ("never_together", "workflows[0].stages[3]"),
    ]


def test_a_step_longer_than_every_calendar_is_named_for_each_campaign():
    others = [workflow("endless", [stage("epic", 3_000_000)])]
    campaigns = [campaign("a"), campaign("b", workflow="endless"), campaign("c", prerequisites=["b"])]
    document = scenario(PEOPLE, campaigns, STAGES, workflows=others)
    assert refused(document) == [("out_of_time", "workflows[1].stages[0]")]


def test_campaigns_in_a_circle_are_named():
    campaigns = [campaign("a", prerequisites=["b"]), campaign("b", prerequisites=["a"])]
    assert refused(scenario(PEOPLE, campaigns, STAGES)) == [("circle", "campaigns[0].prerequisites")]


def test_more_work_than_the_calendars_hold_is_named():
    """One person for a year and a half of work each: the third campaign finds no place."""
    campaigns = [campaign(name) for name in ("a", "b", "c")]
    document = scenario([person("ann", ["craft"])], campaigns, [stage("long", 1500)])
    found = refused(document)
    assert found
    assert {reason for reason, _ in found} == {"overbooked"}


def test_running_hours_that_nobody_can_work_are_named():
    assert refused(crowd(1), [Duty(1, "sing", 60)]) == [("nobody", "organisation.people")]


@given(short_cases(), st.booleans())
@settings(max_examples=15)
def test_more_time_never_makes_it_worse(case, staffed):
    first = plan(case, settings=SolverSettings(schedule_seconds=1e-6, deterministic=True))
    assert plan(case).proof.value <= first.proof.value
