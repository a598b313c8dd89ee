"""The standard shocks: what a plan is put under stress with. Every figure is an assumption and can be replaced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scenarios.document.base import DateSpan, Id
from scenarios.document.durations import Empirical
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.risks import Shock, ShockKind
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message

Change = Callable[[Scenario], Scenario | None]
"""A document under the shock; None where the shock touches nothing of it."""
WEEK = dt.timedelta(weeks=1)
HOURS_PER_DAY = 8


@dataclass(frozen=True, slots=True)
class NamedShock:
    """A shock as a change to any document."""

    key: Id
    change: Change

    @property
    def label(self) -> Message:
        """What it is called."""
        return Message(f"answers.shock.{self.key}")


def standard_shocks() -> tuple[NamedShock, ...]:
    """The standard set, in the order in which it is shown."""
    return (
        NamedShock("strategist_away", _strategist),
        NamedShock("demand", lambda base: _demand(base, 1.5)),
        NamedShock("budget", lambda base: _spanning(base, "budget", factor=0.8) if base.channels else None),
        NamedShock("approvals", _approvals),
        NamedShock("prices", lambda base: _prices(base, 1.25)),
        NamedShock("platform", lambda base: _platform(base, 0.6)),
        NamedShock("supply", lambda base: _supply(base, 10, (7, 3))),
        NamedShock("assets", lambda base: _supply(base, 3, (4, 1))),
        NamedShock("changes", lambda base: _changes(base, 2.0)),
        NamedShock("urgent", lambda base: _urgent(base, 0.6)),
    )


def with_shocks(scenario: Scenario, shocks: Sequence[Shock]) -> Scenario:
    """The document with further shocks."""
    risks = scenario.risks.model_copy(update={"shocks": (*scenario.risks.shocks, *shocks)})
    return scenario.model_copy(update={"risks": risks})


def _first(scenario: Scenario) -> dt.date:
    return scenario.status_date or scenario.horizon.start


def _last(scenario: Scenario) -> dt.date:
    return scenario.horizon.end - dt.timedelta(days=1)


def _spanning(scenario: Scenario, kind: ShockKind, **values: object) -> Scenario:
    """A shock from the status date to the end of the horizon."""
    days = DateSpan(first=_first(scenario), last=_last(scenario))
    return with_shocks(
        scenario, [Shock.model_validate({"id": f"stress.{kind}", "kind": kind, "days": days, **values})]
    )


def _strategist(scenario: Scenario) -> Scenario | None:
    """The first person of a strategic role is absent for the first four weeks."""
    person = next((one for one in scenario.organisation.everyone() if one.kind == "strategic"), None)
    if person is None:
        return None
    first = _first(scenario)
    days = DateSpan(first=first, last=min(first + 4 * WEEK - dt.timedelta(days=1), _last(scenario)))
    return with_shocks(scenario, [Shock(id="stress.away", kind="away", days=days, person=person.id)])


def _demand(scenario: Scenario, factor: float) -> Scenario | None:
    if not scenario.risks.urgent.per_week and not any(one.per_week for one in scenario.streams):
        return None
    return _spanning(scenario, "surge", factor=factor)


def _approvals(scenario: Scenario) -> Scenario | None:
    """Sign-offs take three times as long in the first two weeks."""
    if not scenario.organisation.approvers:
        return None
    first = _first(scenario)
    days = DateSpan(first=first, last=min(first + 2 * WEEK - dt.timedelta(days=1), _last(scenario)))
    return with_shocks(scenario, [Shock(id="stress.approvals", kind="approvals", days=days, factor=3.0)])


def _prices(scenario: Scenario, factor: float) -> Scenario | None:
    """Media cost more: the same spend buys what ``1 / factor`` of it bought."""
    if not scenario.channels:
        return None
    campaigns = tuple(
        one.model_copy(
            update={
                "channels": tuple(
                    cell.model_copy(update={"scale": factor * cell.scale}) for cell in one.channels
                )
            }
        )
        for one in scenario.campaigns
    )
    return scenario.model_copy(update={"campaigns": campaigns})


def _platform(scenario: Scenario, factor: float) -> Scenario | None:
    """The channel with most of today's spend (the first, if there is none) brings less."""
    if not scenario.channels:
        return None
    today = {channel.id: 0 for channel in scenario.channels}
    for campaign in scenario.campaigns:
        for cell in campaign.channels:
            today[cell.channel] += cell.today
    return _spanning(scenario, "platform", factor=factor, channel=max(today, key=lambda one: today[one]))


def _supply(scenario: Scenario, days: int, odds: tuple[int, int]) -> Scenario | None:
    """Waits take working days longer, with odds (in time, late)."""
    if not any(stage.kind == "wait" for flow in scenario.workflows for stage in flow.stages):
        return None
    values = (*(0.0 for _ in range(odds[0])), *(float(days * HOURS_PER_DAY) for _ in range(odds[1])))
    return _spanning(scenario, "supplier", delay=Empirical(distribution="empirical", values=values))


def _changes(scenario: Scenario, factor: float) -> Scenario | None:
    rule = scenario.risks.change_requests
    if not rule.at_most or not rule.probability:
        return None
    doubled = rule.model_copy(update={"probability": min(1.0, factor * rule.probability)})
    risks = scenario.risks.model_copy(update={"change_requests": doubled})
    return scenario.model_copy(update={"risks": risks})


def _urgent(scenario: Scenario, share: float) -> Scenario | None:
    """So many urgent requests that they are ``share`` of all jobs; None where they are already."""
    urgent = scenario.risks.urgent
    if urgent.workflow is None:
        return None
    span = scenario.horizon.minute(_last(scenario)) - scenario.horizon.minute(_first(scenario))
    weeks = (span / MINUTES_PER_DAY + 1) / 7
    per_week = share / (1 - share) * len(scenario.campaigns) / weeks
    if per_week <= urgent.per_week:
        return None
    more = urgent.model_copy(update={"per_week": per_week})
    return scenario.model_copy(update={"risks": scenario.risks.model_copy(update={"urgent": more})})
