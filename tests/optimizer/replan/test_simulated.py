"""Three engines, one truth, from the status date on: what is given happens again as it was, the rest as replanned."""

import datetime as dt
import random

import numpy as np
import pytest

from benchmarks.replan_cases import (
    SETTINGS,
    START,
    UnderWay,
    first_plan,
    random_case,
    random_disruptions,
    random_scenario,
    simulated,
)
from optimizer.replan import Options
from scenarios.document import Scenario
from scenarios.outcome import NEVER
from simulation import Kind, replicate, simulate


def calm(scenario, replications=1):
    """The scenario without rework, absence and variation."""
    document = scenario.model_dump(mode="json")
    for workflow in document["workflows"]:
        for stage in workflow["stages"]:
            stage["rework"] = None
    document["risks"] = {"varying_durations": False}
    document["settings"]["simulation"]["replications"] = replications
    return Scenario.model_validate(document)


def past(seed):
    """A plan whose past went as a noisy course has it, and whose future is calm."""
    noisy = random_scenario(seed)
    scenario = calm(noisy)
    rng = random.Random(seed)
    day = START + dt.timedelta(days=rng.randint(1, 15))
    actuals = simulated(noisy, first_plan(noisy), scenario.horizon.minute(day), seed)
    what = random_disruptions(rng, scenario, day)
    return UnderWay(scenario, first_plan(scenario), actuals, day, what, Options(settings=SETTINGS))


@pytest.mark.parametrize("seed", range(20))
def test_a_replan_comes_true_to_the_minute_when_nothing_varies(seed):
    found = past(seed).replanned()
    outcome = simulate(found.scenario, found.plan)
    schedule = found.plan.schedule
    jobs = {job.campaign: job for job in schedule.jobs if job.kind == "preparation"}
    assert outcome.launch[0].tolist() == [jobs[one].launch for one in outcome.campaigns]
    assert outcome.completion[0].tolist() == [jobs[one].completion for one in outcome.campaigns]
    losses = {one.campaign: one.loss_after for one in found.campaigns}
    assert outcome.lateness_loss[0].tolist() == [losses[one] for one in outcome.campaigns]


@pytest.mark.parametrize("seed", range(8))
def test_the_past_is_the_same_in_every_course_and_nothing_else_happens_before_the_status(seed):
    case = random_case(seed)
    found = case.replanned()
    standing = found.plan.schedule.standing
    tasks = {(task.job, task.step): task for task in found.plan.schedule.tasks}
    for number in range(3):
        log = replicate(found.scenario, found.plan, number).log
        for time, kind, job, step, visit, _ in log.rows.tolist():
            if kind != Kind.STARTED or job >= len(found.plan.schedule.jobs):
                continue
            key = (log.jobs[job], log.steps[job][step])
            if standing.states.get(key) in {"done", "running"} and visit == 0:
                assert time == tasks[key].start
            else:
                assert time >= standing.status


def test_the_compiled_engine_leaves_work_under_way_to_simpy():
    found = random_case(2).replanned()
    settings = found.scenario.settings.simulation.model_copy(update={"replications": 4})
    one, other = (
        simulate(found.scenario, found.plan, settings=settings, engine=name) for name in ("simpy", "auto")
    )
    assert np.array_equal(one.net_value, other.net_value)
    assert one.engine == other.engine == "simpy"
    assert (one.launch != NEVER).any()
