"""Curves by points: Meridian's datasets and grids, and tables."""

import numpy as np
import pytest
from scipy.io import netcdf_file

from scenarios.errors import DocumentError
from scenarios.importing import ImportOptions, ScenarioOptions, import_curves
from scenarios.valuation import Valuation
from tests.scenarios.importing.writers import (
    MULTIPLIERS,
    TODAY,
    TOTALS,
    write_meridian_curves,
    write_meridian_grid,
)

YEAR = ImportOptions(periods=52)


def code_of(caught):
    return caught.value.problems[0].code


def revenue(scenario, place, total):
    """What a plan says of a total spend on a channel over the whole horizon."""
    campaign = scenario.campaigns[place]
    response = Valuation(scenario).response(campaign.id, campaign.channels[0].channel, 0)
    return float(response.value(total))


def test_response_curves_come_back_exactly(tmp_path):
    found = import_curves(write_meridian_curves(tmp_path), YEAR)
    assert all(check.passed and check.error < 1e-15 for check in found.checks)
    scenario = found.to_scenario(options=ScenarioOptions(periods=52))
    for place in range(2):
        for multiplier, total in zip(MULTIPLIERS, TOTALS[:, place], strict=True):
            assert revenue(scenario, place, multiplier * TODAY[place]) == pytest.approx(total, rel=1e-13)
        assert scenario.campaigns[place].channels[0].today == TODAY[place] * 100


def test_a_grid_comes_back_exactly(tmp_path):
    found = import_curves(write_meridian_grid(tmp_path), YEAR)
    assert all(check.error < 1e-15 for check in found.checks)
    assert [len(one.channel.curve.spend) for one in found.channels] == [5, 4]
    assert [one.today for one in found.channels] == [None, None]


def test_totals_need_a_number_of_periods(tmp_path):
    for path in (write_meridian_curves(tmp_path), write_meridian_grid(tmp_path)):
        with pytest.raises(DocumentError) as caught:
            import_curves(path)
        assert code_of(caught) == "import_periods"


def test_classic_netcdf_is_read_without_more_packages(tmp_path, monkeypatch):
    path = tmp_path / "classic.nc"
    with netcdf_file(str(path), "w") as file:
        for name, size in (("spend_multiplier", 5), ("channel", 2), ("metric", 1), ("letters", 6)):
            file.createDimension(name, size)
        for name, texts in (("channel", [b"tv\0\0\0\0", b"search"]), ("metric", [b"mean\0\0"])):
            variable = file.createVariable(name, "c", (name, "letters"))
            variable[:] = np.array([list(text.decode()) for text in texts], dtype="S1")
        file.createVariable("spend_multiplier", "d", ("spend_multiplier",))[:] = MULTIPLIERS
        spend = file.createVariable("spend", "d", ("spend_multiplier", "channel"))
        spend[:] = MULTIPLIERS[:, None] * TODAY
        outcome = file.createVariable("incremental_outcome", "d", ("spend_multiplier", "channel", "metric"))
        outcome[:] = TOTALS[:, :, None]
    monkeypatch.setitem(__import__("sys").modules, "h5netcdf", None)
    found = import_curves(path, YEAR)
    assert [one.channel.id for one in found.channels] == ["tv", "search"]
    assert all(check.error < 1e-15 for check in found.checks)


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    path = write_meridian_curves(tmp_path)
    monkeypatch.setitem(__import__("sys").modules, "h5netcdf", None)
    with pytest.raises(DocumentError) as caught:
        import_curves(path, YEAR)
    assert code_of(caught) == "import_netcdf_missing"


def falls(name, values):
    return values[::-1] if name == "incremental_outcome" else values


def shapeless(name, values):
    return np.where(values == values.max(), np.nan, values)


@pytest.mark.parametrize(
    ("change", "code"), [(falls, "import_point_origin"), (shapeless, "import_not_finite")]
)
def test_what_is_no_response_curve_is_refused(tmp_path, change, code):
    with pytest.raises(DocumentError) as caught:
        import_curves(write_meridian_curves(tmp_path, change=change), YEAR)
    assert code_of(caught) == code


def table(tmp_path, text):
    path = tmp_path / "curves.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_generic_table(tmp_path):
    path = table(
        tmp_path, "channel,spend,outcome,today\nTV,100,300,120\nTV,200,500,120\n搜索,50,80,10\n搜索,0,0,10\n"
    )
    found = import_curves(path)
    tv, search = found.channels
    assert (tv.channel.curve.spend, tv.channel.curve.outcome) == ((0, 100, 200), (0, 300, 500))
    assert (search.channel.id, search.channel.curve.spend) == ("搜索", (0, 50))
    assert (tv.today, search.today, tv.channel.observed_max) == (120, 10, 200_00)
    assert found.tool == "table"


def test_a_sheet_of_meridian(tmp_path):
    rows = [
        f"{group},{channel},{m * today},{total * factor}"
        for group, factor in (("2025", 1), ("2026", 2))
        for channel, today, totals in zip(("tv", "search"), TODAY, TOTALS.T, strict=True)
        for m, total in zip(MULTIPLIERS, totals, strict=True)
    ]
    path = table(tmp_path, "\n".join(["Group ID,Channel,Spend,Incremental Outcome", *rows]))
    with pytest.raises(DocumentError) as caught:
        import_curves(path, YEAR)
    assert code_of(caught) == "import_group"
    found = import_curves(path, ImportOptions(periods=52, group="2026"))
    assert found.tool == "meridian"
    assert found.channels[0].channel.curve.outcome[-1] * 52 == pytest.approx(2 * TOTALS[-1, 0])


def test_a_dataset_written_row_by_row(tmp_path):
    """What xarray's to_dataframe().to_csv() writes."""
    rows = [
        f"{m},{channel},{metric},{m * today},{total * factor}"
        for channel, today, totals in zip(("tv", "search"), TODAY, TOTALS.T, strict=True)
        for m, total in zip(MULTIPLIERS, totals, strict=True)
        for metric, factor in (("mean", 1.0), ("ci_lo", 0.5))
    ]
    header = "spend_multiplier,channel,metric,spend,incremental_outcome"
    found = import_curves(table(tmp_path, "\n".join([header, *rows])), YEAR)
    assert [one.today for one in found.channels] == pytest.approx(list(TODAY / 52))
    assert all(check.passed for check in found.checks)


def test_regions_in_a_table(tmp_path):
    path = table(tmp_path, "geo,channel,spend,outcome\nA,tv,10,5\nB,tv,10,7\n")
    found = import_curves(path)
    assert [one.channel.id for one in found.channels] == ["tv.A", "tv.B"]
    assert [one.channel.group for one in found.channels] == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("channel,spend,outcome\ntv,1,2\ntv,2,1\n", "import_point_falls", 3),
        ("channel,spend,outcome\ntv,1,2\ntv,1,3\n", "import_point_twice", 3),
        ("channel,spend,outcome\ntv,0,2\ntv,1,3\n", "import_point_origin", None),
        ("channel,spend,outcome\ntv,1,nan\n", "import_number", 2),
        ("channel,spend,outcome\ntv,-1,2\n", "import_number", 2),
        ('channel,spend,outcome\ntv,"1,000",2\n', "import_number", 2),
        ("channel,spend,outcome\ntv,1\n", "table_row_length", 2),
        ("channel,spend,outcome\ntv,0,0\n", "import_points", None),
        ("channel,spend,outcome\n,1,2\n", "import_channel_blank", None),
        ("channel,spend,outcome\n", "table_empty", None),
        ("channel,spend,outcome,spend\ntv,1,2,1\n", "table_column_twice", 1),
        ("kanal,spend,outcome\ntv,1,2\n", "import_csv_content", 1),
        ("channel,spend,outcome,today\ntv,1,2,1\ntv,2,3,2\n", "import_today_differs", 2),
        ("channel,spend,outcome,metric\ntv,1,2,median\n", "import_unsupported", None),
        ('channel,spend,outcome\n"tv,1,2\n', "table_csv", 2),
    ],
)
def test_what_is_broken_is_named_with_its_line(tmp_path, text, code, line):
    with pytest.raises(DocumentError) as caught:
        import_curves(table(tmp_path, text))
    problem = caught.value.problems[0]
    assert problem.code == code
    assert line is None or problem.location.line == line


def test_every_bad_cell_is_reported(tmp_path):
    path = table(tmp_path, "channel,spend,outcome\ntv,x,1\ntv,y,2\ntv,3,3\n")
    with pytest.raises(DocumentError) as caught:
        import_curves(path)
    assert [problem.location.line for problem in caught.value.problems] == [2, 3]


def test_rounding_in_single_precision_is_levelled_and_said(tmp_path):
    path = table(tmp_path, "channel,spend,outcome\ntv,1,2\ntv,2,3\ntv,3,2.999999\n")
    found = import_curves(path)
    assert found.channels[0].channel.curve.outcome == (0, 2, 3, 3)
    assert found.checks[0].tolerance == 1e-6
    assert "importing.note.rounding" in {note.key for note in found.notes}


def test_without_todays_spend_a_budget_is_asked_for(tmp_path):
    found = import_curves(table(tmp_path, "channel,spend,outcome\ntv,1,2\n"))
    with pytest.raises(DocumentError) as caught:
        found.to_scenario()
    assert code_of(caught) == "import_budget"
    assert found.to_scenario(options=ScenarioOptions(budget=20)).budget.total == 20_00
