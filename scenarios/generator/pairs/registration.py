"""S4: a hundred campaigns without a registration gate and with slow approvals, and with a gate and quicker ones.

All campaigns cost the same and return lognormal amounts. Today all of them run; late launches lose demand day by day.
Afterwards the gate refuses those whose estimate, made before the truth was known, is weakest, and approvals take less
time. Figures lie in the middle of the ranges of `scenarios.studies.registration`, where it states them.
"""

from __future__ import annotations

import datetime as dt
import math

from scenarios.document import (
    Approver,
    Budget,
    Campaign,
    CampaignChannel,
    Channel,
    Department,
    Horizon,
    Label,
    Lateness,
    Objective,
    Organisation,
    PowerCurve,
    Scenario,
    Settings,
    SimulationSettings,
    Skill,
    SolverSettings,
    Stage,
    Team,
    Workflow,
)
from scenarios.document.durations import ThreePoint
from scenarios.generator.documents import variant
from scenarios.generator.draws import Draws
from scenarios.studies.registration import CAMPAIGNS, DRIVERS
from scenarios.variants import SetValue, Variant

BEFORE, AFTER = "S4_before.yaml", "S4_after.yaml"
SEED = 4
START = dt.date(2027, 1, 4)
WEEKS = 26
FIRST_DUE, LEAD_DAYS = 21, 8
"""Days from the start to the first due date, and from release to due date of every campaign."""
COST = 40_000
LATENCY = (2.0, 14.0, 70.0)
"""Working hours of an approval today."""
FASTER = 0.7
"""What is left of an approval's time afterwards."""
DECAY_PER_DAY = 0.06
TEAM = 12


def before() -> Scenario:
    """Today: everything runs, approvals are slow."""
    return Scenario(
        mems=1,
        id="s4_before",
        name=Label(en="No registration gate, slow approvals", zh="无立项审批、签批缓慢"),
        description=Label(
            en="A hundred invented campaigns of equal cost. Every figure is an assumption.",
            zh="一百个虚构的营销战役，费用相同。所有数字均为假设。",
        ),
        horizon=Horizon(start=START, periods=WEEKS),
        channels=(
            Channel(
                id="media",
                name=Label(en="Media and material", zh="媒体与物料"),
                curve=PowerCurve(family="power", coefficient=1.0, exponent=1.0),
            ),
        ),
        campaigns=tuple(_campaign(number) for number in range(CAMPAIGNS)),
        organisation=_organisation(LATENCY),
        workflows=(_workflow(),),
        budget=Budget(total=COST * CAMPAIGNS),
        objective=Objective(strategy="today", carry_out_periods=0),
        settings=Settings(
            solver=SolverSettings(allocation_seconds=5.0, schedule_seconds=3.0),
            simulation=SimulationSettings(replications=100, dispatch="due_date", seed=SEED),
        ),
    )


def after() -> Variant:
    """The gate refuses the weakest estimates; approvals take less time."""
    weakest = sorted(range(CAMPAIGNS), key=_estimate)
    refused = sorted(weakest[: round(DRIVERS["gate_share"].middle * CAMPAIGNS)])
    faster = [round(FASTER * hours, 1) for hours in LATENCY]
    return variant(
        "s4_after",
        BEFORE,
        Label(en="Registration gate, quicker approvals", zh="设立项审批、签批提速"),
        *(SetValue(set=f"campaigns[{_id(number)}].registered", to=False) for number in refused),
        SetValue(set="organisation.approvers[director].latency", to=faster),
        description=Label(
            en="The gate sees estimates, not returns. What it refuses is not spent.",
            zh="立项审批只看到事前估计，看不到真实回报；未通过的战役不花钱。",
        ),
    )


def _id(number: int) -> str:
    return f"c{number + 1:03}"


def _truth(number: int) -> float:
    return Draws(SEED).normal("truth", number)


def _estimate(number: int) -> float:
    """What is known before: it correlates with the truth."""
    correlation = DRIVERS["estimate_correlation"].middle
    noise = Draws(SEED).normal("estimate", number)
    return correlation * _truth(number) + math.sqrt(1 - correlation**2) * noise


def _campaign(number: int) -> Campaign:
    span = (WEEKS * 7 - FIRST_DUE - 14) / CAMPAIGNS
    due = START + dt.timedelta(days=FIRST_DUE + int(number * span))
    returned = DRIVERS["median_return"].low * math.exp(DRIVERS["log_spread"].low * _truth(number))
    return Campaign(
        id=_id(number),
        name=Label(en=f"Campaign {number + 1}", zh=f"战役{number + 1}"),
        due=due,
        release=due - dt.timedelta(days=LEAD_DAYS),
        flight_periods=1,
        lateness=Lateness(decay_per_day=DECAY_PER_DAY),
        channels=(CampaignChannel(channel="media", effect=round(returned, 4), today=COST),),
        workflow="registered",
    )


def _organisation(latency: tuple[float, float, float]) -> Organisation:
    low, mode, high = latency
    return Organisation(
        departments=(Department(id="marketing", name=Label(en="Marketing", zh="市场部")),),
        skills=(
            Skill(id="planning", name=Label(en="Planning", zh="策划")),
            Skill(id="production", name=Label(en="Production", zh="制作")),
        ),
        teams=(
            Team(
                id="generalist",
                name=Label(en="Generalist", zh="营销专员"),
                department="marketing",
                headcount=TEAM,
                skills={"planning": 2, "production": 2},
            ),
        ),
        approvers=(
            Approver(
                id="director",
                name=Label(en="Marketing director", zh="市场总监"),
                latency=ThreePoint(low=low, mode=mode, high=high),
            ),
        ),
    )


def _workflow() -> Workflow:
    return Workflow(
        id="registered",
        name=Label(en="Plan, approve, produce", zh="方案—审批—制作"),
        stages=(
            Stage(
                id="plan",
                name=Label(en="Plan", zh="方案"),
                effort=ThreePoint(low=4, mode=8, high=16),
                skill="planning",
            ),
            Stage(id="approve", name=Label(en="Approve", zh="审批"), approvers=("director",)),
            Stage(
                id="produce",
                name=Label(en="Produce", zh="制作"),
                effort=ThreePoint(low=8, mode=14, high=24),
                skill="production",
            ),
        ),
    )
