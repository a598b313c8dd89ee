"""How many people there are, role by role and period by period."""

from __future__ import annotations

from scenarios.document import Person, Scenario


def headcount(scenario: Scenario, source: Scenario | None = None) -> dict[str, tuple[int, ...]]:
    """People by role who are there in the middle of each period, in the order of the document.

    With the ``source`` that a staffed scenario was made from, evenings count as nobody: they are people who are there
    by day.
    """
    known = {one.id for one in (source or scenario).organisation.calendars}
    found: dict[str, list[int]] = {}
    periods = scenario.horizon.periods
    for person in scenario.organisation.everyone():
        if person.calendar is None or person.calendar in known:
            row = found.setdefault(person.role, [0] * periods)
            for period in range(periods):
                row[period] += int(_is_there(scenario, person, period))
    return {role: tuple(row) for role, row in found.items()}


def _is_there(scenario: Scenario, person: Person, period: int) -> bool:
    """Whether somebody belongs to the team in the middle of a period, and is not away for all of it."""
    start, end = (scenario.horizon.period_start(one) for one in (period, period + 1))
    middle = start + (end - start) / 2
    joined = person.joins is None or person.joins <= middle
    stays = person.departs is None or person.departs >= middle
    away = any(span.first <= start and (end - span.last).days <= 1 for span in person.leave)
    return joined and stays and not away
