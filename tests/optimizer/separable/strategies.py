"""Random problems: small tables at whole numbers, and curves of every family."""

import numpy as np
from hypothesis import strategies as st

from optimizer.separable import TOTAL, Curves, Group, Problem, Table
from scenarios.document import curves as document

NESTINGS = (
    (),
    (Group("a", 0), Group("b", 0)),
    (Group("inner", 0, within="outer"), Group("outer", 0), Group("other", 0)),
    (Group("x", 0), Group("y", 0, within="x"), Group("z", 0, within="y")),
)


@st.composite
def whole_tables(draw):
    """Any shape: rising, falling, flat, negative; corners at whole numbers."""
    knots = sorted(draw(st.sets(st.integers(0, 6), min_size=1, max_size=5)))
    heights = draw(st.lists(st.integers(-4, 12), min_size=len(knots), max_size=len(knots)))
    return Table(np.array(knots, dtype=float), np.array(heights, dtype=float))


@st.composite
def nested(draw, size, most):
    """Groups with whole-number budgets, and the innermost group of each curve."""
    groups = [Group(g.name, draw(st.integers(0, most)), g.within) for g in draw(st.sampled_from(NESTINGS))]
    member = draw(st.lists(st.integers(TOTAL, len(groups) - 1), min_size=size, max_size=size))
    return groups, member


@st.composite
def whole_problems(draw):
    """Tables at whole numbers under nested whole-number budgets that lower bounds keep to."""
    tables = draw(st.lists(whole_tables(), min_size=1, max_size=4))
    size = len(tables)
    groups, member = draw(nested(size, 12))
    upper = draw(st.lists(st.integers(0, 6), min_size=size, max_size=size))
    least = draw(st.lists(st.sampled_from([0, 0, 0, 2, 3]), min_size=size, max_size=size))
    budget = draw(st.integers(0, 14))
    return Problem.of(Curves.of(tables), upper, budget, groups=groups, member=member, least=least)


def smooth_curves():
    """Curves of every smooth family of documents, over wide ranges of their parameters."""
    size, spread = st.floats(0.1, 100), st.floats(0.2, 30)
    return st.one_of(
        st.builds(
            document.HillCurve,
            family=st.just("hill"),
            ceiling=size,
            half_saturation=spread,
            slope=st.one_of(st.floats(0.3, 4), st.sampled_from([1.0, 1.0001, 20.0])),
        ),
        st.builds(
            document.SigmoidCurve,
            family=st.just("sigmoid"),
            ceiling=size,
            rate=st.floats(0.05, 3),
            midpoint=st.floats(0, 20),
        ),
        st.builds(document.LogisticCurve, family=st.just("logistic"), ceiling=size, rate=st.floats(0.02, 3)),
        st.builds(
            document.MichaelisMentenCurve,
            family=st.just("michaelis_menten"),
            ceiling=size,
            half_saturation=spread,
        ),
        st.builds(
            document.NegativeExponentialCurve,
            family=st.just("negative_exponential"),
            ceiling=size,
            rate=st.floats(0.02, 3),
        ),
        st.builds(
            document.PowerCurve,
            family=st.just("power"),
            coefficient=size,
            exponent=st.one_of(st.floats(0.1, 0.99), st.just(1.0)),
        ),
    )


@st.composite
def smooth_problems(draw):
    """Mixed families with lower bounds and nested budgets."""
    curves = draw(st.lists(smooth_curves(), min_size=1, max_size=4))
    size = len(curves)
    groups, member = draw(nested(size, 40))
    upper = draw(st.lists(st.integers(0, 10), min_size=size, max_size=size))
    least = draw(st.lists(st.sampled_from([0, 0, 3]), min_size=size, max_size=size))
    return Problem.of(
        Curves.of(curves), upper, draw(st.integers(0, 30)), groups=groups, member=member, least=least
    )
