"""CSV files become tables of text, and whatever is none is named with its line, all of it at once."""

from __future__ import annotations

import csv as writer
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.errors import DocumentError
from scenarios.i18n import LANGUAGES
from scenarios.reading import csv
from scenarios.reading.limits import MAX_PROBLEMS

TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool)


def refused(call, *arguments):
    with pytest.raises(DocumentError) as caught:
        call(*arguments)
    for language in LANGUAGES:
        assert caught.value.render(language)
    return [(one.code, one.location.line) for one in caught.value.problems]


def test_a_table_keeps_the_lines_on_which_its_rows_begin():
    table = csv.parse('\n a ,b\r\n1,"two\nlines"\n,,\n , \n3, 4\n', "plan.csv")
    assert (table.header, table.lines, str(table.place)) == (("a", "b"), (3, 7), "plan.csv, line 2")
    assert table.column("b") == [csv.Cell(3, "two\nlines"), csv.Cell(7, "4")]
    assert table.where(cell.text == "3" for cell in table.column("a")).rows == (("3", "4"),)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_written_is_read(rows, ending):
    file = io.StringIO()
    writer.writer(file, lineterminator=ending).writerows([("a", "b", "c"), *rows])
    assert csv.parse(file.getvalue()).rows == tuple(rows)


def test_every_fault_is_told_at_once():
    text = 'a,b,a,b\n1,2,3\n1,2,3,4\n1,2,3,4,5\n1,"2\n3\n'
    assert refused(csv.parse, text) == [
        ("table_column_twice", 1),
        ("table_column_twice", 1),
        ("table_row_length", 2),
        ("table_row_length", 4),
        ("table_csv", 5),
    ]


@pytest.mark.parametrize("text", ["", "a,b\n", ",\n"])
def test_a_table_without_rows_is_refused(text):
    assert refused(csv.parse, text) == [("table_empty", None)]


@pytest.mark.parametrize("cell", ['"1"2', '"1', '"' + "x" * 200_000])
def test_quotation_marks_that_do_not_fit_are_named_where_the_row_begins(cell):
    assert refused(csv.parse, f"a\n1\n{cell}\n2\n3\n") == [("table_csv", 3)]


def test_nobody_is_told_more_than_can_be_mended():
    assert len(refused(csv.parse, "a,b\n" + "1\n" * 2 * MAX_PROBLEMS)) == MAX_PROBLEMS


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("a,b\n渠道,1\n".encode("gbk"), "not_utf8", 2),
        ("a,b\n1,2\n".encode("utf-16"), "not_utf8", None),
        (b"PK\x03\x04", "archive_as_text", None),
        (b"a\0b", "binary_file", None),
        (b"a,b\n1,2\n" * 200, "table_too_large", None),
    ],
)
def test_files_that_are_no_text_are_named(tmp_path, content, code, line):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    assert refused(csv.read, path, 1000) == [(code, line)]


def test_files_that_cannot_be_read_are_named(tmp_path):
    assert refused(csv.read, tmp_path / "nothing.csv") == [("table_file_missing", None)]
    assert refused(csv.read, tmp_path) == [("file_unreadable", None)]
    assert refused(csv.read, tmp_path / "a\0b.csv") == [("file_unreadable", None)]
    assert refused(csv.read, tmp_path / ("x" * 300)) == [("file_unreadable", None)]


def test_a_file_as_large_as_allowed_is_read(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("\ufeffa,b\n1,2\n", encoding="utf-8")
    table = csv.read(path, path.stat().st_size)
    assert (table.source, table.header, table.rows) == ("table.csv", ("a", "b"), (("1", "2"),))
