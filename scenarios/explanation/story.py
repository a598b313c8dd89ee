"""What a plan changes against today, in three sentences made from the numbers: worth, money moved, what limits it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from scenarios.display import money_texts, number_text, percent_text
from scenarios.document.scenario import Scenario
from scenarios.explanation.cells import CellAccount
from scenarios.i18n import LANGUAGES, Message
from scenarios.names import Names
from scenarios.plan import Allocation, Binding, Plan, Proof, Statement, Status
from scenarios.split import Split, split_table

Texts: TypeAlias = Mapping[str, str]
Values: TypeAlias = dict[str, str | int | float | Texts]
NAMED = 2
"""How many channels a sentence names in each direction."""
STILL = 0.01
"""Share of media below which money has not really moved."""
EQUAL = 0.05
"""Spread of marginal returns (relative) below which they are called equal."""


def plan_story(
    scenario: Scenario, plan: Plan, today: Statement, cells: Sequence[CellAccount]
) -> tuple[Message, ...]:
    """Three sentences about a plan (two where nothing was optimised); none about a plan without an answer.

    Args:
        scenario: the document.
        plan: the plan.
        today: what today's plan is worth if all goes as scheduled.
        cells: the plan's accounts.
    """
    if plan.projected is None:
        return ()
    split = split_table(scenario, plan)
    moved = _moved(scenario, plan.allocation, split)
    second = _unmoved(plan.allocation, cells) if moved is None else moved
    first = _worth(scenario, today, plan.projected)
    if plan.allocation.proof.status is Status.AS_GIVEN:
        return (first, second)
    return (first, second, _limited(scenario, plan.allocation))


def _worth(scenario: Scenario, today: Statement, planned: Statement) -> Message:
    change = planned.net_value - today.net_value
    key = "same" if not change else "more" if change > 0 else "less"
    largest = max(abs(change), abs(today.net_value), abs(planned.net_value))
    values: Values = {
        "change": money_texts(abs(change), scenario.currency, largest=largest),
        "before": money_texts(today.net_value, scenario.currency, largest=largest),
        "after": money_texts(planned.net_value, scenario.currency, largest=largest),
        "roi_before": _share(today.net_roi),
        "roi_after": _share(planned.net_roi),
        "roas_before": _ratio(today.roas),
        "roas_after": _ratio(planned.roas),
    }
    return Message(f"explain.worth.{key}", values)


def _moved(scenario: Scenario, allocation: Allocation, split: Split) -> Message | None:
    """Where money comes from and goes to; None where it stays."""
    changes = {channel: after - before for channel, (before, after) in split.by_channel.items()}
    shifted = sum(abs(cell.change) for cell in split.cells)
    if shifted <= STILL * max(split.today, split.recommended):
        return None
    less, more = (
        sorted((one for one in changes if sign * changes[one] > 0), key=lambda one: -abs(changes[one]))
        for sign in (-1, 1)
    )
    names = Names(scenario).channels
    largest = max((abs(amount) for amount in changes.values()), default=0)

    def told(some: Iterable[str]) -> Texts:
        items = [
            Message(
                "explain.item",
                {
                    "name": names[one].texts(),
                    "amount": money_texts(changes[one], scenario.currency, signed=True, largest=largest),
                },
            )
            for one in list(some)[:NAMED]
        ]
        return _joined(items)

    joined = sum(1 for one in scenario.campaigns if one.id in allocation.running and not one.in_today)
    dropped = sum(1 for one in scenario.campaigns if one.id not in allocation.running and one.in_today)
    values: Values = {
        "more": told(more),
        "less": told(less),
        "joined": joined,
        "dropped": dropped,
    }
    key = "both" if less and more else "more" if more else "less" if less else "within"
    campaigns = Message("explain.moved.campaigns", values) if joined or dropped else None
    return Message(f"explain.moved.{key}", {**values, "campaigns": _both(campaigns)})


def _unmoved(allocation: Allocation, cells: Sequence[CellAccount]) -> Message:
    """Why nothing moved."""
    if allocation.proof.status is Status.AS_GIVEN:
        return Message("explain.unmoved.given")
    if cells and all(cell.limit == "locked" for cell in cells):
        return Message("explain.unmoved.locked")
    free = [cell.marginal for cell in cells if cell.limit == "free"]
    if not free:
        return Message("explain.unmoved.bounds")
    spread = (max(free) - min(free)) / max(*free, 1e-12)
    values = {"low": number_text(min(free)), "high": number_text(max(free))}
    return Message(f"explain.unmoved.{'equal' if spread <= EQUAL else 'best'}", values)


def _limited(scenario: Scenario, allocation: Allocation) -> Message:
    """The requirement whose next unit is worth most, and how much better any plan could be."""
    proof, dearest = allocation.proof, _dearest(allocation.bindings)
    gap = _both(_room(proof, scenario.currency))
    if dearest is None:
        return Message("explain.limited.none", {"gap": gap})
    values: Values = {
        "name": _both(dearest.name),
        "worth": money_texts(dearest.worth or 0.0, scenario.currency, signed=True),
        "unit": _both(dearest.unit),
        "gap": gap,
    }
    return Message("explain.limited.by", values)


def _room(proof: Proof, currency: str) -> Message | None:
    """How much better any other choice could be, in money, and relative where there is something to relate it to."""
    if proof.value is None or proof.bound is None or proof.gap is None:
        return None
    amount = money_texts(proof.bound - proof.value, currency)
    if not proof.value:
        return Message("explain.room", {"amount": amount})
    return Message("explain.gap", {"amount": amount, "gap": percent_text(proof.gap, decimals=2)})


def _dearest(bindings: Sequence[Binding]) -> Binding | None:
    """The budget if it binds, as it is what can be raised most easily; else the binding with the greatest worth."""
    valued = [one for one in bindings if one.worth]
    budgets = [one for one in valued if one.kind == "budget"]
    return max(budgets or valued, key=lambda one: abs(one.worth or 0.0), default=None)


def _share(value: float | None) -> str:
    return "-" if value is None else percent_text(value)


def _ratio(value: float | None) -> str:
    return "-" if value is None else number_text(value)


def _both(message: Message | None) -> Texts:
    return {language: message.render(language) if message else "" for language in LANGUAGES}


def _joined(items: Sequence[Message]) -> Texts:
    joint = _both(Message("explain.joint"))
    return {language: joint[language].join(item.render(language) for item in items) for language in LANGUAGES}
