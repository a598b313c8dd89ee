import numpy as np
import pytest

from simulation.philox import philox4x32

# Counter, key and output of the three vectors that Random123 publishes for philox4x32 with 10 rounds.
KNOWN_ANSWERS = [
    ([0, 0, 0, 0], (0, 0), [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
    ([0xFFFFFFFF] * 4, (0xFFFFFFFF, 0xFFFFFFFF), [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]),
    (
        [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
        (0xA4093822, 0x299F31D0),
        [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
    ),
]


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN_ANSWERS)
def test_known_answers(counter, key, expected):
    assert [int(word) for word in philox4x32(counter, key)] == expected


def test_many_counters_at_once_are_many_counters_one_by_one():
    first = np.array([0, 1, 2**32 - 1], dtype=np.uint64)[:, None]
    second = np.array([5, 6], dtype=np.uint64)
    together = philox4x32((first, second, 7, 8), (9, 10))
    for row, one in enumerate(first[:, 0]):
        for column, other in enumerate(second):
            alone = philox4x32((one, other, 7, 8), (9, 10))
            assert [word[row, column] for word in together] == list(alone)
