"""The catalogue: both languages are complete and ask for the same values."""

import json
import re
import string
from pathlib import Path

import pytest

import scenarios
from scenarios.i18n import LANGUAGES, Message, MissingTranslation, catalogue, preferred_language, translate

ROOT = Path(scenarios.__file__).parent.parent
SOURCES = [
    path
    for name in ("scenarios", "optimizer", "simulation", "cli", "ui")
    for path in (ROOT / name).rglob("*.py")
]


def fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_every_entry_says_the_same_in_both_languages(key):
    texts = catalogue()[key]
    assert set(texts) == set(LANGUAGES)
    assert fields(texts["en"]) == fields(texts["zh"])


def test_every_key_written_in_the_source_exists():
    pattern = re.compile(r"""(?:Message|translate|\.say|\bt|\btr)\(\s*"([a-z_]+(?:\.[a-z0-9_]+)+)\"""")
    used = {key for path in SOURCES for key in pattern.findall(path.read_text(encoding="utf-8"))}
    assert used
    assert sorted(used - set(catalogue())) == []


def test_locale_files_are_sorted_into_areas_without_overlap():
    keys = [
        key
        for path in (ROOT / "scenarios" / "locale").glob("*.json")
        for key in json.loads(path.read_text(encoding="utf-8"))
    ]
    assert len(keys) == len(set(keys))


def test_messages_render_bilingual_values():
    message = Message("cli.check.valid", {"path": "a.yaml", "name": {"en": "Tea", "zh": "茶"}})
    assert "茶" in message.render("zh")
    assert "Tea" in message.render("en")


def test_a_missing_key_is_an_error_not_a_blank():
    with pytest.raises(MissingTranslation):
        translate("no.such.key", "en")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"MEMS_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"MEMS_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
    ],
)
def test_language_of_the_environment(environment, language):
    assert preferred_language(environment) == language
