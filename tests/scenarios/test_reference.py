"""The schema and the field reference: current, complete, and true of documents."""

from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from ruamel.yaml import YAML

import scenarios
from scenarios.document import Scenario
from scenarios.document.risks import SHOCK_KEYS
from scenarios.i18n import catalogue
from scenarios.reading import json as json_reader
from scenarios.reading import parse_yaml
from scenarios.reading import yaml as yaml_reader
from scenarios.schema import schema_of
from scenarios.sheets.columns import Column, family_owner
from scenarios.sheets.layout import Table, sheets
from scenarios.templates import small_example
from scenarios.writing import dump_json, reference, schema
from tests import strategies
from tests.scenarios.minimal import MINIMAL

REFERENCE = Path(scenarios.__file__).parent.parent / "docs" / "reference"
VALIDATOR = jsonschema.Draft202012Validator(schema.json_schema())
DURATIONS = {"Constant", "ThreePoint", "Exponential", "LogNormal", "Empirical"}


def accepts(text):
    return VALIDATOR.is_valid(yaml_reader.parse(text).plain())


@pytest.mark.parametrize(
    ("name", "text"), [("scenario.schema.json", schema.dump()), ("scenario-fields.md", reference.markdown())]
)
def test_the_committed_file_is_current(name, text):
    assert (REFERENCE / name).read_text(encoding="utf-8") == text, "run python tools/write_reference.py"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema.json_schema())


@settings(max_examples=20, deadline=None)
@given(strategies.scenarios(with_departures=True))
def test_the_schema_accepts_every_document_that_is_written(scenario):
    VALIDATOR.validate(json_reader.parse(dump_json(scenario)).plain())


@pytest.mark.parametrize(
    "text",
    [
        MINIMAL,
        small_example("zh"),
        MINIMAL.replace("[4, 8, 16]", "3.5"),
        MINIMAL + "calendar: {week: {mon: '09:00-17:00', tue: ['09:00-12:00']}}\n",
        MINIMAL.replace("id: sem", "id: 搜索"),
        "mems: 1\nid: a\nextends: template:four_centre\nbudget: {total: 5}\n",
        "mems: 1\nkind: variant\nid: a\nname: A\nbase: b\nchanges: [{set: budget.total, to: 5}]\n",
    ],
)
def test_the_schema_accepts_every_form(text):
    assert accepts(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("mems: 1", "mems: 2"),
        ("total: 10000", "total: -1"),
        ("total: 10000", "total: '1'"),
        ("id: sem", "id: s em"),
        ("name: Search", "name: {en: Search}"),
        ("[4, 8, 16]", "[4, 8]"),
        ("family: hill", "family: hil"),
        ("periods: 4", "periods: 4.5"),
        ("workflow: short", "workflo: short"),
        ("mems: 1", "mems: 1\nkind: variant"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(old, new):
    assert not accepts(MINIMAL.replace(old, new))


def test_every_field_is_explained():
    root = schema_of(Scenario).root
    for name, definition in {"Scenario": root, **root["$defs"]}.items():
        owner = family_owner(name)
        for key in definition.get("properties", {}) if name not in DURATIONS else ():
            assert f"field.{owner}.{key}" in catalogue()


def test_every_sheet_and_column_is_explained():
    for sheet in sheets():
        assert f"sheet.{sheet.name}" in catalogue()
        leading: tuple[Column, ...] = sheet.leading() if isinstance(sheet, Table) else ()
        for column in (*leading, *sheet.columns):
            field = column.field if column.field.startswith("sheet.") else f"field.{column.field}"
            assert field in catalogue()


def test_the_examples_of_the_page_are_documents():
    page = (REFERENCE / "scenario.md").read_text(encoding="utf-8")
    blocks = [part.split("```", 1)[0] for part in page.split("```yaml\n")[1:]]
    assert len(blocks) == 4
    for block in blocks:
        assert YAML(typ="safe", pure=True).load(block) is not None
    assert VALIDATOR.is_valid(yaml_reader.parse(blocks[2]).plain())
    assert parse_yaml(MINIMAL + blocks[3]).streams[0].id == "desk"


def test_the_page_names_the_keys_of_every_shock():
    page = (REFERENCE / "scenario.md").read_text(encoding="utf-8")
    for kind, (needed, allowed) in SHOCK_KEYS.items():
        cells = [", ".join(f"`{key}`" for key in keys) for keys in (needed, allowed)]
        assert f"| `{kind}` | {' | '.join(cells)} |".replace("  ", " ") in page
