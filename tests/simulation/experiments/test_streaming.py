"""What is summed up as it comes says what the samples say."""

from functools import reduce
from itertools import permutations

import numpy as np
import pytest

from scenarios.document import SimulationSettings
from scenarios.measures import MEASURES
from scenarios.outcome import CAUSES
from scenarios.summary import summarise
from simulation import Place, simulate, simulate_streaming
from simulation.blueprint import build_blueprint
from simulation.experiments.chunks import Chunk
from simulation.experiments.streaming import bin_width, frame_of, tally
from simulation.experiments.summary import Summary
from simulation.experiments.tally import Tally
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE, busy

SCENARIO = busy()
PLAN = plan_of(SCENARIO)
SETTINGS = BY_DATE.model_copy(update={"replications": 45})


@pytest.fixture(scope="module")
def outcome():
    return simulate(SCENARIO, PLAN, settings=SETTINGS)


@pytest.fixture(scope="module")
def streamed():
    return simulate_streaming(SCENARIO, PLAN, settings=SETTINGS)


def same(found, true):
    assert (found is None) == (true is None)
    if true is not None:
        assert found.value == pytest.approx(true.value, rel=1e-9)
        for one, other in ((found.low, true.low), (found.high, true.high)):
            assert one == pytest.approx(other, rel=1e-6)
        assert found.replications == true.replications


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.key)
def test_measures_are_those_of_the_samples(measure, outcome, streamed):
    same(streamed.measures.get(measure.key), measure.estimate(outcome))


def test_campaigns_and_people_are_those_of_the_samples(outcome, streamed):
    kept = summarise(outcome, SCENARIO)
    same(streamed.loss_probability, kept.money.loss_probability)
    for found, true in zip(streamed.campaigns, kept.campaigns, strict=True):
        for name in (
            "launched",
            "on_time",
            "lead_days",
            "late_days",
            "revenue",
            "lateness_loss",
            "rework_visits",
        ):
            same(getattr(found, name), getattr(true, name))
        for cause in CAUSES:
            same(found.waiting_hours[cause], true.waiting_hours[cause])
    for person, true in kept.team.people.items():
        same(streamed.people[person], true)


def test_quantiles_are_enclosed_by_their_bins(outcome, streamed):
    for quantile, probability in zip(streamed.net_value, (0.1, 0.5, 0.9), strict=True):
        rank = int(np.ceil(probability * 45 - 1e-9)) - 1
        assert quantile.low <= np.sort(outcome.net_value)[rank] < quantile.high
        assert quantile.high - quantile.low == streamed.value_width
    kept = summarise(outcome, SCENARIO)
    for found, true in zip(streamed.campaigns, kept.campaigns, strict=True):
        for binned, sampled in zip(found.launch, true.launch, strict=True):
            assert (
                SCENARIO.horizon.moment(binned.low) <= sampled.moment < SCENARIO.horizon.moment(binned.high)
            )
    assert (streamed.least_net_value, streamed.largest_net_value) == (
        outcome.net_value.min(),
        outcome.net_value.max(),
    )


def test_any_number_of_workers_and_any_place_give_the_same_bits(streamed, tmp_path):
    place = Place(checkpoint=tmp_path)
    assert simulate_streaming(SCENARIO, PLAN, settings=SETTINGS, workers=2, place=place) == streamed
    files = list(tmp_path.rglob("tally-*"))
    files[1].unlink()
    assert simulate_streaming(SCENARIO, PLAN, settings=SETTINGS, place=place) == streamed


def test_tallies_merge_alike_in_any_order_and_survive_json():
    blueprint = build_blueprint(SCENARIO, PLAN, SETTINGS)
    frame = frame_of(SCENARIO, PLAN, blueprint)
    parts = [tally(blueprint, frame, "simpy", Chunk(first, 3)) for first in (0, 3, 6)]
    whole = tally(blueprint, frame, "simpy", Chunk(0, 9))
    assert all(reduce(Tally.merge, order) == whole for order in permutations(parts))
    assert parts[0].merge(parts[1].merge(parts[2])) == whole
    assert reduce(Tally.merge, (Tally.from_bytes(part.to_bytes()) for part in parts)) == whole


def test_a_summary_survives_json(streamed):
    assert Summary.model_validate_json(streamed.model_dump_json()) == streamed


def test_more_replications_take_no_more_room():
    """The room of a tally depends on how many bins there are, which the range of the values limits."""
    blueprint = build_blueprint(SCENARIO, PLAN, SETTINGS)
    frame = frame_of(SCENARIO, PLAN, blueprint)
    parts = [tally(blueprint, frame, "simpy", Chunk(first, 20)) for first in (0, 20)]
    found = reduce(Tally.merge, parts * 2_000)
    assert found.whole.count == 80_000
    assert len(found.to_bytes()) < 1.5 * len(parts[0].merge(parts[1]).to_bytes())


def test_nothing_planned_is_summed_up_too():
    empty = busy(campaigns=[])
    settings = SimulationSettings(replications=12, dispatch="due_date", workers=1)
    found = simulate_streaming(empty, plan_of(empty), settings=settings)
    assert found.campaigns == ()
    assert "on_time" not in found.measures
    kept = simulate(empty, plan_of(empty), settings=settings)
    assert kept.waiting.shape == (12, 0, len(CAUSES))
    assert type(kept).model_validate_json(kept.model_dump_json()) == kept


@pytest.mark.parametrize("amount", [0, 1, 999, 1_000, 1_001, 123_456_789])
def test_bins_are_round_and_fine_enough(amount):
    width = bin_width(amount)
    assert str(width).rstrip("0") in {"1", "2", "5"}
    assert amount / 1_000 <= width < max(2, amount / 1_000 * 2.5)
