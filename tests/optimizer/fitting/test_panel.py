"""Regions: one shape, their own effects, and cells of a scenario that bring what was fitted."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from optimizer.fitting import Columns, FitOptions, fit_curves, fit_file, read_panel
from scenarios.checks import check
from scenarios.document import LogisticCurve
from scenarios.errors import DocumentError
from scenarios.generator import HistorySettings, weekly_history
from scenarios.i18n import LANGUAGES
from scenarios.response import cell_response
from scenarios.saturation import evaluate

SIZE = {"north": 1.0, "south": 0.5, "east": 0.25}
EFFECT = {"north": 1.0, "south": 1.4, "east": 0.7}
CURVES = {
    "tv": LogisticCurve(family="logistic", ceiling=60_000, rate=5e-5),
    "search": LogisticCurve(family="logistic", ceiling=40_000, rate=2e-4),
}
RETENTION, LEVEL = {"tv": 0.4, "search": 0.1}, {"tv": 20_000, "search": 6_000}
COLUMNS = Columns("outcome", ("tv", "search"), events=("event",))


def scaled_curves(name):
    size, effect = SIZE[name], EFFECT[name]
    return {
        channel: LogisticCurve(
            family="logistic", ceiling=curve.ceiling * size * effect, rate=curve.rate / size
        )
        for channel, curve in CURVES.items()
    }


@pytest.fixture(scope="module")
def truths():
    return {
        name: weekly_history(
            scaled_curves(name),
            RETENTION,
            {channel: level * SIZE[name] for channel, level in LEVEL.items()},
            seed=place,
            settings=HistorySettings(weeks=120),
        )
        for place, name in enumerate(SIZE)
    }


def table(truths):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for name, truth in truths.items():
        header, *rows = csv.reader(io.StringIO(truth.to_csv()))
        if not text.tell():
            writer.writerow(["region", *header, "people"])
        writer.writerows([name, *row, 1e6 * SIZE[name]] for row in rows)
    return text.getvalue()


@pytest.fixture(scope="module")
def path(truths, tmp_path_factory):
    path = tmp_path_factory.mktemp("panel") / "regions.csv"
    path.write_text(table(truths), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def result(path):
    options = FitOptions(family="logistic", draws=60, starts=4, origins=1)
    return fit_curves(read_panel(path, COLUMNS, "region", "people"), options)


def test_without_populations_a_region_is_as_large_as_its_outcome(path):
    panel = read_panel(path, COLUMNS, "region")
    assert panel.sizes is None
    found = fit_curves(panel, FitOptions(family="logistic", draws=0, starts=2, origins=0))
    means = np.array([region.outcome.mean() for region in panel.regions])
    scales = [cell.scale for cell in found.channels[0].regions]
    assert np.allclose(scales, means / means.sum())


def test_every_region_s_truth_lies_within_its_band(result, truths):
    assert result.regions == tuple(SIZE)
    inside = []
    for channel in result.channels:
        assert channel.retention.value == pytest.approx(RETENTION[channel.name], abs=0.04)
        for cell in channel.regions:
            truth = truths[cell.region]
            roas = sum(truth.contribution[channel.name]) / sum(truth.spend[channel.name])
            inside.append(cell.roas.low <= roas <= cell.roas.high)
            assert cell.roas.value == pytest.approx(roas, rel=0.25)
    assert sum(inside) >= 4


def test_regions_add_up(result):
    for channel in result.channels:
        earned = sum(cell.roas.value * cell.spend for cell in channel.regions)
        assert earned == pytest.approx(channel.roas.value * channel.spend)
        assert sum(cell.effect for cell in channel.regions) == pytest.approx(1)
        assert sum(cell.scale for cell in channel.regions) == pytest.approx(1)


def test_cells_of_the_scenario_bring_what_was_fitted(result):
    scenario = result.to_scenario()
    assert check(scenario) == ()
    assert [campaign.name.en for campaign in scenario.campaigns] == [f"{name}, always on" for name in SIZE]
    for campaign, name in zip(scenario.campaigns, SIZE, strict=True):
        for cell, channel, fit in zip(campaign.channels, scenario.channels, result.channels, strict=True):
            spend = cell.today / 100
            steady = spend / 26 / (1 - channel.retention)
            own = fit.regions[list(SIZE).index(name)]
            expected = own.effect * evaluate(fit.curve, steady / own.scale)
            value = cell_response(scenario, campaign, cell, channel, 0).value(np.array([spend]))[0]
            assert value == pytest.approx(26 * expected, rel=0.05)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_names_every_region(result, language):
    text = result.render(language)
    assert all(name in text for name in SIZE)
    assert result.to_dict(language)["channels"][0]["regions"][2]["region"] == "east"


def test_a_channel_that_a_region_never_used_brings_nothing_there(path):
    panel = read_panel(path, COLUMNS, "region")
    panel.regions[2].spend[:, 0] = 0.0
    found = fit_curves(panel, FitOptions(family="logistic", draws=20, starts=2, origins=0)).channels[0]
    assert found.regions[2].effect == 0
    assert found.regions[2].roas.high == 0
    assert sum(cell.effect for cell in found.regions) == pytest.approx(1)


def test_a_lift_test_names_its_region(path, tmp_path):
    lifts = tmp_path / "lifts.csv"
    lifts.write_text(
        "channel,region,spend_from,spend_to,lift,standard_error\ntv,south,0,10000,9000,500\n", "utf-8"
    )
    columns = {"outcome": "outcome", "spend": ["tv", "search"], "events": ["event"], "region": "region"}
    quick = {"family": "logistic", "draws": 0, "origins": 0}
    assert fit_file(path, lift_tests=lifts, **columns, **quick).lifts[0].region == "south"
    lifts.write_text(lifts.read_text("utf-8").replace("south", "west"), "utf-8")
    with pytest.raises(DocumentError) as error:
        fit_file(path, lift_tests=lifts, **columns, **quick)
    assert error.value.problems[0].code == "lift_region"


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("series_region_missing", lambda lines: [*lines[:5], lines[5].replace("north", ""), *lines[6:]]),
        ("series_region_single", lambda lines: lines[:121]),
        ("series_region_weeks", lambda lines: lines[:-1]),
        ("series_date_step", lambda lines: [*lines[:200], *lines[201:]]),
        ("series_number_form", lambda lines: [*lines[:-1], lines[-1].replace(",", ",x", 2)]),
        ("series_positive", lambda lines: [*lines[:-1], lines[-1].replace("250000.0", "0")]),
        ("series_short", lambda lines: [lines[0], *lines[1:31], *lines[121:151], *lines[241:271]]),
    ],
)
def test_faults_are_named(truths, tmp_path, code, change):
    path = tmp_path / "regions.csv"
    path.write_text("\n".join(change(table(truths).splitlines())) + "\n", encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        read_panel(path, COLUMNS, "region", "people")
    problems = {problem.code: problem for problem in error.value.problems}
    assert code in problems
    for language in LANGUAGES:
        assert "{" not in problems[code].render(language)
