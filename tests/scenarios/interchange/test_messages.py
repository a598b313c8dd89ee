"""Every remark, fault and form that the source can name has its texts, and no text is left over."""

import re
from pathlib import Path

import scenarios.interchange
from scenarios.document import Organisation, Scenario
from scenarios.errors import SUFFIXES
from scenarios.i18n import catalogue
from scenarios.interchange.mspdi.left_out import ORGANISATION_RULES, PARTS

SOURCES = {
    path: path.read_text(encoding="utf-8")
    for path in Path(scenarios.interchange.__file__).parent.rglob("*.py")
}
ALL = "\n".join(SOURCES.values())


def named(*patterns):
    return {found for pattern in patterns for found in re.findall(pattern, ALL)}


def known(prefix):
    return {key.removeprefix(prefix) for key in catalogue() if key.startswith(prefix)}


def test_every_remark_has_its_text_and_every_text_its_use():
    for family in ("note", "left"):
        used = named(rf'remarks\.{family}\(\s*"([a-z_0-9]+)"')
        texts = known(f"interchange.{family}.")
        assert used - texts == set()
        literals = named(r'"([a-z_0-9]+)"') | {f"doc_{part}" for part in PARTS}
        assert texts - literals == set()


def test_every_fault_has_its_three_texts_and_every_text_its_use():
    used = named(r'faults\.add\(\s*"([a-z_0-9]+)"', r'refusal\(\s*"([a-z_0-9]+)"') | {"value", "region"}
    codes = {key.split(".")[1].removeprefix("interchange_") for key in catalogue() if ".interchange_" in key}
    codes &= {
        key.split(".")[1].removeprefix("interchange_") for key in catalogue() if key.startswith("problem.")
    }
    assert used == codes
    for code in used:
        for suffix in SUFFIXES:
            assert f"problem.interchange_{code}{suffix}" in catalogue()


def test_every_form_of_a_value_is_described():
    forms = known("interchange.form.")
    literals = named(r'"([a-z_0-9]+)"')
    assert forms - literals == set()
    used = named(r'faults\.value\([^)]*?"([a-z_]+)"\)', r'self\._read\([^)]*?"([a-z_]+)"\)')
    assert used - forms == set()


def test_every_part_of_a_document_is_written_or_named():
    """A new part of documents has to be held by project files, or to be told as left out."""
    held = {
        "mems", "id", "name", "currency", "horizon", "status_date", "calendar", "campaigns", "organisation",
        "workflows",
    }  # fmt: skip
    told = {
        "description",
        "channels",
        "streams",
        "budget",
        "rules",
        "goals",
        "risks",
        "objective",
        "settings",
        "staffing",
    }
    assert set(Scenario.model_fields) == held | told
    held = {"departments", "skills", "people", "teams", "calendars", "approvers"}
    assert set(Organisation.model_fields) == held | set(ORGANISATION_RULES)
