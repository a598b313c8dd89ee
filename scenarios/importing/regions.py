"""Region cells: each channel of a national model becomes one channel per region.

A region with the share s of a channel's spend gets the curve f_s(a) = s f(a / s). At spends in proportion to the
shares the regions together bring exactly what the national curve does, which is what a national curve means: it was
learned from a mix of regions in these shares. Shares come from a table of spend by region and date, such as Meridian's
geo data (columns geo and <channel>_spend).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from scenarios.document import Channel, Label, TabulatedCurve
from scenarios.i18n import Message
from scenarios.importing.channels import identifiers
from scenarios.importing.columns import numbers, texts
from scenarios.importing.refusals import refusal
from scenarios.importing.result import Check, Imported, ImportedChannel, compare
from scenarios.money import MINOR_PER_UNIT, to_units
from scenarios.reading import csv
from scenarios.saturation import evaluate
from scenarios.suggestions import listing

REGION_COLUMNS = ("geo", "region")
TOLERANCE = 1e-12
GRID = np.linspace(0, 2, 9)
"""Spends, relative to today's, at which the regions are checked to add up."""


def by_region(imported: Imported, path: Path) -> Imported:
    """The same curves, split by the shares of spend in the table at ``path``.

    Raises:
        DocumentError: no column of regions or of a channel's spend, or a channel without any spend.
    """
    table = csv.read(path)
    regions = _regions(table)
    names = list(dict.fromkeys(regions))
    shares = {one.name: _shares(table, regions, names, one.name) for one in imported.channels}
    labels = identifiers(f"{one.channel.id}.{name}" for one in imported.channels for name in names)
    groups = identifiers(names)
    channels = tuple(
        _part(one, name, labels[f"{one.channel.id}.{name}"], groups[name], shares[one.name][name])
        for one in imported.channels
        for name in names
        if shares[one.name][name] > 0
    )
    checks = tuple(_check(one, channels, shares[one.name]) for one in imported.channels)
    note = Message("importing.note.by_region", {"regions": len(names), "source": table.source})
    return replace(
        imported, channels=channels, checks=(*imported.checks, *checks), notes=(*imported.notes, note)
    )


def _regions(table: csv.Table) -> list[str]:
    found = next((name for name in table.header if name.lower() in REGION_COLUMNS), None)
    if found is None:
        raise refusal("region_column", table.source, line=1, columns=listing(table.header))
    return texts(table, found)


def _shares(table: csv.Table, regions: list[str], names: list[str], channel: str) -> dict[str, float]:
    column = next((one for one in (f"{channel}_spend", channel) if one in table.header), f"{channel}_spend")
    spend = numbers(table, column)
    total = float(spend.sum())
    if total <= 0:
        raise refusal("no_spend", table.source, column, channel=channel)
    which = np.array(regions)
    return {name: float(spend[which == name].sum()) / total for name in names}


def _part(one: ImportedChannel, region: str, identifier: str, group: str, share: float) -> ImportedChannel:
    channel = one.channel
    name = Label(en=f"{channel.name.en} {region}", zh=f"{channel.name.zh} {region}")
    observed = channel.observed_max and max(1, round(channel.observed_max * share))
    raw = channel.model_dump() | {
        "id": identifier,
        "name": name.texts(),
        "group": group,
        "curve": _of_share(channel, share),
        "draws": _draws(channel, share),
        "observed_max": observed and to_units(observed),
    }
    return replace(
        one,
        channel=Channel.model_validate(raw),
        today=_of(one.today, share),
        recommended=_of(one.recommended, share),
        least=_of(one.least, share),
        most=_of(one.most, share),
        region=region,
    )


def _of(amount: float | None, share: float) -> float | None:
    return None if amount is None else amount * share


def _of_share(channel: Channel, share: float) -> dict[str, Any]:
    curve = channel.curve
    if isinstance(curve, TabulatedCurve):
        return {
            "family": "tabulated",
            "spend": tuple(share * one for one in curve.spend),
            "outcome": tuple(share * one for one in curve.outcome),
        }
    return curve.model_dump() | {
        name: float(value) for name, value in scaled(dict(curve), share).items() if name != "family"
    }


def _draws(channel: Channel, share: float) -> dict[str, Any] | None:
    if channel.draws is None:
        return None
    columns = {name: np.array(column) for name, column in channel.draws.columns().items()}
    whole = {**dict(channel.curve), **columns}
    # A fixed coefficient varies with a drawn exponent, and the other way round.
    drawn = scaled({name: value for name, value in whole.items() if name != "family"}, share)
    kept = set(columns) | ({"coefficient"} & set(drawn) if "exponent" in columns else set())
    number = channel.draws.number
    return {name: np.broadcast_to(drawn.get(name, whole[name]), number).tolist() for name in kept}


def scaled(values: Mapping[str, Any], share: float) -> dict[str, Any]:
    """The parameters of s f(a / s), as numbers or arrays."""
    found = dict(values)
    for name, power in (("ceiling", 1), ("half_saturation", 1), ("midpoint", 1), ("rate", -1)):
        if name in found:
            found[name] = found[name] * share**power
    if "coefficient" in found:
        found["coefficient"] = found["coefficient"] * share ** (1 - found["exponent"])
    return found


def _check(one: ImportedChannel, parts: tuple[ImportedChannel, ...], shares: Mapping[str, float]) -> Check:
    """The regions' sum against the national curve, at spends in proportion to the shares."""
    reference = one.today or to_units(one.channel.observed_max or MINOR_PER_UNIT)
    spend = GRID * reference
    found = np.zeros_like(spend)
    for part in parts:
        if part.name == one.name and part.region is not None:
            found += evaluate(part.channel.curve, spend * shares[part.region])
    expected = evaluate(one.channel.curve, spend)
    return compare(one.channel.name.en, "total", expected, found, TOLERANCE)
