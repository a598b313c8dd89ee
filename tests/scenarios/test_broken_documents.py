"""Broken text documents: each gets its named problem at its place, in both languages, and no traceback."""

import json
import re

import pytest

from scenarios.errors import DocumentError
from scenarios.i18n import LANGUAGES
from scenarios.reading import examine, examine_bytes, parse_yaml, read_scenario
from scenarios.reading.limits import MAX_ALIASES, MAX_BYTES, MAX_PROBLEMS
from tests.scenarios.mechanism_texts import texts as mechanism_texts
from tests.scenarios.minimal import MINIMAL

LAST_LINE = MINIMAL.count("\n")


def changed(old, new):
    """The minimal document with one text in the place of another."""
    assert old in MINIMAL
    return MINIMAL.replace(old, new)


def added(text):
    """The minimal document with further lines at its end."""
    return MINIMAL + text


def table(points):
    """The minimal document with a tabulated curve (line 8)."""
    return MINIMAL.replace(CURVE, f"{{family: tabulated, {points}}}")


def stage(text):
    """The minimal document with a second stage."""
    return MINIMAL.replace("skill: copy}\nbudget", f"skill: copy}}\n      - {text}\nbudget")


def campaign(text):
    """The minimal document with a further key on its campaign (line 12)."""
    return MINIMAL.replace("    due: 2026-01-19\n", f"    due: 2026-01-19\n    {text}\n")


def channel(text):
    """The minimal document with a further key on its channel (line 9)."""
    return MINIMAL.replace("half_saturation: 800}\n", f"half_saturation: 800}}\n    {text}\n")


CURVE = "{family: hill, ceiling: 5000, half_saturation: 800}"
BOMB = ["a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"]
BOMB += [
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)
]
AS_JSON = json.dumps({"mems": 1, "id": "tiny", "horizon": {"start": "2026-01-05", "periods": 4}}, indent=1)

TEXTS = [
    # Files that are no documents
    ("empty file", b"", "document_empty", "doc.yaml"),
    ("only a comment", "# nothing\n", "document_empty", "doc.yaml"),
    ("null", "null\n", "document_empty", "doc.yaml, line 1"),
    ("a list", "- mems: 1\n", "root_not_mapping", "doc.yaml, line 1"),
    ("a word", "scenario\n", "root_not_mapping", "doc.yaml, line 1"),
    ("UTF-16", MINIMAL.encode("utf-16"), "not_utf8", "doc.yaml"),
    ("GBK", MINIMAL.encode("gbk"), "not_utf8", "doc.yaml, line 3"),
    ("binary", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary_file", "doc.yaml"),
    ("a workbook by another name", b"PK\x03\x04rest", "archive_as_text", "doc.yaml"),
    ("too many bytes", b"# " + b"x" * MAX_BYTES, "file_too_large", "doc.yaml"),
    ("a control character", MINIMAL.replace("Tiny", "Ti\x07ny"), "text_characters", "doc.yaml"),
    # YAML itself
    ("half-written list", MINIMAL[: MINIMAL.index("copy: 3}")], "text_unfinished", "doc.yaml, line 20"),
    ("open quote", changed("name: Short", 'name: "Short'), "text_unfinished", f"doc.yaml, line {LAST_LINE}"),
    ("tab", changed("  total", "\ttotal"), "yaml_tab", f"doc.yaml, line {LAST_LINE}"),
    ("colon in a text", changed("name: Short", "name: Short: brief"), "yaml_syntax", "doc.yaml, line 23"),
    ("indentation", changed("    name: Short", "   name: Short"), "yaml_syntax", "doc.yaml, line 23"),
    ("duplicate key", added("currency: CNY\ncurrency: USD\n"), "duplicate_key", "doc.yaml, line 29"),
    ("two documents", added("---\nmems: 1\n"), "yaml_documents", "doc.yaml, line 28"),
    ("directive", "%YAML 1.1\n---\n" + MINIMAL, "yaml_directive", "doc.yaml, line 2"),
    ("tag", changed("id: tiny", "id: !!python/object:os.system tiny"), "yaml_tag", "doc.yaml, line 2"),
    ("list as a key", added("? [a]\n: 1\n"), "yaml_key", "doc.yaml, line 28"),
    ("merge key", added("x: &x {a: 1}\ny: {<<: *x}\n"), "yaml_merge", "doc.yaml, line 29"),
    ("unknown alias", changed("name: Short", "name: *n"), "yaml_alias", "doc.yaml, line 23"),
    ("alias in itself", added("x: &x [*x]\n"), "yaml_alias", "doc.yaml, line 28"),
    (
        "too many aliases",
        added("x: &x 1\ny: [" + "*x, " * (MAX_ALIASES + 1) + "]\n"),
        "too_many_aliases",
        "doc.yaml, line 29",
    ),
    ("alias bomb", added("".join(BOMB)), "too_large", "doc.yaml, line 32"),
    ("too deep", "[" * 5000, "too_deep", "doc.yaml, line 1"),
    (
        "long number",
        changed("total: 10000", "total: " + "9" * 5000),
        "number_too_long",
        f"doc.yaml, line {LAST_LINE}",
    ),
    ("surrogate", changed("name: Short", 'name: "\\ud800"'), "text_characters", "doc.yaml, line 23"),
    # Version and kind
    ("newer schema", changed("mems: 1", "mems: 2"), "schema_newer", "doc.yaml, line 1"),
    ("no such schema", changed("mems: 1", "mems: 0"), "schema_unknown", "doc.yaml, line 1"),
    ("schema as text", changed("mems: 1", "mems: '1'"), "schema_form", "doc.yaml, line 1"),
    ("schema as a flag", changed("mems: 1", "mems: true"), "schema_form", "doc.yaml, line 1"),
    ("no schema", changed("mems: 1\n", ""), "missing_key", "doc.yaml, line 1"),
    ("unknown kind", added("kind: varaint\n"), "not_a_choice", "doc.yaml, line 28"),
    # Fields
    ("missing key", changed("    workflow: short\n", ""), "missing_key", "doc.yaml, line 10"),
    ("unknown key", channel("grop: brand"), "unknown_key", "doc.yaml, line 9"),
    ("number for a text", changed("name: Search", "name: 5"), "not_mapping", "doc.yaml, line 7"),
    ("text for a number", changed("periods: 4", "periods: four"), "not_whole_number", "doc.yaml, line 4"),
    ("fraction for a count", changed("periods: 4", "periods: 4.5"), "not_whole_number", "doc.yaml, line 4"),
    (
        "flag for a number",
        changed("total: 10000", "total: true"),
        "not_number",
        f"doc.yaml, line {LAST_LINE}",
    ),
    ("flag for a rate", channel("retention: true"), "not_number", "doc.yaml, line 9"),
    ("number for a flag", campaign("mandatory: 1"), "not_flag", "doc.yaml, line 13"),
    ("NaN", changed("ceiling: 5000", "ceiling: .nan"), "not_finite", "doc.yaml, line 8"),
    ("infinite", changed("total: 10000", "total: 1e999"), "not_finite", f"doc.yaml, line {LAST_LINE}"),
    ("negative money", changed("total: 10000", "total: -1"), "below_minimum", f"doc.yaml, line {LAST_LINE}"),
    (
        "tenth of a cent",
        changed("total: 10000", "total: 1.001"),
        "money_cents",
        f"doc.yaml, line {LAST_LINE}",
    ),
    ("too much money", changed("total: 10000", "total: 1e14"), "money_size", f"doc.yaml, line {LAST_LINE}"),
    ("retention of one", channel("retention: 1"), "not_below", "doc.yaml, line 9"),
    ("level five", changed("copy: 3", "copy: 5"), "above_maximum", "doc.yaml, line 20"),
    ("size of zero", campaign("size: 0"), "not_above", "doc.yaml, line 13"),
    ("identifier with a space", changed("id: sem", "id: s em"), "identifier_form", "doc.yaml, line 6"),
    ("empty name", changed("name: Search", "name: ''"), "text_empty", "doc.yaml, line 7"),
    ("invisible name", changed("name: Search", "name: '  '"), "text_invisible", "doc.yaml, line 7"),
    ("long name", changed("name: Search", "name: " + "x" * 401), "text_too_long", "doc.yaml, line 7"),
    ("currency in words", added("currency: yuan\n"), "currency_form", "doc.yaml, line 28"),
    ("slashed date", changed("2026-01-19", "19/01/2026"), "date_form", "doc.yaml, line 12"),
    ("impossible date", changed("2026-01-19", "2026-02-30"), "date_impossible", "doc.yaml, line 12"),
    ("date with a time", changed("2026-01-19", "2026-01-19T00:00:00"), "date_form", "doc.yaml, line 12"),
    ("number for a date", changed("2026-01-19", "20260119"), "date_form", "doc.yaml, line 12"),
    ("unknown family", changed("family: hill", "family: hil"), "not_a_choice", "doc.yaml, line 8"),
    ("no family", changed("family: hill, ", ""), "missing_key", "doc.yaml, line 8"),
    ("curve as a number", changed(CURVE, "5"), "not_mapping", "doc.yaml, line 8"),
    ("unknown weekday", added("calendar: {week: {mom: 09:00-17:00}}\n"), "not_a_choice", "doc.yaml, line 28"),
    ("shift in words", added("calendar: {week: {mon: 9 to 5}}\n"), "shift_form", "doc.yaml, line 28"),
    (
        "shift backwards",
        added("calendar: {week: {mon: '17:00-09:00'}}\n"),
        "shift_order",
        "doc.yaml, line 28",
    ),
    (
        "overlapping shifts",
        added("calendar: {week: {mon: ['09:00-12:00', '11:00-17:00']}}\n"),
        "shift_overlap",
        "doc.yaml, line 28",
    ),
    (
        "holidays backwards",
        added("calendar: {holidays: [{first: 2026-01-09, last: 2026-01-08}]}\n"),
        "span_order",
        "doc.yaml, line 28",
    ),
    ("two points", changed("[4, 8, 16]", "[4, 8]"), "three_point_length", "doc.yaml, line 25"),
    ("points fall", changed("[4, 8, 16]", "[4, 18, 16]"), "three_point_order", "doc.yaml, line 25"),
    ("effort in words", changed("[4, 8, 16]", "two days"), "duration_form", "doc.yaml, line 25"),
    (
        "unknown distribution",
        changed("[4, 8, 16]", "{distribution: gauss, hours: 2}"),
        "not_a_choice",
        "doc.yaml, line 25",
    ),
    ("effort without skill", stage("{id: b, name: b, effort: 3}"), "stage_work", "doc.yaml, line 26"),
    (
        "skill without effort",
        stage("{id: b, name: b, latency: 3, skill: copy}"),
        "stage_idle",
        "doc.yaml, line 26",
    ),
    ("stage of nothing", stage("{id: b, name: b}"), "stage_empty", "doc.yaml, line 26"),
    ("table of one point", table("spend: [0], outcome: [0]"), "too_few_items", "doc.yaml, line 8"),
    (
        "table of unequal lists",
        table("spend: [0, 1, 2], outcome: [0, 1]"),
        "table_length",
        "doc.yaml, line 8",
    ),
    ("table from one", table("spend: [1, 2], outcome: [0, 1]"), "table_origin", "doc.yaml, line 8"),
    (
        "table with spends that stand",
        table("spend: [0, 2, 2], outcome: [0, 1, 2]"),
        "table_spend_order",
        "doc.yaml, line 8",
    ),
    (
        "table that falls",
        table("spend: [0, 1, 2], outcome: [0, 3, 2]"),
        "table_outcome_order",
        "doc.yaml, line 8",
    ),
    ("pattern in words", channel("pattern: sometimes"), "not_a_choice", "doc.yaml, line 9"),
    ("bounds that cross", channel("spend_min: 5\n    spend_max: 4"), "bounds_order", "doc.yaml, line 6"),
    ("lock outside", channel("lock: 5\n    spend_max: 4"), "lock_outside_bounds", "doc.yaml, line 6"),
    (
        "window backwards",
        campaign("window: {earliest: 2026-01-20, latest: 2026-01-10}"),
        "window_order",
        "doc.yaml, line 13",
    ),
    (
        "due outside its window",
        campaign("window: {earliest: 2026-01-20, latest: 2026-01-21}"),
        "due_outside_window",
        "doc.yaml, line 10",
    ),
    ("too much committed", added("  reserve: 10001\n"), "budget_overcommitted", "doc.yaml, line 26"),
    (
        "urgent without workflow",
        added("risks: {urgent: {per_week: 2}}\n"),
        "urgent_workflow",
        "doc.yaml, line 28",
    ),
    (
        "volume without rates",
        added("goals: [{id: g, name: g, measure: volume}]\n"),
        "kpi_rates",
        "doc.yaml, line 28",
    ),
    (
        "enforced without target",
        added("goals: [{id: g, name: g, measure: revenue, enforce: true}]\n"),
        "kpi_target",
        "doc.yaml, line 28",
    ),
    (
        "enforced ratio",
        added("goals: [{id: g, name: g, measure: roas, target: 2, enforce: true}]\n"),
        "kpi_enforce",
        "doc.yaml, line 28",
    ),
    (
        "a ratio by campaign",
        added("goals: [{id: g, name: g, measure: roas, campaigns: [a]}]\n"),
        "kpi_campaigns",
        "doc.yaml, line 28",
    ),
    (
        "tiers out of order",
        channel("rate_card: [{spend_from: 5, price: 1}, {spend_from: 4, price: 1}]"),
        "rate_card_order",
        "doc.yaml, line 6",
    ),
    (
        "a dearer price for all units",
        channel("rate_basis: all_units\n    rate_card: [{spend_from: 5, price: 1.1}]"),
        "rate_card_rises",
        "doc.yaml, line 6",
    ),
    (
        "campaigns counted for each campaign",
        added("rules: {exclusive: [{id: a, name: a, count: campaigns, each_campaign: true}]}\n"),
        "rule_each_campaign",
        "doc.yaml, line 28",
    ),
    (
        "a change without limit",
        added("rules: {change_limits: [{id: a, name: a}]}\n"),
        "rule_without_limit",
        "doc.yaml, line 28",
    ),
    *mechanism_texts(MINIMAL),
]


@pytest.mark.parametrize(
    ("content", "code", "place"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS]
)
def test_broken_text(content, code, place, tmp_path):
    content = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    check_refusal(examine_bytes(content, "doc.yaml"), code, place)
    path = tmp_path / "doc.yaml"
    path.write_bytes(content)
    with pytest.raises(DocumentError):
        read_scenario(path)


def check_refusal(examination, code, place):
    """The named problem at its place, and every problem complete in both languages."""
    found = [(problem.code, str(problem.location or "")) for problem in examination.errors]
    assert (code, place) in found
    assert examination.scenario is None
    for problem in examination.problems:
        for language in LANGUAGES:
            assert not re.search(r"\{\w*\}", problem.render(language))
            texts = problem.to_dict(language)
            assert all(texts[key] for key in ("what", "allowed", "next"))


JSONS = [
    ("half-written", AS_JSON[:-30], "text_unfinished", 5),
    ("trailing comma", AS_JSON.replace("4\n", "4,\n"), "json_syntax", 7),
    ("single quotes", AS_JSON.replace('"tiny"', "'tiny'"), "json_syntax", 3),
    ("duplicate key", AS_JSON.replace('"id"', '"mems"'), "duplicate_key", 3),
    ("NaN", AS_JSON.replace('"tiny"', "NaN"), "not_finite", 3),
    ("minus infinity", AS_JSON.replace('"tiny"', "-Infinity"), "not_finite", 3),
    ("too deep", '{"a":' * 5000, "too_deep", 1),
    ("long number", AS_JSON.replace('"tiny"', "9" * 5000), "number_too_long", 3),
    ("half a surrogate pair", AS_JSON.replace("tiny", "\\ud800"), "text_characters", 3),
    ("flag for a count", AS_JSON.replace("4", "false"), "not_whole_number", 6),
    ("list", "[1]", "root_not_mapping", 1),
]


@pytest.mark.parametrize(
    ("text", "code", "line"), [case[1:] for case in JSONS], ids=[case[0] for case in JSONS]
)
def test_broken_json(text, code, line):
    found = examine_bytes(text.encode(), "doc.json")
    assert (code, line) in [(problem.code, problem.location.line) for problem in found.errors]
    check_refusal(found, code, f"doc.json, line {line}")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("nowhere.yaml", "file_missing"),
        ("plan.toml", "file_kind"),
        ("plan", "file_kind"),
        ("folder.yaml", "file_unreadable"),
    ],
)
def test_files_that_cannot_be_read(name, code, tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "plan.toml").write_text(MINIMAL)
    check_refusal(examine(tmp_path / name), code, name)


def test_many_errors_are_reported_together():
    text = channel("retention: true").replace("2026-01-19", "soon").replace("copy: 3", "copy: 9")
    text = text.replace("total: 10000", "total: 1.001").replace("name: Short", "nam: Short")
    found = examine_bytes(text.encode(), "doc.yaml")
    codes = [problem.code for problem in found.errors]
    assert codes == ["not_number", "date_form", "above_maximum", "missing_key", "unknown_key", "money_cents"]


def test_unknown_words_get_a_suggestion():
    found = examine_bytes(channel("grop: brand").encode(), "doc.yaml")
    assert "“group”" in found.errors[0].render("en")
    assert "“group”" in found.errors[0].render("zh")


def test_a_flood_of_errors_is_cut_short_and_says_so():
    text = MINIMAL + "goals:\n" + "".join(f"  - {{id: g{number}}}\n" for number in range(300))
    with pytest.raises(DocumentError) as caught:
        parse_yaml(text)
    assert len(caught.value.problems) == MAX_PROBLEMS + 1
    assert caught.value.problems[-1].values["count"] == 100
    assert len(examine_bytes(text.encode(), "doc.yaml").errors) == 300
