"""What rules cost, as a table."""

from __future__ import annotations

from optimizer.allocation.rule_costs import RuleCosts
from scenarios.i18n import Message
from scenarios.rounding import round_half_up
from scenarios.text.report import Heading, Report


def rule_report(found: RuleCosts) -> Report:
    """The dearest rule first, each between its proven limits."""
    notes = [Message("allocation.rule_cost.note")]
    notes += [
        Message("allocation.rule_cost.unknown", {"rule": {"en": one.render("en"), "zh": one.render("zh")}})
        for one in found.unknown
    ]
    return Report(
        title=Message("allocation.rule_cost.title" if found.costs else "allocation.rule_cost.none"),
        headings=(
            Heading("rule", "text"),
            Heading("costs", "money"),
            Heading("costs_least", "money"),
            Heading("costs_most", "money"),
        ),
        rows=tuple(
            (one.name, round_half_up(one.found), round_half_up(one.least), round_half_up(one.most))
            for one in found.costs
        ),
        notes=tuple(notes) if found.costs or found.unknown else (),
    )
