"""Every fault of a CSV is named with its line and column, all of them at once."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from optimizer.fitting import read_series
from optimizer.fitting.reading import FEWEST_WEEKS
from scenarios.errors import DocumentError
from scenarios.i18n import LANGUAGES

START = dt.date(2024, 1, 1)
HEADER = "date,sales,tv,search,promo"


def iso(day):
    return day.isoformat()


def rows(weeks=60, form=iso):
    days = [START + dt.timedelta(weeks=week) for week in range(weeks)]
    return [f"{form(day)},{1000 + week},{week % 7},{week % 5}.5," for week, day in enumerate(days)]


@pytest.fixture
def write(tmp_path):
    def save(lines, header=HEADER):
        path = tmp_path / "series.csv"
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return path

    return save


def read(path, **columns):
    return read_series(path, **{"outcome": "sales", "spend": ["tv", "search"], **columns})


def problems(path, **columns):
    with pytest.raises(DocumentError) as caught:
        read(path, **columns)
    for language in LANGUAGES:
        assert caught.value.render(language)
    return [
        (problem.code, problem.location.line if problem.location else None, problem.where)
        for problem in caught.value.problems
    ]


def changed(line, old, new):
    lines = rows()
    assert old in lines[line - 2]
    lines[line - 2] = lines[line - 2].replace(old, new)
    return lines


def test_a_good_series_is_read(write):
    series = read(write(rows()), spend_unit=1000.0)
    assert series.dates[:2] == (START, START + dt.timedelta(weeks=1))
    assert series.outcome[3] == 1003
    assert np.allclose(series.spend[3], [3000, 3500])
    assert series.covariates.shape == (60, 0)


@pytest.mark.parametrize(
    "form",
    [
        lambda day: f"{day.month}/{day.day}/{day.year}",
        lambda day: f"{day.day}/{day.month}/{day.year}",
        lambda day: f"{day.day}.{day.month}.{day.year}",
        lambda day: f"{day:%Y/%m/%d}",
        lambda day: f"{day:%Y%m%d}",
        lambda day: f"{day.year}年{day.month}月{day.day}日",
        lambda day: f"{day} 00:00:00",
    ],
)
def test_dates_of_any_form_are_found_by_the_whole_column(write, form):
    assert read(write(rows(form=form))).dates == read(write(rows())).dates


def test_a_date_of_another_form_is_named(write):
    lines = rows(form=lambda day: f"{day.month}/{day.day}/{day.year}")
    lines[19] = "2024-05-13" + lines[19][lines[19].index(",") :]
    assert problems(write(lines)) == [("series_date_form", 21, "date")]


def test_a_missing_week_and_a_day_that_does_not_exist_are_named(write):
    lines = rows()
    del lines[9]
    assert problems(write(lines)) == [("series_date_step", 11, "date")]
    assert problems(write(changed(5, "2024-01-22", "2024-02-30"))) == [("series_date_form", 5, "date")]


def test_dates_that_can_be_read_twice_are_refused(write):
    lines = [f"{n % 12 + 1}/{n % 12 + 1}/2024,{n},{n % 7},{n % 5}," for n in range(50)]
    assert problems(write(lines)) == [("series_date_ambiguous", None, "date")]


@pytest.mark.parametrize(
    ("line", "old", "new", "code", "column"),
    [
        (4, ",2,", ",,", "series_number_missing", "tv"),
        (4, ",2,", ",-2,", "series_spend_negative", "tv"),
        (4, ",2,", ",two,", "series_number_form", "tv"),
        (4, ",2,", ",inf,", "series_number_form", "tv"),
        (4, ",2,", ",1_000,", "series_number_form", "tv"),
        (4, ",2,", ',"1,000",', "series_number_form", "tv"),
        (7, "1005", "NaN", "series_number_missing", "sales"),
    ],
)
def test_a_bad_number_is_named_with_line_and_column(write, line, old, new, code, column):
    assert problems(write(changed(line, old, new))) == [(code, line, column)]


def test_all_problems_come_at_once_in_the_order_of_lines(write):
    lines = rows()
    lines[10] = lines[10].replace(",3,", ",x,")
    lines[4] = lines[4].replace("2024-01-29", "soon")
    assert problems(write(lines)) == [("series_date_form", 6, "date"), ("series_number_form", 12, "tv")]


def test_a_column_of_words_is_one_problem(write):
    lines = [line.replace(",1", ",one ", 1) for line in rows()]
    assert problems(write(lines)) == [("series_column_bad", 2, "sales")]


def test_columns_are_checked_before_cells(write):
    path = write(rows())
    assert problems(path, spend=["tv", "serach"]) == [("series_column_unknown", 1, "serach")]
    assert problems(path, controls=["tv"]) == [("series_column_twice", 1, "tv")]
    assert problems(write(rows(), "date,sales,tv,tv,promo")) == [("table_column_twice", 1, "tv")]


def test_rows_and_files_that_are_no_table_are_named(write, tmp_path):
    lines = rows()
    lines[7] += ",9"
    assert problems(write(lines)) == [("table_row_length", 9, "")]
    assert problems(write([])) == [("table_empty", None, "")]
    assert problems(tmp_path / "no.csv") == [("table_file_missing", None, "")]
    assert problems(tmp_path) == [("file_unreadable", None, "")]
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"\xff\xfe\x00")
    assert problems(binary) == [("not_utf8", None, "")]
    assert problems(write(['"open'])) == [("table_csv", 2, "")]


def test_too_little_to_fit_is_said(write):
    assert problems(write(rows(FEWEST_WEEKS - 1))) == [("series_short", None, "")]
    cells = [line.split(",") for line in rows()]
    nothing = [",".join([day, sales, "0", *rest]) for day, sales, _, *rest in cells]
    assert problems(write(nothing)) == [("series_spend_nothing", None, "tv")]
    flat = [",".join([day, "5", *rest]) for day, _, *rest in cells]
    assert problems(write(flat)) == [("series_outcome_flat", None, "")]


def test_no_column_of_dates_is_said(write):
    lines = [line[line.index(",") + 1 :] for line in rows()]
    assert problems(write(lines, "sales,tv,search,promo")) == [("series_date_column", 1, "")]


def test_events_in_words_become_indicators(write):
    lines = rows()
    lines[3] += "launch"
    lines[8] += "launch"
    lines[9] += "fair"
    series = read(write(lines), events=["promo"])
    assert series.covariate_names == ("promo: fair", "promo: launch")
    assert np.flatnonzero(series.covariates[:, 1]).tolist() == [3, 8]
    assert np.flatnonzero(series.covariates[:, 0]).tolist() == [9]
