"""Sales at unchanged demand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.studies.sales import cancellations_after, least_cancellations_before


@given(st.floats(0, 3), st.floats(0, 0.99))
def test_sales_rise_by_as_much_as_was_asked(rise, before):
    after = cancellations_after(rise, before)
    if after is None:
        assert before < least_cancellations_before(rise) + 1e-12
    else:
        assert (1 - after) / (1 - before) == pytest.approx(1 + rise)
        assert 0 <= after <= before + 1e-12


def test_sixty_per_cent_more_needs_more_than_a_third_cancelled_before():
    assert cancellations_after(0.6, 0.425) == pytest.approx(0.08)
    assert least_cancellations_before(0.6) == pytest.approx(0.375)
    assert cancellations_after(0.6, 0.37) is None


@pytest.mark.parametrize(("rise", "before"), [(0.6, 1.0), (0.6, -0.1), (-1.0, 0.2)])
def test_nothing_to_start_from(rise, before):
    with pytest.raises(ValueError, match="no sales"):
        cancellations_after(rise, before)
