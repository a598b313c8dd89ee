"""Curves and draws of a saved PyMC-Marketing model, checked against its own contributions.

A contribution is recomputed with the very functions that value a plan, from the translated draws: where it differs
from the saved one by more than rounding, the file is refused. The curve that plans are made with has the posterior
means of the document's parameters; all uncertainty is in the draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from scenarios.carry_over import convolve, kernel
from scenarios.document import CarryOver
from scenarios.i18n import Message
from scenarios.importing.channels import identifiers, make_carry_over, make_channel
from scenarios.importing.netcdf import Group
from scenarios.importing.options import ImportOptions
from scenarios.importing.periods import period_of
from scenarios.importing.pymc.families import Columns, Floats
from scenarios.importing.pymc.model import Model, Place, read_at, read_model
from scenarios.importing.refusals import refusal
from scenarios.importing.result import Check, Imported, ImportedChannel, Window, compare
from scenarios.saturation import FORMULAS

TOLERANCE = 1e-10
CHUNK = 500
"""Draws that are checked at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """All draws of a channel: columns (D,) of curve and carry-over parameters in document terms."""

    curve: Columns
    carry_over: Columns
    kernel: CarryOver | None
    """With the posterior means."""
    spend: Floats
    """(T,) in the file's units."""
    target_scale: float


def imported(root: Group, options: ImportOptions) -> Imported:
    """The channels of a saved model.

    Raises:
        DocumentError: something has no form in a document, or the saved contributions are not reproduced.
    """
    model = read_model(root)
    dates = model.dates()
    period = period_of(dates, model.source, "constant_data", "date")
    places = list(model.places())
    names = identifiers(place.name for place in places)
    channels, checks = [], []
    for place in places:
        posterior = _posterior(model, place)
        check = _check(model, place, posterior)
        if not check.passed:
            raise _not_reproduced(model, check)
        checks.append(check)
        channels.append(_channel(model, place, names[place.name], posterior, options))
    return Imported(
        source=model.source,
        tool="pymc_marketing",
        version=model.version,
        outcome="unstated",
        outcome_name=model.target,
        channels=tuple(channels),
        window=Window(period, len(dates), dates[0], dates[-1]),
        checks=tuple(checks),
        value_per_outcome=options.value_per_outcome,
        notes=tuple(_notes(model, channels)),
    )


def _posterior(model: Model, place: Place) -> Posterior:
    curve, carry_over = model.parameters(place)
    channel_scale = float(model.constant("channel_scale", place))
    target_scale = float(model.constant("target_scale", place))
    if not channel_scale > 0 or not target_scale > 0:
        raise refusal("scale", model.source, "constant_data", "channel_scale", channel=place.name)
    columns = model.adstock.translate(carry_over)
    return Posterior(
        curve=model.saturation.translate(curve, channel_scale, target_scale),
        carry_over=columns,
        kernel=_kernel(model, place, columns),
        spend=model.constant("channel_data", place),
        target_scale=target_scale,
    )


def _kernel(model: Model, place: Place, columns: Columns) -> CarryOver | None:
    if model.adstock.family == "none":
        return None
    raw = {"family": model.adstock.family, "length": model.length, "normalised": model.normalised}
    means = {name: float(values.mean()) for name, values in columns.items()}
    return make_carry_over(model.source, place.name, {**raw, **means})


def _check(model: Model, place: Place, posterior: Posterior) -> Check:
    """Contributions of every draw and date, in the model's scaled units."""
    saved = read_at(model.root.group("posterior").variable("channel_contribution"), place)
    expected = saved.reshape(-1, saved.shape[-1])
    found = np.concatenate([*_contributions(model, posterior, len(expected))]) / posterior.target_scale
    return compare(place.name, "contribution", expected, found, TOLERANCE)


def _contributions(model: Model, posterior: Posterior, draws: int) -> Iterator[Floats]:
    formula = FORMULAS[model.saturation.family].value
    spend = posterior.spend
    for start in range(0, draws, CHUNK):
        some = slice(start, start + CHUNK)
        curve = {name: values[some, None] for name, values in posterior.curve.items()}
        columns = {name: values[some, None] for name, values in posterior.carry_over.items()}
        rows = len(next(iter(curve.values())))
        if posterior.kernel is None:
            yield np.broadcast_to(formula(spend, **curve), (rows, len(spend)))
            continue
        weights = np.broadcast_to(kernel(posterior.kernel, len(spend), columns), (rows, len(spend)))
        if model.adstock_first:
            yield formula(convolve(weights, spend), **curve)
        else:
            outcome = formula(spend, **curve)
            yield np.stack([convolve(w, one) for w, one in zip(weights, outcome, strict=True)])


def _not_reproduced(model: Model, check: Check) -> Exception:
    values = {
        "channel": check.channel,
        "expected": f"{check.expected:,.6g}",
        "found": f"{check.found:,.6g}",
        "tolerance": f"{TOLERANCE:g}",
    }
    return refusal("not_reproduced", model.source, "posterior", "channel_contribution", **values)


def _channel(
    model: Model, place: Place, identifier: str, posterior: Posterior, options: ImportOptions
) -> ImportedChannel:
    spend = posterior.spend * options.spend_unit
    curve = in_currency(posterior.curve, options.spend_unit)
    means = {name: float(values.mean()) for name, values in curve.items()}
    fields: dict[str, Any] = {"saturation_first": True} if not model.adstock_first else {}
    if posterior.kernel is not None:
        fields["carry_over"] = posterior.kernel.model_dump()
    if place.region is not None:
        fields["group"] = identifiers([place.region])[place.region]
    draws = _thinned({**curve, **posterior.carry_over}, options.draws)
    channel = make_channel(
        model.source,
        identifier,
        place.name,
        {"family": model.saturation.family, **means},
        draws=draws or None,
        observed_max=float(spend.max()),
        **fields,
    )
    return ImportedChannel(place.channel, channel, today=float(spend.mean()), region=place.region)


def in_currency(columns: Columns, unit: float) -> Columns:
    """Curve parameters for spend in currency units, of which one unit of the file's spend holds ``unit``."""
    powers = {"half_saturation": 1, "midpoint": 1, "rate": -1}
    scaled = {name: values * unit ** powers.get(name, 0) for name, values in columns.items()}
    if "coefficient" in columns:
        scaled["coefficient"] = columns["coefficient"] / unit ** columns["exponent"]
    return scaled


def _thinned(columns: Columns, most: int) -> dict[str, list[float]]:
    """At most ``most`` evenly spaced draws of the parameters that vary."""
    varying = {name: values for name, values in columns.items() if np.ptp(values) > 0}
    if not most or not varying:
        return {}
    number = len(next(iter(varying.values())))
    chosen = np.linspace(0, number - 1, min(most, number)).round().astype(int)
    return {name: values[chosen].tolist() for name, values in varying.items()}


def _notes(model: Model, channels: list[ImportedChannel]) -> Iterator[Message]:
    yield Message("importing.note.posterior_mean")
    kept = max((one.channel.draws.number for one in channels if one.channel.draws), default=0)
    yield Message("importing.note.draws", {"draws": kept})
    if model.regions:
        yield Message("importing.note.regions", {"dimensions": ", ".join(model.regions)})
