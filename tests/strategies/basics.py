"""What every part of a document is drawn from."""

import datetime as dt

from hypothesis import strategies as st

FIRST_DAY, LAST_DAY = dt.date(2024, 1, 1), dt.date(2029, 12, 31)
WORDS = ["tv", "短视频", "feed.ads", "a-b", "7x", "kol_1", "Expo", "私域", "p2.5", "null", "true", "é"]
AWKWARD = [
    "=1+1",
    "+86",
    "-",
    "@home",
    "1",
    "true",
    "null",
    "~",
    "2026-01-01",
    "a: b",
    "# no",
    "{x}",
    "_x000D_",
]

visible = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")) | st.sampled_from("\n\t"),
    min_size=1,
    max_size=12,
).filter(lambda text: any(not character.isspace() for character in text))
texts = st.sampled_from(AWKWARD) | visible
labels = texts | st.fixed_dictionaries({"en": texts, "zh": texts})
dates = st.dates(FIRST_DAY, LAST_DAY)

fractions = st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0]) | st.floats(0, 1)
small = st.sampled_from([0.0, 1.0, 2.5, 0.1]) | st.floats(0, 50, allow_subnormal=False)
positive = st.sampled_from([0.5, 1.0, 3.0]) | st.floats(0.01, 50, allow_subnormal=False)


def money(low=0, high=10_000):
    """Amounts in currency units, to the cent."""
    return st.integers(low * 100, high * 100).map(lambda minor: minor / 100)


def identifiers(low, high, prefix=""):
    """Lists of different identifiers."""
    return st.lists(st.sampled_from(WORDS), min_size=low, max_size=high, unique=True).map(
        lambda words: [prefix + word for word in words]
    )


def optional(strategy):
    """The value or nothing."""
    return st.none() | strategy


def sparse(draw, required, options):
    """A mapping of ``required`` keys and some of the optional ones."""
    chosen = {key: draw(strategy) for key, strategy in options.items() if draw(st.booleans())}
    return {**required, **chosen}


@st.composite
def durations(draw, high=16):
    """Working hours in each form that a document allows."""
    hours = st.sampled_from([0.0, 1.0, 4.0, 8.0]) | st.floats(0, high, allow_subnormal=False)
    points = dict(zip(("low", "mode", "high"), sorted(draw(st.tuples(hours, hours, hours))), strict=True))
    return draw(
        st.one_of(
            hours,
            st.just([*points.values()]),
            st.just({"distribution": "triangular", **points}),
            st.fixed_dictionaries({"distribution": st.just("exponential"), "hours": positive}),
            st.fixed_dictionaries(
                {"distribution": st.just("lognormal"), "hours": positive, "sigma": st.floats(0, 1)}
            ),
            st.fixed_dictionaries(
                {"distribution": st.just("empirical"), "values": st.lists(hours, min_size=1, max_size=4)}
            ),
        )
    )


@st.composite
def spans(draw, first, last, most_days=4):
    """A few days between ``first`` and ``last``."""
    start = draw(st.dates(first, last))
    end = min(last, start + dt.timedelta(days=draw(st.integers(0, most_days - 1))))
    return {"first": start.isoformat(), "last": end.isoformat()}


@st.composite
def weeks(draw):
    """Working weeks with shifts from Monday to Friday, and perhaps an explicit free Sunday."""
    shifts = st.sampled_from(
        [["09:00-12:00", "13:00-18:00"], ["10:00-24:00"], ["00:00-08:15"], "09:30-17:00"]
    )
    week = {day: draw(shifts) for day in ("mon", "tue", "wed", "thu", "fri")}
    return draw(st.sampled_from([week, {**week, "sun": []}, {**week, "sat": ["09:00-12:00"]}]))
