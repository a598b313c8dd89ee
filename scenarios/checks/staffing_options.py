"""What may be done about the team concerns people who are there, and changes something."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.rules import problem, warning
from scenarios.document import Person, Rotation, Scenario, Training
from scenarios.errors import Problem


def hiring_models(scenario: Scenario) -> Iterator[Problem]:
    """Whoever is hired for a role that nobody has needs skills and a department of their own."""
    roles = {person.role for person in scenario.organisation.everyone()}
    for number, option in enumerate(scenario.staffing.hiring):
        if option.role not in roles and (not option.skills or option.department is None):
            path = ("staffing", "hiring", number, "role")
            yield problem("hiring_model", path, id=option.id, role=option.role)


def training_with_effect(scenario: Scenario) -> Iterator[Problem]:
    """A training teaches somebody more of a skill than they have."""
    for number, option in enumerate(scenario.staffing.training):
        people = concerned(scenario, option)
        if people and all(person.skills.get(option.skill, 0) >= max(option.levels) for person in people):
            yield warning("training_idle", ("staffing", "training", number), id=option.id, skill=option.skill)


def rotation_with_effect(scenario: Scenario) -> Iterator[Problem]:
    """A rotation moves somebody to where they are not yet."""
    for number, option in enumerate(scenario.staffing.rotation):
        people = concerned(scenario, option)
        if people and all(person.department == option.department for person in people):
            path = ("staffing", "rotation", number)
            yield warning("rotation_idle", path, id=option.id, department=option.department)


def concerned(scenario: Scenario, option: Training | Rotation) -> list[Person]:
    """The people whom an option names."""
    return [
        person
        for person in scenario.organisation.everyone()
        if (person.role == option.role if option.person is None else person.id == option.person)
    ]
