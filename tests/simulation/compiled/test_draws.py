"""Compiled draws are the interpreted ones to the last bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.compiled.philox_kernel import philox_pair, uniform
from simulation.compiled.quantile_kernel import hours_of
from simulation.distributions import DurationSampler
from simulation.draws import Purpose, Stream, identity
from tests.strategies import durations

WORD = st.integers(0, 2**32 - 1)
# Random123's published known answers for philox4x32-10 (counter, key, first two words).
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB),
    ),
]


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN)
def test_philox_gives_the_published_answers(counter, key, words):
    assert philox_pair(*map(np.uint64, (*counter, *key))) == words


@given(WORD, WORD, st.sampled_from(list(Purpose)), st.text(max_size=8), WORD)
@settings(max_examples=200)
def test_uniform_numbers_are_those_of_the_stream(seed, replication, purpose, name, index):
    who = np.uint64(identity(name))
    stream = Stream(seed, replication)
    mine = uniform(np.uint64(seed), np.uint64(replication), int(purpose), who, index)
    assert mine == stream.uniforms(purpose, who, index)


@given(
    st.lists(durations(), min_size=1, max_size=4),
    st.lists(st.integers(1, 2**53 - 1), min_size=4, max_size=4),
    st.booleans(),
)
@settings(max_examples=200)
def test_hours_are_those_of_the_sampler(forms, digits, varying):
    from pydantic import TypeAdapter

    from scenarios.document import Duration

    read = [TypeAdapter(Duration).validate_python(form) for form in forms]
    factors = [0.3 + place for place in range(len(read))]
    uniforms = np.array(digits[: len(read)]) * 2.0**-53
    sampler = DurationSampler(read, factors, varying=varying)
    tables = sampler.tables
    arrays = (tables.form, tables.first, tables.count, tables.factor, tables.values)
    mine = [hours_of(*arrays, place, u) for place, u in enumerate(uniforms)]
    assert mine == sampler(uniforms).tolist()
