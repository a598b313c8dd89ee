"""The department of the claims on time: who prepares campaigns, by which stages, and when they come in.

Efforts are the preparation in eight stages of the templates; headcounts are those of the four centres, regrouped by
what people do in preparation, with three project managers. All are assumptions but the centres' headcounts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from scenarios.document import (
    Approver,
    Budget,
    Campaign,
    CampaignChannel,
    Channel,
    Department,
    Handoff,
    Horizon,
    Label,
    Lateness,
    Objective,
    Organisation,
    PowerCurve,
    Skill,
    Team,
    Workflow,
)
from scenarios.document.durations import ThreePoint
from scenarios.document.workflows import Reuse, Rework, Stage

Hours: TypeAlias = tuple[float, float, float]
"""Three-point estimate, working hours."""

START = dt.date(2027, 1, 4)
WEEK = 5
"""Working days; the horizon begins on a Monday and has no holidays."""
LAUNCH = "qa"
GROUPS: Mapping[str, Label] = MappingProxyType(
    {
        "project": Label(en="Project office", zh="项目管理组"),
        "strategy": Label(en="Strategy", zh="策略组"),
        "data": Label(en="Data and insight", zh="数据与洞察组"),
        "content": Label(en="Content and design", zh="内容与设计组"),
        "media": Label(en="Media", zh="媒介组"),
        "crm": Label(en="Customers and events", zh="会员与活动组"),
        "brand": Label(en="Brand", zh="品牌组"),
        "management": Label(en="Management", zh="管理层"),
    }
)
SKILLS: Mapping[str, Label] = MappingProxyType(
    {
        "project": Label(en="Project management", zh="项目管理"),
        "strategy": Label(en="Strategy", zh="策略"),
        "data": Label(en="Data analysis", zh="数据分析"),
        "copy": Label(en="Copywriting", zh="文案"),
        "design": Label(en="Visual design", zh="视觉设计"),
        "media": Label(en="Media buying", zh="媒介投放"),
        "crm": Label(en="Customers and events", zh="会员与活动"),
        "brand": Label(en="Brand planning", zh="品牌策划"),
    }
)


Order: TypeAlias = Literal["serial", "network", "parallel"]
"""One stage after another; stages side by side that need nothing of one another; all side by side after intake."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """How campaigns are prepared. Gates: one is the review before the check, further ones follow the plan."""

    gates: int
    rework: float
    order: Order = "serial"
    overlap: float = 0.0
    penalty: float = 0.0
    reuse: tuple[float, float] = (0.0, 0.0)
    """Of copy and visuals: probability and saving."""
    effort: float = 1.0


_STAGES: tuple[tuple[str, str, str, Label, Hours], ...] = (
    ("intake", "project", "project", Label(en="Intake", zh="接单"), (1, 2, 4)),
    ("plan", "strategy", "strategy", Label(en="Plan", zh="方案"), (3, 6, 12)),
    ("audience", "data", "data", Label(en="Audience", zh="人群"), (2, 4, 8)),
    ("copy", "content", "copy", Label(en="Copy", zh="文案"), (4, 8, 16)),
    ("visual", "content", "design", Label(en="Visuals", zh="视觉"), (6, 10, 20)),
    ("digital", "media", "media", Label(en="Digital set-up", zh="投放搭建"), (3, 6, 10)),
    ("crm", "crm", "crm", Label(en="Customers and events", zh="会员与活动"), (4, 8, 14)),
    ("qa", "brand", "brand", Label(en="Quality check", zh="质检"), (1, 2, 3)),
)
"""Stage, group, skill, name, effort."""
_NETWORK: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "visual": ("copy",),
        "digital": ("audience", "visual"),
        "crm": ("audience",),
        "review": ("digital", "crm"),
    }
)
"""Predecessors in the network; audience and copy follow the plan's last gate."""
_MIDDLE = ("plan", "audience", "copy", "visual", "digital", "crm")
"""What follows the intake at once where all stages run side by side."""
_GATES: tuple[tuple[str, Label], ...] = (
    ("plan_gate", Label(en="Approval of the plan", zh="方案审批")),
    ("budget_gate", Label(en="Approval of the budget", zh="预算审批")),
)


def workflow(procedure: Procedure, identifier: str = "preparation", name: Label | None = None) -> Workflow:
    """The stages of a procedure."""
    stages = [_work(procedure, *stage) for stage in _STAGES]
    gates = [_gate(*gate) for gate in _GATES[: procedure.gates - 1]]
    review = _gate("review", Label(en="Review", zh="评审")).model_copy(
        update={"rework": Rework(probability=procedure.rework, target="copy")}
    )
    ordered = (*stages[:2], *gates, *stages[2:-1], review, stages[-1])
    return Workflow(
        id=identifier,
        name=name or Label(en="Campaign preparation", zh="战役筹备"),
        stages=_arranged(ordered, procedure.order, gates),
        launch=LAUNCH,
    )


def _work(procedure: Procedure, identifier: str, group: str, skill: str, name: Label, hours: Hours) -> Stage:
    low, mode, high = (round(procedure.effort * one, 4) for one in hours)
    probability, saving = procedure.reuse
    reused = probability > 0 and identifier in {"copy", "visual"}
    follows_work = identifier in {"plan", "copy", "visual", "digital", "crm"}
    return Stage(
        id=identifier,
        name=name,
        effort=ThreePoint(low=low, mode=mode, high=high),
        skill=skill,
        level=2,
        department=group,
        reuse=Reuse(probability=probability, saving=saving) if reused else None,
        overlap=procedure.overlap if follows_work else 0.0,
        overlap_penalty=procedure.penalty if follows_work and procedure.overlap else 0.0,
    )


def _gate(identifier: str, name: Label) -> Stage:
    return Stage(id=identifier, name=name, approvers=("head",))


def _arranged(stages: tuple[Stage, ...], order: Order, gates: list[Stage]) -> tuple[Stage, ...]:
    if order == "serial":
        return stages
    planned = (gates[-1].id if gates else "plan",)
    if order == "parallel":
        checked = (*_MIDDLE, *(gate.id for gate in gates))
        network = {**dict.fromkeys(_MIDDLE, ("intake",)), "review": checked}
    else:
        network = {**_NETWORK, "audience": planned, "copy": planned}
    return tuple(
        stage.model_copy(update={"predecessors": network[stage.id]}) if stage.id in network else stage
        for stage in stages
    )


_TEAMS: tuple[tuple[str, int, str, dict[str, int], Label], ...] = (
    ("project_manager", 3, "project", {"project": 4}, Label(en="Project manager", zh="项目经理")),
    ("strategist", 2, "strategy", {"strategy": 4}, Label(en="Strategist", zh="战略规划师")),
    ("data_analyst", 2, "data", {"data": 4}, Label(en="Data analyst", zh="数据分析师")),
    ("insight", 3, "data", {"data": 2}, Label(en="Insight and intelligence", zh="洞察与情报")),
    ("content_editor", 2, "content", {"copy": 4}, Label(en="Content editor", zh="内容编辑")),
    ("new_media", 4, "content", {"copy": 2, "design": 2}, Label(en="Social media operator", zh="新媒体运营")),
    ("cx_designer", 2, "content", {"design": 4}, Label(en="Experience designer", zh="体验设计师")),
    ("sem_feed", 3, "media", {"media": 4}, Label(en="Search and feed specialist", zh="SEM/信息流优化师")),
    ("kol_ops", 2, "media", {"media": 2}, Label(en="Creator manager", zh="KOL 运营")),
    ("private_domain", 4, "crm", {"crm": 4}, Label(en="Private-domain operator", zh="私域运营")),
    ("event_planner", 3, "crm", {"crm": 2}, Label(en="Event planner", zh="活动策划")),
    ("customer_ops", 4, "crm", {"crm": 2}, Label(en="Customer operations", zh="客户运营")),
    ("brand_planner", 3, "brand", {"brand": 4}, Label(en="Brand planner", zh="品牌策划")),
)
"""37 people."""


def organisation(handoff: Hours, approval: Hours, **more: object) -> Organisation:
    """The department with these hand-offs and approvals."""
    return Organisation(
        departments=tuple(Department(id=key, name=name) for key, name in GROUPS.items()),
        skills=tuple(Skill(id=key, name=name) for key, name in SKILLS.items()),
        teams=tuple(
            Team(id=key, name=name, headcount=count, department=group, skills=skills)
            for key, count, group, skills, name in _TEAMS
        ),
        approvers=(
            Approver(
                id="head",
                name=Label(en="Head of marketing", zh="市场负责人"),
                department="management",
                latency=three_point(approval),
            ),
        ),
        handoff=Handoff(default=three_point(handoff)),
    ).model_copy(update=more)


def three_point(hours: Hours) -> ThreePoint:
    """The estimate as a duration."""
    low, mode, high = hours
    return ThreePoint(low=low, mode=mode, high=high)


def times(hours: Hours, factor: float) -> Hours:
    """The estimate scaled."""
    low, mode, high = (round(factor * one, 4) for one in hours)
    return low, mode, high


def campaigns(
    working_days: int, per_day: float, due_days: int, lateness: Lateness | None = None
) -> tuple[Campaign, ...]:
    """Campaigns that come in evenly, ``per_day`` on each working day, due so many calendar days later.

    One more a day leaves the others' names as they are: the k-th is always the k-th.
    """
    return tuple(
        _campaign(number, int(number / per_day), due_days, lateness or Lateness())
        for number in range(int(working_days * per_day))
    )


def _campaign(number: int, working_day: int, due_days: int, lateness: Lateness) -> Campaign:
    weeks, day = divmod(working_day, WEEK)
    release = START + dt.timedelta(days=7 * weeks + day)
    return Campaign(
        id=f"c{number + 1:03}",
        name=Label(en=f"Campaign {number + 1}", zh=f"战役{number + 1}"),
        release=release,
        due=release + dt.timedelta(days=due_days),
        flight_periods=1,
        lateness=lateness,
        channels=(CampaignChannel(channel=MEDIA.id, effect=RETURN, today=COST),),
        workflow="preparation",
    )


COST = 40_000
RETURN = 1.5
"""Currency units of media of a campaign, and what each of them brings if the launch is on time."""
MEDIA = Channel(
    id="media",
    name=Label(en="Media and material", zh="媒体与物料"),
    curve=PowerCurve(family="power", coefficient=1.0, exponent=1.0),
)


def released_from(days: int) -> dt.date:
    """The first release that is looked at when so many calendar days of filling up are left out."""
    return START + dt.timedelta(days=days)


def horizon(weeks: int) -> Horizon:
    """So many weeks."""
    return Horizon(start=START, periods=weeks)


def budget(number: int) -> Budget:
    """Enough for so many campaigns."""
    return Budget(total=COST * number)


AS_TODAY = Objective(strategy="today", carry_out_periods=0)
