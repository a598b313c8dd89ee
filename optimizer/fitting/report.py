"""A fit as text for people and as the documented JSON object."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scenarios.i18n import Language, translate
from scenarios.text.table import table

if TYPE_CHECKING:
    from optimizer.fitting.result import Band, ChannelFit, FamilyScore, FitResult


def render(result: FitResult, language: Language) -> str:
    """What was fitted, how well, the families side by side, every channel with its bands, and the warnings."""
    blocks = [
        _headline(result, language),
        "\n".join(_channel_table(result, language)),
        "\n".join(_family_table(result, language)) if len(result.families) > 1 else "",
        "\n".join(f"- {message}" for message in _messages(result, language)),
        _bands(result, language) if result.draws else "",
    ]
    return "\n\n".join(block for block in blocks if block)


def _headline(result: FitResult, language: Language) -> str:
    score = result.score
    return translate(
        "fitting.text.headline",
        language,
        outcome=result.series.outcome_name,
        source=result.series.source,
        weeks=result.series.weeks,
        first=result.series.dates[0].isoformat(),
        last=result.series.dates[-1].isoformat(),
        family=_family(result.family, language),
        r2=f"{score.r2:.3f}",
        held_out=result.holdout_weeks,
        mape=_percent(score.holdout_mape),
        nrmse=f"{score.holdout_nrmse:.3f}",
    )


def _bands(result: FitResult, language: Language) -> str:
    comma = ", " if language == "en" else "、"
    return translate(
        "fitting.text.bands",
        language,
        share=f"{result.confidence:.0%}",
        draws=result.draws,
        families=comma.join(_family(name, language) for name in result.band_families),
    )


def _channel_table(result: FitResult, language: Language) -> list[str]:
    columns = ("channel", "weekly_spend", "share", "roas", "marginal", "retention")
    rows = [
        (
            channel.name,
            f"{channel.weekly_mean:,.0f}",
            _percent(channel.share),
            _band(channel.roas),
            _band(channel.marginal),
            _band(channel.retention),
        )
        for channel in result.channels
    ]
    return table([translate(f"fitting.text.{name}", language) for name in columns], rows)


def _family_table(result: FitResult, language: Language) -> list[str]:
    header = [
        translate(f"fitting.text.{name}", language) for name in ("family", "r2", "cv_nrmse", "mape", "nrmse")
    ]
    roas = [translate("fitting.text.roas_of", language, channel=name) for name in result.series.channels]
    rows = [
        (
            ("* " if score.family == result.family else "  ") + _family(score.family, language),
            f"{score.r2:.3f}",
            f"{score.cv_nrmse:.4f}",
            _percent(score.holdout_mape),
            f"{score.holdout_nrmse:.3f}",
            *(_number(value) for value in score.roas.values()),
        )
        for score in result.families
    ]
    return table([*header, *roas], rows)


def _messages(result: FitResult, language: Language) -> Iterator[str]:
    for channel in result.channels:
        yield from (message.render(language) for message in channel.warnings)
    yield from (message.render(language) for message in result.notes)


def to_dict(result: FitResult, language: Language) -> dict[str, Any]:
    """The JSON object: numbers in currency units and outcome units, messages in ``language``."""
    return {
        "source": result.series.source,
        "outcome": result.series.outcome_name,
        "weeks": result.series.weeks,
        "first": result.series.dates[0].isoformat(),
        "last": result.series.dates[-1].isoformat(),
        "family": result.family,
        "noise": result.noise,
        "holdout_weeks": result.holdout_weeks,
        "draws": result.draws,
        "confidence": result.confidence,
        "seed": result.seed,
        "band_families": list(result.band_families),
        "families": [_score(score) for score in result.families],
        "channels": [_channel(channel, language) for channel in result.channels],
        "notes": [message.render(language) for message in result.notes],
    }


def _score(score: FamilyScore) -> dict[str, Any]:
    return {
        "family": score.family,
        "r2": score.r2,
        "cv_nrmse": score.cv_nrmse,
        "holdout_mape": score.holdout_mape if math.isfinite(score.holdout_mape) else None,
        "holdout_nrmse": score.holdout_nrmse,
        "roas": dict(score.roas),
    }


def _channel(channel: ChannelFit, language: Language) -> dict[str, Any]:
    return {
        "id": channel.id,
        "name": channel.name,
        "curve": channel.curve.model_dump(mode="json"),
        **{
            name: {"value": band.value, "low": band.low, "high": band.high}
            for name, band in (
                ("retention", channel.retention),
                ("roas", channel.roas),
                ("marginal", channel.marginal),
            )
        },
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
        "warnings": [message.render(language) for message in channel.warnings],
    }


def _family(name: str, language: Language) -> str:
    return translate(f"fitting.family.{name}", language)


def _percent(value: float) -> str:
    return f"{value:.1%}" if math.isfinite(value) else "-"


def _number(value: float) -> str:
    return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"


def _band(band: Band) -> str:
    if band.low is None or band.high is None:
        return _number(band.value)
    return f"{_number(band.value)} [{_number(band.low)}, {_number(band.high)}]"
