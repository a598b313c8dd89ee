"""The four-centre organisation: seed headcounts, template hand-offs and approvals, people named or numbered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scenarios.document import (
    Approver,
    Department,
    Handoff,
    Label,
    Organisation,
    Person,
    PersonCalendar,
    Skill,
)
from scenarios.document.durations import ThreePoint
from scenarios.generator.draws import Draws
from scenarios.generator.tables import Role, label, roles, rows
from scenarios.money import apportion

APPROVAL = ThreePoint(low=1, mode=4, high=12)
HANDOFF = ThreePoint(low=0.5, mode=2, high=8)

CALENDARS = (
    PersonCalendar(
        id="late",
        week=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("13:00-18:00", "19:00-22:00")),
    ),
    PersonCalendar(
        id="four_days", week=dict.fromkeys(("mon", "tue", "wed", "thu"), ("09:00-12:00", "13:00-18:00"))
    ),
)
"""Late shift for evening live streams; four days a week."""


def organisation(people: Sequence[Person], calendars: tuple[PersonCalendar, ...] = ()) -> Organisation:
    """The four centres with these people, an approver for each centre and three beside them."""
    return Organisation(
        departments=tuple(Department(id=row["id"], name=label(row)) for row in rows("departments")),
        skills=tuple(Skill(id=row["id"], name=label(row)) for row in rows("skills")),
        people=tuple(people),
        calendars=calendars,
        approvers=_approvers(),
        handoff=Handoff(default=HANDOFF),
    )


def _approvers() -> tuple[Approver, ...]:
    leads = (
        Approver(
            id=f"lead_{row['id']}",
            name=Label(en=row["lead_en"], zh=row["lead_zh"]),
            department=row["id"],
            latency=APPROVAL,
        )
        for row in rows("departments")
    )
    others = (
        ("cmo", "Chief marketing officer", "首席营销官"),
        ("finance", "Finance business partner", "财务业务伙伴"),
        ("duty_manager", "Duty manager of the express lane", "快速通道值班负责人"),
    )
    return (
        *leads,
        *(Approver(id=key, name=Label(en=en, zh=zh), latency=APPROVAL) for key, en, zh in others),
    )


def numbered_people(count: int, draws: Draws) -> tuple[Person, ...]:
    """``count`` people in the proportions of the four centres; every skill is held by somebody.

    Roles that get nobody in a small team are covered by the others in turn, as further skills, and the people then
    count for every department: a team too small for four centres is one.
    """
    heads = apportion(count, [role.headcount for role in roles()])
    people = [
        _numbered(role, number, draws)
        for role, head in zip(roles(), heads, strict=True)
        for number in range(1, head + 1)
    ]
    missing = [role.skill for role, head in zip(roles(), heads, strict=True) if not head]
    return tuple(_with_extra(person, missing[index::count]) for index, person in enumerate(people))


def _numbered(role: Role, number: int, draws: Draws) -> Person:
    key = f"{role.id}-{number}"
    skills = {role.skill: draws.integer(2, 4, "level", key)}
    if draws.happens(0.6, "versatile", key):
        skills[role.second_skill] = draws.integer(1, 2, "second_level", key)
    return Person(
        id=key,
        name=Label(en=f"{role.name.en} {number}", zh=f"{role.name.zh}{number}"),
        department=role.department,
        role=role.id,
        kind=role.kind,
        skills=skills,
        cost_per_hour=role.cost_per_hour,
    )


def _with_extra(person: Person, skills: Iterable[str]) -> Person:
    extra = {skill: 2 for skill in skills if skill not in person.skills}
    return person.model_copy(update={"skills": {**person.skills, **extra}}) if extra else person
