"""Robyn models: both conventions, all kinds of adstock, allocator exports."""

import csv

import numpy as np
import pytest

from scenarios.carry_over import carry_over_of, convolve, kernel
from scenarios.errors import DocumentError
from scenarios.importing import ImportOptions, import_curves
from scenarios.importing.robyn.allocator import read_allocation
from scenarios.saturation import evaluate
from tests.scenarios.importing.writers import ROBYN, SPEND, robyn_document, write_json

NEWER = "Robyn (dev) v3.12.1 [R-4.4.1]"


def code_of(caught):
    return caught.value.problems[0].code


@pytest.mark.parametrize("adstock", ROBYN)
@pytest.mark.parametrize(
    ("inflexion", "version"),
    [("interpolated", "Robyn (stable) v3.10.5"), ("maximum", NEWER), ("maximum", "v3.9.0")],
)
def test_contributions_come_back(tmp_path, adstock, inflexion, version):
    path = write_json(tmp_path, robyn_document(adstock, inflexion=inflexion, version=version))
    found = import_curves(path)
    assert [one.name for one in found.channels] == ["tv_S", "search S"]
    assert [one.channel.id for one in found.channels] == ["tv_S", "search_S"]
    assert all(check.passed and check.error < 1e-12 for check in found.checks)
    assert any(f"inflexion_{inflexion}" in note.key for note in found.notes)


def test_the_curve_over_all_rows_gives_the_contribution_of_the_window(tmp_path):
    """What a plan would compute is what the file says, not only what the importer checked."""
    found = import_curves(write_json(tmp_path, robyn_document("weibull_pdf")))
    for place, (one, check) in enumerate(zip(found.channels, found.checks, strict=True)):
        weights = kernel(carry_over_of(one.channel), len(SPEND))
        outcome = evaluate(one.channel.curve, convolve(weights, SPEND[:, place]))[2:9]
        assert outcome.sum() == pytest.approx(check.expected)


def test_a_version_that_says_otherwise_is_remarked(tmp_path):
    found = import_curves(write_json(tmp_path, robyn_document(inflexion="maximum", version="v3.11.1")))
    assert "importing.note.other_convention" in {note.key for note in found.notes}


def test_weights_over_the_window_are_recognised(tmp_path):
    found = import_curves(write_json(tmp_path, robyn_document("weibull_cdf", rows=7)))
    assert all(one.channel.carry_over.length == 7 for one in found.channels)


def test_spend_and_window(tmp_path):
    found = import_curves(write_json(tmp_path, robyn_document()), ImportOptions(spend_unit=1000))
    window = SPEND[2:9]
    assert [one.today for one in found.channels] == pytest.approx(list(window.mean(axis=0) * 1000))
    assert [one.channel.observed_max for one in found.channels] == list(window.max(axis=0) * 100_000)
    assert (found.window.periods, found.window.period) == (7, "week")
    assert found.window.first.isoformat() == "2026-01-19"
    assert found.version == "3.11.1"


def test_a_unit_of_spend_stretches_the_curve_only(tmp_path):
    path = write_json(tmp_path, robyn_document())
    plain, scaled = (import_curves(path, ImportOptions(spend_unit=unit)) for unit in (1, 1000))
    for one, other in zip(plain.channels, scaled.channels, strict=True):
        at = np.array([3.0, 20.0, 90.0])
        assert evaluate(other.channel.curve, at * 1000) == pytest.approx(evaluate(one.channel.curve, at))


def test_data_may_stand_beside_the_model(tmp_path):
    bare = write_json(tmp_path, robyn_document(raw_data=False))
    with pytest.raises(DocumentError) as caught:
        import_curves(bare)
    assert code_of(caught) == "import_raw_data"
    rows = robyn_document()["Extras"]["raw_data"]
    with (tmp_path / "data.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert len(import_curves(bare, ImportOptions(raw_data=tmp_path / "data.csv")).channels) == 2


def test_conversions_need_a_value(tmp_path):
    path = write_json(tmp_path, robyn_document(kind="conversion"))
    with pytest.raises(DocumentError) as caught:
        import_curves(path).to_scenario()
    assert code_of(caught) == "import_value_per_outcome"
    scenario = import_curves(path, ImportOptions(value_per_outcome=12.5)).to_scenario()
    assert {one.value_per_outcome for one in scenario.campaigns} == {12.5}


def spoiled(path, value):
    document = robyn_document()
    *outer, last = path
    node = document
    for part in outer:
        node = node[part]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("InputCollect", "adstock"), ["linear"], "import_unsupported"),
        (("InputCollect", "adstock"), None, "import_missing"),
        (("InputCollect", "paid_media_spends"), [3], "import_form_texts"),
        (("InputCollect", "rollingWindowEndWhich"), [400], "import_window"),
        (("InputCollect", "rollingWindowEndWhich"), ["x"], "import_form_number"),
        (("InputCollect", "version"), [1, 2], "import_form_single"),
        (("ExportedModel", "summary", 1, "coef"), 9100.0, "import_not_reproduced"),
        (("ExportedModel", "summary", 1, "coef"), -9000.0, "import_negative"),
        (("ExportedModel", "summary", 1, "variable"), "tv_I", "import_media_variable"),
        (("ExportedModel", "hyper_values", "tv_S_alphas"), [40.0], "import_out_of_range"),
        (("ExportedModel", "hyper_values", "tv_S_thetas"), [1.0], "import_out_of_range"),
        (("ExportedModel", "hyper_values", "tv_S_gammas"), None, "import_missing"),
        (("Extras", "raw_data", 4, "tv_S"), -1.0, "import_number"),
        (("Extras", "raw_data", 4, "DATE"), "yesterday", "import_date"),
        (("Extras", "raw_data", 4, "DATE"), "2026-02-01", "import_spacing"),
    ],
)
def test_what_is_broken_is_named(tmp_path, path, value, code):
    with pytest.raises(DocumentError) as caught:
        import_curves(write_json(tmp_path, spoiled(path, value)))
    assert code_of(caught) == code
    for language in ("en", "zh"):
        assert "RobynModel-1_2_3.json" in caught.value.render(language)


def test_days_are_refused(tmp_path):
    with pytest.raises(DocumentError) as caught:
        import_curves(write_json(tmp_path, robyn_document(days=1)))
    assert code_of(caught) == "import_daily"


ALLOCATOR = """"","channels","initSpendUnit","initSpendUnitTotal","optmSpendUnit","optmSpendUnitTotal",\
"constr_low_abs","constr_up_abs","model"
"1","tv_S",20,50,35,50,14,44,NA
"2","search S",30,50,15,50,12,60,NA
"""


def test_an_allocator_export_completes_its_model(tmp_path):
    export = tmp_path / "export.csv"
    export.write_text(ALLOCATOR)
    path = write_json(tmp_path, robyn_document())
    found = import_curves(path, ImportOptions(allocation=export, spend_unit=10))
    tv, search = found.channels
    assert (tv.today, tv.recommended, tv.least, tv.most) == (200, 350, 140, 440)
    assert all(check.passed for check in found.checks)
    cells = [campaign.channels[0] for campaign in found.to_scenario().campaigns]
    assert [(one.spend_min, one.today, one.spend_max) for one in cells] == [
        (26 * 140_00, 26 * 200_00, 26 * 440_00),
        (26 * 120_00, 26 * 300_00, 26 * 600_00),
    ]
    assert search.recommended == 150


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("tv_S", "radio", "import_other_channels"),
        (",20,50", ",25,50", "import_not_reproduced"),
        (",20,", ",NA,", "import_number"),
        ("constr_up_abs", "upper", "import_column"),
    ],
)
def test_an_export_that_does_not_fit_is_refused(tmp_path, old, new, code):
    export = tmp_path / "export.csv"
    export.write_text(ALLOCATOR.replace(old, new))
    with pytest.raises(DocumentError) as caught:
        import_curves(write_json(tmp_path, robyn_document()), ImportOptions(allocation=export))
    assert code_of(caught) == code


def test_an_export_alone_holds_no_curves(tmp_path):
    export = tmp_path / "export.csv"
    export.write_text(ALLOCATOR)
    with pytest.raises(DocumentError) as caught:
        import_curves(export)
    assert code_of(caught) == "import_allocator_alone"
    assert [one.name for one in read_allocation(export).allotments] == ["tv_S", "search S"]
