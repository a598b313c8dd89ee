"""S10: a pilot of five people in three months, with all of their time or part of it.

Five phases: a brief, a task for each of the five, and a sign-off that may send the phase back. At 80% productivity (the
lowest level of every skill) the work is about 146 person-days, what is done twice included. Part-time means shorter
days; the three months stay as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scenarios.document import (
    Approver,
    Campaign,
    CampaignChannel,
    Department,
    Horizon,
    Label,
    Objective,
    Organisation,
    Person,
    PersonCalendar,
    PlanningSettings,
    Rework,
    Scenario,
    Settings,
    SimulationSettings,
    Skill,
    SolverSettings,
    Stage,
    Workflow,
)
from scenarios.document.durations import ThreePoint
from scenarios.generator.documents import variant
from scenarios.generator.pairs import department as office
from scenarios.studies.drivers import Drivers, Values, drivers
from scenarios.studies.measures import lead_working_days, within
from scenarios.studies.practice import Practice
from scenarios.studies.result import NOBODY, Coalition
from scenarios.variants import Change, Variant, difference

BEFORE, AFTER, HALF = "S10_before.yaml", "S10_after.yaml", "S10_half_time.yaml"
SEED = 10
DAYS = 63
"""Working days in three months."""
DUE = office.START + dt.timedelta(days=DAYS // 5 * 7 + DAYS % 5)
LEVEL = 1
LOAD_LIMIT = 0.75
"""Share of everyone's hours that is planned; the rest is for what is done twice, and for the unforeseen."""
PART_TIME, HALF_TIME = 0.7, 0.5
"""Shares of their time that people give to the pilot."""
DRIVERS: Drivers = drivers(effort=1.0, spread=1.0, approval=1.0, rework=0.25, focus=PART_TIME)
"""All assumptions. ``effort``, ``spread`` (of efforts around their most likely value) and ``approval`` multiply the
figures below; ``focus`` is the share of their time before."""
APPROVAL = (3.0, 8.0, 25.0)
BRIEF, EFFORT = 4.0, 38.5
"""Most likely hours of a brief and of a task, at full productivity."""
SHORTEST, LONGEST = 0.7, 1.4
"""Extremes of an effort as multiples of its most likely value."""
ROLES: dict[str, tuple[Label, str, Label]] = {
    "lead": (Label(en="Lead", zh="组长"), "strategy", Label(en="Strategy", zh="策略")),
    "manager": (
        Label(en="Project manager", zh="项目经理"),
        "project",
        Label(en="Project management", zh="项目管理"),
    ),
    "analyst": (Label(en="Data analyst", zh="数据分析师"), "data", Label(en="Data analysis", zh="数据分析")),
    "creative": (Label(en="Creative", zh="创意专员"), "content", Label(en="Content", zh="内容制作")),
    "growth": (Label(en="Growth marketer", zh="增长专员"), "media", Label(en="Media buying", zh="媒介投放")),
}
PHASES: dict[str, Label] = {
    "diagnose": Label(en="Diagnosis", zh="诊断"),
    "design": Label(en="Design", zh="设计"),
    "build": Label(en="Build", zh="搭建"),
    "trial": Label(en="Trial run", zh="试运行"),
    "review": Label(en="Review", zh="复盘"),
}


def half_time() -> Variant:
    """The pilot with half of everybody's time."""
    values = {**PILOT.middle, "focus": HALF_TIME}
    return variant(
        "s10_half_time",
        BEFORE,
        Label(en="Half of their time", zh="一半时间投入"),
        *_changes(PILOT.document(), PILOT.document(NOBODY, values)),
    )


def _changes(before: Scenario, after: Scenario) -> Iterator[Change]:
    return (change for change in difference(before, after) if change.path.startswith("organisation"))


def document(values: Values, active: Coalition) -> Scenario:
    """The pilot with part of their time, or dedicated."""
    return Scenario(
        mems=1,
        id="s10_before",
        name=PILOT_BEFORE,
        description=DESCRIPTION,
        horizon=Horizon(start=office.START, periods=26),
        channels=(office.MEDIA,),
        campaigns=(_pilot(),),
        organisation=_organisation(values["approval"], 1.0 if "dedicated" in active else values["focus"]),
        workflows=(_workflow(values),),
        budget=office.budget(1),
        objective=Objective(strategy="money_and_people", carry_out_periods=0),
        settings=Settings(
            solver=SolverSettings(allocation_seconds=5.0, schedule_seconds=3.0),
            planning=PlanningSettings(load_limit=LOAD_LIMIT),
            simulation=SimulationSettings(replications=400, dispatch="due_date", seed=SEED),
        ),
    )


def _pilot() -> Campaign:
    return Campaign(
        id="pilot",
        name=Label(en="Pilot", zh="试点项目"),
        mandatory=True,
        due=DUE,
        flight_periods=1,
        channels=(CampaignChannel(channel=office.MEDIA.id, effect=office.RETURN, today=office.COST),),
        workflow="pilot",
    )


def _organisation(approval: float, focus: float) -> Organisation:
    return Organisation(
        departments=(Department(id="pilot", name=Label(en="Pilot team", zh="试点小组")),),
        skills=tuple(Skill(id=skill, name=name) for _, skill, name in ROLES.values()),
        calendars=(PersonCalendar(id="pilot_days", week=_week(focus)),),
        people=tuple(
            Person(
                id=key,
                name=name,
                department="pilot",
                role=key,
                skills={skill: LEVEL},
                calendar="pilot_days",
            )
            for key, (name, skill, _) in ROLES.items()
        ),
        approvers=(
            Approver(
                id="sponsor",
                name=Label(en="Sponsor", zh="发起人"),
                latency=office.three_point(office.times(APPROVAL, approval)),
            ),
        ),
    )


def _week(focus: float) -> dict[str, tuple[str, ...]]:
    """Days of eight hours, from nine on with an hour for lunch, cut to a share."""
    minutes = round(8 * 60 * focus)
    morning, afternoon = min(minutes, 180), max(0, minutes - 180)
    shifts = [f"09:00-{_clock(540 + morning)}", f"13:00-{_clock(780 + afternoon)}"]
    return dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), tuple(shifts if afternoon else shifts[:1]))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _workflow(values: Values) -> Workflow:
    stages: list[Stage] = []
    gate: tuple[str, ...] = ()
    for phase in PHASES:
        brief = _task(phase, "lead", BRIEF, values, gate).model_copy(update=_named(phase))
        tasks = [_task(phase, role, EFFORT, values, (brief.id,)) for role in ROLES]
        stages += [brief, *tasks, _sign_off(phase, values["rework"])]
        gate = (f"{phase}_signed",)
    return Workflow(id="pilot", name=Label(en="Pilot in five phases", zh="试点五阶段"), stages=tuple(stages))


def _named(phase: str) -> dict[str, object]:
    return {
        "id": f"{phase}_brief",
        "name": Label(en=f"{PHASES[phase].en}: brief", zh=f"{PHASES[phase].zh}：任务书"),
    }


def _task(phase: str, role: str, hours: float, values: Values, after: tuple[str, ...]) -> Stage:
    mode, spread = hours * values["effort"], values["spread"]
    name, skill, _ = ROLES[role]
    return Stage(
        id=f"{phase}_{role}",
        name=Label(en=f"{PHASES[phase].en}: {name.en}", zh=f"{PHASES[phase].zh}：{name.zh}"),
        effort=ThreePoint(
            low=round(max(0.0, mode * (1 - spread * (1 - SHORTEST))), 2),
            mode=round(mode, 2),
            high=round(mode * (1 + spread * (LONGEST - 1)), 2),
        ),
        skill=skill,
        predecessors=after,
    )


def _sign_off(phase: str, rework: float) -> Stage:
    return Stage(
        id=f"{phase}_signed",
        name=Label(en=f"{PHASES[phase].en}: sign-off", zh=f"{PHASES[phase].zh}：签批"),
        approvers=("sponsor",),
        predecessors=tuple(f"{phase}_{role}" for role in ROLES),
        rework=Rework(probability=rework, target=f"{phase}_brief"),
    )


PILOT_BEFORE = Label(en="Five people with 70% of their time", zh="五人兼职，投入七成时间")
DESCRIPTION = Label(
    en="An invented pilot of five people in three months. Every other figure is an assumption.",
    zh="虚构的五人三个月试点。其余所有数字均为假设。",
)
PILOT = Practice(
    id="pilot",
    files=(BEFORE, AFTER),
    before=PILOT_BEFORE,
    after=Label(en="Five people, dedicated", zh="五人专职"),
    description=DESCRIPTION,
    mechanisms={"dedicated": ("organisation.calendars[pilot_days].week[*]",)},
    measures=(within("in_time", DAYS * 8.0), lead_working_days()),
    drivers=DRIVERS,
    documents=document,
)
