"""Channels, curves, campaigns, budgets and goals."""

import datetime as dt

from hypothesis import strategies as st

from tests.strategies.basics import fractions, identifiers, labels, money, optional, positive, small, sparse
from tests.strategies.buying import rate_cards


@st.composite
def curves(draw):
    """Response curves of every family."""
    ceiling, scale = st.floats(0, 10_000), st.floats(1, 10_000)
    spends = draw(st.lists(st.integers(1, 500), min_size=1, max_size=4, unique=True).map(sorted))
    outcomes = draw(st.lists(small, min_size=len(spends), max_size=len(spends)).map(sorted))
    table = {"family": "tabulated", "spend": [0, *spends], "outcome": [0, *outcomes]}
    slopes = st.sampled_from([0.7, 1.0, 2.5])
    families = [
        {"family": "hill", "ceiling": ceiling, "half_saturation": scale, "slope": slopes},
        {"family": "logistic", "ceiling": ceiling, "rate": st.floats(1e-5, 0.1)},
        {"family": "michaelis_menten", "ceiling": ceiling, "half_saturation": scale},
        {"family": "negative_exponential", "ceiling": ceiling, "rate": st.floats(1e-5, 0.1)},
        {"family": "power", "coefficient": st.floats(0, 50), "exponent": st.floats(0.1, 1)},
        {
            "family": "sigmoid",
            "ceiling": ceiling,
            "rate": st.floats(1e-5, 0.1),
            "midpoint": st.floats(0, 5_000),
        },
    ]
    chosen = draw(st.sampled_from([*families, table]))
    if chosen is table:
        return table
    return {
        key: draw(value) if isinstance(value, st.SearchStrategy) else value for key, value in chosen.items()
    }


@st.composite
def carry_overs(draw):
    """Carry-over kernels of every family."""
    retention, scale = st.floats(0.01, 0.9), st.floats(0.3, 6)
    families = [
        {"family": "geometric", "retention": retention},
        {"family": "geometric", "retention": retention, "length": st.integers(1, 9)},
        {"family": "delayed", "retention": retention, "peak": st.floats(0, 4), "length": st.integers(5, 9)},
        {"family": "binomial", "retention": retention, "length": st.integers(1, 9)},
        {"family": "weibull_cdf", "shape": scale, "scale": scale, "length": st.integers(1, 9)},
        {"family": "weibull_pdf", "shape": scale, "scale": scale, "length": st.integers(1, 9)},
        {"family": "weights", "weights": st.lists(positive, min_size=1, max_size=4)},
    ]
    chosen = {**draw(st.sampled_from(families)), "normalised": st.booleans()}
    return {
        key: draw(value) if isinstance(value, st.SearchStrategy) else value for key, value in chosen.items()
    }


@st.composite
def parameter_draws(draw, curve):
    """Three draws of some of a curve's parameters, around its own values."""
    names = [name for name, value in curve.items() if isinstance(value, float) and name != "exponent"]
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    factors = st.lists(st.floats(0.5, 1), min_size=3, max_size=3)
    return {name: [curve[name] * one for one in draw(factors)] for name in chosen}


@st.composite
def channels(draw, identifier, groups, skills, periods):
    """A channel without a minimum or lock, which `budgets` could contradict."""
    hours = st.lists(st.sampled_from(skills), max_size=2, unique=True).flatmap(
        lambda chosen: st.tuples(
            *(st.fixed_dictionaries({"skill": st.just(one), "hours": small}) for one in chosen)
        )
    )
    weights = st.lists(positive, min_size=1, max_size=3)
    options = {
        "retention": st.floats(0, 0.9),
        "pattern": st.sampled_from(["even", "front_loaded", "back_loaded"]) | weights,
        "season": st.lists(positive, max_size=periods),
        "duplicate_share": st.floats(0, 0.5),
        "long_term_multiplier": st.floats(1, 2),
        "spend_max": money(5_000, 50_000),
        "minimum_if_active": money(0, 100),
        "hours_per_active_period": hours.map(list),
        "hours_per_10k": hours.map(list),
        "benchmarks": st.fixed_dictionaries({"ctr": fractions, "cpm": optional(money(0, 50))}),
    }
    cards = draw(rate_cards()) if draw(st.booleans()) else {}
    group = draw(st.sampled_from(groups))
    curve = draw(curves())
    required = {"id": identifier, "name": draw(labels), "group": group, "curve": curve, **cards}
    options |= {
        "saturation_first": st.booleans(),
        "observed_max": money(1, 5_000),
    }
    if curve["family"] != "tabulated":
        options["draws"] = parameter_draws(curve)
    channel = sparse(draw, required, options)
    if draw(st.integers(0, 3)) == 0:
        return flighted(draw, channel, periods)
    if "retention" not in channel and draw(st.booleans()):
        channel["carry_over"] = draw(carry_overs())
    return channel


def flighted(draw, channel, periods):
    """The channel with spend decided by period, without what cannot go with it."""
    unfit = {"saturation_first", "draws", "rate_card", "rate_basis"}
    tiers = [{"spend_from": 100, "price": 0.9}, {"spend_from": 300, "price": 0.8}]
    bounds = {
        "spend_min": money(0, 5),
        "spend_max": money(1_000, 5_000),
        "periods_min": st.integers(1, 2),
        "blackout": st.lists(st.integers(1, periods), max_size=1),
        "rate_card": st.just(tiers),
        "rate_basis": st.sampled_from(["incremental", "all_units"]),
    }
    kept = {key: value for key, value in channel.items() if key not in unfit}
    return {**kept, "pattern": "optimised", "flighting": sparse(draw, {}, bounds)}


@st.composite
def cells(draw, channel):
    """A campaign's use of a channel."""
    bounds = st.sampled_from([{}, {"spend_min": 100}, {"spend_max": 2500.5}, {"lock": 150.25}])
    options = {"effect": small, "scale": positive, "today": money(0, 500)}
    return {**sparse(draw, {"channel": channel}, options), **draw(bounds)}


@st.composite
def campaigns(draw, identifier, earlier, channel_ids, workflow_ids, first, last):
    """A campaign that is due within the horizon."""
    due = draw(st.dates(first, last))
    used = draw(st.lists(st.sampled_from(channel_ids), max_size=3, unique=True))
    required = {"id": identifier, "name": draw(labels), "due": due.isoformat()}
    required |= {
        "workflow": draw(st.sampled_from(workflow_ids)),
        "channels": [draw(cells(one)) for one in used],
    }
    weeks_around = st.fixed_dictionaries(
        {
            "earliest": st.integers(0, 14).map(lambda days: (due - dt.timedelta(days=days)).isoformat()),
            "latest": st.integers(0, 14).map(lambda days: (due + dt.timedelta(days=days)).isoformat()),
        }
    )
    options = {
        "line": st.sampled_from(["main", "b2b"]),
        "mandatory": st.booleans(),
        "in_today": st.booleans(),
        "value": money(0, 50_000),
        "value_per_outcome": positive,
        "customer_value": st.fixed_dictionaries(
            {"per_period": small, "retention": st.floats(0, 0.95), "discount": st.floats(0, 0.2)}
        ),
        "window": weeks_around,
        "release": st.dates(min(first, due), due).map(dt.date.isoformat),
        "flight_periods": st.integers(1, 5),
        "lateness": st.fixed_dictionaries(
            {"loss_per_day": money(0, 100), "decay_per_day": st.floats(0, 0.2)}
        ),
        "prerequisites": st.lists(st.sampled_from(earlier), max_size=1) if earlier else st.just([]),
        "spend_max": money(1_000, 20_000),
        "fixed_cost": money(0, 500),
        "size": st.floats(0.5, 2),
    }
    return sparse(draw, required, options)


@st.composite
def budgets(draw, groups, lines, periods):
    """A budget that covers every minimum that the other strategies draw."""
    amounts = st.lists(money(500, 9_000), min_size=periods, max_size=periods)
    costs = [
        {"id": name, "name": draw(labels), "category": "venue", "amount": draw(money(0, 900))}
        for name in draw(identifiers(0, 2))
    ]
    group = st.fixed_dictionaries(
        {"group": st.sampled_from(groups), "spend_max": money(9_000, 90_000), "share_min": st.floats(0, 0.4)}
    )
    options = {
        "reserve": money(0, 2_000),
        "per_period": money(500, 9_000) | amounts,
        "groups": st.lists(group, max_size=2, unique_by=lambda one: one["group"]),
        "lines": st.sampled_from([[], [{"line": lines[0], "spend_max": 80_000}]]),
    }
    return sparse(draw, {"total": draw(money(20_000, 90_000)), "fixed_costs": costs}, options)


@st.composite
def goals(draw, channel_ids, campaign_ids):
    """A tree of at most three indicators."""
    leaf = {"id": "leaf", "name": draw(labels), "target": draw(optional(st.floats(-100, 1e6)))}
    measures = ["revenue", "media_cost", "net_roi", "roas", "campaigns", "on_time"]
    volume = {
        "measure": "volume",
        "per_10k": draw(st.dictionaries(st.sampled_from(channel_ids), small, min_size=1)),
    }
    leaf |= draw(st.sampled_from([volume, *({"measure": measure} for measure in measures)]))
    leaf["direction"] = draw(st.sampled_from(["at_least", "at_most"]))
    if leaf["measure"] not in {"net_roi", "roas", "on_time"}:
        leaf["campaigns"] = draw(st.lists(st.sampled_from(campaign_ids), unique=True))
        leaf["enforce"] = leaf["target"] is not None and draw(st.booleans())
    root = {"id": "root", "name": draw(labels)}
    return draw(st.sampled_from([[], [leaf], [root, {**leaf, "parent": "root"}]]))
