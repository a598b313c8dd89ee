"""A split given by hand is read exactly, and every fault of it is told with its line."""

import pytest

from scenarios.errors import DocumentError
from scenarios.export import export
from scenarios.i18n import LANGUAGES
from scenarios.reading.split import as_given, read_split
from tests.scenarios.results import record
from tests.scenarios.small import small_scenario


def write(tmp_path, text):
    path = tmp_path / "split.csv"
    path.write_text(text, encoding="utf-8")
    return path


def problems(tmp_path, text):
    with pytest.raises(DocumentError) as refusal:
        read_split(write(tmp_path, text), small_scenario())
    return [(one.code, one.location.line) for one in refusal.value.problems]


def test_amounts_are_read_to_the_cent_and_periods_add_up(tmp_path):
    text = 'campaign,channel,amount\nspring,tv,1000.10\nspring,tv,"1,000.01"\nsummer,feed,0\n'
    assert read_split(write(tmp_path, text), small_scenario()) == {
        ("spring", "tv"): 200_011,
        ("summer", "feed"): 0,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_exported_split_comes_back_as_it_went(tmp_path, language):
    made = record(2)
    export([made], tmp_path, language=language, formats=("csv",))
    found = read_split(tmp_path / "split.csv", made.scenario)
    assert found == {cell: amount for cell, amount in made.plan.allocation.cell_spend.items() if amount}


def test_every_fault_is_told_at_once_with_its_line(tmp_path):
    text = "campaign,channel,amount\nsprung,tv,1\nsummer,tv,1\nspring,tv,-1\nspring,tv,a\nspring,tv,1.001\nspring,tv,\n"
    assert problems(tmp_path, text) == [
        ("split_campaign", 2),
        ("split_cell", 3),
        ("split_amount", 4),
        ("split_amount", 5),
        ("split_amount", 6),
        ("split_amount", 7),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("campaign,amount\nspring,1\n", ("split_column", 1)),
        ('campaign,channel,amount\n"spring,tv,1\n', ("table_csv", 2)),
        ("campaign,channel,amount\nspring,tv\n", ("table_row_length", 2)),
        (",,\n", ("table_empty", None)),
        ("", ("table_empty", None)),
    ],
)
def test_a_file_that_is_no_split_is_refused(tmp_path, text, expected):
    assert problems(tmp_path, text)[0] == expected


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DocumentError) as refusal:
        read_split(tmp_path / "nothing.csv", small_scenario())
    assert refusal.value.problems[0].code == "table_file_missing"


def test_the_given_split_is_what_is_evaluated():
    made = as_given(small_scenario(), {("spring", "tv"): 5_000, ("spring", "feed"): 0})
    spring, summer = made.campaigns
    assert made.objective.strategy == "today"
    assert [cell.today for cell in spring.channels] == [5_000, 0]
    assert (spring.in_today, summer.in_today) == (True, False)
