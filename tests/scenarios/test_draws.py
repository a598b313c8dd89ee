"""Responses under draws against one response per draw, and the draws' place in documents."""

import numpy as np
import pytest

from scenarios.checks import check
from scenarios.document import ParameterDraws
from scenarios.draws import draw_number, draw_responses
from scenarios.reading import read_workbook
from scenarios.response import cell_response
from scenarios.writing import workbook_bytes
from tests.scenarios.small import small_scenario

COLUMNS = {"ceiling": (800.0, 1000.0, 1300.0), "retention": (0.1, 0.2, 0.6), "slope": (0.7, 1.0, 2.0)}
SPEND = np.array([0.0, 10.0, 500.0, 4000.0])


def drawn(columns=COLUMNS, **update):
    scenario = small_scenario()
    first = scenario.channels[0].model_copy(update={"draws": ParameterDraws(**columns), **update})
    return scenario.model_copy(update={"channels": (first, *scenario.channels[1:])})


@pytest.mark.parametrize("saturation_first", [False, True])
def test_every_draw_is_the_response_of_its_parameters(saturation_first):
    scenario = drawn(saturation_first=saturation_first)
    campaign, channel = scenario.campaigns[0], scenario.channels[0]
    cell = campaign.channels[0]
    values = draw_responses(scenario, campaign, cell, channel, 1).value(SPEND)
    assert values.shape == (3, len(SPEND))
    for row, ceiling, retention, slope in zip(values, *COLUMNS.values(), strict=True):
        curve = channel.curve.model_copy(update={"ceiling": ceiling, "slope": slope})
        single = channel.model_copy(update={"curve": curve, "retention": retention, "draws": None})
        alone = cell_response(scenario, campaign, cell, single, 1)
        assert row == pytest.approx(alone.value(SPEND))


def test_a_certain_channel_is_the_same_under_every_draw():
    scenario = drawn()
    campaign = next(one for one in scenario.campaigns if len(one.channels) > 1)
    cell = campaign.channels[1]
    channel = next(one for one in scenario.channels if one.id == cell.channel)
    values = draw_responses(scenario, campaign, cell, channel, 1).value(SPEND)
    assert draw_number(scenario) == 3
    assert values == pytest.approx(
        np.tile(cell_response(scenario, campaign, cell, channel, 1).value(SPEND), (3, 1))
    )


def test_draws_survive_a_workbook():
    scenario = drawn()
    assert read_workbook(workbook_bytes(scenario)) == scenario


def test_channels_with_different_numbers_of_draws_are_refused():
    scenario = drawn()
    second = scenario.channels[1].model_copy(update={"draws": ParameterDraws(ceiling=(1.0, 2.0))})
    crooked = scenario.model_copy(update={"channels": (scenario.channels[0], second)})
    assert "draws_differ" in {problem.code for problem in check(crooked)}
