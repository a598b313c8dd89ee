"""Comparisons: measures side by side, bridges, and what the documents differ in."""

from __future__ import annotations

import json

from scenarios.comparison import Bridge, Comparison, Difference
from scenarios.display import currency_name
from scenarios.export.table import Cell, Column, Kind, Table, Typed
from scenarios.i18n import Language, translate
from scenarios.measures import Unit
from scenarios.rounding import round_half_up
from scenarios.variants import AddItem, Change, SetValue

KINDS: dict[Unit, Kind] = {"money": "money", "share": "share"}
"""How a measure is written; every other one is a plain number."""


def measures(comparison: Comparison, language: Language) -> Table:
    """One row for every measure of every scenario against the baseline."""
    names = _names(comparison, language)
    rows: list[tuple[Cell, ...]] = [
        (
            contrast.scenario,
            names[contrast.scenario],
            one.measure,
            translate(f"measure.{one.measure}", language),
            _unit(one.unit, comparison.currency, language),
            *_values(one),
            translate(f"export.pairing.{contrast.pairing}", language),
            translate(f"verdict.{one.verdict}", language),
        )
        for contrast in comparison.contrasts
        for one in contrast.differences
    ]
    texts = ("scenario", "scenario_name", "measure", "measure_name", "unit")
    numbers = ("baseline_value", "value", "value_change", "low", "high")
    columns = (
        *(_column(key, "text", language) for key in texts),
        *(_column(key, "number", language) for key in numbers),
        *(_column(key, "text", language) for key in ("pairing", "verdict")),
    )
    title = translate("export.table.comparison", language)
    return Table("comparison", title, columns, tuple(rows))


def bridges(comparison: Comparison, language: Language) -> Table:
    """Every scenario's bridge from the baseline: start, parts and end; start and parts add up to the end."""
    names = _names(comparison, language)
    rows: list[tuple[Cell, ...]] = []
    for contrast in comparison.contrasts:
        if contrast.bridge is not None:
            name = names[contrast.scenario]
            rows += [(contrast.scenario, name, *row) for row in bridge_rows(contrast.bridge, language)]
    unit = currency_name(comparison.currency, language)
    columns = (
        *(_column(key, "text", language) for key in ("scenario", "scenario_name", "part", "channel", "name")),
        _column("amount", "money", language, unit),
    )
    return Table("bridge", translate("export.table.bridge", language), columns, tuple(rows))


def bridge_rows(bridge: Bridge, language: Language) -> list[tuple[str, str, str, int]]:
    """(kind, channel, name, minor units) from the start over the parts to the end."""
    parts = [
        (part.kind, part.channel or "", part.name.render(language), amount)
        for part, amount in zip(bridge.parts, bridge.parts_minor(), strict=True)
    ]
    start = ("start", "", bridge.base_name.render(language), bridge.start_minor)
    return [start, *parts, ("end", "", bridge.other_name.render(language), bridge.end_minor)]


def changes(comparison: Comparison, language: Language) -> Table:
    """In what the documents differ, place by place."""
    names = _names(comparison, language)
    rows: list[tuple[Cell, ...]] = [
        (contrast.scenario, names[contrast.scenario], *change_row(change, language))
        for contrast in comparison.contrasts
        for change in contrast.changes
    ]
    keys = ("scenario", "scenario_name", "change_kind", "path", "new_value")
    columns = tuple(_column(key, "text", language) for key in keys)
    return Table("changes", translate("export.table.changes", language), columns, tuple(rows))


def change_row(change: Change, language: Language) -> tuple[str, str, str]:
    """(kind in words, path, new value as JSON)."""
    if isinstance(change, SetValue):
        kind, value = "set", json.dumps(change.to, ensure_ascii=False)
    elif isinstance(change, AddItem):
        kind, value = "add", json.dumps(change.value, ensure_ascii=False)
    else:
        kind, value = "remove", ""
    return translate(f"export.change.{kind}", language), change.path, value


def _names(comparison: Comparison, language: Language) -> dict[str, str]:
    return {side.scenario: side.name.render(language) for side in comparison.sides}


def _column(key: str, kind: Kind, language: Language, unit: str = "") -> Column:
    title = translate(f"export.column.{key}", language)
    return Column(key, f"{title} ({unit})" if unit else title, kind)


def _unit(unit: Unit, currency: str, language: Language) -> str:
    return currency_name(currency, language) if unit == "money" else translate(f"unit.{unit}", language)


def _values(one: Difference) -> list[Typed]:
    kind = KINDS.get(one.unit, "number")
    values = (one.base.value, one.other.value, one.change.value, one.change.low, one.change.high)
    return [
        Typed(kind, round_half_up(value) if kind == "money" and value is not None else value)
        for value in values
    ]
