"""Which indicators each line of an allocation serves, and what another 10,000 there would move.

Every line of money traces to an indicator: revenue and the ratios that rest on it where its response is worth money,
volumes where a rate per 10,000 is stated. A line that serves none is named.
"""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.document import Kpi, Scenario
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.names import Names
from scenarios.plan import Allocation
from scenarios.text.report import Heading, Report, Reported
from scenarios.valuation import Valuation

STEP = 10_000
"""Currency units of which the effect is told."""
MONEY_MEASURES = frozenset({"revenue", "net_roi", "roas"})


@dataclass(frozen=True, slots=True)
class Citation:
    """An indicator that a line serves; ``effect`` is what 10,000 more there add to it, None for ratios."""

    kpi: Kpi
    effect: float | None


@dataclass(frozen=True, slots=True)
class TracedLine:
    """Spend of a campaign on a channel (minor units) and what it is for."""

    campaign: str
    channel: str
    spend: int
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Tracing(Reported):
    """Every line of an allocation with its indicators."""

    scenario: Scenario
    lines: tuple[TracedLine, ...]

    @property
    def untraced(self) -> tuple[TracedLine, ...]:
        """Lines that serve no indicator."""
        return tuple(line for line in self.lines if not line.citations)

    @property
    def traced(self) -> int:
        """Spend that is traced, minor units."""
        return sum(line.spend for line in self.lines if line.citations)

    def report(self) -> Report:
        """Line by line and indicator by indicator."""
        names = Names(self.scenario)
        return Report(
            title=Message("control.tracing.title", {"untraced": len(self.untraced)}),
            headings=(
                Heading("campaign", "text"),
                Heading("channel", "text"),
                Heading("indicator", "text"),
                Heading("spend", "money"),
                Heading("effect_of_10k"),
            ),
            rows=tuple(
                (
                    names.campaigns[line.campaign].texts(),
                    names.channels[line.channel].texts(),
                    None if citation is None else citation.kpi.name.texts(),
                    line.spend,
                    None if citation is None else citation.effect,
                )
                for line in self.lines
                for citation in line.citations or (None,)
            ),
        )


def trace(scenario: Scenario, allocation: Allocation) -> Tracing:
    """The indicators of every line of an allocation."""
    valuation = Valuation(scenario, allocation)
    lines = []
    for (campaign, channel), spend in allocation.cell_spend.items():
        launch = allocation.running[campaign].launch_period
        marginal = 0.0
        if launch is not None:
            response = valuation.response(campaign, channel, launch)
            units = spend / MINOR_PER_UNIT
            marginal = float(response.value(units + STEP) - response.value(units))
        cited = (_citation(kpi, channel, marginal) for kpi in scenario.goals)
        lines.append(TracedLine(campaign, channel, spend, tuple(one for one in cited if one)))
    return Tracing(scenario, tuple(lines))


def _citation(kpi: Kpi, channel: str, revenue: float) -> Citation | None:
    if kpi.measure == "volume":
        rate = kpi.per_10k.get(channel, 0.0)
        return Citation(kpi, rate) if rate else None
    if kpi.measure in MONEY_MEASURES and revenue > 0:
        return Citation(kpi, revenue if kpi.measure == "revenue" else None)
    return None
