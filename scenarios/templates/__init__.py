"""Ready-made parts of documents, and a small whole one to start from.

A document takes a template in by name: ``extends: template:four_centre``, or a list of such names.
"""

from __future__ import annotations

from importlib import resources

from scenarios.document import Scenario
from scenarios.i18n import Language
from scenarios.templates.library import Kind, Template, templates

__all__ = ["Kind", "Template", "small_example", "small_scenario", "templates"]


def small_example(language: Language = "en") -> str:
    """A small valid document as YAML with comments in ``language``; its content is the same in both."""
    file = resources.files("scenarios") / "templates" / f"small_example.{language}.yaml"
    return file.read_text(encoding="utf-8")


def small_scenario() -> Scenario:
    """The scenario of `small_example`."""
    from scenarios.reading import parse_yaml  # noqa: PLC0415 (reading knows the templates)

    return parse_yaml(small_example(), "small_example.yaml")
