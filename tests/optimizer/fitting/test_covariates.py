"""Prices and holidays."""

from __future__ import annotations

import datetime as dt
import sys
import types

import numpy as np
import pytest

from optimizer.fitting import FitOptions, fit_curves, read_series
from optimizer.fitting.holidays import holiday_column
from scenarios.document import LogisticCurve
from scenarios.errors import DocumentError
from scenarios.generator import weekly_history
from scenarios.i18n import LANGUAGES

CURVES = {"tv": LogisticCurve(family="logistic", ceiling=60_000, rate=5e-5)}
START = dt.date(2024, 1, 1)
WEEKS = tuple(START + dt.timedelta(weeks=week) for week in range(60))


@pytest.fixture
def priced(tmp_path):
    """A history in which the outcome falls by 1.5% of its mean for a price 1% up."""
    truth = weekly_history(CURVES, {"tv": 0.4}, {"tv": 20_000}, seed=2)
    price = 20 * np.exp(0.1 * np.random.default_rng(3).standard_normal(len(truth.outcome)))
    level = np.mean(truth.outcome)
    outcome = truth.outcome - 1.5 * level * np.log(price / price.mean())
    rows = zip(truth.dates, truth.spend["tv"], truth.events, price, outcome, strict=True)
    lines = [",".join(map(str, row)) for row in rows]
    path = tmp_path / "weeks.csv"
    path.write_text("\n".join(["date,tv,event,price,outcome", *lines]) + "\n", encoding="utf-8")
    return path


COLUMNS = {"outcome": "outcome", "spend": ["tv"], "events": ["event"], "prices": ["price"]}


def test_the_elasticity_lies_within_its_band(priced):
    series = read_series(priced, **COLUMNS)
    result = fit_curves(series, FitOptions(family="logistic", draws=60, origins=1))
    (price,) = result.prices
    assert price.elasticity.low <= -1.5 <= price.elasticity.high
    assert price.elasticity.value == pytest.approx(-1.5, abs=0.1)
    for language in LANGUAGES:
        assert "price" in result.render(language)
    assert result.to_dict("en")["prices"][0]["name"] == "price"


def test_a_price_is_above_zero(priced):
    text = priced.read_text("utf-8").splitlines()
    cells = text[3].split(",")
    text[3] = ",".join([*cells[:3], "0", cells[4]])
    priced.write_text("\n".join(text) + "\n", "utf-8")
    with pytest.raises(DocumentError) as error:
        read_series(priced, **COLUMNS)
    (problem,) = error.value.problems
    assert problem.code == "series_positive"
    assert problem.location.line == 4


def holiday_file(tmp_path, *days):
    path = tmp_path / "days.csv"
    path.write_text("date,name\n" + "".join(f"{day},x\n" for day in days), "utf-8")
    return path


def test_holidays_are_counted_by_week(tmp_path):
    path = holiday_file(tmp_path, "2024-01-01", "2024-01-07", "2024-01-08", "2023-12-31")
    assert holiday_column(path, WEEKS)[:3].tolist() == [2, 1, 0]


def test_holidays_of_a_file_explain_the_outcome(priced, tmp_path):
    days = [f"{day}" for day in WEEKS[::7]]
    series = read_series(priced, **COLUMNS, holidays=str(holiday_file(tmp_path, *days)))
    assert series.covariate_names[-1] == "holidays"
    assert series.covariates[:, -1].sum() == len(days)


@pytest.mark.parametrize(
    ("code", "text"), [("holidays_date", "date\n1.5.2024\n"), ("holidays_column", "day\n2024-05-01\n")]
)
def test_faults_of_a_holiday_file_are_named(tmp_path, code, text):
    path = tmp_path / "days.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(DocumentError) as error:
        holiday_column(path, WEEKS)
    assert [problem.code for problem in error.value.problems] == [code]
    for language in LANGUAGES:
        assert "{" not in error.value.problems[0].render(language)


def test_a_country_needs_the_library(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(DocumentError) as error:
        holiday_column("DE", WEEKS)
    assert error.value.problems[0].code == "holidays_library"


def test_a_country_s_holidays_come_from_the_library(monkeypatch):
    asked = []

    def country_holidays(country, years):
        asked.append((country, years))
        return {dt.date(2024, 1, 1): "New Year"}

    library = types.ModuleType("holidays")
    library.country_holidays = country_holidays
    library.list_supported_countries = lambda: {"DE": []}
    monkeypatch.setitem(sys.modules, "holidays", library)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    assert holiday_column("de", WEEKS)[0] == 1
    assert asked == [("DE", [2024, 2025, 2026])]
    with pytest.raises(DocumentError) as error:
        holiday_column("XX", WEEKS)
    assert error.value.problems[0].code == "holidays_country"
