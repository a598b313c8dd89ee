"""Intervals against closed forms, published tables and exact counting."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from scenarios.statistics import (
    independent_difference,
    mean,
    paired_difference,
    proportion,
    quantile,
    quantile_ranks,
    ratio_terms,
)


def test_mean_has_students_interval():
    # Five samples: t(0.975, 4) = 2.776445, s = sqrt(2.5).
    found = mean([1, 2, 3, 4, 5], 0.95)
    reach = 2.7764451051977987 * math.sqrt(2.5 / 5)
    assert found.value == 3
    assert found.low == pytest.approx(3 - reach, abs=1e-12)
    assert found.high == pytest.approx(3 + reach, abs=1e-12)
    assert (found.replications, found.confidence) == (5, 0.95)


@pytest.mark.parametrize(
    ("degrees", "confidence", "expected"),
    [(1, 0.95, 12.706205), (9, 0.90, 1.833113), (29, 0.99, 2.756386), (199, 0.95, 1.971957)],
)
def test_mean_uses_the_tabulated_quantile_of_t(degrees, confidence, expected):
    samples = np.zeros(degrees + 1)
    samples[0] = 1.0
    standard_error = samples.std(ddof=1) / math.sqrt(len(samples))
    assert mean(samples, confidence).half_width / standard_error == pytest.approx(expected, abs=2e-6)


def test_one_replication_has_no_interval():
    for found in (
        mean([4], 0.95),
        paired_difference([4], [1], 0.95),
        independent_difference([4], [1, 2], 0.95),
    ):
        assert (found.low, found.high, found.half_width) == (None, None, None)


@given(st.floats(-1e9, 1e9), st.integers(2, 50))
def test_equal_samples_have_an_interval_of_no_width(value, count):
    found = mean([value] * count, 0.95)
    assert (found.value, found.low, found.high) == (value, value, value)


def test_no_samples_is_an_error():
    with pytest.raises(ValueError, match="at least one sample"):
        mean([], 0.95)


def test_the_interval_is_cut_where_the_mean_cannot_lie():
    found = mean([0, 0, 0, 10], 0.95, within=(0, math.inf))
    assert found.low == 0
    assert found.high == mean([0, 0, 0, 10], 0.95).high


@given(st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=40))
def test_the_mean_of_integers_is_exact(samples):
    assert mean(samples, 0.95).value == float(Fraction(sum(samples), len(samples)))


def test_covers_the_true_mean_as_often_as_it_says():
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(2000):
        found = mean(rng.normal(size=8), 0.9)
        hits += found.low <= 0 <= found.high
    # Binomial with p = 0.9: four standard deviations are 0.027.
    assert abs(hits / 2000 - 0.9) < 0.027


@given(st.lists(st.tuples(st.integers(-999, 999), st.integers(-999, 999)), min_size=2, max_size=30))
def test_a_paired_difference_is_the_mean_of_the_differences(pairs):
    other, base = zip(*pairs, strict=True)
    differences = [left - right for left, right in pairs]
    assert paired_difference(other, base, 0.9) == mean(differences, 0.9)


def test_pairs_of_different_length_are_refused():
    with pytest.raises(ValueError, match="as many samples"):
        paired_difference([1, 2], [1, 2, 3], 0.95)


def test_independent_samples_have_welchs_interval():
    # By hand: variances 2.5 and 10, n = 5 each, so v = 2.5 with 2.5^2 / (0.5^2/4 + 2^2/4) = 5.88 degrees of freedom.
    left, right = [2, 4, 6, 8, 10], [1, 2, 3, 4, 5]
    found = independent_difference(left, right, 0.95)
    reference = ttest_ind(left, right, equal_var=False).confidence_interval(0.95)
    assert found.value == 3
    assert (found.low, found.high) == pytest.approx((reference.low, reference.high), rel=1e-9)
    assert 2.447 < found.half_width / math.sqrt(2.5) < 2.571  # t with 6 and with 5 degrees


def test_independent_samples_without_variance_differ_exactly():
    found = independent_difference([3, 3], [1, 1, 1], 0.95)
    assert (found.value, found.low, found.high) == (2, 2, 2)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3, without continuity correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_proportion_agrees_with_newcombes_table(successes, trials, low, high):
    found = proportion(successes, trials, 0.95)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


@given(st.integers(1, 400), st.floats(0, 1), st.floats(0.6, 0.999))
def test_proportion_solves_the_score_equation(trials, share, confidence):
    successes = round(share * trials)
    found = proportion(successes, trials, confidence)
    assert 0 <= found.low <= found.value <= found.high <= 1
    mirrored = proportion(trials - successes, trials, confidence)
    assert mirrored.low == pytest.approx(1 - found.high, abs=1e-12)


@pytest.mark.parametrize(("successes", "trials"), [(1, 0), (3, 2), (-1, 5)])
def test_what_is_no_proportion_is_refused(successes, trials):
    with pytest.raises(ValueError, match="no proportion"):
        proportion(successes, trials, 0.95)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(10, 2, 9), (20, 6, 15), (25, 8, 18), (50, 18, 33), (100, 40, 61)]
)
def test_ranks_for_the_median_are_the_tabulated_ones(count, low, high):
    # The sign-test intervals of the median, as in any table of nonparametric statistics.
    assert quantile_ranks(count, 0.5, 0.95)[1:] == (low, high)


def exact_cdf(successes: int, count: int, p: Fraction) -> Fraction:
    return sum(
        (math.comb(count, k) * p**k * (1 - p) ** (count - k) for k in range(successes + 1)), Fraction(0)
    )


@given(
    st.integers(1, 60),
    st.sampled_from([Fraction(1, 10), Fraction(1, 2), Fraction(4, 5), Fraction(19, 20)]),
    st.sampled_from([Fraction(4, 5), Fraction(19, 20)]),
)
def test_ranks_cover_and_no_narrower_ones_do(count, p, confidence):
    tail = (1 - confidence) / 2
    _, low, high = quantile_ranks(count, float(p), float(confidence))
    if low is not None:
        assert exact_cdf(low - 1, count, p) <= tail
    if (low or 0) < count:
        assert exact_cdf(low or 0, count, p) > tail
    if high is None:
        assert exact_cdf(count - 1, count, p) < 1 - tail
    else:
        assert exact_cdf(high - 1, count, p) >= 1 - tail
        assert high == 1 or exact_cdf(high - 2, count, p) < 1 - tail


@given(st.lists(st.integers(0, 20), min_size=1, max_size=40), st.sampled_from([0.1, 0.5, 0.8, 0.95]))
def test_a_quantile_is_the_least_value_that_is_reached_often_enough(samples, probability):
    found = quantile(samples, probability, 0.95).value
    count = len(samples)
    assert sum(value <= found for value in samples) >= probability * count - 1e-9
    assert sum(value < found for value in samples) < probability * count


def test_a_ratio_of_constant_denominators_is_a_mean():
    np.testing.assert_allclose(ratio_terms([1, 2, 6], [2, 2, 2]), [0.5, 1, 3])


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 100)), min_size=2, max_size=30))
def test_the_terms_of_a_ratio_average_to_the_ratio_of_sums(pairs):
    above, below = zip(*pairs, strict=True)
    terms = ratio_terms(above, below)
    assert terms.mean() == pytest.approx(sum(above) / sum(below), rel=1e-9, abs=1e-12)
    # Cochran (1977), equation 2.39 (no finite population): variance of the ratio.
    ratio = sum(above) / sum(below)
    residuals = np.array(above) - ratio * np.array(below)
    expected = (residuals**2).sum() / (len(pairs) - 1) / np.mean(below) ** 2
    assert terms.var(ddof=1) == pytest.approx(expected, rel=1e-6, abs=1e-12)


def test_a_ratio_to_nothing_is_undefined():
    assert ratio_terms([0, 0], [0, 0]) is None
