"""PyMC-Marketing models: every adstock and saturation in either order, regions, draws, and refusals."""

import json

import numpy as np
import pytest

from scenarios.draws import draw_responses
from scenarios.errors import DocumentError
from scenarios.importing import ImportOptions, import_curves
from tests.scenarios.importing.writers import ADSTOCKS, SATURATIONS, SPEND, write_pymc


def code_of(caught):
    return caught.value.problems[0].code


@pytest.mark.parametrize("adstock_first", [True, False], ids=["adstock_first", "saturation_first"])
@pytest.mark.parametrize("saturation", SATURATIONS)
def test_every_saturation_comes_back(tmp_path, saturation, adstock_first):
    found = import_curves(write_pymc(tmp_path, saturation=saturation, adstock_first=adstock_first))
    assert [check.figures for check in found.checks] == [2 * 6 * len(SPEND)] * 2
    assert max(check.error for check in found.checks) < 1e-13
    assert all(one.channel.saturation_first is not adstock_first for one in found.channels)


@pytest.mark.parametrize("normalise", [True, False])
@pytest.mark.parametrize("adstock", ADSTOCKS)
def test_every_adstock_comes_back(tmp_path, adstock, normalise):
    found = import_curves(write_pymc(tmp_path, adstock, "hill", normalise=normalise))
    assert max(check.error for check in found.checks) < 1e-13


def test_files_that_store_classes_are_read_too(tmp_path):
    """Recent releases write the class in place of a lookup name, and know half-lives."""
    place = "pymc_marketing.mmm.components"
    adstock = {"__type__": f"{place}.adstock.GeometricAdstock", "parametrization": "halflife"}
    attributes = {
        "adstock": json.dumps({**adstock, "l_max": 4, "normalize": True, "mode": "After"}),
        "saturation": json.dumps({"__type__": f"{place}.saturation.HillSaturation"}),
    }
    found = import_curves(write_pymc(tmp_path, "geometric_halflife", "hill", attributes=attributes))
    assert max(check.error for check in found.checks) < 1e-13
    assert found.channels[0].channel.carry_over.retention == pytest.approx(0.5 ** (1 / 1.3), abs=0.1)


def test_means_and_draws(tmp_path):
    path = write_pymc(tmp_path, draws=20)
    found = import_curves(path, ImportOptions(draws=7, spend_unit=100))
    channel = found.channels[0].channel
    assert (found.draws, channel.draws.number) == (7, 7)
    assert set(channel.draws.columns()) == {"ceiling", "rate", "retention"}
    everything = import_curves(path, ImportOptions(draws=2000, spend_unit=100)).channels[0].channel
    assert everything.draws.number == 40
    assert channel.curve.ceiling == pytest.approx(np.mean(everything.draws.ceiling))
    assert channel.carry_over.retention == pytest.approx(np.mean(everything.draws.retention))
    assert set(channel.draws.ceiling) <= set(everything.draws.ceiling)
    assert import_curves(path, ImportOptions(draws=0)).channels[0].channel.draws is None


@pytest.mark.parametrize("saturation", SATURATIONS)
def test_a_unit_of_spend_stretches_the_curves_only(tmp_path, saturation):
    path = write_pymc(tmp_path, saturation=saturation)
    values = []
    for unit in (1.0, 250.0):
        scenario = import_curves(path, ImportOptions(spend_unit=unit)).to_scenario()
        campaign, channel = scenario.campaigns[0], scenario.channels[0]
        responses = draw_responses(scenario, campaign, campaign.channels[0], channel, 0)
        values.append(responses.value(np.array([100.0, 900.0]) * unit))
    assert values[0] == pytest.approx(values[1])


def test_regions_become_channels(tmp_path):
    found = import_curves(write_pymc(tmp_path, regions=("north", "south")))
    assert [one.channel.id for one in found.channels] == [
        "tv.north", "tv.south", "search.north", "search.south",
    ]  # fmt: skip
    assert [one.channel.group for one in found.channels] == ["north", "south"] * 2
    assert [one.region for one in found.channels] == ["north", "south"] * 2
    assert found.channels[1].today == pytest.approx(2 * found.channels[0].today)
    assert max(check.error for check in found.checks) < 1e-13


def described(name, **changes):
    return {name: json.dumps({"lookup_name": "geometric", "l_max": 4, **changes})}


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        (described("adstock", lookup_name="custom"), "import_unsupported"),
        (described("adstock", mode="Overlap"), "import_unsupported"),
        (described("adstock", l_max="four"), "import_attribute"),
        (described("saturation", lookup_name="custom"), "import_unsupported"),
        ({"adstock": "geometric"}, "import_attribute"),
        ({"adstock": '{"l_max": 4}'}, "import_attribute"),
        ({"adstock": '{"__type__": "my.Own", "l_max": 4}'}, "import_unsupported"),
        ({"adstock": None}, "import_missing"),
        ({"dims": "3"}, "import_attribute"),
        ({"time_varying_media": "true"}, "import_varying"),
        ({"time_varying_media": '{"m": 200}'}, "import_varying"),
        ({"cost_per_unit": '{"tv": 2}'}, "import_varying"),
        ({"link": "log"}, "import_varying"),
    ],
)
def test_what_has_no_form_in_a_document_is_refused_by_name(tmp_path, attributes, code):
    with pytest.raises(DocumentError) as caught:
        import_curves(write_pymc(tmp_path, attributes=attributes))
    assert code_of(caught) == code
    assert next(iter(attributes)) in caught.value.render("en")


def changed(name, factor):
    return lambda one, values: values * factor if one == name else values


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (changed("channel_contribution", 1 + 1e-8), "import_not_reproduced"),
        (changed("channel_data", 1.01), "import_not_reproduced"),
        (changed("channel_scale", 0.0), "import_scale"),
        (changed("saturation_beta", np.nan), "import_not_finite"),
        (changed("adstock_alpha", 3.0), "import_out_of_range"),
        (lambda name, values: None if name == "channel_contribution" else values, "import_missing"),
        (lambda name, values: None if name == "saturation_lam" else values, "import_missing"),
    ],
)
def test_what_is_broken_is_named(tmp_path, change, code):
    with pytest.raises(DocumentError) as caught:
        import_curves(write_pymc(tmp_path, change=change))
    assert code_of(caught) == code


def test_values_that_no_curve_may_have_are_refused(tmp_path):
    """Consistent, but an S-curve so steep that no document admits it."""
    SATURATIONS["steep"] = ({"slope": 30.0, "kappa": 0.4, "beta": 0.5}, SATURATIONS["hill"][1])
    try:
        described_as = {"saturation": json.dumps({"lookup_name": "hill"})}
        path = write_pymc(tmp_path, saturation="steep", attributes=described_as)
    finally:
        del SATURATIONS["steep"]
    with pytest.raises(DocumentError) as caught:
        import_curves(path)
    assert code_of(caught) == "import_out_of_range"
    assert "slope" in caught.value.render("en")


def test_days_are_refused(tmp_path):
    with pytest.raises(DocumentError) as caught:
        import_curves(write_pymc(tmp_path, days=1))
    assert code_of(caught) == "import_daily"


def test_other_periods_are_recognised(tmp_path):
    assert import_curves(write_pymc(tmp_path, days=14)).window.period == "fortnight"
