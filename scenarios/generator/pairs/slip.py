"""S2: material that comes three days late, for launches whose demand decays day by day.

Three product launches at midnight, each with people of its own and no slack: whatever the material's hand-off takes
longer, the launch is late by. Nothing varies, so that the simulation can be held against the law of decay.
"""

from __future__ import annotations

import datetime as dt

from scenarios.document import (
    Campaign,
    CampaignChannel,
    Department,
    Handoff,
    HandoffBetween,
    Horizon,
    Label,
    Lateness,
    Organisation,
    Risks,
    Scenario,
    Settings,
    SimulationSettings,
    Skill,
    Stage,
    Team,
    Workflow,
    WorkingCalendar,
)
from scenarios.document.durations import Constant
from scenarios.generator.pairs import department as office
from scenarios.studies.drivers import Drivers, Values, drivers
from scenarios.studies.measures import Selection, lead_days, lost_share
from scenarios.studies.practice import Practice
from scenarios.studies.result import Coalition

BEFORE, AFTER = "S2_before.yaml", "S2_after.yaml"
SEED = 2
DUE = dt.date(2027, 1, 6)
"""A Wednesday, so that three working days later is three days later."""
WORK_HOURS = 8.0
LATE_SHIFT = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("15:00-19:00", "20:00-24:00"))
"""Launches are at midnight, when the shift ends."""
DECAYS = ("gentle", "middling", "steep")
DRIVERS: Drivers = drivers(slip_hours=24.0, gentle=0.05, middling=0.10, steep=0.15)
"""All assumptions: working hours that the material is late, and by launch the decay of demand a day."""
NAMES = {
    "gentle": Label(en="Launch with gentle decay", zh="衰减较缓的首发"),
    "middling": Label(en="Launch with middling decay", zh="衰减中等的首发"),
    "steep": Label(en="Launch with steep decay", zh="衰减较快的首发"),
}


def document(values: Values, active: Coalition) -> Scenario:
    """Three launches, on time or slipped."""
    return Scenario(
        mems=1,
        id="s2_before",
        name=SLIP_BEFORE,
        description=DESCRIPTION,
        horizon=Horizon(start=office.START, periods=2),
        calendar=WorkingCalendar(week=LATE_SHIFT),
        channels=(office.MEDIA,),
        campaigns=tuple(_campaign(key, values[key]) for key in DECAYS),
        organisation=_organisation(values["slip_hours"] if "slip" in active else 0.0),
        workflows=(WORKFLOW,),
        budget=office.budget(len(DECAYS)),
        risks=Risks(varying_durations=False),
        objective=office.AS_TODAY,
        settings=Settings(simulation=SimulationSettings(replications=20, dispatch="due_date", seed=SEED)),
    )


def _campaign(key: str, decay: float) -> Campaign:
    return Campaign(
        id=key,
        name=NAMES[key],
        due=DUE,
        flight_periods=1,
        lateness=Lateness(decay_per_day=decay),
        channels=(CampaignChannel(channel=office.MEDIA.id, effect=office.RETURN, today=office.COST),),
        workflow=WORKFLOW.id,
    )


def _launch(key: str) -> Selection:
    """One of the launches."""
    return lambda campaign: campaign.id == key


def _organisation(slip: float) -> Organisation:
    return Organisation(
        departments=(
            Department(id="brand", name=Label(en="Brand", zh="品牌中心")),
            Department(id="digital", name=Label(en="Digital", zh="数字中心")),
        ),
        skills=(
            Skill(id="design", name=Label(en="Visual design", zh="视觉设计")),
            Skill(id="media", name=Label(en="Media buying", zh="媒介投放")),
        ),
        teams=(
            Team(
                id="designer",
                name=Label(en="Designer", zh="设计师"),
                headcount=len(DECAYS),
                department="brand",
                skills={"design": 2},
            ),
            Team(
                id="buyer",
                name=Label(en="Media buyer", zh="投放优化师"),
                headcount=len(DECAYS),
                department="digital",
                skills={"media": 2},
            ),
        ),
        handoff=Handoff(
            between=(HandoffBetween(source="brand", target="digital", delay=Constant(hours=slip)),)
        ),
    )


WORKFLOW = Workflow(
    id="first_launch",
    name=Label(en="Material, then set-up", zh="素材—投放搭建"),
    stages=(
        Stage(
            id="material",
            name=Label(en="Material", zh="素材制作"),
            effort=Constant(hours=WORK_HOURS),
            skill="design",
        ),
        Stage(
            id="set_up",
            name=Label(en="Set-up", zh="投放搭建"),
            effort=Constant(hours=WORK_HOURS),
            skill="media",
        ),
    ),
)
SLIP_BEFORE = Label(en="Material on time", zh="素材准时交付")
DESCRIPTION = Label(
    en="Invented launches without slack. Every figure is an assumption.",
    zh="虚构的首发，没有任何余量。所有数字均为假设。",
)
SLIP = Practice(
    id="slip",
    files=(BEFORE, AFTER),
    before=SLIP_BEFORE,
    after=Label(en="Material three working days late", zh="素材延误三个工作日"),
    description=DESCRIPTION,
    mechanisms={"slip": ("organisation.handoff.between[brand->digital].delay",)},
    measures=(*(lost_share(f"lost_{key}", _launch(key)) for key in DECAYS), lead_days()),
    drivers=DRIVERS,
    documents=document,
)
