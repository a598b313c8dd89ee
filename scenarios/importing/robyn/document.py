"""The parts of a `RobynModel-*.json` that its response curves are made of.

Robyn writes scalars as lists of one element. Every key is looked up with its place; nothing has a default.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.importing.columns import numbers, texts
from scenarios.importing.options import ImportOptions
from scenarios.importing.periods import parse_day
from scenarios.importing.refusals import refusal
from scenarios.reading import csv
from scenarios.reading.nodes import Node
from scenarios.suggestions import listing

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reader:
    """Looks up keys of a JSON document."""

    root: Node
    source: str

    def node(self, *path: str | int) -> Node:
        """The node at ``path``.

        Raises:
            DocumentError: there is none.
        """
        found = self.root
        for depth, part in enumerate(path):
            child = found.get(part)
            if child is None:
                raise refusal(
                    "missing", self.source, *path[: depth + 1], line=found.place.line if found.place else None
                )
            found = child
        return found

    def scalar(self, *path: str | int) -> Any:
        """The single value at ``path``, bare or in a list of one."""
        node = self.node(*path)
        value = node.plain()
        if isinstance(value, list) and len(value) == 1:
            return value[0]
        if isinstance(value, list | dict) or value is None:
            raise self._form(node, path, "single")
        return value

    def number(self, *path: str | int) -> float:
        """The number at ``path``."""
        value = self.scalar(*path)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._form(self.node(*path), path, "number")
        return float(value)

    def names(self, *path: str | int) -> tuple[str, ...]:
        """The texts at ``path``."""
        value = self.node(*path).plain()
        listed = value if isinstance(value, list) else [value]
        if not listed or not all(isinstance(one, str) for one in listed):
            raise self._form(self.node(*path), path, "texts")
        return tuple(listed)

    def _form(self, node: Node, path: tuple[str | int, ...], wanted: str) -> Exception:
        line = node.place.line if node.place else None
        return refusal(f"form_{wanted}", self.source, *path, line=line)


@dataclass(frozen=True, slots=True)
class Media:
    """One paid channel: its coefficient, its reported contribution and its hyperparameters."""

    name: str
    coefficient: float
    contribution: float
    hyper: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class RobynModel:
    """A model with the series it was fitted to; ``first`` and ``last`` are rows of its window, from 0, inclusive."""

    source: str
    version: str
    name: str
    adstock: str
    outcome_name: str
    outcome_type: str
    days: int
    first: int
    last: int
    media: tuple[Media, ...]
    organic: tuple[str, ...]
    dates: tuple[dt.date, ...]
    spend: dict[str, Floats]


SHAPES = {"geometric": ("thetas",), "weibull_cdf": ("shapes", "scales"), "weibull_pdf": ("shapes", "scales")}
"""Hyperparameters of each kind of adstock, beside ``alphas`` and ``gammas``."""


def read_model(root: Node, source: str, options: ImportOptions) -> RobynModel:
    """The model in a JSON document.

    Raises:
        DocumentError: a part is missing or has another form, or the series is nowhere.
    """
    read = Reader(root, source)
    adstock = str(read.scalar("InputCollect", "adstock"))
    if adstock not in SHAPES:
        raise refusal("unsupported", source, "InputCollect", "adstock", found=adstock, known=listing(SHAPES))
    names = read.names("InputCollect", "paid_media_spends")
    first = int(read.number("InputCollect", "rollingWindowStartWhich")) - 1
    last = int(read.number("InputCollect", "rollingWindowEndWhich")) - 1
    dates, spend = _series(read, names, options)
    if not 0 <= first < last < len(dates):
        values = {"first": first + 1, "last": last + 1, "rows": len(dates)}
        raise refusal("window", source, "InputCollect", "rollingWindowStartWhich", **values)
    return RobynModel(
        source=source,
        version=_version(str(read.scalar("InputCollect", "version"))),
        name=str(read.scalar("ExportedModel", "select_model")),
        adstock=adstock,
        outcome_name=str(read.scalar("InputCollect", "dep_var")),
        outcome_type=str(read.scalar("InputCollect", "dep_var_type")),
        days=int(read.number("InputCollect", "dayInterval")),
        first=first,
        last=last,
        media=tuple(_media(read, name, adstock) for name in names),
        organic=_organic(read),
        dates=dates,
        spend=spend,
    )


def _version(text: str) -> str:
    """The number in a text such as ``Robyn (stable) v3.11.1 [R-4.4.0]``."""
    found = re.search(r"v(\d+(?:\.\d+)+)", text)
    return found[1] if found else text


def _organic(read: Reader) -> tuple[str, ...]:
    node = read.node("InputCollect").get("organic_vars")
    return read.names("InputCollect", "organic_vars") if node is not None and node.plain() else ()


def _media(read: Reader, name: str, adstock: str) -> Media:
    summary = read.node("ExportedModel", "summary")
    rows = summary.value if summary.is_list else []
    place = next((n for n in range(len(rows)) if _variable(Reader(rows[n], read.source)) == name), None)
    if place is None:
        raise refusal("media_variable", read.source, "ExportedModel", "summary", channel=name)
    hyper = {
        kind: read.number("ExportedModel", "hyper_values", f"{name}_{kind}")
        for kind in ("alphas", "gammas", *SHAPES[adstock])
    }
    return Media(
        name=name,
        coefficient=read.number("ExportedModel", "summary", place, "coef"),
        contribution=read.number("ExportedModel", "summary", place, "decompAgg"),
        hyper=hyper,
    )


def _variable(row: Reader) -> object:
    node = row.root.get("variable")
    value = node.plain() if node else None
    return value[0] if isinstance(value, list) and value else value


def _series(
    read: Reader, names: tuple[str, ...], options: ImportOptions
) -> tuple[tuple[dt.date, ...], dict[str, Floats]]:
    """Dates and spend of all rows, from the document or from the CSV beside it."""
    date_column = str(read.scalar("InputCollect", "date_var"))
    if options.raw_data is not None:
        return _from_csv(options.raw_data, date_column, names)
    extras = read.root.get("Extras")
    rows = extras.get("raw_data") if extras else None
    if rows is None or not rows.is_list or not rows.value:
        raise refusal("raw_data", read.source, "Extras", "raw_data")
    inside = [Reader(row, read.source) for row in rows.value]
    dates = [_date(str(row.scalar(date_column)), read.source, n) for n, row in enumerate(inside)]
    return tuple(dates), {name: np.array([_amount(row, name) for row in inside]) for name in names}


def _amount(row: Reader, name: str) -> float:
    value = row.number(name)
    if value < 0:
        raise refusal("number", row.source, name, found=f"{value:g}", least="0")
    return value


def _date(text: str, source: str, row: int) -> dt.date:
    found = parse_day(text)
    if found is None:
        raise refusal("date", source, "Extras", "raw_data", row, found=text[:40])
    return found


def _from_csv(
    path: Path, date_column: str, names: tuple[str, ...]
) -> tuple[tuple[dt.date, ...], dict[str, Floats]]:
    table = csv.read(path)
    days = [parse_day(text) for text in texts(table, date_column)]
    for day, text, line in zip(days, texts(table, date_column), table.lines, strict=True):
        if day is None:
            raise refusal("date", table.source, date_column, line=line, found=text[:40])
    return tuple(day for day in days if day), {name: numbers(table, name) for name in names}
