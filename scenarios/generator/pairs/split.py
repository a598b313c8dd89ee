"""S5 and S9: eight channels with seventy per cent brand, and the best split; with duplicate spend, and without.

One always-on campaign over a quarter. Curves are those of `scenarios.studies.market` with saturated brand audiences, at
the middle of the assumed ranges; no channel moves further than the band, and brand keeps its floor.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from scenarios.document import (
    Budget,
    Campaign,
    CampaignChannel,
    Channel,
    Department,
    GroupBudget,
    HillCurve,
    Horizon,
    Label,
    Objective,
    Organisation,
    Person,
    Scenario,
    Settings,
    SimulationSettings,
    Skill,
    SolverSettings,
    Stage,
    Workflow,
)
from scenarios.document.rules import ChangeLimit, Rules
from scenarios.generator.documents import variant
from scenarios.generator.draws import Draws
from scenarios.generator.tables import channel_kinds
from scenarios.rounding import significant
from scenarios.studies.market import BUDGET, CURVES, DUPLICATE_SHARE, LEGACY_ROAS, LIMITS, Market, market
from scenarios.variants import SetValue, Variant

SHIFT_BEFORE, SHIFT_AFTER = "S5_before.yaml", "S5_after.yaml"
DUPLICATES_BEFORE, DUPLICATES_AFTER = "S9_before.yaml", "S9_after.yaml"
SEED = 9
START = dt.date(2027, 1, 4)
WEEKS = 13
TOTAL = 10_000_000
CUSTOMER_WORTH = 300.0
"""Currency units of revenue of a new customer's first purchase."""
OBJECTIVE = SetValue(set="objective.strategy", to="budget_only")


def shift_before() -> Scenario:
    """The legacy split as it is; outcomes are revenue."""
    return _scenario(
        "s5_before",
        Label(en="Seventy per cent brand exposure", zh="七成预算投入品牌曝光"),
        worth=1.0,
        duplicate=dict.fromkeys(_names(), 0.0),
    )


def shift_after() -> Variant:
    """The best split of the same budget within the same limits."""
    return variant(
        "s5_after",
        SHIFT_BEFORE,
        Label(en="Best split of the same budget", zh="同一预算下的最优分配"),
        OBJECTIVE,
    )


def duplicates_before() -> Scenario:
    """The legacy split with duplicate spend; outcomes are new customers."""
    draws = Draws(SEED)
    return _scenario(
        "s9_before",
        Label(en="Duplicate spend, legacy split", zh="存在重复投入的旧分配"),
        worth=CUSTOMER_WORTH,
        duplicate={
            name: round(draws.uniform(DUPLICATE_SHARE.low, DUPLICATE_SHARE.high, "duplicate", name), 3)
            for name in _names()
        },
    )


def duplicates_after() -> Variant:
    """Nobody is paid for twice, and the budget is divided anew."""
    return variant(
        "s9_after",
        DUPLICATES_BEFORE,
        Label(en="No duplicates, best split", zh="消除重复投入并重新分配"),
        *(SetValue(set=f"channels[{name}].duplicate_share", to=0.0) for name in _names()),
        OBJECTIVE,
    )


@cache
def _market() -> Market:
    """The market at the middle of its ranges, earning the middle ROAS under legacy."""
    sized = market().with_brand_audience(CURVES["saturated"].middle)
    return sized.with_returns(LEGACY_ROAS.middle * BUDGET / float(sized.outcome(sized.legacy).sum()))


def _names() -> tuple[str, ...]:
    return market().names


def _scenario(identifier: str, name: Label, worth: float, duplicate: dict[str, float]) -> Scenario:
    return Scenario(
        mems=1,
        id=identifier,
        name=name,
        description=Label(
            en="An invented department. Every figure is an assumption.", zh="虚构的市场部。所有数字均为假设。"
        ),
        horizon=Horizon(start=START, periods=1 + WEEKS),
        channels=tuple(_channel(place, duplicate[channel], worth) for place, channel in enumerate(_names())),
        campaigns=(_campaign(worth),),
        organisation=ONE_PLANNER,
        workflows=(BOOKING,),
        budget=Budget(total=TOTAL, groups=(GroupBudget(group="brand", share_min=LIMITS["brand_floor"].low),)),
        rules=Rules(
            change_limits=(
                ChangeLimit(
                    id="band",
                    name=Label(en="Half to one and a half of today", zh="不超过现行的 ±50%"),
                    each="channel",
                    decrease=LIMITS["band"].low,
                    increase=LIMITS["band"].low,
                ),
            )
        ),
        objective=Objective(strategy="today", carry_out_periods=0),
        settings=Settings(
            solver=SolverSettings(allocation_seconds=10.0, schedule_seconds=1.0, relative_gap=0.0001),
            simulation=SimulationSettings(replications=20, seed=SEED),
        ),
    )


def _channel(place: int, duplicate: float, worth: float) -> Channel:
    """A weekly curve such that the quarter's spend, kept up evenly, earns what the market says."""
    here, kind = _market(), {kind.id: kind for kind in channel_kinds()}[_names()[place]]
    unit = TOTAL / BUDGET / WEEKS
    return Channel(
        id=kind.id,
        name=kind.name,
        group=kind.group,
        curve=HillCurve(
            family="hill",
            ceiling=significant(float(here.ceiling[place]) * unit / worth, 4),
            half_saturation=significant(float(here.half[place]) * unit, 4),
            slope=kind.slope,
        ),
        long_term_multiplier=kind.long_term,
        duplicate_share=duplicate,
    )


def _campaign(worth: float) -> Campaign:
    return Campaign(
        id="always_on",
        name=Label(en="The whole quarter", zh="全季度投放"),
        mandatory=True,
        due=START + dt.timedelta(weeks=1),
        flight_periods=WEEKS,
        spend_min=TOTAL,
        value_per_outcome=worth,
        channels=tuple(
            CampaignChannel(channel=name, today=int(share * TOTAL / BUDGET))
            for name, share in zip(_names(), market().legacy.tolist(), strict=True)
        ),
        workflow="booking",
    )


ONE_PLANNER = Organisation(
    departments=(Department(id="marketing", name=Label(en="Marketing", zh="市场部")),),
    skills=(Skill(id="planning", name=Label(en="Planning", zh="策划")),),
    people=(
        Person(
            id="planner",
            name=Label(en="Planner", zh="策划"),
            department="marketing",
            role="planner",
            skills={"planning": 2},
        ),
    ),
)
BOOKING = Workflow(
    id="booking",
    name=Label(en="Media booking", zh="媒介排期"),
    stages=(Stage(id="book", name=Label(en="Book", zh="下单"), effort=8.0, skill="planning"),),
)
