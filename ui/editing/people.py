"""The tables of people: who is there, what they can do, when they are away."""

from __future__ import annotations

from ui.editing.choices import named, words
from ui.editing.columns import Column
from ui.editing.paths import Document, look
from ui.editing.tables import list_table, nested_table

PEOPLE_PATH = ("organisation", "people")
KINDS = words("role_kind", "strategic", "execution", "other")


def _common(document: Document) -> tuple[Column, ...]:
    departments = named(document, ("organisation", "departments"))
    calendars = named(document, ("organisation", "calendars"))
    return (
        Column(
            "department",
            ("department",),
            "choice",
            default=next(iter(departments), None),
            choices=departments,
        ),
        Column("role_kind", ("kind",), "choice", default="other", choices=KINDS),
        Column("cost_per_hour", ("cost_per_hour",), "money", default=0, low=0),
        Column("calendar", ("calendar",), "choice", optional=True, choices=calendars),
    )


def _person_columns(document: Document) -> tuple[Column, ...]:
    return (
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column("role", ("role",), "text", default="staff"),
        *_common(document),
    )


def _team_columns(document: Document) -> tuple[Column, ...]:
    return (
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column("headcount", ("headcount",), "integer", default=1, low=1, high=2000),
        *_common(document),
    )


def _skill_columns(document: Document) -> tuple[Column, ...]:
    skills = named(document, ("organisation", "skills"))
    return (
        Column("name", ("name",), "label", fixed=True),
        *(
            Column(
                "level",
                ("skills", skill),
                "integer",
                optional=True,
                low=0,
                high=4,
                heading=name,
                erased_by=(None, 0),
            )
            for skill, name in skills.items()
        ),
    )


def _leave_columns(document: Document) -> tuple[Column, ...]:
    start = look(document, ("horizon", "start"))
    return (
        Column("person", ("person",), "choice", choices=named(document, PEOPLE_PATH)),
        Column("first", ("first",), "date", default=start),
        Column("last", ("last",), "date", default=start),
    )


def _stay_columns(_document: Document) -> tuple[Column, ...]:
    return (
        Column("name", ("name",), "label", fixed=True),
        Column("joins", ("joins",), "date", optional=True, erased_by=(None,)),
        Column("departs", ("departs",), "date", optional=True, erased_by=(None,)),
        Column("ramp_up_weeks", ("ramp_up_weeks",), "integer", default=0, low=0, high=520),
        Column("ramp_up_speed", ("ramp_up_speed",), "integer", default=50, low=1, high=100),
    )


def _wish_columns(document: Document) -> tuple[Column, ...]:
    skills = named(document, ("organisation", "skills"))
    return (
        Column("name", ("name",), "label", fixed=True),
        Column("prefers", ("prefers",), "choices", choices=skills),
        Column("avoids", ("avoids",), "choices", choices=skills),
    )


def _some_skill(document: Document) -> Document:
    """A new person can do something: the first skill of the organisation, as a specialist's ordinary level."""
    return {"skills": dict.fromkeys(list(named(document, ("organisation", "skills")))[:1], 2)}


PEOPLE = list_table("people", PEOPLE_PATH, _person_columns, blank=_some_skill)
TEAMS = list_table("teams", ("organisation", "teams"), _team_columns, blank=_some_skill)
PERSON_SKILLS = list_table("person_skills", PEOPLE_PATH, _skill_columns, grows=False)
TEAM_SKILLS = list_table("team_skills", ("organisation", "teams"), _skill_columns, grows=False)
STAY = list_table("stay", PEOPLE_PATH, _stay_columns, grows=False)
WISHES = list_table("wishes", PEOPLE_PATH, _wish_columns, grows=False)
LEAVE = nested_table("leave", PEOPLE_PATH, "leave", "person", _leave_columns)
