"""Imports flow one way, and the heavy libraries have one home each."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.layers import LAYERS, imported_packages, violations

ROOT = Path(__file__).parents[1]


def sources(layer: str) -> list[Path]:
    module = ROOT / f"{layer}.py"
    return [module] if module.is_file() else sorted((ROOT / layer).rglob("*.py"))


def shipped() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    return {part.removesuffix(".py") for part in parts}


def test_every_shipped_part_has_its_layer() -> None:
    assert shipped() == set(LAYERS)


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_no_module_imports_against_the_stream(layer: str) -> None:
    found = {
        str(module.relative_to(ROOT)): complaints
        for module in sources(layer)
        if (complaints := violations(layer, module.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("layer", "source", "reason"),
    [
        ("scenarios", "import optimizer", "scenarios may not import optimizer"),
        ("scenarios", "import json, pipeline", "scenarios may not import pipeline"),
        ("optimizer", "from simulation.team import Team", "optimizer may not import simulation"),
        ("simulation", "import optimizer.curves as curves", "simulation may not import optimizer"),
        ("pipeline", "from cli import main", "pipeline may not import cli"),
        ("ui", "import app", "ui may not import app"),
        ("cli", "import app", "cli may not import app"),
        ("scenarios", "def f():\n    from simulation import run", "scenarios may not import simulation"),
        (
            "scenarios",
            "if TYPE_CHECKING:\n    import optimizer.plan",
            "scenarios may not import optimizer",
        ),
        ("simulation", "importlib.import_module('optimizer.greedy')", "simulation may not import optimizer"),
        ("optimizer", "__import__('pipeline')", "optimizer may not import pipeline"),
        ("ui", "from tests.layers import LAYERS", "ui may not import tests, which does not ship"),
        (
            "pipeline",
            "from ortools.sat.python import cp_model",
            "ortools belongs in optimizer, not in pipeline",
        ),
        ("optimizer", "import simpy", "simpy belongs in simulation, not in optimizer"),
        ("cli", "import streamlit as st", "streamlit belongs in app and ui, not in cli"),
    ],
)
def test_a_violation_is_caught(layer: str, source: str, reason: str) -> None:
    line = 1 + source.count("\n")
    assert violations(layer, source) == [f"line {line}: {reason}"]


@pytest.mark.parametrize(
    ("layer", "source"),
    [
        ("scenarios", "import scenarios.money\nfrom datetime import date"),
        ("optimizer", "from ortools.sat.python import cp_model\nfrom scenarios import Plan"),
        ("simulation", "import simpy\nfrom simulation.clock import Clock"),
        ("pipeline", "import optimizer, simulation"),
        ("app", "import streamlit\nfrom ui import pages\nimport pipeline"),
        ("optimizer", "from . import simulation"),
        ("scenarios", "help('import optimizer')\nprint('simpy')"),
    ],
)
def test_the_stream_itself_is_allowed(layer: str, source: str) -> None:
    assert violations(layer, source) == []


def test_every_violation_of_a_source_is_told() -> None:
    assert len(violations("scenarios", "import simpy\nimport ortools\nimport streamlit\nimport ui")) == 4


DECORATED = re.compile(r"^@(compiled|in_place)$", re.MULTILINE)
THE_DOOR = re.compile(r"^from scenarios\.compiled import [a-z_, ]+$", re.MULTILINE)


def compiles(source: Path) -> bool:
    """Whether a file asks for compiled code. Whether there is a compiler may be asked anywhere."""
    text = source.read_text(encoding="utf-8")
    return any(package == "numba" for _, package in imported_packages(text)) or bool(DECORATED.search(text))


def _without_the_door(source: Path) -> str:
    return THE_DOOR.sub("", source.read_text(encoding="utf-8"))


def test_compiled_code_stays_in_kernels_that_know_no_domain() -> None:
    door = ROOT / "scenarios" / "compiled.py"
    found = [one for layer in sorted(LAYERS) for one in sources(layer) if one != door and compiles(one)]
    assert found
    strays = [str(one.relative_to(ROOT)) for one in found if not one.stem.endswith("kernel")]
    assert strays == []
    knowing = [
        str(one.relative_to(ROOT))
        for one in found
        if {"scenarios", "ortools"} & {package for _, package in imported_packages(_without_the_door(one))}
    ]
    assert knowing == []
