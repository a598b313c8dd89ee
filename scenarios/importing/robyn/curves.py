"""Robyn's response curves: coefficient times Hill of adstock, with either convention for the inflexion.

response_t = coef a_t^alpha / (a_t^alpha + z^alpha), a_t over all rows of the series. z = (1 - gamma) min a + gamma
max a over the window in Robyn up to 3.11, and gamma max a in later releases. Weibull scales are quantiles of 1..W,
rounded; W is the length of the series, or of the window where Robyn was told so. Which convention a file follows is
taken from its version and confirmed by the contributions it reports (Robyn documentation, "Hyperparameters" and
"Saturation"; Hill 1910).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from scenarios.carry_over import convolve, kernel
from scenarios.document import CarryOver, HillCurve
from scenarios.i18n import Message
from scenarios.importing.channels import identifiers, make_carry_over, make_channel, validated
from scenarios.importing.options import ImportOptions
from scenarios.importing.periods import Period, period_of
from scenarios.importing.refusals import refusal
from scenarios.importing.result import Check, Imported, ImportedChannel, Window, compare
from scenarios.importing.robyn.document import Floats, Media, RobynModel
from scenarios.saturation import evaluate

TOLERANCE = 1e-4
Inflexion = Literal["interpolated", "maximum"]
_FIRST_WITH_MAXIMUM = (3, 12)


@dataclass(frozen=True, slots=True)
class Convention:
    """How z follows from gamma, and over how many periods Weibull weights run."""

    inflexion: Inflexion
    length: int


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A channel's curve in the source's units, with its contribution in the window."""

    curve: HillCurve
    carry_over: CarryOver
    contribution: float


def imported(model: RobynModel, options: ImportOptions) -> Imported:
    """The channels of a model.

    Raises:
        DocumentError: no convention reproduces the contributions, or a curve cannot be planned with.
    """
    period = period_of(model.dates, model.source, "InputCollect", "dayInterval")
    refuse_negative(model)
    conventions = list(_conventions(model))
    tried = {one: [rebuild(model, media, one) for media in model.media] for one in conventions}
    convention = next((one for one in conventions if _error(model, tried[one]) <= TOLERANCE), None)
    if convention is None:
        raise _not_reproduced(model, min(tried.values(), key=lambda one: _error(model, one)))
    return _result(model, tried[convention], period, options, _notes(model, convention, conventions[0]))


def refuse_negative(model: RobynModel) -> None:
    """Refuse channels that take sales away: no response curve falls."""
    for media in model.media:
        if media.coefficient < 0:
            raise refusal("negative", model.source, "ExportedModel", "summary", channel=media.name)


def _conventions(model: RobynModel) -> Iterator[Convention]:
    """All conventions, the likeliest first."""
    found = re.search(r"(\d+)\.(\d+)", model.version)
    newer = found is not None and (int(found[1]), int(found[2])) >= _FIRST_WITH_MAXIMUM
    order: list[Inflexion] = ["maximum", "interpolated"] if newer else ["interpolated", "maximum"]
    whole, window = len(model.dates), model.last - model.first + 1
    for length in [whole] if model.adstock == "geometric" else dict.fromkeys([whole, window]):
        for inflexion in order:
            yield Convention(inflexion, length)


def rebuild(model: RobynModel, media: Media, convention: Convention) -> Rebuilt:
    """A channel's curve under a convention."""
    spend = model.spend[media.name]
    carry_over = _carry_over(model, media, convention.length)
    adstock = convolve(kernel(carry_over, len(spend)), spend)[model.first : model.last + 1]
    half = _inflexion(adstock, media.hyper["gammas"], convention.inflexion)
    if half <= 0:
        raise refusal("no_spend", model.source, "InputCollect", "paid_media_spends", channel=media.name)
    raw = {"ceiling": media.coefficient, "half_saturation": half, "slope": media.hyper["alphas"]}
    curve = validated(HillCurve.model_validate, {"family": "hill", **raw}, model.source, media.name)
    return Rebuilt(curve, carry_over, float(evaluate(curve, adstock).sum()))


def _inflexion(adstock: Floats, gamma: float, convention: Inflexion) -> float:
    least = float(adstock.min()) if convention == "interpolated" else 0.0
    return (1 - gamma) * least + gamma * float(adstock.max())


def _carry_over(model: RobynModel, media: Media, length: int) -> CarryOver:
    if model.adstock == "geometric":
        raw: dict[str, Any] = {"retention": media.hyper["thetas"]}
    else:
        scale = float(np.round(1 + (length - 1) * media.hyper["scales"]))
        raw = {"shape": media.hyper["shapes"], "scale": scale, "length": length}
    return make_carry_over(model.source, media.name, {"family": model.adstock, **raw})


def _error(model: RobynModel, rebuilt: Sequence[Rebuilt]) -> float:
    """The worst channel's error."""
    return max(check.error for check in _checks(model, rebuilt))


def _checks(model: RobynModel, rebuilt: Sequence[Rebuilt]) -> list[Check]:
    return [
        compare(media.name, "contribution", media.contribution, one.contribution, TOLERANCE)
        for media, one in zip(model.media, rebuilt, strict=True)
    ]


def _not_reproduced(model: RobynModel, closest: Sequence[Rebuilt]) -> Exception:
    worst = max(_checks(model, closest), key=lambda check: check.error)
    values = {"channel": worst.channel, "expected": f"{worst.expected:,.6g}", "found": f"{worst.found:,.6g}"}
    return refusal(
        "not_reproduced", model.source, "ExportedModel", "summary", **values, tolerance=f"{TOLERANCE:g}"
    )


def _notes(model: RobynModel, used: Convention, likeliest: Convention) -> tuple[Message, ...]:
    notes = [Message(f"importing.note.inflexion_{used.inflexion}", {"version": model.version})]
    if used != likeliest:
        notes.append(Message("importing.note.other_convention", {"version": model.version}))
    if model.organic:
        notes.append(Message("importing.note.organic", {"names": ", ".join(model.organic)}))
    return tuple(notes)


def _result(
    model: RobynModel,
    rebuilt: Sequence[Rebuilt],
    period: Period,
    options: ImportOptions,
    notes: tuple[Message, ...],
) -> Imported:
    names = identifiers(media.name for media in model.media)
    channels = tuple(
        _channel(model, media.name, names[media.name], one, options.spend_unit)
        for media, one in zip(model.media, rebuilt, strict=True)
    )
    dates = model.dates[model.first : model.last + 1]
    return Imported(
        source=model.source,
        tool="robyn",
        version=model.version,
        outcome="conversions" if model.outcome_type == "conversion" else "revenue",
        outcome_name=model.outcome_name,
        channels=channels,
        window=Window(period, len(dates), dates[0], dates[-1]),
        checks=tuple(_checks(model, rebuilt)),
        value_per_outcome=options.value_per_outcome,
        notes=notes,
    )


def _channel(model: RobynModel, name: str, identifier: str, rebuilt: Rebuilt, unit: float) -> ImportedChannel:
    spend = model.spend[name][model.first : model.last + 1] * unit
    curve: dict[str, Any] = dict(rebuilt.curve)
    curve["half_saturation"] *= unit
    channel = make_channel(
        model.source, identifier, name, curve, **_written(rebuilt.carry_over), observed_max=float(spend.max())
    )
    return ImportedChannel(name, channel, today=float(spend.mean()))


def _written(carry_over: CarryOver) -> dict[str, Any]:
    """The carry-over as a channel has it: plain retention where that is all."""
    if carry_over.family == "geometric":
        return {"retention": carry_over.retention}
    return {"carry_over": carry_over.model_dump()}
