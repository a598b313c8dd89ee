"""Ranking and selection: the best is found as often as promised, and ties come to an end."""

import numpy as np
import pytest

from simulation.experiments.selection import kim_nelson


def normals(means, rng, common=0.0, size=2_000):
    """Replications with a common part of the luck."""
    luck = rng.standard_normal((size, len(means)))
    shared = rng.standard_normal((size, 1))
    table = np.asarray(means) + common**0.5 * shared + (1 - common) ** 0.5 * luck
    return lambda who, first, count: table[first : first + count][:, list(who)]


@pytest.mark.parametrize("common", [0.0, 0.8])
@pytest.mark.parametrize("confidence", [0.9, 0.75])
def test_the_best_is_selected_as_often_as_promised(common, confidence):
    """All others are worse by exactly the zone: the hardest case there is."""
    rng = np.random.default_rng(7)
    trials, right = 250, 0
    for _ in range(trials):
        best = int(rng.integers(4))
        means = [0.5 if one == best else 0.0 for one in range(4)]
        race = kim_nelson(normals(means, rng, common), 4, zone=0.5, confidence=confidence, first=10)
        assert race.end in {"separated", "indifferent"}
        right += race.best == best
    assert right / trials >= confidence - 2.5 * (confidence * (1 - confidence) / trials) ** 0.5


def test_common_random_numbers_save_replications():
    totals = []
    for common in (0.0, 0.9):
        rng = np.random.default_rng(8)
        races = [
            kim_nelson(normals([0, 0.1, 0.5], rng, common), 3, zone=0.3, confidence=0.95) for _ in range(20)
        ]
        totals.append(sum(fate.replications for race in races for fate in race.fates))
    assert totals[1] < totals[0] / 2


def test_exactly_tied_alternatives_end():
    rng = np.random.default_rng(9)
    luck = rng.standard_normal((500, 1))
    race = kim_nelson(
        lambda who, first, count: luck[first : first + count][:, [0] * len(who)],
        3,
        zone=1e-9,
        confidence=0.95,
    )
    assert (race.best, race.end, race.replications) == (0, "tied", 20)
    assert [fate.beaten_by for fate in race.fates] == [None, 0, 0]
    assert all(fate.tied for fate in race.fates[1:])


def test_a_tied_pair_among_others_leaves_one_of_them():
    rng = np.random.default_rng(10)
    table = normals([0.0, 1.0, 0.0], rng, 0.5)(range(3), 0, 2_000)
    table[:, 2] = table[:, 1]
    race = kim_nelson(
        lambda who, first, count: table[first : first + count][:, list(who)], 3, zone=0.2, confidence=0.9
    )
    assert (race.best, race.end) == (1, "separated")
    assert race.fates[2].tied
    assert not race.fates[0].kept


def test_equally_good_alternatives_end_within_the_zone():
    rng = np.random.default_rng(11)
    race = kim_nelson(normals([0.0, 0.0], rng), 2, zone=0.5, confidence=0.95)
    assert race.end in {"separated", "indifferent"}
    assert race.replications < 2_000


def test_a_cap_that_is_reached_is_told():
    rng = np.random.default_rng(12)
    race = kim_nelson(normals([0.0, 0.0, 9.0], rng), 3, zone=0.001, confidence=0.95, first=10, most=25)
    assert race.end in {"cap", "separated"}
    race = kim_nelson(normals([9.0, 9.0, 0.0], rng), 3, zone=0.001, confidence=0.95, first=10, most=25)
    assert (race.end, race.replications) == ("cap", 25)
    assert sum(fate.kept for fate in race.fates) >= 2


def test_how_many_are_asked_for_at_a_time_changes_nothing(monkeypatch):
    sampler = normals([0.0, 0.3, 0.35], np.random.default_rng(13), 0.5)
    races = []
    for stage in (1, 10, 400):
        monkeypatch.setattr("simulation.experiments.selection.STAGE", stage)
        races.append(kim_nelson(sampler, 3, zone=0.1, confidence=0.9))
    assert len({(race.best, race.end, race.fates[0]) for race in races}) == 1


@pytest.mark.parametrize(
    "wrong", [{"zone": 0.0}, {"confidence": 1.0}, {"confidence": 0.2}, {"first": 2}, {"most": 5}]
)
def test_arguments_out_of_bounds_are_refused(wrong):
    arguments = {"zone": 1.0, "confidence": 0.9, "first": 10, "most": 50, **wrong}
    with pytest.raises(ValueError, match="zone"):
        kim_nelson(normals([0, 1], np.random.default_rng(1)), 2, **arguments)
