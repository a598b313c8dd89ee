"""What cancellations would have to do for sales to rise at unchanged demand: a calculator, not a finding.

Sales are demand less cancellations, s = d (1 - c). With the same demand they rise by a share r if
(1 - c1) / (1 - c0) = 1 + r.
"""

from __future__ import annotations


def cancellations_after(rise: float, before: float) -> float | None:
    """The share of cancellations c1 with which sales are up by ``rise``; None where even none at all would not do.

    Raises:
        ValueError: ``before`` lies outside [0, 1), or ``rise`` is -1 or less.

    >>> round(cancellations_after(0.6, 0.425), 3)
    0.08
    """
    if not 0 <= before < 1 or rise <= -1:
        message = f"no sales to start from, or none left: cancellations {before}, rise {rise}"
        raise ValueError(message)
    after = 1 - (1 + rise) * (1 - before)
    return after if after >= 0 else None


def least_cancellations_before(rise: float) -> float:
    """The share of cancellations from which sales can rise so much at all, by ending every cancellation.

    >>> least_cancellations_before(0.6)
    0.375
    """
    return max(0.0, 1 - 1 / (1 + rise))
