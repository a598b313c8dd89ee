"""The pipeline: plans are verified, impossible work is explained, results carry where they come from."""

import pytest

import pipeline
from scenarios.errors import UserError
from scenarios.plan import Status
from scenarios.progress import Cancellation
from scenarios.record import Record
from tests.scenarios.small import small_scenario


def quick(scenario, **simulation):
    settings = scenario.settings
    solver = settings.solver.model_copy(update={"allocation_seconds": 5.0, "schedule_seconds": 1.0})
    wanted = settings.simulation.model_copy(update={"replications": 4, "workers": 1, **simulation})
    settings = settings.model_copy(update={"solver": solver, "simulation": wanted})
    return scenario.model_copy(update={"settings": settings})


@pytest.fixture(scope="module")
def record():
    return pipeline.run(quick(small_scenario()))


def test_a_run_is_planned_scheduled_and_simulated(record):
    assert record.plan.allocation.proof.status == Status.OPTIMAL
    assert record.plan.projected.net_value > 0
    assert record.outcome.replications == 4
    assert record.plan.provenance.content_hash == record.scenario.content_hash()
    assert Record.model_validate_json(record.model_dump_json()) == record


def test_progress_rises_to_the_end():
    shares = []
    pipeline.run(quick(small_scenario()), progress=lambda share, _message: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)


def test_cancelling_stops_the_work():
    with pytest.raises(Cancellation):
        pipeline.run(quick(small_scenario()), cancelled=lambda: True)


def test_a_plan_belongs_to_its_document(record):
    other = record.scenario.model_copy(update={"currency": "USD"})
    with pytest.raises(ValueError, match="another version"):
        pipeline.simulate(other, record.plan)


def test_a_plan_without_a_schedule_is_not_simulated_by_plan(record):
    bare = record.plan.model_copy(update={"schedule": None})
    with pytest.raises(UserError):
        pipeline.simulate(record.scenario, bare)


def test_work_that_nobody_can_do_is_infeasible_and_named():
    """Everyone is on leave for good: the budget would allow the campaign, but nobody could prepare it."""
    scenario = quick(small_scenario())
    leave = ({"first": "2027-01-04", "last": "2031-12-31"},)
    document = scenario.model_dump(mode="json")
    for person in document["organisation"]["people"]:
        person["leave"] = list(leave)
    document["campaigns"][0]["mandatory"] = True
    document["objective"]["strategy"] = "today"
    plan = pipeline.plan(type(scenario).model_validate(document))
    assert plan.allocation.proof.status == Status.INFEASIBLE
    assert plan.schedule is None
    assert plan.allocation.conflicts


def test_a_plan_that_does_not_hold_is_not_shown(monkeypatch):
    """Break the product on purpose: a schedule that starts a task before its time is refused."""
    make = pipeline.make_schedule

    def bent(*args, **options):
        schedule = make(*args, **options)
        first, *rest = schedule.tasks
        moved = first.model_copy(update={"start": first.start - 60, "finish": first.finish - 60})
        return schedule.model_copy(update={"tasks": (moved, *rest)})

    monkeypatch.setattr(pipeline, "make_schedule", bent)
    with pytest.raises(pipeline.VerificationError):
        pipeline.plan(quick(small_scenario()))
