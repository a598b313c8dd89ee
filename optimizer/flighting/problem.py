"""What a flighting problem is made of: lines of spend over periods, and the limits that couple them.

A *line* is a channel, or one campaign on one channel. In period t it spends money m_t, which buys volume v_t
(money at list price), which becomes adstock a_t = v_t + theta a_(t-1); the period is worth weight_t f(a_t / scale)
(Broadbent 1979 for adstock, Jin et al. 2017 for curve and carry-over together).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scenarios.document.curves import Curve
from scenarios.rates import RateCard

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class CarryOut:
    """Worth of the adstock that is left after the last period: ``rate`` per unit plus a table, flat beyond its end.

    ``adstock`` and ``worth`` (P,) begin at (0, 0), in currency units of spend and of value; ``worth`` never falls.
    """

    rate: float = 0.0
    adstock: Floats = field(default_factory=lambda: np.zeros(1))
    worth: Floats = field(default_factory=lambda: np.zeros(1))

    def values(self, adstock: Floats) -> Floats:
        """The worth of each adstock, any shape."""
        return np.asarray(self.rate * adstock + np.interp(adstock, self.adstock, self.worth))

    def slopes(self, adstock: Floats) -> Floats:
        """Its derivative, to the right at kinks."""
        rises = np.append(np.diff(self.worth) / np.diff(self.adstock), 0.0)
        return np.asarray(self.rate + rises[np.searchsorted(self.adstock, adstock, side="right") - 1])


NOTHING = CarryOut()


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of spend.

    Args:
        name: how errors call it.
        curve: outcome of one period at an adstock.
        weights: (T,) worth of one unit of outcome in each period: season times value.
        most: (T,) most money in each period; zero is a blackout.
        retention: theta, the share of adstock left a period later.
        scale: stretches the curve's spend axis.
        least: least money in a period with any.
        carry_in: adstock left from before the first period.
        carry_out: worth of the adstock after the last.
        flight: fewest consecutive periods with money; flights begin and end inside the horizon.
        rates: what volume the money of a period buys; as much where None.
        cost: what a unit of money is worth elsewhere, taken off the line's worth.
    """

    name: str
    curve: Curve
    weights: Floats
    most: Floats
    retention: float = 0.0
    scale: float = 1.0
    least: float = 0.0
    carry_in: float = 0.0
    carry_out: CarryOut = NOTHING
    flight: int = 1
    rates: RateCard | None = None
    cost: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """least <= sum over lines c and periods t of lines_c periods_t money_ct <= most.

    ``lines`` (C,) and ``periods`` (T,) are coefficients, mostly zeros and ones.
    """

    name: str
    lines: Floats
    periods: Floats
    most: float = np.inf
    least: float = -np.inf


@dataclass(frozen=True, slots=True, eq=False)
class FlightProblem:
    """Lines over the same periods, and what couples them. Raises ValueError naming every wrong input."""

    lines: tuple[Line, ...]
    limits: tuple[Limit, ...] = ()

    def __post_init__(self) -> None:
        faults = [fault for line in self.lines for fault in _line_faults(line, self.periods)]
        faults += [
            fault for one in self.limits for fault in _limit_faults(one, len(self.lines), self.periods)
        ]
        if not self.lines:
            faults.append("a flighting problem has at least one line")
        if faults:
            raise ValueError("; ".join(faults))

    @property
    def periods(self) -> int:
        """Periods decided, T."""
        return len(self.lines[0].weights) if self.lines else 0


def budget(problem_lines: int, periods: int, amount: float, name: str = "budget") -> Limit:
    """The limit on all money of all periods."""
    return Limit(name, np.ones(problem_lines), np.ones(periods), amount)


def _line_faults(line: Line, periods: int) -> list[str]:
    """Everything wrong with a line, each as 'line NAME: what is wrong, what is allowed'."""
    numbers = (line.retention, line.scale, line.least, line.carry_in, line.carry_out.rate, line.cost)
    checks = (
        (not np.isfinite(numbers).all(), "its numbers are finite"),
        (line.weights.shape != (periods,) or line.most.shape != (periods,), f"it has {periods} periods"),
        (not _amounts(line.weights), "weights are finite and not negative"),
        (not _amounts(line.most), "the most money per period is finite and not negative"),
        (not 0 <= line.retention < 1, "retention lies in [0, 1)"),
        (not line.scale > 0, "scale is positive"),
        (not line.least >= 0, "the least money per period is not negative"),
        (not line.carry_in >= 0, "carry-in is not negative"),
        (not line.cost >= 0, "the cost of money is not negative"),
        (not 1 <= line.flight <= periods, f"the least flight lies between 1 and {periods} periods"),
        (not _sound_rates(line.rates), "its rate card starts at zero, and volume rises with money"),
        (not _sound_carry_out(line.carry_out), "the worth of carry-out starts at zero and never falls"),
    )
    return [f"line {line.name!r}: {rule}" for wrong, rule in checks if wrong]


def _limit_faults(limit: Limit, lines: int, periods: int) -> list[str]:
    numbers = np.r_[limit.lines, limit.periods]
    checks = (
        (
            limit.lines.shape != (lines,) or limit.periods.shape != (periods,),
            f"it covers {lines} x {periods}",
        ),
        (not np.isfinite(numbers).all(), "its coefficients are finite"),
        (np.isnan([limit.most, limit.least]).any() or limit.least > limit.most, "its bounds are in order"),
        (limit.most == -np.inf or limit.least == np.inf, "its bounds can be met"),
    )
    return [f"limit {limit.name!r}: {rule}" for wrong, rule in checks if wrong]


def _amounts(values: Floats) -> bool:
    return bool(np.isfinite(values).all() and (values >= 0).all())


def _sound_rates(rates: RateCard | None) -> bool:
    if rates is None:
        return True
    finite = np.isfinite(np.concatenate([rates.start, rates.rate, rates.base])).all()
    steps = np.diff(rates.start)
    reached = rates.base[:-1] + rates.rate[:-1] * steps
    rising = (steps > 0).all() and (rates.rate > 0).all() and (rates.base[1:] >= reached * (1 - 1e-12)).all()
    return bool(finite and rising and rates.start[0] == 0 and rates.base[0] == 0)


def _sound_carry_out(one: CarryOut) -> bool:
    same = one.adstock.shape == one.worth.shape and one.adstock.size > 0
    start = same and one.adstock[0] == 0 and one.worth[0] == 0
    rising = bool((np.diff(one.adstock) > 0).all() and (np.diff(one.worth) >= 0).all())
    return start and rising and one.rate >= 0 and bool(np.isfinite(one.worth).all())
