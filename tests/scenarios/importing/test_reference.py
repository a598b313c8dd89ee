"""Public reference models, where MEMS_REFERENCE_DATA names their folder: contributions come back as promised."""

import pytest

from optimizer import allocate
from scenarios.importing import ImportOptions, import_curves
from scenarios.importing.robyn.allocator import read_allocation


@pytest.fixture(scope="module")
def folder(reference_data):
    return reference_data / "mmm"


@pytest.fixture(scope="module")
def robyn(folder):
    options = ImportOptions(raw_data=folder / "robyn__dt_simulated_weekly.csv")
    return import_curves(folder / "robyn_export__3_165_9_model_core.json", options)


@pytest.fixture(scope="module")
def pymc(folder):
    return import_curves(
        folder / "pymc_marketing__saved_mmm_example_thin50.nc", ImportOptions(spend_unit=10_000)
    )


def test_robyn_to_1e_4(robyn):
    assert len(robyn.checks) == 5
    assert max(check.error for check in robyn.checks) < 1e-10 < robyn.checks[0].tolerance == 1e-4
    assert robyn.window.first.isoformat() == "2016-01-04"
    assert robyn.window.last.isoformat() == "2018-12-31"
    assert robyn.outcome == "revenue"


def test_robyn_follows_the_convention_of_its_version(robyn):
    assert "importing.note.inflexion_interpolated" in {note.key for note in robyn.notes}
    assert "importing.note.other_convention" not in {note.key for note in robyn.notes}


def test_pymc_to_1e_10(pymc):
    assert [check.figures for check in pymc.checks] == [100 * 179] * 2
    assert max(check.error for check in pymc.checks) < 1e-14 < pymc.checks[0].tolerance == 1e-10
    assert pymc.draws == 100


def test_pymc_is_near_the_known_truth(pymc):
    """Retention .4 and .2, rates 4 and 3 of spend in the unit of the file."""
    for one, retention, rate in zip(pymc.channels, (0.4, 0.2), (4.0, 3.0), strict=True):
        assert one.channel.carry_over.retention == pytest.approx(retention, abs=0.03)
        draws = sorted(one.channel.draws.rate)
        assert draws[2] * 10_000 < rate < draws[-3] * 10_000


def test_an_allocator_export_adds_up(folder):
    export = read_allocation(folder / "robyn_export__1_190_4_max_response_reallocated.csv")
    assert [one.name for one in export.allotments] == ["Affiliates", "Online_Marketing", "Sponsorship"]
    assert all(check.error < 1e-12 for check in export.checks)
    assert all(one.least <= one.today <= one.most for one in export.allotments)


def test_geo_data_make_region_cells(folder, tmp_path):
    """Meridian's simulated geographies, with a curve table for its channels."""
    curves = tmp_path / "curves.csv"
    rows = [
        f"Channel{n},{spend * 1e4},{outcome * 1e4}"
        for n in range(4)
        for spend, outcome in ((0, 0), (1, 2), (2, 3))
    ]
    curves.write_text("\n".join(["channel,spend,outcome", *rows]))
    found = import_curves(curves, ImportOptions(regions=folder / "meridian__geo_media.csv"))
    regions = {one.region for one in found.channels}
    assert len(found.channels) == 4 * len(regions) > 4
    assert all(check.passed for check in found.checks)


@pytest.mark.parametrize("name", ["robyn", "pymc"])
def test_the_best_split_beats_todays(name, request):
    scenario = request.getfixturevalue(name).to_scenario()
    values = {}
    for strategy in ("today", "budget_only"):
        objective = scenario.objective.model_copy(update={"strategy": strategy})
        values[strategy] = allocate(scenario.model_copy(update={"objective": objective})).proof.value
    assert values["budget_only"] > values["today"]
