"""Reads which modules a source imports and says which of them its layer may not."""

import ast
from collections.abc import Iterator

# Each layer and the layers it may import: the stream runs downwards.
LAYERS: dict[str, frozenset[str]] = {
    "scenarios": frozenset(),
    "optimizer": frozenset({"scenarios"}),
    "simulation": frozenset({"scenarios"}),
    "pipeline": frozenset({"scenarios", "optimizer", "simulation"}),
    "ui": frozenset({"scenarios", "optimizer", "simulation", "pipeline"}),
    "cli": frozenset({"scenarios", "optimizer", "simulation", "pipeline", "ui"}),
    "app": frozenset({"scenarios", "optimizer", "simulation", "pipeline", "ui"}),
}
# What never ships, and so may not be leant upon.
WORKSHOP = frozenset({"benchmarks", "examples", "tests", "tools"})
# Libraries with one home.
HOMES: dict[str, frozenset[str]] = {
    "numba": frozenset({"scenarios"}),
    "ortools": frozenset({"optimizer"}),
    "simpy": frozenset({"simulation"}),
    "streamlit": frozenset({"app", "ui"}),
}


def imported_packages(source: str) -> Iterator[tuple[int, str]]:
    """Line and top-level name of every absolute import, `import_module("x")` and those in functions included.

    A relative import cannot leave its own package here, so it names none.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield node.lineno, alias.name.partition(".")[0]
            case ast.ImportFrom(module=str(module), level=0):
                yield node.lineno, module.partition(".")[0]
            case ast.Call(func=func, args=[ast.Constant(value=str(module)), *_]) if _imports(func):
                yield node.lineno, module.partition(".")[0]


def violations(layer: str, source: str) -> list[str]:
    """Every import of the source that its layer may not have, as `line N: reason`."""
    complaints = ((line, _complaint(layer, package)) for line, package in imported_packages(source))
    return [f"line {line}: {reason}" for line, reason in sorted(complaints) if reason]


def _imports(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"import_module", "__import__"}


def _complaint(layer: str, package: str) -> str:
    if package in WORKSHOP:
        return f"{layer} may not import {package}, which does not ship"
    if package in LAYERS and package != layer and package not in LAYERS[layer]:
        return f"{layer} may not import {package}"
    if package in HOMES and layer not in HOMES[package]:
        return f"{package} belongs in {' and '.join(sorted(HOMES[package]))}, not in {layer}"
    return ""
