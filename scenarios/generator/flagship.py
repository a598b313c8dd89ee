"""The example: Lanye Tea, an invented Chinese tea brand, in the first half of 2027.

Everything here is an assumption: the brand, its people, its campaigns and every figure. Headcounts, process figures,
channel figures and the legacy split are the product's templates; the public holidays are those expected for 2027.
The parameters were chosen one by one for being plausible, and what the engines find is what comes out.
"""

from __future__ import annotations

import datetime as dt

from scenarios.document import (
    Absence,
    Budget,
    ChangeRequests,
    DateSpan,
    FixedCost,
    GroupBudget,
    Horizon,
    Label,
    LaunchWindow,
    Objective,
    Person,
    PlanningSettings,
    Risks,
    Scenario,
    Settings,
    SimulationSettings,
    SolverSettings,
    UrgentRequests,
    WorkingCalendar,
)
from scenarios.document.durations import ThreePoint
from scenarios.generator.campaigns import CampaignSpec, campaign, channel_uses
from scenarios.generator.draws import Draws
from scenarios.generator.goals import goals
from scenarios.generator.market import channel, least_spend, today_spend
from scenarios.generator.organisation import CALENDARS, hourly_cost, organisation
from scenarios.generator.tables import Row, channel_kinds, label, pairs, roles, rows
from scenarios.generator.workflows import workflows

SEED = 2027
HORIZON = Horizon(start=dt.date(2027, 1, 4), periods=26)

TOTAL, RESERVE = 9_000_000, 300_000
TODAY_MEDIA = 6_400_000
WEEKLY_CAP = 600_000
BRAND_FLOOR = 0.40
FIXED_COSTS = (
    ("agency_retainer", "Agency retainer", "代理商年框服务费", "agency", 480_000),
    ("data_tools", "Data and marketing tools", "数据与营销工具", "technology", 260_000),
    ("brand_assets", "Brand asset production", "品牌资产制作", "production", 200_000),
)
MARGIN = 0.62


def flagship() -> Scenario:
    """The base document: today's split and practice."""
    specs = tuple(_spec(row) for row in rows("campaigns"))
    kinds = tuple(kind for kind in channel_kinds() if kind.legacy_share)
    uses = channel_uses(specs, kinds, Draws(SEED))
    today = today_spend(specs, uses, kinds, TODAY_MEDIA)
    budget = _budget()
    reference = budget.available // 100
    campaigns = tuple(campaign(spec, uses[spec.id], today[spec.id], HORIZON.start) for spec in specs)
    return Scenario(
        mems=1,
        id="lanye_today",
        name=Label(en="Lanye Tea, first half of 2027: today's plan", zh="岚叶茶饮2027年上半年：现行方案"),
        description=DESCRIPTION,
        horizon=HORIZON,
        calendar=HOLIDAYS_2027,
        channels=tuple(
            channel(kind, specs, uses, today, reference, least_spend(kind, TODAY_MEDIA, len(specs)))
            for kind in kinds
        ),
        campaigns=campaigns,
        organisation=organisation(tuple(_person(row) for row in rows("people")), CALENDARS),
        workflows=workflows(),
        budget=budget,
        goals=goals(kinds, campaigns),
        risks=RISKS,
        objective=Objective(strategy="today", margin=MARGIN),
        settings=Settings(
            solver=SolverSettings(allocation_seconds=15.0, schedule_seconds=5.0),
            # What stays free of everyone's hours is for rework, absence and the unforeseen: an assumption.
            planning=PlanningSettings(load_limit=0.92),
            simulation=SimulationSettings(replications=100, dispatch="due_date", seed=SEED),
        ),
    )


DESCRIPTION = Label(
    en="An invented brand. Every figure is an assumption; none describes a real company.",
    zh="虚构品牌。文中所有数字均为假设，不代表任何真实企业。",
)

HOLIDAYS_2027 = WorkingCalendar(
    holidays=tuple(
        DateSpan(first=first, last=last)
        for first, last in (
            (dt.date(2027, 2, 5), dt.date(2027, 2, 12)),
            (dt.date(2027, 4, 5), dt.date(2027, 4, 5)),
            (dt.date(2027, 5, 1), dt.date(2027, 5, 5)),
            (dt.date(2027, 6, 9), dt.date(2027, 6, 9)),
        )
    ),
    working_weekends=(
        dt.date(2027, 1, 31),
        dt.date(2027, 2, 14),
        dt.date(2027, 4, 25),
        dt.date(2027, 5, 8),
    ),
)
"""Spring Festival, Tomb-sweeping Day, Labour Day and Dragon Boat Festival with make-up days as expected for 2027: an
assumption, to be replaced by the official notice."""

RISKS = Risks(
    absence=Absence(daily_probability=0.006),
    change_requests=ChangeRequests(
        at_most=2, probability=0.25, extra_effort=ThreePoint(low=2, mode=4, high=10)
    ),
    urgent=UrgentRequests(per_week=2.5, workflow="express_72h", value=12_000),
)


def _spec(row: Row) -> CampaignSpec:
    window = (
        LaunchWindow(earliest=_date(row["earliest"]), latest=_date(row["latest"]))
        if row["earliest"]
        else None
    )
    return CampaignSpec(
        id=row["id"],
        name=label(row),
        line=row["line"],
        kind=row["kind"],
        due=_date(row["due"]),
        window=window,
        flight=int(row["flight"]),
        reach=float(row["reach"]),
        size=float(row["size"]),
        mandatory=bool(row["mandatory"]),
        in_today=bool(row["in_today"]),
        lane="express" if row["lane"] == "express" else "normal",
        value=float(row["value"]),
        fixed_cost=float(row["fixed_cost"] or 0),
        prerequisites=tuple(row["prerequisites"].split()),
    )


def _person(row: Row) -> Person:
    role = next(role for role in roles() if role.id == row["role"])
    main = next(iter(role.skills))
    extra = {skill: int(level) for skill, level in pairs(row["extra_skills"])}
    spans = (item.split("/") for item in row["leave"].split())
    return Person(
        id=row["id"],
        name=label(row),
        department=role.department,
        role=role.id,
        kind=role.kind,
        skills={main: int(row["level"]), **extra},
        cost_per_hour=hourly_cost(role),
        calendar=row["calendar"] or None,
        leave=tuple(DateSpan(first=_date(first), last=_date(last)) for first, last in spans),
    )


def _budget() -> Budget:
    return Budget(
        total=TOTAL,
        reserve=RESERVE,
        per_period=WEEKLY_CAP,
        groups=(GroupBudget(group="brand", share_min=BRAND_FLOOR),),
        fixed_costs=tuple(
            FixedCost(id=key, name=Label(en=en, zh=zh), category=category, amount=amount)
            for key, en, zh, category, amount in FIXED_COSTS
        ),
    )


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
