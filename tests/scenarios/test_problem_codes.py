"""Every problem that the source can name has its three texts in both languages, and no text is left over."""

import ast
import json
from pathlib import Path

import pytest

import scenarios
from scenarios.document import Scenario
from scenarios.errors import SUFFIXES
from scenarios.i18n import LANGUAGES, catalogue
from scenarios.reading.field_codes import CODES, CUSTOM

PACKAGE = Path(scenarios.__file__).parent
NAMING = {
    "Problem",
    "problem",
    "warning",
    "fail",
    "_refusal",
    "_refuse",
    "refused",
    "NotThatKind",
    "_unknown",
}
"""Calls whose first argument is a problem's code."""
AREAS = ("checks", "importing", "reading", "variants", "writing", "sheets", "templates")


def literals(node):
    """Texts that an expression may stand for."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def named_codes():
    codes = set(CODES.values()) | CUSTOM
    for path in (file for area in AREAS for file in (PACKAGE / area).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node) in NAMING and node.args:
                codes |= set(literals(node.args[0]))
            if isinstance(node, ast.Assign) and any(getattr(one, "id", "") == "code" for one in node.targets):
                codes |= set(literals(node.value))
    return codes


NAMED = named_codes()


@pytest.mark.parametrize("code", sorted(NAMED))
def test_every_code_has_its_texts(code):
    for suffix in SUFFIXES:
        texts = catalogue()[f"problem.{code}{suffix}"]
        assert all(texts[language].strip() for language in LANGUAGES)


def test_every_error_of_the_document_types_has_a_code():
    raised = {
        node.args[0].value
        for path in [*(PACKAGE / "document").glob("*.py"), PACKAGE / "money.py"]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and called(node) == "PydanticCustomError"
    }
    assert raised <= set(CODES) | CUSTOM
    assert Scenario.model_fields


def test_no_text_is_left_over():
    keys = json.loads((PACKAGE / "locale" / "problems.json").read_text(encoding="utf-8"))
    codes = {key.removeprefix("problem.") for key in keys if not key.endswith(SUFFIXES[1:])}
    helpers = {code for code in codes if code.startswith("kind.") or code in {"did_you_mean", "line"}}
    written = set(CODES.values()) | CUSTOM
    for path in (file for area in AREAS for file in (PACKAGE / area).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        written |= {text for node in ast.walk(tree) for text in literals(node)}
    assert codes - helpers - written == set()
