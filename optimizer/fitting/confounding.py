"""Whether something that moves with spend could be taken for its effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from optimizer.fitting.bootstrap import Draws, bootstrap
from optimizer.fitting.channels import roas_of
from optimizer.fitting.diagnostics import form_warnings
from optimizer.fitting.estimate import Fitted, estimate, problems
from optimizer.fitting.scaled import Evidence, Form, Scaled
from optimizer.fitting.search import better_of, minimise
from optimizer.fitting.series import Floats, Panel
from scenarios.i18n import Message

STARTS = 4
CHECK_DRAWS = 40
CONFLICT = 2.0
"""Standard errors between a lift test and the weeks from which on the two contradict one another."""


def identification_doubts(
    evidence: Evidence, scaled: Scaled, level: Sequence[Fitted], check_demand: bool
) -> list[list[Message]]:
    """For every channel what forms that predict equally well, and demand that moves with spend, would make of it.

    Of forms of one family only the first is asked about demand, and about channels with a lift test none.
    """
    panel = evidence.panel
    families = [one.form.family for one in level]
    asked = [families.index(family) for family in dict.fromkeys(families)] if check_demand else []
    order = [*asked, *(index for index in range(len(level)) if index not in asked)]
    roas = np.array([roas_of(panel, scaled, level[index]) for index in order])
    rest = [allowing_demand(panel, scaled, level[index]) for index in asked]
    anchored = {anchor.channel for anchor in scaled.anchors}
    return [
        form_warnings(name, roas[:, c].tolist(), [] if c in anchored else [one[c] for one in rest])
        for c, name in enumerate(panel.channels)
    ]


def allowing_demand(panel: Panel, scaled: Scaled, fitted: Fitted) -> Floats:
    """What remains of each channel's ROAS, (C,), where demand that moves with its own spend at once is allowed for.

    Effects of media saturate and carry over; demand to which the buyer reacts does neither. One channel at a time, its
    spend, unsaturated and without carry-over, joins the baseline as the stand-in of demand.
    """
    channels = scaled.spend.shape[1]
    baseline = np.array([scaled.with_demand([c]).baseline for c in range(channels)])
    problem = problems(scaled, fitted.form, np.ones((1, scaled.outcome.shape[1])), channels, baseline)
    problem = problem.with_noise(np.full(channels, fitted.noise))
    centres = np.repeat(problem.centres.nonlinear, channels, axis=0)
    start = np.repeat(fitted.nonlinear[None], channels, axis=0)
    found = better_of(minimise(problem, start), minimise(problem, centres))
    features = problem.media.features(found.nonlinear).sum(axis=-1)
    earned = np.einsum("ngc,ngc,g->nc", features, found.effects, scaled.outcome_unit)
    return np.asarray(np.diagonal(earned) / panel.total.spend.sum(axis=0))


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
