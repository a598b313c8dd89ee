"""Scenarios with random but consistent plans and outcomes: every amount follows from `scenarios.valuation`."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np

from scenarios.document import Scenario
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.network import Job, Workload, compile_workload, effort_minutes, work_minutes
from scenarios.outcome import CAUSES, NEVER, Outcome
from scenarios.plan import (
    Allocation,
    CampaignDecision,
    Plan,
    Proof,
    Provenance,
    Schedule,
    ScheduledJob,
    ScheduledTask,
    SpendLine,
    StaffLine,
    Status,
)
from scenarios.record import Record
from scenarios.valuation import Valuation, lateness_loss, launch_periods, launch_target

START = dt.date(2026, 1, 5)
CHANNELS = (
    ("tv", "Television", "电视", "brand"),
    ("outdoor", "Outdoor", "户外广告", "brand"),
    ("kol", "KOL content", "达人内容", "brand"),
    ("search", "Search", "搜索推广", "performance"),
    ("feed", "Feed ads", "信息流广告", "performance"),
    ("video", "Short video", "短视频", "performance"),
    ("email", "Email", "邮件短信", "owned"),
    ("private", "Private domain", "私域运营", "owned"),
    ("crm", "Membership", "会员运营", "owned"),
    ("promo", "Trade promotion", "渠道促销", "trade"),
)
SKILLS = (("plan", "Planning", "策划"), ("design", "Design", "设计"), ("media", "Media buying", "投放"))
DEPARTMENTS = (("strategy", "Strategy", "战略中心"), ("content", "Content", "内容中心"))


def name(en: str, zh: str) -> dict[str, str]:
    return {"en": en, "zh": zh}


def document(
    rng: np.random.Generator,
    *,
    key: str = "base",
    channels: int = 3,
    campaigns: int = 5,
    periods: int = 12,
    people: int = 4,
    **changes: Any,
) -> dict[str, Any]:
    """A scenario document; ``changes`` replace its top-level keys."""
    used = CHANNELS[:channels]
    return {
        "mems": 1,
        "id": key,
        "name": name(f"Plan {key}", f"方案 {key}"),
        "horizon": {"start": START.isoformat(), "periods": periods},
        "channels": [channel(rng, *entry) for entry in used],
        "campaigns": [campaign(rng, index, used, periods) for index in range(campaigns)],
        "organisation": organisation(people),
        "workflows": [workflow()],
        "budget": {
            "total": 100_000 * campaigns * channels + 200_000,
            "reserve": 100_000.5,
            "fixed_costs": [
                {"id": "tools", "name": name("Tools", "工具"), "category": "software", "amount": 50_000.25}
            ],
        },
        "objective": {"margin": 0.37, "staff_cost": True},
        "risks": {"urgent": {"per_week": 1.0, "workflow": "standard", "value": 1000}},
        **changes,
    }


def channel(rng: np.random.Generator, key: str, en: str, zh: str, group: str) -> dict[str, Any]:
    return {
        "id": key,
        "name": name(en, zh),
        "group": group,
        "curve": {
            "family": "hill",
            "ceiling": float(rng.integers(100_000, 300_000)),
            "half_saturation": float(rng.integers(5_000, 20_000)),
            "slope": float(rng.choice([0.8, 1.0, 1.6])),
        },
        "retention": float(rng.choice([0.0, 0.3, 0.6])),
        "pattern": str(rng.choice(["even", "front_loaded", "back_loaded"])),
        "season": [round(1 + 0.3 * float(np.sin(week / 4)), 3) for week in range(12)],
        "hours_per_active_period": [{"skill": "media", "hours": 1.0}],
    }


def campaign(
    rng: np.random.Generator, index: int, used: tuple[tuple[str, ...], ...], periods: int
) -> dict[str, Any]:
    due = START + dt.timedelta(days=int(rng.integers(21, 7 * periods - 14)))
    chosen = [entry for entry in used if rng.random() < 0.8] or [used[0]]
    return {
        "id": f"c{index + 1:02d}",
        "name": name(f"Campaign {index + 1}", f"战役{index + 1}"),
        "value": float(rng.integers(5_000, 30_000)),
        "value_per_outcome": 2.5,
        "due": due.isoformat(),
        "window": {
            "earliest": (due - dt.timedelta(days=14)).isoformat(),
            "latest": (due + dt.timedelta(days=14)).isoformat(),
        },
        "lateness": {"loss_per_day": 1000.0, "decay_per_day": 0.05},
        "channels": [
            {
                "channel": entry[0],
                "effect": round(float(rng.uniform(0.5, 1.5)), 2),
                "today": round(float(rng.uniform(0, 60_000)), 2),
            }
            for entry in chosen
        ],
        "fixed_cost": float(rng.integers(0, 5)) * 1000.75,
        "workflow": "standard",
        "size": 1.0,
    }


def organisation(people: int) -> dict[str, Any]:
    skills = [{"id": key, "name": name(en, zh)} for key, en, zh in SKILLS]
    return {
        "departments": [{"id": key, "name": name(en, zh)} for key, en, zh in DEPARTMENTS],
        "skills": skills,
        "people": [
            {
                "id": f"p{index + 1}",
                "name": name(f"Person {index + 1}", f"员工{index + 1}"),
                "department": DEPARTMENTS[index % 2][0],
                "role": "staff",
                "skills": {SKILLS[index % 3][0]: 2, SKILLS[(index + 1) % 3][0]: 1 + index % 4},
                "cost_per_hour": 120.5 + index,
            }
            for index in range(people)
        ],
        "approvers": [{"id": "boss", "name": name("Director", "总监"), "latency": [2, 6, 20]}],
    }


def workflow() -> dict[str, Any]:
    def stage(key: str, en: str, zh: str, **rest: Any) -> dict[str, Any]:
        return {"id": key, "name": name(en, zh), **rest}

    return {
        "id": "standard",
        "name": name("Standard", "标准流程"),
        "stages": [
            stage("brief", "Brief", "简报", effort=[2, 4, 8], skill="plan"),
            stage("approve", "Approval", "审批", approvers=["boss"]),
            stage(
                "visual", "Visuals", "视觉设计", effort=[8, 16, 30], skill="design", predecessors=["approve"]
            ),
            stage("setup", "Set-up", "投放搭建", effort=[4, 8, 12], skill="media", predecessors=["approve"]),
            stage("check", "Check", "终审", effort=[1, 2, 3], skill="plan", predecessors=["visual", "setup"]),
        ],
    }


def scenario(seed: int = 1, **options: Any) -> Scenario:
    return Scenario.model_validate(document(np.random.default_rng(seed), **options))


def provenance(scenario: Scenario, seed: int = 7) -> Provenance:
    return Provenance(
        scenario=scenario.id, content_hash=scenario.content_hash(), seed=seed, versions={"mems": "test"}
    )


def allocation(scenario: Scenario, rng: np.random.Generator, *, share: float = 0.8) -> Allocation:
    """Random campaigns, launches and spends."""
    valuation = Valuation(scenario)
    decisions, spend = [], []
    for one in scenario.campaigns:
        periods = launch_periods(scenario, one)
        if rng.random() > share or not periods:
            decisions.append(CampaignDecision(campaign=one.id, runs=False))
            continue
        period = int(rng.choice(periods))
        decisions.append(
            CampaignDecision(
                campaign=one.id,
                runs=True,
                launch_period=period,
                target=launch_target(scenario, one, period),
            )
        )
        for cell in one.channels:
            total = int(rng.integers(0, 8_000_000))
            spend += [
                SpendLine(campaign=one.id, channel=cell.channel, period=week, amount=amount)
                for week, amount in valuation.period_spend(one.id, cell.channel, period, total).items()
            ]
    bare = Allocation(proof=Proof(status=Status.OPTIMAL), campaigns=tuple(decisions), spend=tuple(spend))
    value = valuation.statement(bare).net_value
    staff = tuple(
        StaffLine(campaign=key, skill=duty.skill, period=duty.period, minutes=duty.minutes)
        for key in bare.running
        for duty in valuation.duties(key, bare)
    )
    proof = Proof(status=Status.OPTIMAL, value=value, bound=value * 1.003, gap=0.003)
    return bare.model_copy(update={"proof": proof, "staff": staff})


def schedule(scenario: Scenario, decided: Allocation) -> Schedule:
    """Jobs by target, each step by whoever is free first."""
    workload = compile_workload(scenario, Valuation(scenario).targets(decided))
    free = [0] * len(workload.people)
    tasks: list[ScheduledTask] = []
    jobs: list[ScheduledJob] = []
    for job in sorted(workload.jobs, key=lambda one: (one.target, one.index)):
        done = _course(job, workload, free)
        tasks += [task for _, task in sorted(done.items())]
        jobs.append(
            ScheduledJob(
                job=job.id,
                campaign=job.campaign,
                kind=job.kind,
                admission=job.release,
                launch=done[job.process.launch].finish,
                completion=max(task.finish for task in done.values()),
            )
        )
    minutes: dict[str, int] = {}
    for task in tasks:
        for person in task.people:
            worker = next(one for one in workload.people if one.id == person)
            minutes[person] = minutes.get(person, 0) + worker.timeline.between(task.start, task.finish)
    proof = Proof(status=Status.FEASIBLE, value=0.0)
    return Schedule(proof=proof, jobs=tuple(jobs), tasks=tuple(tasks), people_minutes=minutes)


def _course(job: Job, workload: Workload, free: list[int]) -> dict[int, ScheduledTask]:
    done: dict[int, ScheduledTask] = {}
    for index in job.process.order:
        step = job.process.steps[index]
        ready = max((done[other].finish for other in step.predecessors), default=job.release)
        if step.kind == "work":
            worker = workload.people[min(step.qualified, key=lambda one: (free[one], one))]
            start = worker.timeline.next_open(max(ready, free[worker.index]))
            effort = effort_minutes(step.effort.mean, job.size)
            finish = worker.timeline.advance(start, work_minutes(effort, worker.speed[step.skill]))
            free[worker.index] = finish
            people: tuple[str, ...] = (worker.id,)
        else:
            start, people = ready, ()
            finish = workload.shared.advance(ready, round(60 * step.latencies[0].mean))
        done[index] = ScheduledTask(
            job=job.id, step=step.id, people=people, ready=ready, start=start, finish=finish
        )
    return done


def plan(scenario: Scenario, rng: np.random.Generator, *, share: float = 0.8) -> Plan:
    decided = allocation(scenario, rng, share=share)
    done = schedule(scenario, decided)
    return Plan(
        provenance=provenance(scenario),
        allocation=decided,
        schedule=done,
        projected=Valuation(scenario).statement(decided, done.launches, done.people_minutes),
    )


def outcome(
    scenario: Scenario,
    plan: Plan,
    rng: np.random.Generator,
    *,
    replications: int = 20,
    seed: int = 7,
    never: float = 0.02,
) -> Outcome:
    """Random delays on the schedule; everything else follows from them."""
    assert plan.schedule is not None
    running = list(plan.allocation.running.values())
    campaigns = {one.id: one for one in scenario.campaigns}
    people = [person.id for person in scenario.organisation.everyone()]
    skills = [skill.id for skill in scenario.organisation.skills]
    R, C = replications, len(running)
    target = np.array([decision.target for decision in running])
    planned = np.array([plan.schedule.launches[decision.campaign] for decision in running])
    delays = rng.gamma(1.5, 2 * MINUTES_PER_DAY, (R, C)).astype(int) - MINUTES_PER_DAY
    launch = np.maximum(planned + delays, MINUTES_PER_DAY)
    lost = rng.random((R, C)) < never
    valuation = Valuation(scenario)
    on_time = [valuation.on_time_revenue(decision.campaign, plan.allocation) for decision in running]
    loss = np.array(
        [
            [
                on_time[c]
                if lost[r, c]
                else lateness_loss(campaigns[running[c].campaign], on_time[c], int(launch[r, c] - target[c]))
                for c in range(C)
            ]
            for r in range(R)
        ]
    ).reshape(R, C)
    revenue = np.array(on_time, dtype=np.int64) - loss
    contribution = np.rint(scenario.objective.margin * revenue).astype(np.int64).sum(axis=1)
    staff_cost = rng.integers(1_000_000, 3_000_000, R)
    urgent = rng.poisson(5, R)
    kept = rng.binomial(urgent, 0.8)
    horizon = scenario.horizon.periods * 7 * MINUTES_PER_DAY
    available = np.full((R, len(people)), scenario.horizon.periods * 5 * 480)
    busy = (available * rng.beta(8, 4, available.shape)).astype(int)
    statement = valuation.statement(plan.allocation)
    urgent_contribution = kept * 37_000
    counted = staff_cost if scenario.objective.staff_cost else 0
    spent = statement.media + statement.campaign_fixed + statement.fixed
    return Outcome(
        provenance=provenance(scenario, seed),
        engine="simpy",
        stopped_by="count",
        confidence=0.95,
        campaigns=tuple(decision.campaign for decision in running),
        people=tuple(people),
        skills=tuple(skills),
        launch=np.where(lost, NEVER, launch),
        target=target,
        admission=np.zeros((R, C)),
        completion=np.where(lost, NEVER, launch + MINUTES_PER_DAY),
        revenue=revenue,
        lateness_loss=loss,
        waiting=rng.gamma(1.0, 900, (R, C, len(CAUSES))).astype(int),
        rework_visits=rng.poisson(0.6, (R, C)),
        busy=busy,
        available=available,
        skill_busy=(busy.sum(axis=1, keepdims=True) * np.full(len(skills), 1 / len(skills))).astype(int),
        worked=busy,
        staff_cost=staff_cost,
        contribution=contribution,
        urgent_requests=urgent,
        urgent_kept=kept,
        urgent_lead=urgent * 3000,
        urgent_contribution=urgent_contribution,
        net_value=contribution + urgent_contribution - spent - counted,
        wip_minutes=rng.integers(horizon, 4 * horizon, R),
        media=statement.media,
        campaign_fixed=statement.campaign_fixed,
        fixed=statement.fixed,
        staff_counts=scenario.objective.staff_cost,
        horizon_minutes=horizon,
    )


def record(
    seed: int = 1,
    *,
    plan_seed: int | None = None,
    replications: int = 20,
    never: float = 0.02,
    share: float = 0.8,
    **options: Any,
) -> Record:
    """A complete result; equal ``seed`` gives equal channels and campaigns, ``plan_seed`` the plan and its course."""
    made = scenario(seed, **options)
    rng = np.random.default_rng(seed if plan_seed is None else plan_seed)
    decided = plan(made, rng, share=share)
    found = outcome(made, decided, rng, replications=replications, never=never)
    return Record(scenario=made, plan=decided, outcome=found)


def with_objective(made: Record, changes: Mapping[str, Any], rng: np.random.Generator) -> Record:
    """The same plan under another objective."""
    objective = made.scenario.objective.model_copy(update=dict(changes))
    changed = made.scenario.model_copy(update={"objective": objective})
    again = made.plan.model_copy(update={"provenance": provenance(changed)})
    return Record(scenario=changed, plan=again, outcome=outcome(changed, again, rng))
