"""Figures of templates that depend on the document: shares of its budget, rates per week, days of its horizon.

Only templates may use these keys; in the document they have become plain figures.

- ``half_saturation_share`` s: half saturation = s * total budget / campaign periods, where the campaign periods are
  the lengths of all campaigns' flights together. A channel that every campaign uses evenly is then half saturated
  when it gets the share s of the whole budget.
- ``ceiling_ratio`` r: ceiling = r * half saturation, so that the revenue per unit spent is r / 2 at half saturation.
- ``retention_per_week`` t: retention = t to the power of the weeks that a period has.
- ``from_week`` f and ``weeks`` w of a shock: its days are the w weeks from f weeks after the horizon's start on;
  without w, to the horizon's end.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from scenarios.document.horizon import Horizon
from scenarios.reading.nodes import Node, from_plain

_WEEKS = {"week": 1.0, "fortnight": 2.0, "month": 365.25 / 12 / 7}
_DAY, _YEAR = dt.timedelta(days=1), dt.timedelta(days=366)
_FLIGHT = 4
"""Default length of a flight, `scenarios.document.Campaign.flight_periods`."""


def budget_total(document: Node) -> float | None:
    """The document's total budget in currency units; None if it states no number."""
    budget = document.get("budget")
    total = budget.get("total") if budget else None
    return _number(total)


def settle(content: Node, document: Node) -> Node:
    """A template's content with its figures worked out for a document (an unusable budget counts as 1)."""
    settled = _with_days(content, document)
    channels = settled.get("channels")
    return settled if channels is None else _with_amounts(settled, channels, document)


def _with_amounts(content: Node, channels: Node, document: Node) -> Node:
    per_campaign_period = (budget_total(document) or 1.0) / _campaign_periods(document)
    weeks = _weeks_per_period(document)
    settled = [_channel(channel, per_campaign_period, weeks) for channel in channels.value]
    return replace(content, value={**content.value, "channels": replace(channels, value=settled)})


def _with_days(content: Node, document: Node) -> Node:
    """The content with the days of its shocks."""
    risks = content.get("risks")
    shocks = risks.get("shocks") if risks else None
    if risks is None or shocks is None:
        return content
    horizon = _horizon(document)
    settled = replace(shocks, value=[_shock(shock, horizon) for shock in shocks.value])
    dated = replace(risks, value={**risks.value, "shocks": settled})
    return replace(content, value={**content.value, "risks": dated})


def _shock(shock: Node, horizon: Horizon) -> Node:
    members = dict(shock.value)
    begin, length = members.pop("from_week", None), members.pop("weeks", None)
    if begin is None:
        return shock
    first = horizon.start + dt.timedelta(weeks=begin.value)
    end = first + dt.timedelta(weeks=length.value) if length else max(horizon.end, first + _DAY)
    days = {"first": first.isoformat(), "last": (end - _DAY).isoformat()}
    members["days"] = from_plain(days, begin.place)
    return replace(shock, value=members)


def _horizon(document: Node) -> Horizon:
    """The document's horizon; some horizon where it has none that is valid, which is said elsewhere."""
    written = document.get("horizon")
    try:
        horizon = Horizon.model_validate(written.plain() if written else None)
        _ = horizon.end + _YEAR
    except (ValueError, OverflowError):
        return Horizon(start=dt.date(2000, 1, 3), periods=26)
    return horizon


def _channel(channel: Node, per_campaign_period: float, weeks: float) -> Node:
    members = dict(channel.value)
    retention = members.pop("retention_per_week", None)
    if retention is not None:
        members["retention"] = replace(retention, value=round(retention.value**weeks, 6))
    curve = members.get("curve")
    if curve is not None:
        members["curve"] = _curve(curve, per_campaign_period)
    return replace(channel, value=members)


def _curve(curve: Node, per_campaign_period: float) -> Node:
    members = dict(curve.value)
    share, ratio = members.pop("half_saturation_share", None), members.pop("ceiling_ratio", None)
    if share is None or ratio is None:
        return curve
    half = round(share.value * per_campaign_period, 2)
    members["half_saturation"] = replace(share, value=half)
    members["ceiling"] = replace(ratio, value=round(ratio.value * half, 2))
    return replace(curve, value=members)


def _campaign_periods(document: Node) -> float:
    campaigns = document.get("campaigns")
    if campaigns is None or not campaigns.is_list or not campaigns.value:
        return _FLIGHT
    flights = (_number(campaign.get("flight_periods")) for campaign in campaigns.value)
    return max(sum(_FLIGHT if flight is None else flight for flight in flights), 1)


def _weeks_per_period(document: Node) -> float:
    horizon = document.get("horizon")
    period = horizon.get("period") if horizon else None
    return _WEEKS.get(str(period.value), 1.0) if period else 1.0


def _number(node: Node | None) -> float | None:
    if node is None or isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return None
    return float(node.value)
