"""Why the plan is as it is: what binds, what conflicts, what was noted; and what the terms mean."""

from __future__ import annotations

from scenarios.export.table import Cell, Column, Table, Typed
from scenarios.export.tables.context import Context
from scenarios.i18n import Language, translate
from scenarios.plan import Binding
from scenarios.rounding import round_half_up

TERMS = (
    "campaign",
    "channel",
    "net_value",
    "net_roi",
    "roas",
    "marginal",
    "margin",
    "optimal",
    "bound",
    "gap",
    "on_time",
    "quantile",
    "interval",
    "paired",
    "lateness",
    "lead_time",
    "utilisation",
    "wip",
    "throughput",
    "urgent",
    "bridge",
)


def bindings(context: Context) -> Table:
    """Requirements that limit the plan, and what one more unit of each is worth."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.kind,
            one.name.render(context.language),
            *_levels(one),
            None if one.worth is None else round_half_up(one.worth),
            one.unit.render(context.language),
        )
        for one in context.plan.allocation.bindings
    ]
    columns = context.columns(
        "binding", "name", ("level", "number"), ("limit", "number"), ("worth", "money"), "per_unit"
    )
    return Table("bindings", context.say("export.table.bindings"), columns, tuple(rows))


def _levels(binding: Binding) -> tuple[Typed, Typed]:
    """Money as money, work in hours, everything else as it is."""
    if binding.kind == "skill":
        return Typed("number", binding.level / 60), Typed("number", binding.limit / 60)
    if binding.kind in {"goal", "other", "group_share"}:
        return Typed("number", binding.level), Typed("number", binding.limit)
    return Typed("money", round_half_up(binding.level)), Typed("money", round_half_up(binding.limit))


def cells(context: Context) -> Table:
    """Every cell of the plan: what it spends and brings, what the next unit would bring, and which bound holds it."""
    names = context.names
    rows: list[tuple[Cell, ...]] = [
        (
            one.campaign,
            context.name(names.campaigns[one.campaign]),
            one.channel,
            context.name(names.channels[one.channel]),
            one.today,
            one.spend,
            one.revenue,
            one.roas,
            one.marginal,
            context.say(f"explain.limit.{one.limit}"),
        )
        for one in context.explanation.cells
        if one.spend or one.today
    ]
    columns = context.columns(
        "campaign",
        "campaign_name",
        "channel",
        "channel_name",
        ("today", "money"),
        ("recommended", "money"),
        ("cell_revenue", "money"),
        ("cell_roas", "number"),
        ("next_unit", "number"),
        "stands",
    )
    title = context.say("export.table.cells")
    return Table("cells", title, columns, tuple(rows), note=context.say("explain.marginal"))


def terms(language: Language) -> Table:
    """The words of the export and their definitions."""
    rows: list[tuple[Cell, ...]] = [
        (translate(f"term.{key}", language), translate(f"term.{key}.text", language)) for key in TERMS
    ]
    columns = (
        Column("term", translate("export.column.term", language)),
        Column("definition", translate("export.column.definition", language)),
    )
    return Table("terms", translate("export.table.terms", language), columns, tuple(rows))
