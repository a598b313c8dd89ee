"""The four-centre organisation of the templates, with people named or numbered and an approver for each centre."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scenarios.document import Approver, Organisation, Person, PersonCalendar, Team
from scenarios.generator.draws import Draws
from scenarios.generator.tables import four_centres, label, roles, rows
from scenarios.money import apportion, to_units

CALENDARS = (
    PersonCalendar(
        id="late", week=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("13:00-18:00", "19:00-22:00"))
    ),
    PersonCalendar(
        id="four_days", week=dict.fromkeys(("mon", "tue", "wed", "thu"), ("09:00-12:00", "13:00-18:00"))
    ),
)
"""Late shift for evening live streams; four days a week."""
COVER_LEVEL = 2
"""Level at which people of a small team cover what nobody is there for."""


def organisation(people: Sequence[Person], calendars: tuple[PersonCalendar, ...] = ()) -> Organisation:
    """The template with these people instead of its teams, and with the centres' leads among the approvers."""
    given = four_centres()
    latency = given.approvers[0].latency
    leads = tuple(
        Approver(id=row["id"], name=label(row), department=row["department"] or None, latency=latency)
        for row in rows("leads")
    )
    return given.model_copy(
        update={
            "people": tuple(people),
            "teams": (),
            "calendars": calendars,
            "approvers": (*given.approvers, *leads),
        }
    )


def numbered_people(count: int, draws: Draws) -> tuple[Person, ...]:
    """``count`` people in the proportions of the four centres, with levels at or just below the template's.

    Skills of roles that get nobody in a small team are shared out among the others.
    """
    heads = apportion(count, [role.headcount for role in roles()])
    people = [
        _numbered(role, number, draws)
        for role, head in zip(roles(), heads, strict=True)
        for number in range(1, head + 1)
    ]
    held = {skill for person in people for skill in person.skills}
    missing = [skill.id for skill in four_centres().skills if skill.id not in held]
    return tuple(_covering(person, missing[index::count]) for index, person in enumerate(people))


def _numbered(role: Team, number: int, draws: Draws) -> Person:
    person = role.model_copy(update={"headcount": number}).members()[-1]
    skills = {
        skill: max(1, level - draws.integer(0, 1, "level", person.id, skill))
        for skill, level in person.skills.items()
    }
    return person.model_copy(update={"skills": skills})


def _covering(person: Person, skills: Iterable[str]) -> Person:
    extra = dict.fromkeys(skills, COVER_LEVEL)
    return person.model_copy(update={"skills": {**person.skills, **extra}}) if extra else person


def hourly_cost(role: Team) -> float:
    """Currency units per hour."""
    return to_units(role.cost_per_hour)
