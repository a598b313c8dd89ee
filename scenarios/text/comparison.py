"""Scenarios side by side on a terminal: figures with intervals, what changed, and the bridge that explains it."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.comparison import Bridge, Comparison, Contrast
from scenarios.display import money_scale
from scenarios.i18n import Language, translate
from scenarios.record import Record
from scenarios.text.numbers import FORMS, estimate, proof
from scenarios.text.table import table

SHOWN = (
    "net_value",
    "net_roi",
    "roas",
    "on_time",
    "lead_days",
    "lateness_loss",
    "utilisation",
    "urgent_kept",
)


def comparison_text(records: Sequence[Record], comparison: Comparison, language: Language) -> str:
    """The comparison, in ``language``; ``records`` in any order."""
    lines = [
        translate("text.compared", language, count=len(records), confidence=f"{comparison.confidence:.0%}")
    ]
    lines += [f"  {side.scenario}: {side.name.render(language)}" for side in comparison.sides]
    lines += ["", *_figures(comparison, language), "", *_proofs(comparison, language)]
    for contrast in comparison.contrasts:
        lines += ["", *_contrast(contrast, comparison.currency, language)]
    return "\n".join(lines)


def _figures(comparison: Comparison, language: Language) -> list[str]:
    header = ["", *(side.scenario for side in comparison.sides)]
    rows = [
        [
            translate(f"text.measure.{measure}", language),
            *(estimate(side.measures.get(measure), FORMS[measure]) for side in comparison.sides),
        ]
        for measure in SHOWN
    ]
    return table(header, rows)


def _proofs(comparison: Comparison, language: Language) -> list[str]:
    return [
        translate("text.side_proof", language, scenario=side.scenario, proof=proof(side.proof, language))
        for side in comparison.sides
        if side.proof is not None
    ]


def _contrast(contrast: Contrast, currency: str, language: Language) -> list[str]:
    pairing = translate(f"text.pairing.{contrast.pairing}", language)
    lines = [f"-- {contrast.scenario} ({pairing}) --"]
    lines += [sentence.render(language) for sentence in contrast.story]
    if contrast.bridge is not None:
        lines += ["", *_bridge(contrast.bridge, currency, language)]
    return lines


def _bridge(bridge: Bridge, currency: str, language: Language) -> list[str]:
    """The bridge as a table whose rows add up to the cent; parts of nothing are left out."""
    amounts = [bridge.start_minor, bridge.end_minor]
    scale = money_scale(max(map(abs, amounts)), currency, language)
    parts = [
        [part.name.render(language), f"{amount / 100:+,.2f}"]
        for part, amount in zip(bridge.parts, bridge.parts_minor(), strict=True)
        if amount
    ]
    rows = [
        [f"{translate('text.measure.net_value', language)}: {bridge.base}", f"{amounts[0] / 100:,.2f}"],
        *parts,
        [f"{translate('text.measure.net_value', language)}: {bridge.other}", f"{amounts[1] / 100:,.2f}"],
    ]
    return table([translate("text.bridge", language), scale.currency], rows)
