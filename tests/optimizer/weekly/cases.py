"""Small scenarios whose spend is decided period by period."""

from __future__ import annotations

from ruamel.yaml import YAML

from scenarios.checks import check
from scenarios.document import Scenario
from tests.scenarios.minimal import MINIMAL

S_SHAPED = {"family": "hill", "ceiling": 3000, "half_saturation": 500, "slope": 3}
CONCAVE = {"family": "negative_exponential", "ceiling": 2500, "rate": 0.002}


def channel(identifier, curve, **fields):
    return {
        "id": identifier,
        "name": identifier,
        "curve": curve,
        "retention": 0.4,
        "pattern": "optimised",
        **fields,
    }


def cell(identifier, **fields):
    return {"channel": identifier, **fields}


def scenario(channels, cells, *, weeks=6, total=2_000, budget=None, campaign=None, **parts):
    """One campaign over all weeks on some channels, with nothing to prepare; cents are money to the plan."""
    raw = YAML(typ="safe", pure=True).load(MINIMAL)
    raw["horizon"] = {"start": "2027-01-04", "periods": weeks}
    raw["channels"] = list(channels)
    raw["budget"] = {"total": total, **(budget or {})}
    raw["objective"] = {"strategy": "budget_only", "carry_out_periods": 2}
    raw["settings"] = {"solver": {"allocation_seconds": 2}}
    raw["workflows"] = [
        {"id": "short", "name": "Short", "stages": [{"id": "go", "name": "Go", "latency": 0}]}
    ]
    raw["campaigns"] = [
        {
            **raw["campaigns"][0],
            "due": "2027-01-04",
            "mandatory": True,
            "flight_periods": weeks,
            "channels": list(cells),
            **(campaign or {}),
        }
    ]
    made = Scenario.model_validate(raw | parts)
    assert [one for one in check(made) if one.severity != "warning"] == []
    return made


def by_period(allocation, identifier):
    """Spend on a channel by period."""
    return {line.period: line.amount for line in allocation.spend if line.channel == identifier}
