"""An import as text for people and as the documented JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenarios.display import number_text
from scenarios.i18n import Language, translate
from scenarios.money import to_units
from scenarios.text.table import table

if TYPE_CHECKING:
    from scenarios.importing.result import Check, Imported, ImportedChannel

_PARAMETERS = {"ceiling", "half_saturation", "slope", "rate", "midpoint", "coefficient", "exponent"}


def render(result: Imported, language: Language) -> str:
    """What was read, every channel with its curve, how well the source was reproduced, and the notes."""
    blocks = [
        _headline(result, language),
        "\n".join(_channels(result, language)),
        "\n".join(_checks(result, language)) if result.checks else "",
        "\n".join(f"- {note.render(language)}" for note in result.notes),
    ]
    return "\n\n".join(block for block in blocks if block)


def _headline(result: Imported, language: Language) -> str:
    window = result.window
    return translate(
        "importing.text.headline",
        language,
        source=result.source,
        tool=translate(f"importing.tool.{result.tool}", language),
        version=result.version,
        channels=len(result.channels),
        periods=window.periods,
        period=translate(f"importing.period.{window.period}", language),
        first=window.first.isoformat() if window.first else "-",
        last=window.last.isoformat() if window.last else "-",
        outcome=result.outcome_name,
    )


def _channels(result: Imported, language: Language) -> list[str]:
    columns = ("channel", "family", "parameters", "carry_over", "today", "recommended", "observed", "draws")
    return table(
        [translate(f"importing.text.{name}", language) for name in columns],
        [_row(one, language) for one in result.channels],
        left=4,
    )


def _row(one: ImportedChannel, language: Language) -> tuple[str, ...]:
    channel = one.channel
    observed = None if channel.observed_max is None else to_units(channel.observed_max)
    return (
        channel.name.render(language),
        translate(f"fitting.family.{channel.curve.family}", language),
        _parameters(one),
        _carry_over(one),
        _amount(one.today),
        _amount(one.recommended),
        _amount(observed),
        str(channel.draws.number) if channel.draws else "-",
    )


def _parameters(one: ImportedChannel) -> str:
    values = [f"{name} {value:.6g}" for name, value in one.channel.curve if name in _PARAMETERS]
    return ", ".join(values) or f"{len(one.channel.curve.model_dump().get('spend', ()))} points"


def _carry_over(one: ImportedChannel) -> str:
    carry_over = one.channel.carry_over
    if carry_over is None:
        return f"{one.channel.retention:.4g}" if one.channel.retention else "-"
    values = [f"{name} {value:.4g}" for name, value in carry_over if isinstance(value, float)]
    return " ".join([carry_over.family, *values])


def _amount(value: float | None) -> str:
    return "-" if value is None else f"{value:,.2f}"


def _checks(result: Imported, language: Language) -> list[str]:
    columns = ("channel", "expected", "found", "error", "tolerance", "figures")
    rows = [
        (
            check.channel,
            number_text(check.expected),
            number_text(check.found),
            f"{check.error:.1e}" if check.error else "0",
            f"{check.tolerance:.0e}",
            f"{check.figures:,}",
        )
        for check in result.checks
    ]
    return table([translate(f"importing.text.{name}", language) for name in columns], rows)


def to_dict(result: Imported, language: Language) -> dict[str, Any]:
    """The JSON object: spend in currency units per period, outcomes in the source's unit, notes in ``language``."""
    window = result.window
    return {
        "source": result.source,
        "tool": result.tool,
        "version": result.version,
        "outcome": result.outcome,
        "outcome_name": result.outcome_name,
        "value_per_outcome": result.value_per_outcome,
        "window": {
            "period": window.period,
            "periods": window.periods,
            "first": window.first.isoformat() if window.first else None,
            "last": window.last.isoformat() if window.last else None,
        },
        "channels": [_channel(one) for one in result.channels],
        "checks": [_check(check) for check in result.checks],
        "notes": [note.render(language) for note in result.notes],
    }


def _channel(one: ImportedChannel) -> dict[str, Any]:
    return {
        "name": one.name,
        "region": one.region,
        "today": one.today,
        "recommended": one.recommended,
        "least": one.least,
        "most": one.most,
        "channel": one.channel.model_dump(mode="json", exclude_defaults=True),
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "channel": check.channel,
        "kind": check.kind,
        "expected": check.expected,
        "found": check.found,
        "error": check.error,
        "tolerance": check.tolerance,
        "figures": check.figures,
        "passed": check.passed,
    }
