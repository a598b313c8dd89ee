import json
from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.statistics import RatioSums, mean, mean_from_sums, quantile, ratio_terms
from simulation.experiments.accumulate import Histogram, Moments, products

WORDS = st.integers(-(2**63), 2**63 - 1)
TABLES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(WORDS, min_size=columns, max_size=columns), min_size=1, max_size=12
    ).map(lambda rows: np.array(rows, dtype=np.int64))
)


def parted(table, draw):
    """The rows in random order and random parts."""
    rows = draw(st.permutations(range(len(table))))
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(table) - 1)))))
    return [table[list(part)] for part in np.split(np.array(rows), [cut for cut in cuts if cut < len(table)])]


@given(TABLES)
def test_sums_of_products_are_exact(table):
    turned = table[:, ::-1]
    exact = [
        sum(int(one) * int(other) for one, other in zip(left, right, strict=True))
        for left, right in zip(table.T, turned.T, strict=True)
    ]
    assert products(table, turned) == tuple(exact)


def test_sums_of_products_stay_exact_with_as_many_rows_as_may_be():
    table = np.full((2**16, 1), -(2**63))
    assert products(table, table) == (2**16 * 2**126,)
    with pytest.raises(ValueError, match="rows"):
        products(np.zeros((2**16 + 1, 1), dtype=np.int64), np.zeros((2**16 + 1, 1), dtype=np.int64))


@given(TABLES, st.data())
def test_moments_are_the_same_in_any_order_and_any_parts(table, data):
    parts = parted(table, data.draw)
    merged = reduce(Moments.merge, map(Moments.of, parts))
    backwards = reduce(lambda one, other: other.merge(one), map(Moments.of, parts))
    assert merged == backwards == Moments.of(table)
    for column, values in enumerate(table.T.tolist()):
        assert merged.total[column] == sum(values)
        assert merged.squares[column] == sum(value**2 for value in values)
        assert (merged.least[column], merged.most[column]) == (min(values), max(values))


@given(TABLES, st.integers(1, 2**40), st.data())
def test_histograms_are_the_same_in_any_order_and_any_parts(table, width, data):
    merged = reduce(Histogram.merge, (Histogram.of(part, width) for part in parted(table, data.draw)))
    assert merged == Histogram.of(table, width)
    assert Histogram.from_plain(json.loads(json.dumps(as_plain(merged)))) == merged
    assert all(sum(bins.values()) == len(table) for bins in merged.bins)


def as_plain(histogram):
    return {"width": histogram.width, "count": histogram.count, "bins": histogram.bins}


@given(
    st.lists(st.integers(-500, 500), min_size=1, max_size=80),
    st.integers(1, 60),
    st.sampled_from([0.05, 0.5, 0.8, 0.95]),
)
def test_a_quantile_lies_in_the_bin_that_is_told(values, width, probability):
    told = Histogram.of(np.array(values)[:, None], width).quantile(0, probability, 0.9)
    true = quantile(values, probability, 0.9)
    assert told.low <= true.value < told.high == told.low + width
    for bound, end in ((told.interval_low, true.low), (told.interval_high, true.high)):
        assert (bound is None) == (end is None)
    if true.low is not None:
        assert told.interval_low <= true.low < told.interval_low + width
    if true.high is not None:
        assert told.interval_high - width <= true.high < told.interval_high


def test_what_did_not_happen_sorts_after_all_else():
    launches = np.array([[100], [-1], [1500], [-1]])
    histogram = Histogram.of(launches, 1440, launches >= 0)
    assert histogram.quantile(0, 0.5, 0.5).low == 1440
    assert histogram.quantile(0, 0.9, 0.5).low is None


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=50))
def test_a_mean_from_sums_is_that_of_the_samples(values):
    found = mean_from_sums(len(values), sum(values), sum(value**2 for value in values), 0.95)
    true = mean(values, 0.95)
    assert found.value == pytest.approx(true.value, rel=1e-12, abs=1e-9)
    if true.low is not None:
        assert found.half_width == pytest.approx(true.half_width, rel=1e-6, abs=1e-6)


@given(st.lists(st.tuples(st.integers(-1000, 1000), st.integers(0, 100)), min_size=1, max_size=40))
def test_a_ratio_from_sums_is_that_of_the_samples(pairs):
    above, below = (np.array(side) for side in zip(*pairs, strict=True))
    sums = RatioSums(
        count=len(pairs),
        above=int(above.sum()),
        below=int(below.sum()),
        above_squares=int((above**2).sum()),
        below_squares=int((below**2).sum()),
        products=int((above * below).sum()),
    )
    terms = ratio_terms(above, below)
    found = sums.estimate(0.95)
    assert (found is None) == (terms is None)
    if found is not None:
        true = mean(terms, 0.95)
        assert found.value == pytest.approx(true.value, abs=1e-9)
        if true.low is not None:
            assert found.half_width == pytest.approx(true.half_width, rel=1e-5, abs=1e-6)
