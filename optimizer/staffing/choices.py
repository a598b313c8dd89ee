"""What may be decided about the team: single choices, each with the hours that it gives and takes, and its cost.

A choice is an offer taken in one period. Its unit is a person or an hour of work; ``hours`` tell what a unit adds to
the hours that crews may be planned for. So hiring with its ramp-up, freelance hours, overtime, training with its
learning curve and rotation all have one form.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from optimizer.staffing.offers import WEEK, Offer, begins
from optimizer.staffing.stints import levels_by_day, training_days
from scenarios.document import Freelance, Hiring, Overtime, Person, Rotation, Scenario, Training
from scenarios.document.durations import MINUTES_PER_HOUR
from scenarios.money import MINOR_PER_UNIT
from scenarios.worktime import Timeline, WorkTime

CrewHours = Mapping[tuple[str, int], float]
"""Hours by the name of a crew and period."""
HOME = "home"
DAYS_PER_YEAR, MONTHS_PER_YEAR = 365.25, 12


@dataclass(frozen=True, slots=True)
class Choice:
    """An offer taken in a period: at most ``most`` units at ``cost`` currency units each.

    ``hours`` of plannable work that a unit adds by crew of the offer (`crew_name`) and period; negative ones, of the
    crew `HOME`, are taken from where the offer's group works today.
    """

    offer: int
    period: int
    begins: dt.date
    most: float
    cost: float
    hours: CrewHours


class ChoiceMaker:
    """The choices of a scenario's offers."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._worktime = WorkTime(scenario)
        self._limit = scenario.settings.planning.load_limit
        horizon = scenario.horizon
        now = horizon.minute(max(scenario.status_date or horizon.start, horizon.start))
        starts = [horizon.minute(horizon.period_start(index)) for index in range(horizon.periods + 1)]
        self._starts = [max(now, start) for start in starts]

    def choices(self, index: int, offer: Offer) -> Iterator[Choice]:
        """The choices of one offer, period by period."""
        for period in range(self._scenario.horizon.periods):
            start = begins(self._scenario, offer, period)
            if start is not None:
                choice = self._choice(index, offer, period, start)
                if choice.most > 0:
                    yield choice

    def _choice(self, index: int, offer: Offer, period: int, start: dt.date) -> Choice:
        option = offer.option
        if isinstance(option, Hiring):
            most, cost, hours = self._hiring(option, start)
        elif isinstance(option, Freelance):
            most, cost, hours = self._freelance(option, period, start)
        elif isinstance(option, Overtime):
            most, cost, hours = self._overtime(offer, option, period)
        else:
            most, cost, hours = self._moving(offer, start)
        return Choice(index, period, start, most, cost, hours)

    def _hiring(self, option: Hiring, start: dt.date) -> tuple[float, float, CrewHours]:
        end = self._scenario.horizon.end
        months = (end - start).days / DAYS_PER_YEAR * MONTHS_PER_YEAR
        cost = (option.cost + months * option.monthly_salary) / MINOR_PER_UNIT
        timeline = self._worktime.of(self._calendar(option), (), start)
        hours = self._between(timeline, start, None)
        slow = self._between(timeline, start, start + option.ramp_up_weeks * WEEK)
        lost = 1 - option.ramp_up_speed / 100
        given = {("", p): amount - lost * slow.get(p, 0.0) for p, amount in hours.items()}
        return min(option.most, option.most_per_period or option.most), cost, given

    def _freelance(self, option: Freelance, period: int, start: dt.date) -> tuple[float, float, CrewHours]:
        horizon = self._scenario.horizon
        days = (horizon.period_start(period + 1) - start).days
        most = option.hours_per_month * days / DAYS_PER_YEAR * MONTHS_PER_YEAR * self._limit
        return most, option.cost_per_hour / MINOR_PER_UNIT, {("", period): 1.0}

    def _overtime(self, offer: Offer, option: Overtime, period: int) -> tuple[float, float, CrewHours]:
        people = offer.group.people if offer.group else ()
        most = sum(self._open(person).get(period, 0.0) for person in people) * option.most
        hourly = people[0].cost_per_hour * (1 + option.premium) / MINOR_PER_UNIT if people else 0.0
        return most, hourly, {("", period): 1.0}

    def _moving(self, offer: Offer, start: dt.date) -> tuple[float, float, CrewHours]:
        option, person = offer.option, offer.group.first  # type: ignore[union-attr]
        if not isinstance(option, Training | Rotation):
            message = f"{offer.kind} moves nobody"
            raise TypeError(message)
        timeline = self._worktime.of(person.calendar, person.leave, person.joins, person.departs)
        until = start + option.weeks * WEEK
        hours: defaultdict[tuple[str, int], float] = defaultdict(float)
        self._add(hours, HOME, self._between(timeline, until, None), -1.0)
        if isinstance(option, Training):
            for day in training_days(timeline, self._scenario, option, start):
                self._add(hours, HOME, self._between(timeline, day, day + dt.timedelta(days=1)), -1.0)
            for place, (_, first, last) in enumerate(levels_by_day(option, start)):
                self._add(hours, str(place), self._between(timeline, first, last), 1.0)
        else:
            self._add(hours, HOME, self._between(timeline, start, until), -1.0)
            self._add(hours, "", self._between(timeline, until, None), 1.0)
        count = min(option.most, len(offer.group.people))  # type: ignore[union-attr]
        return count, option.cost / MINOR_PER_UNIT, dict(hours)

    @staticmethod
    def _add(
        hours: defaultdict[tuple[str, int], float], crew: str, more: dict[int, float], sign: float
    ) -> None:
        for period, amount in more.items():
            hours[crew, period] += sign * amount

    def _open(self, person: Person) -> dict[int, float]:
        timeline = self._worktime.of(person.calendar, person.leave, person.joins, person.departs)
        return self._between(timeline, self._scenario.horizon.start, None)

    def _between(self, timeline: Timeline, first: dt.date, until: dt.date | None) -> dict[int, float]:
        """Plannable hours of a timeline from a day on (to the day before ``until``), by period; those above zero."""
        horizon = self._scenario.horizon
        low = horizon.minute(first)
        high = self._starts[-1] if until is None else horizon.minute(until)
        found = {}
        for period in range(horizon.periods):
            start, end = max(low, self._starts[period]), min(high, self._starts[period + 1])
            if start < end:
                minutes = timeline.between(start, end)
                if minutes:
                    found[period] = minutes * self._limit / MINUTES_PER_HOUR
        return found

    def _calendar(self, option: Hiring) -> str | None:
        everyone = self._scenario.organisation.everyone()
        return next((one.calendar for one in everyone if one.role == option.role), None)
