"""Small files in the forms of other tools, with contributions computed here, formula by formula and loop by loop."""

import datetime as dt
import itertools
import json
import math

import h5netcdf
import numpy as np

SPEND = np.array(
    [[12, 30], [0, 44], [25, 0], [8, 51], [40, 20], [3, 66], [18, 35], [27, 41], [9, 12], [33, 58]], float
)
START = dt.date(2026, 1, 5)


# --- carry-over, from the tools' documentation -----------------------------------------------------------------


def geometric(alpha, length):
    return [alpha**lag for lag in range(length)]


def delayed(alpha, theta, length):
    return [alpha ** ((lag - theta) ** 2) for lag in range(length)]


def binomial(alpha, length):
    return [(1 - lag / (length + 1)) ** (1 / alpha - 1) for lag in range(length)]


def weibull_cdf(shape, scale, length):
    """``length`` weights: one, then one minus the distribution function at 1, 2, ..., multiplied up."""
    weights = [1.0]
    for lag in range(1, length):
        weights.append(weights[-1] * math.exp(-((lag / scale) ** shape)))
    return weights


def weibull_pdf(shape, scale, length):
    density = [
        shape / scale * (t / scale) ** (shape - 1) * math.exp(-((t / scale) ** shape))
        for t in range(1, length + 1)
    ]
    low, high = min(density), max(density)
    return [(one - low) / (high - low) for one in density]


def carried(spend, weights):
    return [
        sum(weights[lag] * spend[t - lag] for lag in range(min(len(weights), t + 1)))
        for t in range(len(spend))
    ]


# --- Robyn -----------------------------------------------------------------------------------------------------

ROBYN = {
    "geometric": {"thetas": 0.4},
    "weibull_cdf": {"shapes": 0.8, "scales": 0.3},
    "weibull_pdf": {"shapes": 2.2, "scales": 0.4},
}


def robyn_response(spend, adstock, hyper, coefficient, window, inflexion, rows=None):
    """Sum of the responses in the window, by Robyn's documentation."""
    rows = rows or len(spend)
    if adstock == "geometric":
        weights = geometric(hyper["thetas"], len(spend))
    else:
        scale = round(1 + (rows - 1) * hyper["scales"])
        make = weibull_cdf if adstock == "weibull_cdf" else weibull_pdf
        weights = make(hyper["shapes"], scale, rows)
    a = carried(spend, weights)[window[0] - 1 : window[1]]
    gamma, alpha = hyper["gammas"], hyper["alphas"]
    z = gamma * max(a) + ((1 - gamma) * min(a) if inflexion == "interpolated" else 0)
    return sum(coefficient * x**alpha / (x**alpha + z**alpha) for x in a)


def robyn_document(
    adstock="geometric",
    *,
    inflexion="interpolated",
    version="Robyn (stable) v3.11.1 [R-4.4.0]",
    kind="revenue",
    days=7,
    rows=None,
    raw_data=True,
):
    names, coefficients, window = ["tv_S", "search S"], [9_000.0, 4_000.0], (3, 9)
    hyper = {
        "tv_S": {"alphas": 2.3, "gammas": 0.6, **ROBYN[adstock]},
        "search S": {"alphas": 0.7, "gammas": 0.4, **ROBYN[adstock]},
    }
    summary = [{"variable": "(Intercept)", "coef": 5.0, "decompAgg": 50.0}]
    summary += [
        {
            "variable": name,
            "coef": coefficient,
            "decompAgg": robyn_response(
                SPEND[:, place], adstock, hyper[name], coefficient, window, inflexion, rows
            ),
        }
        for place, (name, coefficient) in enumerate(zip(names, coefficients, strict=True))
    ]
    dates = [START + dt.timedelta(days=days * n) for n in range(len(SPEND))]
    data = [
        {"DATE": day.isoformat(), "revenue": 1.0, **dict(zip(names, map(float, row), strict=True))}
        for day, row in zip(dates, SPEND, strict=True)
    ]
    return {
        "InputCollect": {
            "date_var": ["DATE"],
            "dayInterval": [days],
            "dep_var": ["revenue"],
            "dep_var_type": [kind],
            "paid_media_spends": names,
            "organic_vars": ["newsletter"],
            "rollingWindowStartWhich": [window[0]],
            "rollingWindowEndWhich": [window[1]],
            "adstock": [adstock],
            "version": [version],
        },
        "ExportedModel": {
            "select_model": ["1_2_3"],
            "hyper_values": {
                f"{name}_{key}": [value] for name, values in hyper.items() for key, value in values.items()
            },
            "summary": summary,
        },
        **({"Extras": {"raw_data": data}} if raw_data else {}),
    }


def write_json(folder, document, name="RobynModel-1_2_3.json"):
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


# --- PyMC-Marketing --------------------------------------------------------------------------------------------


def _ratio(x):
    return (1 - math.exp(-x)) / (1 + math.exp(-x))


SATURATIONS = {
    "logistic": ({"lam": 2.0, "beta": 0.4}, lambda x, lam, beta: beta * _ratio(lam * x)),
    "inverse_scaled_logistic": (
        {"lam": 0.6, "beta": 0.4},
        lambda x, lam, beta: beta * _ratio(x * math.log(3) / lam),
    ),
    "tanh": ({"b": 0.4, "c": 0.9}, lambda x, b, c: b * math.tanh(x / (b * c))),
    "tanh_baselined": (
        {"x0": 0.5, "gain": 0.6, "r": 0.7, "beta": 0.9},
        lambda x, x0, gain, r, beta: beta * gain * x0 * math.tanh(x * math.atanh(r) / x0) / r,
    ),
    "michaelis_menten": ({"alpha": 0.4, "lam": 0.3}, lambda x, alpha, lam: alpha * x / (lam + x)),
    "hill": (
        {"slope": 1.8, "kappa": 0.4, "beta": 0.5},
        lambda x, slope, kappa, beta: beta * (1 - kappa**slope / (kappa**slope + x**slope)),
    ),
    "hill_sigmoid": (
        {"sigma": 0.5, "beta": 6.0, "lam": 0.4},
        lambda x, sigma, beta, lam: (
            sigma / (1 + math.exp(-beta * (x - lam))) - sigma / (1 + math.exp(beta * lam))
        ),
    ),
    "root": ({"alpha": 0.6, "beta": 0.4}, lambda x, alpha, beta: beta * x**alpha),
    "no_saturation": ({"beta": 0.4}, lambda x, beta: beta * x),
}
ADSTOCKS = {
    "geometric": ({"alpha": 0.5}, lambda n, alpha: geometric(alpha, n)),
    "geometric_halflife": ({"halflife": 1.3}, lambda n, halflife: geometric(0.5 ** (1 / halflife), n)),
    "delayed": ({"alpha": 0.6, "theta": 1.5}, lambda n, alpha, theta: delayed(alpha, theta, n)),
    "binomial": ({"alpha": 0.5}, lambda n, alpha: binomial(alpha, n)),
    "weibull_pdf": ({"lam": 2.5, "k": 1.7}, lambda n, lam, k: weibull_pdf(k, lam, n)),
    "weibull_cdf": ({"lam": 2.5, "k": 0.9}, lambda n, lam, k: weibull_cdf(k, lam, n + 1)),
    "no_adstock": ({}, lambda n: [1.0]),
}


def write_pymc(
    folder,
    adstock="geometric",
    saturation="logistic",
    *,
    adstock_first=True,
    normalise=True,
    regions=(),
    draws=6,
    days=7,
    attributes=None,
    change=None,
):
    """A saved model with two chains; ``change(name, values)`` may spoil a variable before it is written."""
    rng = np.random.default_rng(5)
    channels, chains, length = ("tv", "search"), 2, 4
    scale, target = np.array([40.0, 66.0]), 5_000.0
    grid = (len(channels), *([len(regions)] if regions else []))
    dimensions = ("channel", *(["geo"] if regions else []))
    kernel_values, kernel = ADSTOCKS[adstock]
    curve_values, curve = SATURATIONS[saturation]

    def drawn(values, prefix):
        return {
            f"{prefix}_{name}": value * rng.uniform(0.8, 1.1, (chains, draws, *grid))
            for name, value in values.items()
        }

    posterior = {**drawn(kernel_values, "adstock"), **drawn(curve_values, "saturation")}
    spend = np.stack([SPEND] * len(regions), axis=2) * np.arange(1, len(regions) + 1) if regions else SPEND
    contribution = np.zeros((chains, draws, len(SPEND), *grid))
    for at in itertools.product(range(chains), range(draws), *map(range, grid)):
        chain, draw, *place = at
        x = spend[(slice(None), *place)] / scale[place[0]]
        weights = kernel(length, **{n: posterior[f"adstock_{n}"][at] for n in kernel_values})
        weights = [w / sum(weights) for w in weights] if normalise else weights
        own = {n: posterior[f"saturation_{n}"][at] for n in curve_values}
        if adstock_first:
            outcome = [curve(value, **own) for value in carried(x, weights)]
        else:
            outcome = carried([curve(value, **own) for value in x], weights)
        contribution[(chain, draw, slice(None), *place)] = outcome
    described = {
        "model_type": "MMM",
        "version": "0.0.3",
        "dims": json.dumps(["geo"] if regions else []),
        "target_column": "sales",
        "adstock": json.dumps(
            {
                "lookup_name": adstock,
                "prefix": "adstock",
                "l_max": length,
                "normalize": normalise,
                "mode": "After",
            }
        ),
        "saturation": json.dumps({"lookup_name": saturation, "prefix": "saturation"}),
        "adstock_first": json.dumps(adstock_first),
        "time_varying_media": "false",
        "cost_per_unit": "null",
        **(attributes or {}),
    }
    variables = {
        "posterior": {
            **{name: (("chain", "draw", *dimensions), values) for name, values in posterior.items()},
            "channel_contribution": (("chain", "draw", "date", *dimensions), contribution),
        },
        "constant_data": {
            "channel_scale": (("channel",), scale),
            "target_scale": ((), np.array(target)),
            "channel_data": (("date", *dimensions), spend),
        },
    }
    sizes = {"chain": chains, "draw": draws, "date": len(SPEND), "channel": 2, "geo": len(regions)}
    path = folder / "model.nc"
    with h5netcdf.File(path, "w") as file:
        for name, value in described.items():
            if value is not None:
                file.attrs[name] = value
        for group, members in variables.items():
            target_group = file.create_group(group)
            target_group.dimensions = {n: s for n, s in sizes.items() if s}
            days_since = target_group.create_variable(
                "date", ("date",), int, data=days * np.arange(len(SPEND))
            )
            days_since.attrs["units"] = f"days since {START}"
            _texts(target_group, "channel", channels)
            if regions:
                _texts(target_group, "geo", regions)
            for name, (dims, values) in members.items():
                written = change(name, values.copy()) if change else values
                if written is not None:
                    target_group.create_variable(name, dims, float, data=written)
    return path


def _texts(group, name, texts):
    variable = group.create_variable(name, (name,), h5netcdf.core.h5py.string_dtype())
    for place, text in enumerate(texts):
        variable[place] = text


# --- Meridian --------------------------------------------------------------------------------------------------

MULTIPLIERS = np.array([0.0, 0.5, 1.0, 1.5, 2.0])
TODAY = np.array([520.0, 260.0])
TOTALS = np.array([[0.0, 0.0], [900.0, 210.0], [1500.0, 380.0], [1900.0, 520.0], [2150.0, 640.0]])


def write_meridian_curves(folder, *, change=lambda name, values: values):
    """Response curves as xarray saves them: spend_multiplier, channel, metric."""
    path = folder / "curves.nc"
    bands = np.stack([TOTALS, 0.8 * TOTALS, 1.2 * TOTALS], axis=2)
    with h5netcdf.File(path, "w") as file:
        file.dimensions = {"spend_multiplier": 5, "channel": 2, "metric": 3}
        _texts(file, "channel", ["tv", "search"])
        _texts(file, "metric", ["mean", "ci_lo", "ci_hi"])
        file.create_variable("spend_multiplier", ("spend_multiplier",), float, data=MULTIPLIERS)
        spend = change("spend", MULTIPLIERS[:, None] * TODAY)
        file.create_variable("spend", ("spend_multiplier", "channel"), float, data=spend)
        outcome = change("incremental_outcome", bands)
        file.create_variable(
            "incremental_outcome", ("spend_multiplier", "channel", "metric"), float, data=outcome
        )
    return path


def write_meridian_grid(folder):
    """An optimisation grid: channels with fewer rows than others end in NaN."""
    path = folder / "grid.nc"
    spend, outcome = MULTIPLIERS[:, None] * TODAY, TOTALS.copy()
    spend[4, 1] = outcome[4, 1] = np.nan
    with h5netcdf.File(path, "w") as file:
        file.dimensions = {"grid_spend_index": 5, "channel": 2}
        file.attrs["spend_step_size"] = 130.0
        _texts(file, "channel", ["tv", "search"])
        file.create_variable("spend_grid", ("grid_spend_index", "channel"), float, data=spend)
        file.create_variable("incremental_outcome_grid", ("grid_spend_index", "channel"), float, data=outcome)
    return path
