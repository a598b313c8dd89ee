"""The tables of claims on time and work are what the simulation finds, to the last digit shown."""

import importlib.util
import re
from pathlib import Path

import pytest

from scenarios.generator.pairs import PRACTICES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "guides" / "claims.md"
QUICK = {"S2"}
"""The others simulate whole departments many times."""


def tool():
    specification = importlib.util.spec_from_file_location("write_claims", ROOT / "tools" / "write_claims.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in PRACTICES]
)
def test_the_page_shows_what_the_simulation_finds(name):
    found = tool().figures(name)
    (shown,) = re.findall(
        rf"<!-- figures {name} -->\n(.*?)\n?<!-- end -->", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert shown == found, f"run python tools/write_claims.py {name}"


def test_every_practice_has_its_place_and_its_intervals():
    page = PAGE.read_text(encoding="utf-8")
    for name in PRACTICES:
        (shown,) = re.findall(rf"<!-- figures {name} -->\n(.*?)<!-- end -->", page, re.DOTALL)
        assert "[" in shown
        assert f"({name})" in page
