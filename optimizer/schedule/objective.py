"""The price of lateness as an objective of the constraint program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.schedule.grid import Grid
from optimizer.schedule.losses import Losses
from optimizer.schedule.model import ScheduleModel

SCALE = 1000
"""Units of the exact objective per minor unit of money: slopes per slot are small."""
MOST_STRETCHES = 4_000
"""Price stretches of all jobs together that a model may have."""


def minimise_weighted_lateness(model: ScheduleModel, grid: Grid) -> None:
    """Late slots, weighted by what the first late day costs: a guide for the search, not a price."""
    unit = max(1, max((job.loss_per_day for job in model.problem.jobs), default=0) // 1000)
    terms = []
    for job in model.problem.jobs:
        late = model.cp.new_int_var(0, model.horizon, "")
        model.cp.add(late >= model.launch(job.index) - max(0, grid.slot(job.target)))
        terms.append(round(job.loss_per_day / unit) * late)
    model.cp.minimize(sum(terms))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A job's loss for launches at slots ``first`` .. ``last``, between which the working day is not interrupted.

    It is ``price`` (minor units) at ``first``, and rises by at least ``slope`` (scaled) per slot, but for a minor unit
    of rounding: a loss is concave in time, so that it lies above its chord.
    """

    first: int
    last: int
    price: int
    slope: int


@dataclass(frozen=True, slots=True)
class Price:
    """A job's loss as stretches, rising. ``last`` is the latest launch of interest; None where any may be."""

    stretches: tuple[Stretch, ...]
    last: int | None


class Pricing:
    """The losses of a problem's launches on an optimistic grid, in the model's slots."""

    def __init__(self, model: ScheduleModel, grid: Grid, losses: Losses) -> None:
        self._model = model
        self._grid = grid
        self._losses = losses

    def prices(self, incumbent: int) -> dict[int, Price] | None:
        """Prices by job, up to launches that alone cost more than the whole incumbent; None if there are too many
        stretches.
        """
        prices: dict[int, Price] = {}
        room = MOST_STRETCHES
        for job in self._model.problem.jobs:
            if job.revenue:
                price = self._price(job.index, incumbent, room)
                if price is None:
                    return None
                prices[job.index] = price
                room -= len(price.stretches)
        return prices

    def _price(self, job: int, incumbent: int, room: int) -> Price | None:
        revenue = self._model.problem.jobs[job].revenue
        stretches: list[Stretch] = []
        for first, last in self._slots(job):
            price = self._at(job, first)
            if price > incumbent:
                return Price(tuple(stretches), first - 1)
            if len(stretches) == room:
                return None
            if price == revenue:
                stretches.append(Stretch(first, self._model.horizon, price, 0))
                break
            rise = SCALE * (self._at(job, last) - price)
            stretches.append(Stretch(first, last, price, rise // (last - first) if last > first else 0))
        return Price(tuple(stretches), None)

    def _slots(self, job: int) -> Iterator[tuple[int, int]]:
        """Uninterrupted slots from the first launch that matters on. The slot of the target stands alone: from there
        to the first late slot the loss is not concave.
        """
        target = self._grid.slot(self._model.problem.jobs[job].target)
        start = max(target, self._model.earliest_launch(job))
        yield start, start
        for first, last in self._grid.uninterrupted(start + 1):
            if first > self._model.horizon:
                return
            yield first, min(last, self._model.horizon)

    def _at(self, job: int, slot: int) -> int:
        return self._losses.at(job, self._grid.earliest_moment(slot))


def minimise_loss(model: ScheduleModel, prices: Mapping[int, Price]) -> None:
    """The sum of all losses, times `SCALE`: never above the loss of a real schedule."""
    model.cp.minimize(sum(_loss(model, job, price) for job, price in prices.items()))


def _loss(model: ScheduleModel, job: int, price: Price) -> cp_model.IntVar:
    cp, launch = model.cp, model.launch(job)
    base, *later = price.stretches
    most = SCALE * price.stretches[-1].price + price.stretches[-1].slope * (
        price.stretches[-1].last - price.stretches[-1].first
    )
    loss = cp.new_int_var(SCALE * base.price, most, "")
    if price.last is not None:
        cp.add(launch <= price.last)
    reached = [cp.new_bool_var("") for _ in later]
    for number, (stretch, here) in enumerate(zip(later, reached, strict=True)):
        cp.add(launch >= stretch.first).only_enforce_if(here)
        cp.add(launch < stretch.first).only_enforce_if(here.negated())
        cp.add(loss >= SCALE * stretch.price).only_enforce_if(here)
        beyond = reached[number + 1 : number + 2]
        for following in beyond:
            cp.add_implication(following, here)
        if stretch.slope:
            line = SCALE * (stretch.price - 1) + stretch.slope * (launch - stretch.first)
            cp.add(loss >= line).only_enforce_if(here, *(one.negated() for one in beyond))
    slope = min(
        (SCALE * (stretch.price - base.price) // (stretch.last - base.first) for stretch in later), default=0
    )
    cp.add(loss >= SCALE * base.price + slope * (launch - base.first))
    return loss
