"""How far actual spend has drifted from the planned share of a group, such as brand."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from scenarios.control.alerts import Alert, Alerts, alerts
from scenarios.document import Scenario
from scenarios.i18n import Message

MOST_DRIFT = Fraction(1, 10)
"""Ten percentage points: an assumption."""


def group_share(scenario: Scenario, spend: Mapping[str, int], group: str) -> Fraction | None:
    """Share of media spend (minor units by channel) in a group; None where nothing is spent."""
    total = sum(spend.values())
    inside = sum(spend.get(channel.id, 0) for channel in scenario.channels if channel.group == group)
    return Fraction(inside, total) if total else None


def drift_alerts(
    scenario: Scenario,
    planned: Mapping[str, int],
    actual: Mapping[str, int],
    group: str = "brand",
    most: Fraction = MOST_DRIFT,
) -> Alerts:
    """An alert if the group's share of actual spend is further than ``most`` from the planned one, either way."""
    before, now = group_share(scenario, planned, group), group_share(scenario, actual, group)
    if before is None or now is None or abs(now - before) <= most:
        return Alerts()
    values = {"group": group, "planned": f"{float(before):.1%}", "actual": f"{float(now):.1%}"}
    direction = "above" if now > before else "below"
    return alerts(
        [
            Alert(
                "brand_drift",
                "amber",
                group,
                float(now),
                float(before),
                Message(f"control.drift.{direction}", values),
            )
        ]
    )
