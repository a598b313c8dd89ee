"""The long-term multiplier at which brand spend pays as much as performance spend.

Brand advertising earns part of its return after the horizon; an analyst who doubts the multiplier m can ask instead how
large it must be. With short-term returns B of brand and P of performance, m B = P at m* = P / B: at the margin it says
where the next unit belongs, on average how the whole spends compare. Source: the identity itself; Binet and Field
(2013), *The Long and the Short of It*, for the question.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scenarios.document import Scenario
from scenarios.i18n import Message
from scenarios.marketing.quadrants import Standing, plan_quadrants
from scenarios.plan import Plan
from scenarios.text.report import Heading, Report, Reported


def break_even_multiplier(brand: float, performance: float) -> float | None:
    """m* with m* x brand = performance, from short-term returns per currency unit; None where brand returns nothing.

    Below 1 brand spend pays better even in the short term.
    """
    return performance / brand if brand > 0 else None


@dataclass(frozen=True, slots=True)
class BreakEven(Reported):
    """Break-even multipliers of each brand channel against the best use of the money elsewhere."""

    channels: tuple[tuple[Standing, float | None], ...]
    elsewhere: float
    """Marginal return of performance spend, weighted by spend."""

    def report(self) -> Report:
        """Channel by channel."""
        return Report(
            title=Message("marketing.break_even.title", {"elsewhere": f"{self.elsewhere:.2f}"}),
            headings=(Heading("channel", "text"), Heading("marginal"), Heading("multiplier")),
            rows=tuple((one.name, one.marginal, multiplier) for one, multiplier in self.channels),
        )


def plan_break_even(scenario: Scenario, plan: Plan, group: str = "brand") -> BreakEven:
    """Break-even multipliers of a group's channels where a plan puts them, long-term multipliers left out.

    The plan may be of any objective; it is judged by what its spends return within the horizon.
    """
    objective = scenario.objective.model_copy(update={"long_term": False})
    near = scenario.model_copy(update={"objective": objective})
    groups = {channel.id: channel.group for channel in scenario.channels}
    standings = [place.standing for place in plan_quadrants(near, plan).places]
    return break_even(
        [one for one in standings if groups[one.channel] == group],
        [one for one in standings if groups[one.channel] != group],
    )


def break_even(brand: Iterable[Standing], performance: Iterable[Standing]) -> BreakEven:
    """Break-even multipliers at the margin; standings are short-term (`Objective.long_term` off)."""
    others = list(performance)
    spend = sum(one.spend for one in others)
    elsewhere = (
        sum(one.spend * one.marginal for one in others) / spend
        if spend
        else max((one.marginal for one in others), default=0.0)
    )
    return BreakEven(tuple((one, break_even_multiplier(one.marginal, elsewhere)) for one in brand), elsewhere)
