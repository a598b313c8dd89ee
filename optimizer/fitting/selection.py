"""All forms side by side: each fitted, cross-validated and held out, and those that predict equally well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.fitting.channels import roas_of
from optimizer.fitting.estimate import Fitted, cross_validated, estimate
from optimizer.fitting.holdout import Holdout, rolling_holdout
from optimizer.fitting.result import FamilyScore
from optimizer.fitting.scaled import Evidence, Form, Scaled
from optimizer.fitting.series import Floats

NEGLIGIBLE = 0.05
"""Excess of the mean squared error over the best that decides nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One form fitted, its cross-validated errors in units of the outcome (T,), and its forecasts."""

    fitted: Fitted
    errors: Floats
    holdout: Holdout

    @property
    def form(self) -> Form:
        """Family and carry-over."""
        return self.fitted.form


def trial(evidence: Evidence, scaled: Scaled, form: Form, starts: int, origins: int, seed: int) -> Trial:
    """Everything that is asked of one form."""
    fitted = estimate(scaled, form, starts, seed)
    errors = scaled.outcome_unit @ cross_validated(scaled, fitted)
    return Trial(fitted, errors, rolling_holdout(evidence, form, seed, origins))


def best_of(trials: Sequence[Trial]) -> Trial:
    """The one with the least cross-validated error."""
    return min(trials, key=lambda one: float(np.mean(one.errors**2)))


def level_with(best: Trial, trials: Sequence[Trial]) -> list[Trial]:
    """Those whose squared errors exceed the best ones by no more than two standard errors of the difference, or by next
    to nothing: a small difference, however sure, is no reason to believe one form of a world that has neither.
    """
    return [one for one in trials if _as_good(one.errors, best.errors)]


def most_central(scaled: Scaled, level: Sequence[Trial]) -> Trial:
    """The form whose channels bring most nearly what the median form says they bring.

    Forms that predict equally well are chosen among by chance if by their errors; the middle one is not.
    """
    earned = np.array([scaled.outcome_unit @ one.fitted.earned for one in level])
    distances = np.abs(earned - np.median(earned, axis=0)).sum(axis=1)
    return level[int(np.argmin(distances))]


def _as_good(errors: Floats, best: Floats) -> bool:
    excess = errors**2 - best**2
    chance = 2 * excess.std() / np.sqrt(len(excess))
    return bool(excess.mean() <= max(chance, NEGLIGIBLE * np.mean(best**2)))


def score(evidence: Evidence, scaled: Scaled, one: Trial, level: bool) -> FamilyScore:
    """What the comparison shows of a form."""
    total = evidence.panel.total
    left = total.outcome - scaled.outcome_unit @ one.fitted.prediction
    return FamilyScore(
        family=one.form.family,
        carry_over=one.form.carry_over,
        r2=1 - float(np.var(left) / np.var(total.outcome)),
        cv_nrmse=float(np.sqrt(np.mean(one.errors**2)) / max(float(np.ptp(total.outcome)), 1e-12)),
        holdout=one.holdout,
        roas=dict(zip(total.channels, roas_of(evidence.panel, scaled, one.fitted).tolist(), strict=True)),
        in_bands=level,
    )
