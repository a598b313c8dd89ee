"""Whether something that moves with spend could be taken for its effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from optimizer.fitting.bootstrap import Draws, bootstrap
from optimizer.fitting.channels import roas_of
from optimizer.fitting.diagnostics import form_warnings
from optimizer.fitting.estimate import Fitted, estimate
from optimizer.fitting.scaled import Evidence, Form, Scaled
from scenarios.i18n import Message

STARTS = 4
CHECK_DRAWS = 40
CONFLICT = 2.0
"""Standard errors between a lift test and the weeks from which on the two contradict one another."""


def identification_doubts(
    evidence: Evidence, scaled: Scaled, level: Sequence[Fitted], seed: int | None
) -> list[list[Message]]:
    """For every channel what forms that predict equally well, and demand that moves with spend, would make of it.

    Channels with a lift test are not asked about demand, and none is where ``seed`` is None.
    """
    panel = evidence.panel
    roas = np.array([roas_of(panel, scaled, one) for one in level])
    asked = _one_by_family(level) if seed is not None else []
    anchored = {anchor.channel for anchor in scaled.anchors}
    doubts = []
    for c, name in enumerate(panel.channels):
        rest = [
            roas_of(panel, scaled, allowing_demand(scaled, level[index].form, c, seed or 0))[c]
            for index in ([] if c in anchored else asked)
        ]
        first = [*asked, *(index for index in range(len(level)) if index not in asked)]
        doubts.append(form_warnings(name, roas[first, c].tolist(), rest))
    return doubts


def _one_by_family(level: Sequence[Fitted]) -> list[int]:
    """The first form of each family."""
    families = [one.form.family for one in level]
    return [families.index(family) for family in dict.fromkeys(families)]


def allowing_demand(scaled: Scaled, form: Form, channel: int, seed: int) -> Fitted:
    """The fit in which demand that moves with a channel's spend at once is allowed for.

    Effects of media saturate and carry over; demand to which the buyer reacts does neither. The channel's own spend,
    unsaturated and without carry-over, joins the baseline as its stand-in.
    """
    return estimate(scaled.with_demand([channel]), form, STARTS, seed)


def contradicted(scaled: Scaled, forms: Sequence[Form], seed: int) -> dict[int, tuple[float, float]]:
    """Channels whose lift tests contradict the weeks under some form: measured lift and that from weeks alone, scaled.

    The difference is held against the standard errors of both: the test's, and the spread over resampled fits.
    """
    found: dict[int, tuple[float, float]] = {}
    for form in forms if scaled.anchors else ():
        alone = replace(scaled, anchors=())
        fitted = estimate(alone, form, STARTS, seed)
        draws = bootstrap(alone, fitted, range(CHECK_DRAWS), seed)
        for channel, measured, said in _conflicts(scaled, fitted, draws):
            found.setdefault(channel, (measured, said))
    return found


def _conflicts(scaled: Scaled, fitted: Fitted, draws: Draws) -> list[tuple[int, float, float]]:
    media = scaled.media(fitted.form)
    found = []
    for index, anchor in enumerate(scaled.anchors):
        at = np.concatenate([fitted.nonlinear[None], draws.nonlinear])
        effects = np.concatenate([fitted.effects[None], draws.effects])[:, anchor.region, anchor.channel]
        lifts = effects * media.gain(index, at)
        error = float(np.hypot(anchor.error, lifts[1:].std()))
        if abs(lifts[0] - anchor.lift) > CONFLICT * error:
            unit = float(scaled.outcome_unit[anchor.region])
            found.append((anchor.channel, anchor.lift * unit, float(lifts[0]) * unit))
    return found
