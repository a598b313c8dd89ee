"""The smallest change that restores promises, against every order and team that there is."""

import datetime as dt
import random
from functools import cache
from itertools import combinations, permutations, product

import pytest

from benchmarks.replan_cases import START, WEEK, first_plan
from optimizer.replan import Absence, Options, restore
from optimizer.replan.case import Case
from optimizer.replan.promises import PromiseObjective
from optimizer.schedule.course import Order
from optimizer.schedule.executor import Deadlock, execute
from optimizer.verify import verify
from scenarios.actuals import as_planned
from scenarios.document import Scenario
from scenarios.document.settings import SolverSettings
from scenarios.errors import UserError
from scenarios.plan import Status
from tests.optimizer.schedule.truth import linear_extensions

SETTINGS = SolverSettings(schedule_seconds=0.3, deterministic=True)
SEEDS = range(16)


def tiny(seed):
    """Two campaigns of two stages and one of one, on three people; somebody falls ill on the third day."""
    rng = random.Random(seed)
    skills = ({"craft": 2, "draw": 2}, {"craft": 3}, {"draw": 2, "craft": rng.choice([1, 2])})
    people = [
        {"id": f"p{number}", "name": f"P{number}", "department": "team", "role": "member", "skills": own}
        for number, own in enumerate(skills)
    ]
    stages = [
        {"id": "a", "name": "A", "effort": rng.choice([4, 8, 12]), "skill": "craft"},
        {"id": "b", "name": "B", "effort": rng.choice([6, 16]), "skill": "draw", "predecessors": ["a"]},
    ]
    campaigns = [
        {
            "id": f"c{number}",
            "name": f"C{number}",
            "due": (START + dt.timedelta(days=rng.randint(2, 9))).isoformat(),
            "workflow": "short" if number == 2 else "prep",
            "value": 100_000,
            "lateness": {"loss_per_day": rng.choice([100, 1_000])},
            "size": rng.choice([1.0, 2.0]),
        }
        for number in range(3)
    ]
    scenario = Scenario.model_validate(
        {
            "mems": 1,
            "id": "tiny",
            "name": "Tiny",
            "horizon": {"start": START.isoformat(), "periods": 8},
            "calendar": {"week": WEEK},
            "campaigns": campaigns,
            "organisation": {
                "departments": [{"id": "team", "name": "Team"}],
                "skills": [{"id": "craft", "name": "Craft"}, {"id": "draw", "name": "Draw"}],
                "people": people,
                "wip_limit": rng.choice([None, 2]),
            },
            "workflows": [
                {"id": "prep", "name": "Prep", "stages": stages},
                {"id": "short", "name": "Short", "stages": stages[:1]},
            ],
            "budget": {"total": 0},
            "objective": {"strategy": "budget_only"},
        }
    )
    person = rng.choice(["p0", "p1", "p2"])
    first = START + dt.timedelta(days=rng.randint(1, 2))
    return scenario, Absence(person, first, first + dt.timedelta(days=rng.randint(1, 6)))


def fewest(case, promises):
    """The least number of changes over all orders and teams that keep the promises; None if none keeps them."""
    problem, pricing = case.now.problem, case.objective.pricing
    objective = PromiseObjective(pricing, promises)
    movable = [task for tasks in problem.movable for task in tasks]
    indices = {task.index for task in movable}
    before = {
        task.index: {earlier for earlier, _ in task.predecessors if earlier in indices} for task in movable
    }
    teams = [list(combinations(task.minutes, task.people)) for task in movable]
    queued = [
        job.index
        for job in problem.jobs
        if problem.queues(job.index) and job.index not in problem.fixed.admissions
    ]
    best = None
    for order, queue, team in product(
        list(linear_extensions(before)), list(permutations(queued)), list(product(*teams))
    ):
        by_task = dict(zip((task.index for task in movable), team, strict=True))
        sequences = tuple(
            tuple(task for task in order if one.index in by_task[task]) for one in problem.people
        )
        try:
            course = execute(problem, Order(sequences, queue))
        except Deadlock:
            continue
        cost = objective.of(course)
        if not objective.beyond(course) and (best is None or cost.changes < best):
            best = cost.changes
    return best


def asked(seed):
    """A tiny plan on its third day, and what is promised: the planned launches, or some days more."""
    scenario, away = tiny(seed)
    plan = first_plan(scenario)
    more = dt.timedelta(days=seed % 4)
    begun = {task.job for task in plan.schedule.tasks if task.step == "b" and task.start < 2 * 1440}
    begun |= {task.job for task in plan.schedule.tasks if task.job == "c2" and task.start < 2 * 1440}
    promises = {
        campaign: None if seed % 4 == 0 else scenario.horizon.moment(launch).date() + more
        for campaign, launch in plan.schedule.launches.items()
        if campaign not in begun
    }
    return scenario, plan, as_planned(plan.schedule, 2 * 1440), away, promises


@cache
def restored(seed):
    scenario, plan, actuals, away, promises = asked(seed)
    options = Options(settings=SETTINGS)
    return restore(scenario, plan, actuals, promises=promises, disruptions=(away,), options=options)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_fewest_changes_are_those_of_all_orders(seed):
    scenario, plan, actuals, away, _ = asked(seed)
    found = restored(seed)
    case = Case.of(scenario, plan, actuals, (away,), Options(settings=SETTINGS))
    index = {job.campaign: job.index for job in case.now.problem.jobs}
    promises = {index[one.campaign]: one.promised for one in found.promises}
    least = fewest(case, promises)
    assert verify(found.replan.scenario, found.replan.plan) == ()
    if least is None:
        assert found.outcome == "impossible"
        assert found.proof.status == Status.INFEASIBLE
        assert 1 <= found.least_extra_days <= found.extra_days
        days = found.least_extra_days - 1
        assert fewest(case, {job: promised + 1440 * days for job, promised in promises.items()}) is None
    elif found.outcome == "restored":
        assert found.proof.status == Status.OPTIMAL
        assert found.proof.value == least == found.replan.after.changes
    else:
        assert found.outcome == "kept"
        assert least <= found.replan.after.changes == found.replan.nothing.changes


def test_some_of_the_tiny_cases_are_restored_and_some_cannot_be():
    assert {restored(seed).outcome for seed in SEEDS} == {"kept", "restored", "impossible"}


def test_a_promise_in_days_is_kept_at_the_end_of_the_day_and_told_per_campaign():
    scenario, away = tiny(0)
    plan = first_plan(scenario)
    day = START + dt.timedelta(days=40)
    found = restore(
        scenario,
        plan,
        as_planned(plan.schedule, 2 * 1440),
        promises={"c1": day},
        disruptions=(away,),
        options=Options(settings=SETTINGS),
    )
    assert found.outcome == "kept"
    assert [(one.campaign, one.promised) for one in found.promises] == [("c1", 41 * 1440)]


def test_campaigns_that_do_not_run_are_named():
    scenario, _ = tiny(0)
    plan = first_plan(scenario)
    with pytest.raises(UserError, match="no campaign nix"):
        restore(scenario, plan, as_planned(plan.schedule, 0), promises={"nix": None})
