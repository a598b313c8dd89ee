"""Which channels the series cannot tell, and why."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.fitting.result import Band
from optimizer.fitting.series import Floats
from scenarios.display import number_text
from scenarios.i18n import Message

STEADY = 0.2
"""Coefficient of variation of weekly spend below which a channel hardly varies."""
EXPLAINED = 0.9
"""Share of a feature's variance in others from which on it cannot be told from them."""
WIDE = 4.0
"""Ratio of the limits of the ROAS band from which on it says little."""
FEW_WEEKS = 10
"""Active weeks below which a curve rests on a handful of points."""
HIDDEN = 2 / 3
"""Part of the ROAS that must remain when demand that moves with spend is allowed for."""
DISAGREE = 1.5
"""Ratio of ROAS between forms that predict equally well from which on the form decides, not the data."""


def explained(target: Floats, others: Floats) -> float:
    """R2 of regressing ``target`` (T,) on ``others`` (T, K) and a constant."""
    centred = target - target.mean()
    total = float(centred @ centred)
    if total == 0 or others.shape[1] == 0:
        return 0.0
    design = others - others.mean(axis=0)
    left = centred - design @ np.linalg.lstsq(design, centred, rcond=1e-10)[0]
    return 1 - float(left @ left) / total


def spend_warnings(
    names: Sequence[str], active: Sequence[int], spend: Floats, features: Floats, baseline: Floats
) -> list[list[Message]]:
    """What is wrong with each channel's spend, whatever was fitted; ``active`` weeks, arrays (T, C) and (T, K)."""
    found: list[list[Message]] = []
    for c, name in enumerate(names):
        messages = []
        if active[c] < FEW_WEEKS:
            messages.append(Message("fitting.few_weeks", {"channel": name, "weeks": active[c]}))
        if spend[:, c].std() < STEADY * spend[:, c].mean():
            messages.append(Message("fitting.always_on", {"channel": name}))
        if explained(features[:, c], baseline) > EXPLAINED:
            messages.append(Message("fitting.follows_baseline", {"channel": name}))
        twin = _twin(spend, c)
        if twin is None:
            twin = _twin(features, c)
        if twin is not None:
            messages.append(Message("fitting.collinear", {"channel": name, "other": names[twin]}))
        found.append(messages)
    return found


def _twin(columns: Floats, c: int) -> int | None:
    """The column that moves most like column ``c`` where the others explain it, else None."""
    others = [other for other in range(columns.shape[1]) if other != c]
    if explained(columns[:, c], columns[:, others]) <= EXPLAINED:
        return None
    return max(others, key=lambda other: explained(columns[:, c], columns[:, [other]]))


def estimate_warnings(name: str, roas: Band, half_saturation: float) -> list[Message]:
    """What is open about a channel's estimate; ``half_saturation`` in units of the greatest weekly spend."""
    messages = []
    if roas.value == 0:
        messages.append(Message("fitting.no_effect", {"channel": name}))
    if roas.low is not None and roas.high is not None and roas.high > WIDE * roas.low:
        limits = {"low": number_text(roas.low), "high": number_text(roas.high)}
        messages.append(Message("fitting.wide_band", {"channel": name, **limits}))
    if roas.value > 0 and half_saturation > 1:
        messages.append(Message("fitting.saturation_unseen", {"channel": name}))
    return messages


def form_warnings(name: str, roas: Sequence[float], with_demand: Sequence[float]) -> list[Message]:
    """What the forms that predict equally well say against one another, and against demand behind the spend.

    ``roas`` of each form, and ``with_demand`` what remains of it when demand that moves with spend is allowed for
    (empty where that was not asked).
    """
    messages = []
    low, high = min(roas), max(roas)
    if high > DISAGREE * low:
        limits = {"low": number_text(low), "high": number_text(high)}
        messages.append(Message("fitting.forms_disagree", {"channel": name, **limits}))
    pairs = [(alone, rest) for alone, rest in zip(roas, with_demand, strict=False) if alone > 0]
    if not pairs:
        return messages
    alone, rest = min(pairs, key=lambda pair: pair[1] / pair[0])
    if rest < HIDDEN * alone:
        values = {"channel": name, "alone": number_text(alone), "rest": number_text(rest)}
        messages.append(Message("fitting.hidden_demand", values))
    return messages
