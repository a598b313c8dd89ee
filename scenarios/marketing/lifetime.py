"""What a customer is worth over time.

Source: Gupta and Lehmann (2003), "Customers as assets", Journal of Interactive Marketing 17(1): with constant margin m,
retention r and discount rate i, the purchases after the first are worth m r / (1 + i - r).
"""

from __future__ import annotations

from scenarios.document.campaigns import Campaign
from scenarios.document.objective import Objective


def following_value(
    per_period: float, retention: float, discount: float = 0.0, periods: int | None = None
) -> float:
    """Present value of what a customer brings after the first purchase.

    The sum of per_period * q^t over t = 1, 2, ..., ``periods`` with q = retention / (1 + discount); without end where
    ``periods`` is None.

    Args:
        per_period: amount in each period that the customer stays, in any unit; the answer has the same.
        retention: share of customers who stay from one period to the next, in [0, 1).
        discount: rate per period, not negative.
        periods: how many periods count.

    Raises:
        ValueError: a retention or discount outside its range.
    """
    if not 0 <= retention < 1 or discount < 0:
        message = f"retention {retention} must lie in [0, 1) and discount {discount} not below 0"
        raise ValueError(message)
    kept = retention / (1 + discount)
    tail = 0.0 if periods is None else kept**periods
    return per_period * kept * (1 - tail) / (1 - kept)


def lifetime_value(
    margin: float, retention: float, discount: float = 0.0, periods: int | None = None
) -> float:
    """Customer lifetime value: ``margin`` at once and in each of the following periods; CLV = m (1 + i) / (1 + i - r)
    for a constant margin without end.
    """
    return margin + following_value(margin, retention, discount, periods)


def worth_of_outcome(campaign: Campaign, objective: Objective) -> float:
    """Currency units of revenue that one unit of a campaign's outcome counts for under the objective."""
    later = campaign.customer_value
    if later is None or not objective.lifetime:
        return campaign.value_per_outcome
    return campaign.value_per_outcome + following_value(
        later.per_period, later.retention, later.discount, later.periods
    )
