"""Two-arm tests of a rate: how many people, what was found, what could have been found.

Sources: Fleiss, Levin and Paik (2003), *Statistical Methods for Rates and Proportions*, chapter 4 (sample size without
continuity correction, pooled z-test); Kohavi, Tang and Xu (2020), *Trustworthy Online Controlled Experiments*.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from scenarios.document import FixedCost, Label, Scenario
from scenarios.i18n import Message
from scenarios.text.report import Heading, Report, Reported
from scenarios.variants import AddItem

ALPHA, POWER = 0.05, 0.8


def sample_size(base: float, other: float, alpha: float = ALPHA, power: float = POWER) -> int:
    """People per arm so that a two-sided test finds the difference of two rates.

    Args:
        base: rate of the control, strictly between 0 and 1.
        other: rate of the treatment, another one.
        alpha: probability of finding a difference that is not there.
        power: probability of finding this one.

    Raises:
        ValueError: equal rates, or one outside (0, 1).
    """
    if base == other or not (0 < base < 1 and 0 < other < 1):
        message = f"rates {base} and {other} must be different and lie between 0 and 1"
        raise ValueError(message)
    return math.ceil(_needed(base, other, alpha, power))


def _needed(base: float, other: float, alpha: float, power: float) -> float:
    pooled = (base + other) / 2
    under_null = float(ndtri(1 - alpha / 2)) * math.sqrt(2 * pooled * (1 - pooled))
    under_other = float(ndtri(power)) * math.sqrt(base * (1 - base) + other * (1 - other))
    return ((under_null + under_other) / (base - other)) ** 2


def minimum_detectable_effect(
    base: float, per_arm: int, alpha: float = ALPHA, power: float = POWER
) -> float | None:
    """The least rise of the rate that a test with ``per_arm`` people in each arm finds with ``power``.

    None where even a rise to certainty would not be found.
    """
    most = (1 - base) * (1 - 1e-9)
    if _needed(base, base + most, alpha, power) > per_arm:
        return None
    least = most * 1e-9
    return float(brentq(lambda rise: _needed(base, base + rise, alpha, power) - per_arm, least, most))


@dataclass(frozen=True, slots=True)
class TestResult(Reported):
    """A two-arm test's outcome; ``z`` is positive where the treatment did better, ``p_value`` is two-sided."""

    __test__ = False

    base: float
    other: float
    z: float
    p_value: float
    low: float
    high: float
    """Interval of other - base at 1 - ``alpha``."""
    alpha: float

    @property
    def significant(self) -> bool:
        """Whether a difference was found."""
        return self.p_value < self.alpha

    def report(self) -> Report:
        """Rates, difference and verdict."""
        verdict = "found" if self.significant else "not_found"
        return Report(
            title=Message("marketing.test.title"),
            headings=(
                Heading("control", "share"),
                Heading("treatment", "share"),
                Heading("difference", "share"),
                Heading("low", "share"),
                Heading("high", "share"),
                Heading("p_value"),
            ),
            rows=((self.base, self.other, self.other - self.base, self.low, self.high, self.p_value),),
            notes=(Message(f"marketing.test.{verdict}", {"alpha": f"{self.alpha:g}"}),),
        )


def z_test(base: tuple[int, int], other: tuple[int, int], alpha: float = ALPHA) -> TestResult:
    """Compare two rates, each given as (successes, trials): pooled z, interval with unpooled variances.

    Raises:
        ValueError: no trials, or more successes than trials.
    """
    for successes, trials in (base, other):
        if not 0 <= successes <= trials or trials == 0:
            message = f"{successes} successes in {trials} trials are no rate"
            raise ValueError(message)
    (k0, n0), (k1, n1) = base, other
    p0, p1 = k0 / n0, k1 / n1
    pooled = (k0 + k1) / (n0 + n1)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / n0 + 1 / n1))
    z = (p1 - p0) / spread if spread else 0.0
    reach = float(ndtri(1 - alpha / 2)) * math.sqrt(p0 * (1 - p0) / n0 + p1 * (1 - p1) / n1)
    return TestResult(p0, p1, z, float(2 * ndtr(-abs(z))), p1 - p0 - reach, p1 - p0 + reach, alpha)


def exploration_reserve(scenario: Scenario, share: float) -> AddItem:
    """The change that holds ``share`` of the total budget for tests: a fixed cost, because it is spent and not kept.

    Raises:
        ValueError: a share outside [0, 1].
    """
    if not 0 <= share <= 1:
        message = f"{share} is no share of a budget"
        raise ValueError(message)
    cost = FixedCost(
        id="exploration",
        name=Label(en="Tests and experiments", zh="小范围测试与实验"),
        category="exploration",
        amount=round(scenario.budget.total * share) / 100,
    )
    return AddItem(add="budget.fixed_costs", value=cost.model_dump(mode="json"))
