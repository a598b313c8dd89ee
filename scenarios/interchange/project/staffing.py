"""People of a project as people of a document, with the skills that their tasks ask for.

Where a file says nothing of skills, each set of people that works on some task together becomes a skill that exactly
these people have: whoever plans with the document then gets the same people for the same tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from scenarios.document import Approver, Department, Label, Person, PersonCalendar, Skill
from scenarios.document.calendar import Week
from scenarios.interchange.estimates import hours_of, read_estimate
from scenarios.interchange.limits import MAX_NAME
from scenarios.interchange.names import Identifiers, slug
from scenarios.interchange.project.model import Member, Task
from scenarios.interchange.remarks import Remarks

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
DERIVED_LEVEL = 2
"""Level of a derived skill: the one at which work goes at its normal speed."""
NOBODY, ANYONE = "unassigned", "anyone"
"""Skills of people without tasks, and of tasks without people."""
_WORDS = {NOBODY: Label(en="Not assigned yet", zh="尚未安排"), ANYONE: Label(en="Anyone", zh="任何人")}
APPROVER = "approver"
DEPARTMENT = "team"
"""Of people of whom no department is known."""


@dataclass(frozen=True, slots=True)
class Need:
    """Whom a task needs."""

    skill: str
    level: int
    people: int


@dataclass(slots=True)
class Staffing:
    """Who is there, and who is found able to do what while tasks are read."""

    members: tuple[Member, ...]
    remarks: Remarks
    persons: dict[str, str] = field(default_factory=dict)
    """Identifiers of people by their keys in the project."""
    approvers: dict[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _able: dict[str, dict[str, int]] = field(default_factory=dict)
    _skills: dict[str, str] = field(default_factory=dict)
    _taken: Identifiers = field(default_factory=lambda: Identifiers("skill"))

    def __post_init__(self) -> None:
        people, approvers = Identifiers("person"), Identifiers("approver")
        self._names = {member.key: member.name for member in self.members}
        for member in self.members:
            own = member.fields.get("person") or member.name
            if member.fields.get("kind") == APPROVER:
                self.approvers[member.key] = kept(approvers, own)
                continue
            self.persons[member.key] = kept(people, own)
            self._able[member.key] = written_skills(member.fields.get("skills", ""))
        for skill in dict.fromkeys(skill for able in self._able.values() for skill in able):
            self._taken.taken.add(skill)
            self._skills[skill] = skill

    def need(self, task: Task) -> Need | None:
        """Whom a task needs; None where nobody works on it."""
        working = [one.person for one in task.assignments if one.person in self.persons]
        skill = task.fields.get("skill")
        if not working and not skill:
            return None
        if not skill:
            together = tuple(sorted(set(working)))
            return Need(self._of_set(together), DERIVED_LEVEL, len(together))
        level = int(task.fields.get("level") or 1)
        self._skills.setdefault(skill, skill)
        for person in working:
            if self._able[person].get(skill, 0) < level:
                self._able[person][skill] = level
                self.remarks.note("skill_granted", f"{self.name(person)}: {skill} {level}")
        return Need(skill, level, int(task.fields.get("people") or len(set(working)) or 1))

    def _of_set(self, together: tuple[str, ...]) -> str:
        """The skill that stands for a set of people."""
        names = " + ".join(self.name(key) for key in together)
        known = next((one for one, name in self._skills.items() if name == names), None)
        if known is None:
            known = self._taken.of(names)
            self._skills[known] = names
            for key in together:
                self._able[key][known] = DERIVED_LEVEL
            self.remarks.note("skill_derived", names)
        return known

    def name(self, key: str) -> str:
        """The name of someone."""
        return self._names[key]

    def skills(self) -> tuple[Skill, ...]:
        """All skills, that of people without any task last."""
        idle = [key for key, able in self._able.items() if not able]
        for key in idle:
            self._able[key][NOBODY] = 1
            self._skills.setdefault(NOBODY, NOBODY)
            self.remarks.note("without_task", self.name(key))
        return tuple(Skill(id=one, name=_WORDS.get(one) or label(name)) for one, name in self._skills.items())

    def people(self, calendars: dict[str, str]) -> tuple[Person, ...]:
        """Everybody; ``calendars`` are the identifiers of own calendars by key."""
        return tuple(
            Person(
                id=self.persons[member.key],
                name=label(member.name),
                department=department_of(member),
                role=member.fields.get("role") or department_of(member),
                skills=self._able[member.key],
                cost_per_hour=member.cost_per_hour / 100,
                calendar=calendars.get(member.key),
                leave=member.leave,
                joins=member.joins,
                departs=member.departs,
            )
            for member in self.members
            if member.key in self.persons
        )

    def signing(self) -> tuple[Approver, ...]:
        """The approvers."""
        return tuple(
            Approver(
                id=self.approvers[member.key],
                name=label(member.name),
                latency=read_estimate(member.fields.get("latency", "")) or hours_of(0),
                leave=member.leave,
            )
            for member in self.members
            if member.key in self.approvers
        )


def departments(members: Iterable[Member]) -> tuple[Department, ...]:
    """The departments that members name; people without one are the department ``team``."""
    found = {
        department_of(member): member.department or department_of(member)
        for member in members
        if member.fields.get("kind") != APPROVER
    }
    named = found or {DEPARTMENT: DEPARTMENT}
    return tuple(Department(id=one, name=label(name)) for one, name in named.items())


def department_of(member: Member) -> str:
    """The identifier of someone's department."""
    return member.fields.get("department") or slug(member.department) or DEPARTMENT


def own_calendars(members: Iterable[Member]) -> tuple[tuple[PersonCalendar, ...], dict[str, str]]:
    """Calendars of people whose week differs from the project's, equal ones once, and whose they are by key."""
    taken, weeks, whose = Identifiers("calendar"), list[tuple[Week, str]](), dict[str, str]()
    for member in members:
        if member.week is None:
            continue
        wanted = member.fields.get("calendar")
        known = next((one for week, one in weeks if week == member.week and wanted in {None, one}), None)
        if known is None:
            known = kept(taken, wanted or f"week_{len(weeks) + 1}")
            weeks.append((member.week, known))
        whose[member.key] = known
    return tuple(PersonCalendar(id=one, week=week) for week, one in weeks), whose


def written_skills(text: str) -> dict[str, int]:
    """Levels by skill from ``copy 3; design 2``; what has no level has the first."""
    found = {}
    for part in text.split(";"):
        name, _, level = part.strip().rpartition(" ")
        if name and level.isdecimal():
            found[name] = min(max(int(level), 1), 4)
        elif part.strip():
            found[slug(part.strip())] = 1
    return found


def label(name: str) -> Label:
    """A name for both languages, without control characters."""
    text = _CONTROL.sub(" ", name).strip()[:MAX_NAME] or "?"
    return Label(en=text, zh=text)


def kept(identifiers: Identifiers, own: str) -> str:
    """An identifier as it is, where it is one."""
    if own and slug(own) == own.casefold() and own not in identifiers.taken:
        identifiers.taken.add(own)
        return own
    return identifiers.of(own)
