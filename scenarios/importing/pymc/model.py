"""What a saved model says about itself: attributes of the file and dimensions of its variables."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from scenarios.importing.netcdf import Group, Variable
from scenarios.importing.pymc.families import (
    ADSTOCKS,
    CLASSES,
    SATURATIONS,
    Adstock,
    Columns,
    Floats,
    Saturation,
)
from scenarios.importing.refusals import refusal
from scenarios.suggestions import listing

SAMPLES = ("chain", "draw")
_PLAIN = frozenset({"", "false", "null", "none", "identity"})
"""What attributes hold where nothing out of the ordinary was asked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, or a channel in a region: positions along the dimensions of the model, and their names."""

    at: Mapping[str, int]
    channel: str
    region: str | None

    @property
    def name(self) -> str:
        """The channel's name, with its region."""
        return self.channel if self.region is None else f"{self.channel}.{self.region}"


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A saved model, while its file is open."""

    root: Group
    version: str
    target: str
    adstock: Adstock
    saturation: Saturation
    adstock_prefix: str
    saturation_prefix: str
    length: int
    normalised: bool
    adstock_first: bool
    regions: tuple[str, ...]
    """Dimensions beside the channels."""

    @property
    def source(self) -> str:
        """The file's name."""
        return self.root.source

    def places(self) -> Iterator[Place]:
        """Every channel in every region."""
        constant = self.root.group("constant_data")
        channels = constant.variable("channel").texts()
        names = [constant.variable(dimension).texts() for dimension in self.regions]
        for number, channel in enumerate(channels):
            for chosen in product(*(range(len(one)) for one in names)):
                at = {"channel": number, **dict(zip(self.regions, chosen, strict=True))}
                region = "_".join(one[place] for one, place in zip(names, chosen, strict=True))
                yield Place(at, channel, region or None)

    def constant(self, name: str, place: Place) -> Floats:
        """A value of ``constant_data``, as far as it depends on the place."""
        return read_at(self.root.group("constant_data").variable(name), place)

    def samples(self, name: str, place: Place) -> Floats:
        """All draws of a parameter: shape (D,), chain by chain; one value where the parameter is fixed."""
        variable = self.root.group("posterior").variable(name)
        values = read_at(variable, place)
        extra = set(variable.dimensions) - set(place.at) - set(SAMPLES)
        if extra or values.ndim != 2:
            raise refusal("dimensions", self.source, "posterior", name, found=listing(variable.dimensions))
        return values.ravel()

    def parameters(self, place: Place) -> tuple[Columns, Columns]:
        """Draws of saturation and adstock parameters by their names in the model."""
        curve = {
            name: self.samples(f"{self.saturation_prefix}_{name}", place) for name in self.saturation.names
        }
        kernel = {name: self.samples(f"{self.adstock_prefix}_{name}", place) for name in self.adstock.names}
        return curve, kernel

    def dates(self) -> tuple[dt.date, ...]:
        """The dates of the data."""
        return self.root.group("constant_data").variable("date").dates()


def read_at(variable: Variable, place: Place) -> Floats:
    """The values of a variable at a place, along the dimensions that it has."""
    return variable.floats(**{name: n for name, n in place.at.items() if name in variable.dimensions})


def read_model(root: Group) -> Model:
    """The model in a file.

    Raises:
        DocumentError: an attribute is missing, or something in it has no form in a document.
    """
    attributes = _Attributes(root)
    attributes.refuse_what_varies()
    adstock, saturation = attributes.described("adstock"), attributes.described("saturation")
    regions = attributes.read("dims")
    if not isinstance(regions, list) or not all(isinstance(one, str) for one in regions):
        raise refusal("attribute", root.source, "dims", found=str(regions)[:60])
    if adstock.get("mode", "After") != "After":
        raise refusal("unsupported", root.source, "adstock.mode", found=adstock["mode"], known="After")
    kind = attributes.known("adstock", adstock, ADSTOCKS)
    length = int(attributes.member("adstock", adstock, "l_max", int)) if kind.family != "none" else 1
    return Model(
        root=root,
        version=str(root.attributes.get("version", "")),
        target=str(attributes.text("target_column")),
        adstock=kind,
        saturation=attributes.known("saturation", saturation, SATURATIONS),
        adstock_prefix=str(adstock.get("prefix", "adstock")),
        saturation_prefix=str(saturation.get("prefix", "saturation")),
        length=length + (kind.family == "weibull_cdf"),
        normalised=bool(adstock.get("normalize", False)),
        adstock_first=bool(attributes.read("adstock_first")),
        regions=tuple(regions),
    )


class _Attributes:
    """The attributes of the file, most of which hold JSON."""

    def __init__(self, root: Group) -> None:
        self._root = root

    def text(self, name: str) -> Any:
        """An attribute as it is."""
        if name not in self._root.attributes:
            raise refusal("missing", self._root.source, name)
        value = self._root.attributes[name]
        return value.decode() if isinstance(value, bytes) else value

    def read(self, name: str) -> Any:
        """An attribute that holds JSON."""
        text = self.text(name)
        if isinstance(text, bool | np.bool_ | np.integer | int):
            return text
        try:
            return json.loads(text)
        except (TypeError, ValueError, RecursionError) as error:
            raise refusal("attribute", self._root.source, name, found=str(text)[:60]) from error

    def described(self, name: str) -> dict[str, Any]:
        """An attribute that describes a transformation, with its ``lookup_name``."""
        value = self.read(name)
        if not isinstance(value, dict):
            raise refusal("attribute", self._root.source, name, found=str(value)[:60])
        kind = str(value.get("__type__", "")).rpartition(".")[2]
        found = value.get("lookup_name") or CLASSES.get(kind, kind)
        if not isinstance(found, str) or not found:
            raise refusal("attribute", self._root.source, name, found=str(value)[:60])
        if value.get("parametrization", "alpha") != "alpha":
            found = f"{found}_{value['parametrization']}"
        return {**value, "lookup_name": found}

    def member(self, name: str, described: dict[str, Any], key: str, kind: type) -> Any:
        """A part of such a description."""
        value = described.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise refusal("attribute", self._root.source, f"{name}.{key}", found=str(value)[:60])
        return value

    def known(self, name: str, described: dict[str, Any], table: Mapping[str, Any]) -> Any:
        """The transformation that is described, if a document has it."""
        found = described["lookup_name"]
        if found not in table:
            values = {"found": found, "known": listing(table)}
            raise refusal("unsupported", self._root.source, f"{name}.lookup_name", **values)
        return table[found]

    def refuse_what_varies(self) -> None:
        """Refuse media effects that change with the date, units other than money, and links other than addition."""
        for name in ("time_varying_media", "cost_per_unit", "link"):
            text = str(self.text(name)) if name in self._root.attributes else ""
            if text.strip('"').lower() not in _PLAIN:
                raise refusal("varying", self._root.source, name, found=text[:60])
