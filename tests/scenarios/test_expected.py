"""Expected curves are the mean over the draws, everywhere that a plan is valued."""

import numpy as np
import pytest

from scenarios.draws import draw_responses
from scenarios.expected import ExpectedResponses
from scenarios.today import todays_allocation
from scenarios.valuation import Valuation
from tests.optimizer.risk.scenario_cases import uncertain


def expected(document):
    objective = document.objective.model_copy(update={"curves": "expected"})
    return document.model_copy(update={"objective": objective})


def cells(document):
    channels = {channel.id: channel for channel in document.channels}
    for campaign in document.campaigns:
        for cell in campaign.channels:
            yield campaign, cell, channels[cell.channel]


@pytest.mark.parametrize("launch", [0, 3, 6])
def test_a_response_is_the_mean_over_the_draws(launch):
    document = expected(uncertain())
    spend = np.linspace(0, 80_000, 500)
    for campaign, cell, channel in cells(document):
        mean = draw_responses(document, campaign, cell, channel, launch).value(spend).mean(axis=0)
        found = Valuation(document).response(campaign.id, channel.id, launch)
        assert np.abs(found.value(spend) - mean).max() <= 2e-5 * mean.max()


def seasonal(document):
    """Seasons, rate cards, effects and scales on every cell; carry-over after saturation on one channel."""
    channels = tuple(
        channel.model_copy(
            update={"season": (1.0, 0.5, 2.0, 1.5, 0.8), "saturation_first": channel.id == "search"}
        )
        for channel in document.channels
    )
    tiered = channels[0].model_validate(
        {**channels[0].model_dump(mode="json"), "rate_card": [{"spend_from": 15_000, "price": 0.8}]}
    )
    campaigns = tuple(
        campaign.model_copy(
            update={
                "channels": tuple(
                    cell.model_copy(update={"effect": 1.3, "scale": 0.7}) for cell in campaign.channels
                )
            }
        )
        for campaign in document.campaigns
    )
    return document.model_copy(update={"channels": (tiered, *channels[1:]), "campaigns": campaigns})


def test_seasons_effects_scales_and_rates_are_in_it():
    document = expected(seasonal(uncertain()))
    spend = np.linspace(0, 60_000, 400)
    shared = ExpectedResponses(document)
    for campaign, cell, channel in cells(document):
        if channel.draws is None:
            continue
        for launch in (0, 2):
            mean = draw_responses(document, campaign, cell, channel, launch).value(spend).mean(axis=0)
            found = shared.response(campaign, cell, channel, launch).value(spend)
            assert np.abs(found - mean).max() <= 3e-5 * mean.max()


def test_curves_of_draws_that_vary_in_carry_over_after_saturation():
    document = expected(uncertain())
    channel = document.channels[0]
    retention = np.random.default_rng(0).uniform(0.2, 0.7, 40).tolist()
    draws = channel.draws.model_copy(update={"retention": tuple(retention)})
    channel = channel.model_copy(update={"draws": draws, "saturation_first": True})
    campaign, cell = document.campaigns[0], document.campaigns[0].channels[0]
    spend = np.linspace(0, 60_000, 300)
    mean = draw_responses(document, campaign, cell, channel, 0).value(spend).mean(axis=0)
    found = ExpectedResponses(document).response(campaign, cell, channel, 0).value(spend)
    assert np.abs(found - mean).max() <= 3e-5 * mean.max()


def test_without_draws_nothing_changes():
    document = uncertain()
    plain = document.model_copy(
        update={"channels": tuple(one.model_copy(update={"draws": None}) for one in document.channels)}
    )
    today = todays_allocation(plain)
    assert Valuation(expected(plain)).statement(today) == Valuation(plain).statement(today)
