import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare, kstest

from scenarios.document import Scenario
from simulation.blueprint import build_blueprint
from simulation.draws import Purpose, Stream, identity
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE
from tests.strategies import scenarios


def test_an_identity_is_the_same_everywhere_and_for_good():
    # printf 'spring/design' | b2sum -l 64
    assert identity("spring/design").to_bytes(8, "little").hex() == "b9b1298444fa4c8c"


def test_uniform_numbers_are_uniform_and_never_reach_the_ends():
    numbers = Stream(1, 0).uniforms(Purpose.EFFORT, identity("a"), np.arange(200_000))
    assert 0 < numbers.min() < numbers.max() < 1
    assert kstest(numbers, "uniform").pvalue > 0.001
    assert chisquare(np.histogram(numbers * 2**10 % 1, bins=256, range=(0, 1))[0]).pvalue > 0.001
    assert (numbers * 2**53 == np.floor(numbers * 2**53)).all()


@pytest.mark.parametrize(
    ("change", "other"),
    [
        ("seed", (Stream(2, 0), Purpose.EFFORT, "a", 0)),
        ("high seed", (Stream(1 + 2**40, 0), Purpose.EFFORT, "a", 0)),
        ("replication", (Stream(1, 1), Purpose.EFFORT, "a", 0)),
        ("purpose", (Stream(1, 0), Purpose.HANDOFF, "a", 0)),
        ("identity", (Stream(1, 0), Purpose.EFFORT, "b", 0)),
        ("index", (Stream(1, 0), Purpose.EFFORT, "a", 1)),
    ],
)
def test_every_part_of_the_key_counts(change, other):
    stream, purpose, path, index = other
    number = stream.uniforms(purpose, identity(path), index)
    assert number != Stream(1, 0).uniforms(Purpose.EFFORT, identity("a"), 0), change


def test_streams_of_neighbours_are_uncorrelated():
    one, two = (
        Stream(1, replication).uniforms(Purpose.EFFORT, 5, np.arange(50_000)) for replication in (0, 1)
    )
    lagged = np.corrcoef(one[1:], one[:-1])[0, 1]
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.02
    assert abs(lagged) < 0.02


@given(scenarios(max_campaigns=4, with_settings=False), st.data())
@settings(max_examples=40)
def test_dropping_and_moving_campaigns_leaves_the_draws_of_the_others(scenario, data):
    kept = data.draw(st.permutations(scenario.campaigns))
    kept = kept[: data.draw(st.integers(0, len(kept)))]
    names = {campaign.id for campaign in kept}
    kept = [one.model_copy(update={"prerequisites": tuple(set(one.prerequisites) & names)}) for one in kept]
    fewer = scenario.model_copy(update={"campaigns": tuple(kept)})
    before, after = _draws(scenario), _draws(fewer)
    assert after.keys() == names
    assert all(after[name] == before[name] for name in names)


def _draws(scenario: Scenario):
    """Hours and coins of the first three visits, and change requests, by campaign."""
    blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE)
    stream = Stream(3, 5)
    changes = blueprint.changes.draw(stream)
    found = {}
    for job, draws in zip(blueprint.jobs, blueprint.draws.draws(stream), strict=True):
        if job.job.kind == "preparation":
            process = job.process
            found[job.job.id] = (
                [draws.hours(one, visit) for visit in range(3) for one in range(len(process.variates))],
                [draws.coin(one, visit) for visit in range(3) for one in range(len(process.coins))],
                [change[1:] for change in changes if change.job == job.job.index],
            )
    return found
