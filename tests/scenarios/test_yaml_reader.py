"""The YAML and JSON readers on documents as others write them."""

import json

import pytest
from hypothesis import given, settings

from scenarios.errors import DocumentError
from scenarios.reading import parse_json, parse_yaml, read_scenario
from tests import strategies
from tests.scenarios.minimal import MINIMAL


def codes(text, parse=parse_yaml):
    with pytest.raises(DocumentError) as caught:
        parse(text, "doc")
    return [(problem.code, problem.where, str(problem.location)) for problem in caught.value.problems]


def test_a_minimal_document_is_read(tmp_path):
    scenario = parse_yaml(MINIMAL)
    assert scenario.name.zh == "极小"
    assert scenario.budget.total == 1_000_000
    path = tmp_path / "tiny.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.encode())
    assert read_scenario(path) == scenario


@settings(max_examples=25, deadline=None)
@given(strategies.scenarios(with_departures=True))
def test_json_is_read_as_it_was_written(scenario):
    written = json.dumps(scenario.model_dump(mode="json"), ensure_ascii=False, indent=1)
    assert parse_json(written) == scenario


def test_words_that_other_yaml_versions_take_for_values_are_text():
    text = MINIMAL.replace("id: tiny", "id: no").replace("name: Search", "name: on")
    scenario = parse_yaml(text)
    assert (scenario.id, scenario.channels[0].name.en) == ("no", "on")


def test_shared_parts_may_be_anchored():
    text = MINIMAL.replace("name: Spring", "name: &name Spring").replace("name: Short", "name: *name")
    assert parse_yaml(text).workflows[0].name.en == "Spring"


def test_several_errors_are_reported_at_once_with_their_lines():
    text = MINIMAL.replace("id: sem\n", "id: s e m\n").replace("2026-01-19", "2026-13-01")
    text = text.replace("total: 10000", "totl: 10000")
    assert codes(text) == [
        ("identifier_form", "channels[0].id", "doc, line 6"),
        ("date_impossible", "campaigns[0].due", "doc, line 12"),
        ("missing_key", "budget.total", "doc, line 26"),
        ("unknown_key", "budget.totl", "doc, line 27"),
    ]


def test_rules_are_checked_on_what_the_field_errors_leave():
    text = MINIMAL.replace("id: sem\n", "id: s e m\n").replace("workflow: short", "workflow: shrt")
    assert ("unknown_reference", "campaigns[0].workflow", "doc, line 13") in codes(text)


def test_json_errors_have_lines():
    document = json.loads(json.dumps(parse_yaml(MINIMAL).model_dump(mode="json")))
    document["campaigns"][0]["due"] = 5
    text = json.dumps(document, indent=1)
    line = next(number for number, content in enumerate(text.splitlines(), 1) if '"due": 5' in content)
    assert codes(text, parse_json) == [("date_form", "campaigns[0].due", f"doc, line {line}")]
