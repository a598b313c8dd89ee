"""Partial pooling: few cases move towards the others, many do not, and errors shrink on average."""

import math

import numpy as np
import pytest
from scipy.special import polygamma

from simulation.calibration.pooling import _inverse_trigamma, between_variance, pool, pooled_variances

COUNTS = (5, 8, 12, 40, 200)


def stages(seed, spread=0.4):
    """True ratios of actual to estimated hours, and samples of each stage."""
    generator = np.random.default_rng(seed)
    truth = np.exp(0.2 + spread * generator.standard_normal(len(COUNTS)))
    sigma = 0.6
    return truth, [
        ratio * np.exp(sigma * generator.standard_normal(count) - sigma**2 / 2)
        for ratio, count in zip(truth, COUNTS, strict=True)
    ]


def test_few_cases_move_far_and_many_hardly():
    _, groups = stages(1, spread=0.1)
    own = [one.own for one in pool(groups)]
    assert own[0] < 0.8
    assert max(own) == own[-1] > 0.95


def test_pooled_means_are_closer_to_the_truth():
    raw, better = [], []
    for seed in range(200):
        truth, groups = stages(seed, spread=0.2)
        raw.append([math.log(group.mean() / ratio) for group, ratio in zip(groups, truth, strict=True)])
        better.append(
            [one.log_mean - math.log(ratio) for one, ratio in zip(pool(groups), truth, strict=True)]
        )
    errors = [np.sqrt(np.mean(np.square(each), axis=0)) for each in (raw, better)]
    assert errors[1][0] < 0.9 * errors[0][0]
    assert np.mean(np.square(better)) < np.mean(np.square(raw))


def test_intervals_cover_on_average_over_stages():
    hits = []
    for seed in range(300):
        truth, groups = stages(seed)
        hits += [
            abs(one.log_mean - math.log(ratio)) <= 1.645 * one.variance**0.5
            for one, ratio in zip(pool(groups), truth, strict=True)
        ]
    assert 0.86 <= np.mean(hits) <= 0.94


def test_two_stages_teach_nothing():
    assert pool(stages(1)[1][:2]) is None
    assert pool([np.full(5, 2.0)] * 4) is None


def test_a_single_case_borrows_its_spread():
    _, groups = stages(2, spread=0.1)
    (one, *_) = pool([np.array([1.5]), *groups[1:]])
    assert one.spread == pytest.approx(0.43, abs=0.25)
    assert one.own < 0.5


def test_equal_means_have_no_variance_between_them():
    assert between_variance(np.ones(5), np.full(5, 0.1)) == 0.0
    generator = np.random.default_rng(0)
    means = 0.5 * generator.standard_normal(2000) + 0.1 * generator.standard_normal(2000)
    assert between_variance(means, np.full(2000, 0.01)) == pytest.approx(0.25, rel=0.1)


def test_variances_meet_where_they_are_alike():
    generator = np.random.default_rng(0)
    degrees = np.full(200, 4)
    alike = generator.chisquare(4, 200) / 4
    assert pooled_variances(alike, degrees) == pytest.approx(np.ones(200), abs=0.35)


@pytest.mark.parametrize("value", [1e-3, 0.1, 1.0, 50.0])
def test_the_inverse_of_trigamma(value):
    assert polygamma(1, _inverse_trigamma(value)) == pytest.approx(value)
