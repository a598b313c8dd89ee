"""PyMC-Marketing's own `BudgetOptimizer` on given Hill curves: a model that holds nothing but those curves."""

from __future__ import annotations

import importlib.util
import warnings

import numpy as np
from numpy.typing import NDArray

from benchmarks.media_mix import MediaMix

Floats = NDArray[np.float64]

INSTALLED = importlib.util.find_spec("pymc_marketing") is not None
"""Whether the peer is here; it belongs to the benchmark dependencies."""


def pymc_budget_optimizer(mix: MediaMix, _seed: int) -> float:
    """Value of the split that `BudgetOptimizer.allocate_budget` returns with its own settings.

    The curves enter as a posterior of one draw of the ceilings. Where SLSQP reports a failure, the split it ended with
    counts, scaled into the budget.
    """
    from pymc_marketing.mmm.budget_optimizer import BudgetOptimizer, CustomModelWrapper  # noqa: PLC0415

    channels = [f"c{index}" for index in range(len(mix.ceiling))]
    model, draws = _model(mix, channels)
    wrapper = CustomModelWrapper(base_model=model, idata=draws, channels=channels)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        optimizer = BudgetOptimizer(model=wrapper, num_periods=1, response_variable="total_contribution")
        split, _ = optimizer.allocate_budget(
            total_budget=mix.budget,
            budget_bounds={
                name: (0.0, float(upper)) for name, upper in zip(channels, mix.upper, strict=True)
            },
            return_if_fail=True,
        )
    spend = np.clip(np.asarray(split, dtype=float), 0, mix.upper)
    return mix.value(spend * min(1.0, mix.budget / max(float(spend.sum()), 1e-12)))


def _model(mix: MediaMix, channels: list[str]) -> tuple[object, object]:
    """A PyMC model of the curves, and its posterior of one draw."""
    import arviz  # noqa: PLC0415
    import pymc  # noqa: PLC0415
    from pymc import dims  # noqa: PLC0415
    from pytensor.xtensor import as_xtensor  # noqa: PLC0415

    kappa = as_xtensor(mix.half_saturation, dims=("channel",))
    slope = as_xtensor(mix.slope, dims=("channel",))
    with pymc.Model(coords={"date": [0], "channel": channels}) as model:
        data = dims.Data("channel_data", np.zeros((1, len(channels))), dims=("date", "channel"))
        ceiling = dims.HalfNormal("ceiling", dims="channel")
        power = (dims.math.maximum(data, 1e-12) / kappa) ** slope
        outcome = dims.Deterministic("channel_contribution", ceiling * power / (1 + power))
        dims.Deterministic("total_contribution", outcome.sum())
    draws = arviz.from_dict(
        posterior={"ceiling": mix.ceiling[None, None, :]},
        coords={"channel": channels},
        dims={"ceiling": ["channel"]},
    )
    return model, draws
