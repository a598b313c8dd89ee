"""The check of plans: sound ones pass, and whatever is bent is noticed."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.schedule import make_schedule
from optimizer.verify import verify
from scenarios.document import Scenario, SolverSettings
from scenarios.i18n import LANGUAGES, catalogue, translate
from scenarios.network import compile_workload, effort_minutes
from scenarios.plan import (
    Allocation,
    CampaignDecision,
    Plan,
    Proof,
    Provenance,
    SpendLine,
    StaffLine,
    Status,
)
from scenarios.valuation import Valuation, launch_target
from tests.optimizer.schedule.builders import campaign, person, scenario, stage

QUICK = SolverSettings(schedule_seconds=0.2, deterministic=True)
CURVE = {"family": "michaelis_menten", "ceiling": 5000, "half_saturation": 500}


def document(**parts):
    """Two campaigns on two channels, three people with room to spare, every bound set but none tight."""
    channels = [
        {
            "id": "tv",
            "name": "TV",
            "group": "brand",
            "curve": CURVE,
            "hours_per_active_period": [{"skill": "draw", "hours": 1}],
        },
        {"id": "feed", "name": "Feed", "curve": CURVE, "spend_max": 5000, "minimum_if_active": 10},
    ]
    cells = [{"channel": "tv", "spend_max": 900, "today": 300}, {"channel": "feed", "today": 200}]
    campaigns = [
        campaign("a", "2027-01-18", channels=cells, mandatory=True, flight_periods=3, fixed_cost=50),
        campaign(
            "b",
            "2027-01-20",
            channels=cells,
            prerequisites=["a"],
            spend_max=2000,
            window={"earliest": "2027-01-13", "latest": "2027-01-27"},
        ),
    ]
    stages = [stage("draft", 3), stage("review", approvers=["head"]), stage("art", 4.5, "draw", people=2)]
    people = [
        person("ann", {"craft": 3, "draw": 1}, cost_per_hour=50),
        person("bo", ["draw"]),
        person("cy", ["draw"]),
    ]
    organisation = {"approvers": [{"id": "head", "name": "Head", "latency": 4}], "wip_limit": 1}
    budget = {
        "total": 5000,
        "per_period": 1500,
        "groups": [{"group": "brand", "share_min": 0.2, "share_max": 0.9}],
        "lines": [{"line": "main", "spend_max": 4000}],
    }
    goals = [
        {"id": "runs", "name": "Runs", "measure": "campaigns", "target": 2, "enforce": True},
        {"id": "cost", "name": "Cost", "measure": "media_cost", "target": 3000, "direction": "at_most"},
    ]
    goals[1]["enforce"] = True
    found = scenario(people, campaigns, stages, organisation=organisation, channels=channels)
    return Scenario.model_validate(
        {**found.model_dump(mode="json"), "budget": budget, "goals": goals, **parts}
    )


def sound_plan(scenario, spend=None):
    """Both campaigns at their due dates with today's spend, staffed, scheduled and valued."""
    spend = spend or {("a", "tv"): 30_000, ("a", "feed"): 20_000, ("b", "tv"): 30_000, ("b", "feed"): 20_000}
    valuation, horizon = Valuation(scenario), scenario.horizon
    decisions, lines = [], []
    for one in scenario.campaigns:
        period = horizon.period_of(one.due)
        target = launch_target(scenario, one, period)
        decisions.append(CampaignDecision(campaign=one.id, runs=True, launch_period=period, target=target))
        lines += [
            SpendLine(campaign=one.id, channel=cell.channel, period=when, amount=amount)
            for cell in one.channels
            for when, amount in valuation.period_spend(
                one.id, cell.channel, period, spend[one.id, cell.channel]
            ).items()
        ]
    draft = Allocation(proof=Proof(status=Status.AS_GIVEN), campaigns=tuple(decisions), spend=tuple(lines))
    workload = compile_workload(scenario, valuation.targets(draft))
    allocation = draft.model_copy(update={"staff": staff_of(workload, scenario)})
    schedule = make_schedule(scenario, workload, settings=QUICK)
    value = valuation.statement(allocation).net_value
    proof = Proof(status=Status.OPTIMAL, value=value, bound=value, gap=0.0)
    origin = Provenance(scenario=scenario.id, content_hash=scenario.content_hash(), seed=1, versions={})
    return Plan(
        provenance=origin,
        allocation=allocation.model_copy(update={"proof": proof}),
        schedule=schedule,
        projected=valuation.statement(allocation, schedule.launches, schedule.people_minutes),
    )


def staff_of(workload, scenario):
    """Preparation in the first period, flights in their own."""
    minutes = {}
    for job in workload.jobs:
        period = 0 if job.kind == "preparation" else int(job.id.split("/")[1])
        for step in job.process.steps:
            if step.kind == "work":
                key = (job.campaign, step.skill, period)
                effort = effort_minutes(step.effort.mean, job.size) * step.people
                minutes[key] = minutes.get(key, 0) + effort
    return tuple(
        StaffLine(campaign=campaign, skill=skill, period=period, minutes=amount)
        for (campaign, skill, period), amount in sorted(minutes.items())
    )


@dataclass(frozen=True)
class Bend:
    """A change of one field, and one of the codes it has to raise."""

    name: str
    change: object
    code: str


def part(plan, name, **changes):
    return plan.model_copy(update={name: getattr(plan, name).model_copy(update=changes)})


def item(plan, name, field, index, **changes):
    """The plan with one entry of a list of one of its parts changed."""
    entries = list(getattr(getattr(plan, name), field))
    entries[index] = entries[index].model_copy(update=changes)
    return part(plan, name, **{field: tuple(entries)})


def task(plan, step, **changes):
    index = next(n for n, one in enumerate(plan.schedule.tasks) if (one.job, one.step) == ("a", step))
    old = plan.schedule.tasks[index]
    changed = {name: change(old) if callable(change) else change for name, change in changes.items()}
    return item(plan, "schedule", "tasks", index, **changed)


def job(plan, **changes):
    old = plan.schedule.jobs[0]
    return item(plan, "schedule", "jobs", 0, **{name: change(old) for name, change in changes.items()})


def dropped(plan, name, field):
    return part(plan, name, **{field: getattr(getattr(plan, name), field)[1:]})


def doubled(plan, name, field):
    entries = getattr(getattr(plan, name), field)
    return part(plan, name, **{field: (*entries, entries[0])})


BENDS = [
    Bend("decision gone", lambda p: dropped(p, "allocation", "campaigns"), "decided_once"),
    Bend("decision twice", lambda p: doubled(p, "allocation", "campaigns"), "decided_once"),
    Bend("unknown", lambda p: item(p, "allocation", "campaigns", 0, campaign="x"), "unknown_campaign"),
    Bend("mandatory", lambda p: item(p, "allocation", "campaigns", 0, runs=False), "mandatory"),
    Bend("prerequisite", lambda p: item(p, "allocation", "campaigns", 0, runs=False), "prerequisite"),
    Bend("window", lambda p: item(p, "allocation", "campaigns", 1, launch_period=6), "window"),
    Bend("target", lambda p: item(p, "allocation", "campaigns", 1, target=5), "target"),
    Bend("cell", lambda p: item(p, "allocation", "spend", 0, channel="x"), "no_such_cell"),
    Bend("line twice", lambda p: doubled(p, "allocation", "spend"), "line_twice"),
    Bend("pattern", lambda p: item(p, "allocation", "spend", 0, amount=1), "pattern"),
    Bend("line gone", lambda p: dropped(p, "allocation", "spend"), "pattern"),
    Bend("staff gone", lambda p: dropped(p, "allocation", "staff"), "hours_missing"),
    Bend("staff less", lambda p: item(p, "allocation", "staff", 0, minutes=1), "hours_missing"),
    Bend("staff whose", lambda p: item(p, "allocation", "staff", 0, campaign="x"), "no_such_work"),
    Bend("staff what", lambda p: item(p, "allocation", "staff", 0, skill="x"), "hours_without_stage"),
    Bend("staff much", lambda p: item(p, "allocation", "staff", 0, minutes=10**5), "hours_above"),
    Bend("job gone", lambda p: dropped(p, "schedule", "jobs"), "job_once"),
    Bend("task gone", lambda p: dropped(p, "schedule", "tasks"), "task_once"),
    Bend("task twice", lambda p: doubled(p, "schedule", "tasks"), "task_once"),
    Bend("ready", lambda p: task(p, "art", ready=lambda one: one.ready - 1), "ready"),
    Bend("early", lambda p: task(p, "art", start=lambda one: one.ready - 60), "starts_early"),
    Bend("at night", lambda p: task(p, "draft", start=60), "not_at_work"),
    Bend("finish", lambda p: task(p, "art", finish=lambda one: one.finish + 1), "finish"),
    Bend("sign-off", lambda p: task(p, "review", finish=lambda one: one.finish - 1), "finish"),
    Bend("alone", lambda p: task(p, "art", people=("bo",)), "team_size"),
    Bend("oneself", lambda p: task(p, "art", people=("bo", "bo")), "team_size"),
    Bend("unable", lambda p: task(p, "draft", people=("bo",)), "unqualified"),
    Bend("stranger", lambda p: task(p, "draft", people=("x",)), "team_size"),
    Bend("idle people", lambda p: task(p, "review", people=("bo",)), "people_idle"),
    Bend("admission", lambda p: job(p, admission=lambda one: one.admission - 1), "before_release"),
    Bend("launch", lambda p: job(p, launch=lambda one: one.launch - 1), "launch"),
    Bend("completion", lambda p: job(p, completion=lambda one: one.completion + 1), "completion"),
    Bend("kind", lambda p: job(p, kind=lambda one: "flight"), "job_kind"),
    Bend("minutes", lambda p: part(p, "schedule", people_minutes={"ann": 1}), "people_minutes"),
    Bend("statement", lambda p: part(p, "projected", media=1), "statement"),
    Bend("no statement", lambda p: p.model_copy(update={"projected": None}), "statement"),
    Bend("origin", lambda p: part(p, "provenance", content_hash="0"), "provenance"),
    Bend(
        "bound",
        lambda p: part(p, "allocation", proof=p.allocation.proof.model_copy(update={"bound": 1.0})),
        "bound_crossed",
    ),
    Bend(
        "gap",
        lambda p: part(p, "schedule", proof=p.schedule.proof.model_copy(update={"gap": 0.3})),
        "gap",
    ),
    Bend(
        "too proud",
        lambda p: part(
            p, "allocation", proof=Proof(status=Status.OPTIMAL, value=100.0, bound=300.0, gap=2.0)
        ),
        "unproven",
    ),
    Bend(
        "loss",
        lambda p: part(p, "schedule", proof=Proof(status=Status.OPTIMAL, value=1.0, bound=1.0, gap=0.0)),
        "lateness_value",
    ),
    Bend(
        "no answer",
        lambda p: part(p, "allocation", proof=Proof(status=Status.INFEASIBLE)),
        "answerless",
    ),
]


@pytest.fixture(scope="module")
def good():
    scenario = document()
    return scenario, sound_plan(scenario)


def codes(scenario, plan):
    found = verify(scenario, plan)
    for one in found:
        assert all(one.message.render(language) for language in LANGUAGES)
    return {one.code for one in found}


def test_a_sound_plan_passes(good):
    assert verify(*good) == ()


@pytest.mark.parametrize("bend", BENDS, ids=lambda bend: bend.name)
def test_what_is_bent_is_noticed(good, bend):
    scenario, plan = good
    assert bend.code in codes(scenario, bend.change(plan))


CHANGED_DOCUMENTS = {
    "cell_above": ({("a", "tv"): 90_001}, {}),
    "cell_minimum": ({("a", "feed"): 999}, {}),
    "campaign_above": ({("b", "feed"): 180_000}, {}),
    "period_above": ({("a", "feed"): 460_000}, {}),
    "channel_above": ({("a", "feed"): 499_999}, {}),
    "budget_above": ({}, {"budget": {"total": 1000}}),
    "group_share_below": ({("a", "feed"): 300_000}, {}),
    "group_share_above": ({("a", "feed"): 1000, ("b", "feed"): 1000}, {}),
    "line_above": ({}, {"budget": {"total": 5000, "lines": [{"line": "main", "spend_max": 1000}]}}),
    "goal": ({("a", "feed"): 300_000}, {}),
}


@pytest.mark.parametrize("code", CHANGED_DOCUMENTS)
def test_every_bound_on_money_is_held(code):
    spend, parts = CHANGED_DOCUMENTS[code]
    today = {("a", "tv"): 30_000, ("a", "feed"): 20_000, ("b", "tv"): 30_000, ("b", "feed"): 20_000}
    scenario = document(**parts)
    assert code in codes(scenario, sound_plan(scenario, {**today, **spend}))


def test_hours_count_for_money_and_people_only():
    """Four tenths of a percent of everyone's hours are not enough; strategies that are blind to people do not mind."""
    tight = {"planning": {"load_limit": 0.004}}
    blind = document(settings=tight, objective={"strategy": "budget_only"})
    assert verify(blind, sound_plan(blind)) == ()
    seeing = document(settings=tight)
    assert codes(seeing, sound_plan(seeing)) == {"hours_above"}


def test_today_may_break_budgets_but_not_its_own_figures():
    today = document(objective={"strategy": "today"}, budget={"total": 1})
    assert verify(today, sound_plan(today)) == ()
    other = {("a", "tv"): 30_001, ("a", "feed"): 20_000, ("b", "tv"): 30_000, ("b", "feed"): 20_000}
    assert codes(today, sound_plan(today, other)) == {"spend_not_as_today"}


def test_level_and_department_count_for_hours():
    """Ann has 34 hours a week of draw at level 1; a stage that asks for more cannot lean on her."""
    people = [person("ann", {"draw": 1}), person("bo", ["draw"])]
    stages = [stage("art", 40, "draw", level=2)]
    scenario_ = scenario(people, [campaign("a", "2027-01-18", channels=[])], stages)
    assert codes(scenario_, sound_plan(scenario_, {})) == {"hours_above"}
    anyone = scenario(people, [campaign("a", "2027-01-18", channels=[])], [stage("art", 40, "draw")])
    assert verify(anyone, sound_plan(anyone, {})) == ()


def test_idling_is_noticed(good):
    """The last task a minute later, with everything that follows from it: feasible, but it would not come true."""
    scenario, plan = good
    last = max((one for one in plan.schedule.tasks if one.job == "b"), key=lambda one: one.finish)
    index = plan.schedule.tasks.index(last)
    late = item(plan, "schedule", "tasks", index, start=last.start + 1, finish=last.finish + 1)
    place = next(n for n, one in enumerate(plan.schedule.jobs) if one.job == "b")
    late = item(late, "schedule", "jobs", place, launch=last.finish + 1, completion=last.finish + 1)
    assert "idle" in codes(scenario, late)


@given(st.data())
@settings(max_examples=60)
def test_any_moved_time_is_noticed(good, data):
    scenario, plan = good
    if data.draw(st.booleans()):
        index = data.draw(st.integers(0, len(plan.schedule.tasks) - 1))
        field = data.draw(st.sampled_from(["ready", "start", "finish"]))
        old = getattr(plan.schedule.tasks[index], field)
        shift = data.draw(st.integers(-2000, 2000).filter(bool))
        bent = item(plan, "schedule", "tasks", index, **{field: old + shift})
    else:
        index = data.draw(st.integers(0, len(plan.schedule.jobs) - 1))
        field = data.draw(st.sampled_from(["admission", "launch", "completion"]))
        old = getattr(plan.schedule.jobs[index], field)
        shift = data.draw(st.integers(-2000, 2000).filter(bool))
        bent = item(plan, "schedule", "jobs", index, **{field: old + shift})
    assert verify(scenario, bent)


@given(st.data())
@settings(max_examples=30)
def test_any_moved_money_is_noticed(good, data):
    scenario, plan = good
    index = data.draw(st.integers(0, len(plan.allocation.spend) - 1))
    shift = data.draw(st.integers(1, 10**5))
    old = plan.allocation.spend[index].amount
    assert verify(scenario, item(plan, "allocation", "spend", index, amount=old + shift))


def test_every_text_fills_its_fields():
    for key in catalogue():
        if key.startswith("verify."):
            fields = dict.fromkeys(
                (
                    "subject", "count", "period", "level", "limit", "target", "hours",
                    "planned", "wanted", "given", "at", "running", "periods", "least",
                ),
                1,
            )  # fmt: skip
            assert all(translate(key, language, **fields) for language in LANGUAGES)
