"""A fit as text for people and as the documented JSON object."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from scenarios.i18n import Language, translate
from scenarios.text.table import table

if TYPE_CHECKING:
    from optimizer.fitting.holdout import Holdout
    from optimizer.fitting.result import Band, ChannelFit, FamilyScore, FitResult

INTERVALS = "block bootstrap with randomised priors"
"""Method of every interval of a fit."""


def render(result: FitResult, language: Language) -> str:
    """What was fitted, how well, the forms side by side, every channel with its bands, and the warnings."""
    blocks = [
        _headline(result, language),
        "\n".join(_channel_table(result, language)),
        "\n".join(_region_table(result, language)) if result.regions else "",
        "\n".join(_form_table(result, language)),
        "\n".join(f"- {message}" for message in _messages(result, language)),
        _bands(result, language) if result.draws else translate("fitting.text.no_bands", language),
    ]
    return "\n\n".join(block for block in blocks if block)


def _headline(result: FitResult, language: Language) -> str:
    holdout = result.score.holdout
    return translate(
        "fitting.text.headline",
        language,
        outcome=result.series.outcome_name,
        source=result.series.source,
        weeks=result.series.weeks,
        first=result.series.dates[0].isoformat(),
        last=result.series.dates[-1].isoformat(),
        form=_form(result.family, result.carry_over, language),
        r2=f"{result.score.r2:.3f}",
        origins=len(holdout.origins),
        horizon=holdout.horizon,
        mape=_percent(holdout.mape),
        each=", ".join(_percent(value) for value in holdout.mape_by_origin),
        bare=_percent(holdout.mape_without_media),
    )


def _bands(result: FitResult, language: Language) -> str:
    return translate(
        "fitting.text.bands",
        language,
        share=f"{result.confidence:.0%}",
        draws=result.draws,
        forms=sum(score.in_bands for score in result.families),
    )


def _channel_table(result: FitResult, language: Language) -> list[str]:
    columns = ("channel", "weekly_spend", "weekly_max", "share", "roas", "marginal", "carried")
    rows = [
        (
            channel.name,
            f"{channel.weekly_mean:,.0f}",
            f"{channel.weekly_max:,.0f}",
            _percent(channel.share),
            _band(channel.roas),
            _band(channel.marginal),
            _band(channel.retention),
        )
        for channel in result.channels
    ]
    return table([translate(f"fitting.text.{name}", language) for name in columns], rows)


def _region_table(result: FitResult, language: Language) -> list[str]:
    header = [
        translate("fitting.text.region", language),
        *(translate("fitting.text.roas_of", language, channel=name) for name in result.series.channels),
    ]
    rows = [
        (region, *(_band(channel.regions[place].roas) for channel in result.channels))
        for place, region in enumerate(result.regions)
    ]
    return table(header, rows)


def _form_table(result: FitResult, language: Language) -> list[str]:
    names = ("family", "carry_over", "r2", "cv_nrmse", "mape", "nrmse", "in_bands")
    header = [translate(f"fitting.text.{name}", language) for name in names]
    roas = [translate("fitting.text.roas_of", language, channel=name) for name in result.series.channels]
    rows = [
        (
            ("* " if score.form == result.form else "  ") + _family(score.family, language),
            translate(f"fitting.carry_over.{score.carry_over}", language),
            f"{score.r2:.3f}",
            f"{score.cv_nrmse:.4f}",
            _percent(score.holdout_mape),
            _decimal(score.holdout_nrmse),
            translate("fitting.text.yes" if score.in_bands else "fitting.text.no", language),
            *(_number(value) for value in score.roas.values()),
        )
        for score in result.families
    ]
    return table([*header, *roas], rows)


def _messages(result: FitResult, language: Language) -> Iterator[str]:
    for channel in result.channels:
        yield from (message.render(language) for message in channel.warnings)
    yield from (message.render(language) for message in result.notes)
    for price in result.prices:
        yield translate("fitting.text.price", language, name=price.name, elasticity=_band(price.elasticity))
    if result.lifts:
        yield translate("fitting.text.lifts", language, tests=len(result.lifts))


def to_dict(result: FitResult, language: Language) -> dict[str, Any]:
    """The JSON object: numbers in currency units and outcome units, messages in ``language``."""
    return {
        "source": result.series.source,
        "outcome": result.series.outcome_name,
        "weeks": result.series.weeks,
        "first": result.series.dates[0].isoformat(),
        "last": result.series.dates[-1].isoformat(),
        "family": result.family,
        "carry_over": result.carry_over,
        "regions": list(result.regions),
        "noise": result.noise,
        "holdout_weeks": result.holdout_weeks,
        "draws": result.draws,
        "confidence": result.confidence,
        "seed": result.seed,
        "band_families": list(result.band_families),
        "families": [_score(score) for score in result.families],
        "channels": [_channel(channel, language) for channel in result.channels],
        "prices": [{"name": price.name, "elasticity": _limits(price.elasticity)} for price in result.prices],
        "lift_tests": [asdict(test) for test in result.lifts],
        "intervals": INTERVALS,
        "notes": [message.render(language) for message in result.notes],
    }


def _score(score: FamilyScore) -> dict[str, Any]:
    return {
        "family": score.family,
        "carry_over": score.carry_over,
        "r2": score.r2,
        "cv_nrmse": score.cv_nrmse,
        "holdout_mape": _finite(score.holdout_mape),
        "holdout_nrmse": _finite(score.holdout_nrmse),
        "holdout": _holdout(score.holdout),
        "roas": dict(score.roas),
        "in_bands": score.in_bands,
    }


def _holdout(holdout: Holdout) -> dict[str, Any]:
    return {
        "origins": [day.isoformat() for day in holdout.origins],
        "horizon": holdout.horizon,
        "mape_by_origin": [_finite(value) for value in holdout.mape_by_origin],
        "mape_without_media": _finite(holdout.mape_without_media),
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _limits(band: Band) -> dict[str, float | None]:
    return {"value": band.value, "low": band.low, "high": band.high}


def _channel(channel: ChannelFit, language: Language) -> dict[str, Any]:
    return {
        "id": channel.id,
        "name": channel.name,
        "curve": channel.curve.model_dump(mode="json"),
        "carry_over": channel.carry_over.model_dump(mode="json"),
        "retention": _limits(channel.retention),
        "roas": _limits(channel.roas),
        "marginal": _limits(channel.marginal),
        "spend": channel.spend,
        "weekly_mean": channel.weekly_mean,
        "weekly_max": channel.weekly_max,
        "share": channel.share,
        "kept_up": {
            "weekly_spend": channel.grid.tolist(),
            "outcome": channel.grid_outcome.tolist(),
            "low": None if channel.grid_low is None else channel.grid_low.tolist(),
            "high": None if channel.grid_high is None else channel.grid_high.tolist(),
        },
        "draws": None if channel.draws is None else channel.draws.columns(),
        "regions": [{**asdict(cell), "roas": _limits(cell.roas)} for cell in channel.regions],
        "warnings": [message.render(language) for message in channel.warnings],
    }


def _form(family: str, carry_over: str, language: Language) -> str:
    kind = translate(f"fitting.carry_over.{carry_over}", language)
    return translate("fitting.text.form", language, family=_family(family, language), carry_over=kind)


def _family(name: str, language: Language) -> str:
    return translate(f"fitting.family.{name}", language)


def _percent(value: float) -> str:
    return f"{value:.1%}" if math.isfinite(value) else "-"


def _decimal(value: float) -> str:
    return f"{value:.3f}" if math.isfinite(value) else "-"


def _number(value: float) -> str:
    return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"


def _band(band: Band) -> str:
    if band.low is None or band.high is None:
        return _number(band.value)
    return f"{_number(band.value)} [{_number(band.low)}, {_number(band.high)}]"
