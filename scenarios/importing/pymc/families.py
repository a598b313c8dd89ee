"""PyMC-Marketing's transformations in the document's terms.

Spend there is divided by a scale s of each channel and the outcome by a scale T of the target, so that a document's
curve is T f(a / s). Parameters come as arrays of draws and leave as arrays of draws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Columns: TypeAlias = dict[str, Floats]
Translate: TypeAlias = Callable[[Columns, float, float], Columns]


@dataclass(frozen=True, slots=True)
class Saturation:
    """A saturation function: names of its parameters, the document's family, and the way from one to the other."""

    names: tuple[str, ...]
    family: str
    translate: Translate


@dataclass(frozen=True, slots=True)
class Adstock:
    """An adstock function: names of its parameters, the document's family, and the way from one to the other."""

    names: tuple[str, ...]
    family: str
    translate: Callable[[Columns], Columns]


def _logistic(p: Columns, s: float, t: float) -> Columns:
    return {"ceiling": t * p["beta"], "rate": p["lam"] / s}


def _inverse_scaled_logistic(p: Columns, s: float, t: float) -> Columns:
    return {"ceiling": t * p["beta"], "rate": np.log(3) / (p["lam"] * s)}


def _tanh(p: Columns, s: float, t: float) -> Columns:
    """B tanh(x / (b c)): a logistic curve, whose share is tanh(rate x / 2)."""
    return {"ceiling": t * p["b"], "rate": 2 / (p["b"] * p["c"] * s)}


def _tanh_baselined(p: Columns, s: float, t: float) -> Columns:
    ceiling = t * p["beta"] * p["gain"] * p["x0"] / p["r"]
    return {"ceiling": ceiling, "rate": 2 * np.arctanh(p["r"]) / (p["x0"] * s)}


def _michaelis_menten(p: Columns, s: float, t: float) -> Columns:
    return {"ceiling": t * p["alpha"], "half_saturation": p["lam"] * s}


def _hill(p: Columns, s: float, t: float) -> Columns:
    return {"ceiling": t * p["beta"], "half_saturation": p["kappa"] * s, "slope": p["slope"]}


def _hill_sigmoid(p: Columns, s: float, t: float) -> Columns:
    return {"ceiling": t * p["sigma"], "rate": p["beta"] / s, "midpoint": p["lam"] * s}


def _root(p: Columns, s: float, t: float) -> Columns:
    return {"coefficient": t * p["beta"] / s ** p["alpha"], "exponent": p["alpha"]}


def _linear(p: Columns, s: float, t: float) -> Columns:
    return {"coefficient": t * p["beta"] / s, "exponent": np.ones_like(p["beta"])}


SATURATIONS: Mapping[str, Saturation] = MappingProxyType(
    {
        "logistic": Saturation(("lam", "beta"), "logistic", _logistic),
        "inverse_scaled_logistic": Saturation(("lam", "beta"), "logistic", _inverse_scaled_logistic),
        "tanh": Saturation(("b", "c"), "logistic", _tanh),
        "tanh_baselined": Saturation(("x0", "gain", "r", "beta"), "logistic", _tanh_baselined),
        "michaelis_menten": Saturation(("alpha", "lam"), "michaelis_menten", _michaelis_menten),
        "hill": Saturation(("slope", "kappa", "beta"), "hill", _hill),
        "hill_sigmoid": Saturation(("sigma", "beta", "lam"), "sigmoid", _hill_sigmoid),
        "root": Saturation(("alpha", "beta"), "power", _root),
        "no_saturation": Saturation(("beta",), "power", _linear),
    }
)


def _renamed(**names: str) -> Callable[[Columns], Columns]:
    return lambda p: {names[name]: values for name, values in p.items()}


def _from_halflife(p: Columns) -> Columns:
    return {"retention": 0.5 ** (1 / p["halflife"])}


_WEIBULL = _renamed(lam="scale", k="shape")
ADSTOCKS: Mapping[str, Adstock] = MappingProxyType(
    {
        "geometric": Adstock(("alpha",), "geometric", _renamed(alpha="retention")),
        "geometric_halflife": Adstock(("halflife",), "geometric", _from_halflife),
        "delayed": Adstock(("alpha", "theta"), "delayed", _renamed(alpha="retention", theta="peak")),
        "binomial": Adstock(("alpha",), "binomial", _renamed(alpha="retention")),
        "weibull_pdf": Adstock(("lam", "k"), "weibull_pdf", _WEIBULL),
        "weibull_cdf": Adstock(("lam", "k"), "weibull_cdf", _WEIBULL),
        "no_adstock": Adstock((), "none", _renamed()),
    }
)
"""A Weibull kernel by the distribution function has one weight more than ``l_max``, as PyMC-Marketing pads it."""

CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "BinomialAdstock": "binomial",
        "DelayedAdstock": "delayed",
        "GeometricAdstock": "geometric",
        "NoAdstock": "no_adstock",
        "WeibullCDFAdstock": "weibull_cdf",
        "WeibullPDFAdstock": "weibull_pdf",
        "HillSaturation": "hill",
        "HillSaturationSigmoid": "hill_sigmoid",
        "InverseScaledLogisticSaturation": "inverse_scaled_logistic",
        "LogisticSaturation": "logistic",
        "MichaelisMentenSaturation": "michaelis_menten",
        "NoSaturation": "no_saturation",
        "RootSaturation": "root",
        "TanhSaturation": "tanh",
        "TanhSaturationBaselined": "tanh_baselined",
    }
)
"""Names of the same functions in files of recent releases, which store the class (``__type__``)."""
