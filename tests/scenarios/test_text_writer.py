"""Documents as YAML and JSON: what is written reads back equal, here and in other YAML readers."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from scenarios.errors import DocumentError
from scenarios.reading import parse_json, parse_yaml, read_scenario
from scenarios.reading import yaml as yaml_reader
from scenarios.writing import dump_json, dump_yaml, write_scenario, yaml
from scenarios.writing.text import compact
from tests import strategies
from tests.scenarios.minimal import MINIMAL

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.sampled_from(strategies.AWKWARD),
    lambda child: (
        st.lists(child, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), child, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None)
@given(strategies.scenarios(with_departures=True))
def test_documents_read_back_equal(scenario):
    assert parse_yaml(dump_yaml(scenario)) == scenario
    assert parse_json(dump_json(scenario)) == scenario


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["a", "b", "no", "1"]), plain, min_size=1, max_size=3))
def test_any_data_reads_back_equal(data):
    written = yaml.dump(data)
    assert yaml_reader.parse(written).plain() == data


@settings(max_examples=25, deadline=None)
@given(strategies.scenarios(with_departures=True))
def test_other_readers_read_the_same(scenario):
    other = YAML(typ="safe", pure=True).load(dump_yaml(scenario))
    assert json.loads(json.dumps(other, default=str)) == json.loads(json.dumps(compact(scenario)))


def test_equal_scenarios_are_written_alike():
    left = {"id": "a", "name": {"en": "Tea", "zh": "茶"}, "effort": [4, 8, 16.5], "on": True}
    assert yaml.dump(left) == 'id: a\nname: {en: Tea, zh: 茶}\neffort: [4, 8, 16.5]\n"on": true\n'


def test_a_long_text_stays_a_text():
    long = {"description": {"en": "word " * 60, "zh": "茶" * 200}, "items": [{"text": "x" * 300}, "y" * 300]}
    assert yaml_reader.parse(yaml.dump(long)).plain() == long


def test_the_ending_chooses_the_format(tmp_path):
    scenario = parse_yaml(MINIMAL)
    for name in ("a.yaml", "a.yml", "a.json"):
        assert read_scenario(write_scenario(scenario, tmp_path / name)) == scenario
    with pytest.raises(DocumentError, match="toml"):
        write_scenario(scenario, tmp_path / "a.toml")
