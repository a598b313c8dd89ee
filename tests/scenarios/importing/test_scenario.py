"""From curves to documents: complete, the same after a round trip, and ready for today against recommended."""

import dataclasses
import json

import numpy as np
import pytest

from optimizer import allocate
from optimizer.verify.money import money_violations
from scenarios.checks import check
from scenarios.errors import DocumentError
from scenarios.i18n import LANGUAGES
from scenarios.importing import ImportOptions, ScenarioOptions, import_curves
from scenarios.reading import examine_bytes, read_workbook
from scenarios.response import evaluate
from scenarios.writing import dump_json, dump_yaml, workbook_bytes
from tests.scenarios.importing.writers import (
    ADSTOCKS,
    SPEND,
    robyn_document,
    write_json,
    write_meridian_curves,
    write_pymc,
)


@pytest.fixture(params=["robyn", "pymc", "saturation_first", "weibull", "meridian"])
def imported(request, tmp_path):
    if request.param == "robyn":
        return import_curves(write_json(tmp_path, robyn_document("weibull_pdf")))
    if request.param == "meridian":
        return import_curves(write_meridian_curves(tmp_path), ImportOptions(periods=52))
    options = {
        "pymc": {"saturation": "hill_sigmoid", "adstock": "delayed"},
        "saturation_first": {"saturation": "root", "adstock": "binomial", "adstock_first": False},
        "weibull": {"saturation": "hill", "adstock": "weibull_cdf"},
    }[request.param]
    return import_curves(write_pymc(tmp_path, **options))


def test_a_scenario_comes_back_from_yaml_json_and_workbook(imported):
    scenario = imported.to_scenario()
    assert not check(scenario)
    assert examine_bytes(dump_yaml(scenario).encode(), "a.yaml").scenario == scenario
    assert examine_bytes(dump_json(scenario).encode(), "a.json").scenario == scenario
    assert read_workbook(workbook_bytes(scenario)) == scenario


def test_today_and_a_recommendation_can_be_compared_at_once(imported):
    values = {}
    for strategy in ("today", "budget_only"):
        scenario = imported.to_scenario(options=ScenarioOptions(periods=8))
        objective = scenario.objective.model_copy(update={"strategy": strategy})
        planned = scenario.model_copy(update={"objective": objective})
        allocation = allocate(planned)
        assert not money_violations(planned, allocation)
        values[strategy] = allocation.proof.value
    assert values["budget_only"] >= values["today"]
    assert {"spend": scenario.campaigns[0].channels[0].today > 0} == {"spend": True}


def test_a_report_in_both_languages(imported):
    for language in LANGUAGES:
        text = imported.render(language)
        assert imported.source in text
        assert imported.channels[0].name in text
        plain = imported.to_dict(language)
        assert json.loads(json.dumps(plain)) == plain
        assert len(plain["checks"]) >= len(plain["channels"])


def test_a_base_keeps_all_but_the_curves(tmp_path):
    base = import_curves(write_json(tmp_path, robyn_document())).to_scenario()
    tv = base.channels[0].model_copy(update={"spend_max": 900_00, "group": "brand"})
    base = base.model_copy(update={"channels": (tv,), "campaigns": base.campaigns[:1]})
    model = write_json(tmp_path, robyn_document("weibull_cdf"), "new.json")
    merged = import_curves(model).to_scenario(base)
    assert not check(merged)
    first, second = merged.channels
    assert (first.spend_max, first.group, first.name) == (900_00, "brand", tv.name)
    assert first.curve != tv.curve
    assert (first.retention, first.carry_over.family) == (0, "weibull_cdf")
    assert (second.id, merged.campaigns[1].channels[0].channel) == ("search_S", "search_S")
    assert merged.budget == base.budget


def test_a_base_with_other_periods_is_refused(tmp_path):
    base = import_curves(write_json(tmp_path, robyn_document())).to_scenario()
    fortnights = import_curves(write_pymc(tmp_path, days=14))
    with pytest.raises(DocumentError) as caught:
        fortnights.to_scenario(base)
    assert caught.value.problems[0].code == "import_period_differs"


GEO = "geo,time,tv_S_spend,search S_spend,tv_spend,search_spend\n" + "".join(
    f"{geo},2026-01-0{day},{tv},{search},{tv},{search}\n"
    for geo, tv, search in (("北", 30, 5), ("south", 10, 5))
    for day in (1, 8)
)


@pytest.mark.parametrize("saturation", ["logistic", "hill", "root", "hill_sigmoid", "michaelis_menten"])
def test_regions_add_up_to_the_national_curve(tmp_path, saturation):
    geo = tmp_path / "geo.csv"
    geo.write_text(GEO, encoding="utf-8")
    path = write_pymc(tmp_path, saturation=saturation)
    whole = import_curves(path, ImportOptions(spend_unit=10))
    parts = import_curves(path, ImportOptions(spend_unit=10, regions=geo))
    assert [one.channel.group for one in parts.channels] == ["北", "south"] * 2
    spend = np.array([0.0, 5.0, 50.0, 900.0])
    together = evaluate(parts.channels[0].channel.curve, 0.75 * spend)
    together += evaluate(parts.channels[1].channel.curve, 0.25 * spend)
    assert together == pytest.approx(evaluate(whole.channels[0].channel.curve, spend))
    assert all(check.passed for check in parts.checks)
    assert parts.channels[0].today == pytest.approx(0.75 * whole.channels[0].today)
    assert not check(parts.to_scenario())


def test_draws_are_split_with_their_curves(tmp_path):
    geo = tmp_path / "geo.csv"
    geo.write_text(GEO, encoding="utf-8")
    path = write_pymc(tmp_path, saturation="root")
    whole = import_curves(path).channels[0].channel.draws
    part = import_curves(path, ImportOptions(regions=geo)).channels[0].channel.draws
    expected = np.array(whole.coefficient) * 0.75 ** (1 - np.array(whole.exponent))
    assert part.coefficient == pytest.approx(list(expected))
    assert part.retention == whole.retention


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("time,tv_spend,search_spend\n1,2,3\n", "import_region_column"),
        ("geo,tv_spend\nA,2\n", "import_column"),
        ("geo,tv_spend,search_spend\nA,2,0\n", "import_no_spend"),
    ],
)
def test_a_table_of_regions_that_does_not_fit_is_refused(tmp_path, text, code):
    geo = tmp_path / "geo.csv"
    geo.write_text(text)
    with pytest.raises(DocumentError) as caught:
        import_curves(write_pymc(tmp_path), ImportOptions(regions=geo))
    assert caught.value.problems[0].code == code


def test_every_kernel_has_an_end_that_documents_admit(tmp_path):
    for adstock in ADSTOCKS:
        found = import_curves(write_pymc(tmp_path, adstock, "logistic"))
        assert found.window.periods == len(SPEND)


def test_carry_over_is_counted_to_its_end(tmp_path):
    """Weights of 0.4 after a flight: 0.4^8 is below a thousandth; a slow kernel counts longer."""
    quick = import_curves(write_json(tmp_path, robyn_document()))
    assert quick.to_scenario().objective.carry_out_periods == 8
    slow = quick.channels[0].channel.model_copy(update={"retention": 0.8})
    channels = (dataclasses.replace(quick.channels[0], channel=slow),)
    longer = dataclasses.replace(quick, channels=channels).to_scenario()
    assert longer.objective.carry_out_periods == 30
