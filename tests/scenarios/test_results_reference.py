"""The reference names every key of the JSON objects."""

import re
from pathlib import Path

import pytest

from scenarios.comparison import compare
from scenarios.measures import MEASURES
from tests.scenarios.results import record

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "results.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`([^`]+)`", PAGE))))
FREE = {"mems"}
"""Keys that are names of libraries."""


def keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


@pytest.mark.parametrize("which", ["result", "comparison"])
def test_every_key_is_documented(which):
    base, other = record(3), record(3, plan_seed=4, key="other", objective={"margin": 0.4})
    found = base.to_dict("en") if which == "result" else compare([base, other], baseline="base").to_dict("en")
    assert set(keys(found)) - FREE - NAMED == set()


def test_every_measure_is_documented():
    assert {measure.key for measure in MEASURES} <= NAMED
