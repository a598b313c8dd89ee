"""The check finds each kind of fault by itself."""

import pytest

from optimizer.projects.mspsp import Need, Person, Schedule, SkillProject, Task, check
from scenarios.errors import DocumentError
from scenarios.i18n import LANGUAGES

PEOPLE = (
    Person("ann", {"design": 2, "text": 1}, 300),
    Person("bo", {"design": 1}, 200),
    Person("cy", {}, 10),
)
PROJECT = SkillProject(
    "check",
    (
        Task("brief", 0),
        Task("draft", 2, (Need("design", 1, 2), Need("design", 1, 1)), ("brief",)),
        Task("copy", 3, (Need("text"),), ("brief",)),
        Task("launch", 1, (Need("design", 1, 1),), ("draft", "copy")),
    ),
    PEOPLE,
)
START = {"brief": 0, "draft": 0, "copy": 2, "launch": 5}
TEAMS = {
    "brief": {},
    "draft": {"ann": "design", "bo": "design"},
    "copy": {"ann": "text"},
    "launch": {"bo": "design"},
}


def faults(start=(), teams=()):
    found = check(PROJECT, Schedule({**START, **dict(start)}, {**TEAMS, **dict(teams)}))
    assert all(one.render(language) for one in found for language in LANGUAGES)
    return [one.key.removeprefix("skill_check.") for one in found]


def test_a_right_schedule_passes():
    assert faults() == []
    schedule = Schedule(START, TEAMS)
    assert schedule.makespan(PROJECT) == 6
    assert schedule.cost(PROJECT) == 2 * 500 + 3 * 300 + 200


@pytest.mark.parametrize(
    ("start", "teams", "expected"),
    [
        ({"launch": 4}, {}, ["order"]),
        ({"brief": -1}, {}, ["negative"]),
        ({"copy": 1, "launch": 5}, {}, ["twice"]),
        ({}, {"launch": {}}, ["team"]),
        ({}, {"launch": {"ann": "design", "bo": "design"}}, ["team"]),
        ({}, {"launch": {"cy": "design"}}, ["team"]),
        ({}, {"launch": {"ann": "text"}}, ["team"]),
        ({}, {"brief": {"bo": "design"}}, ["team"]),
        ({}, {"draft": {"bo": "design", "ann": "text"}}, ["team"]),
        ({}, {"launch": {"nobody": "design"}}, ["person"]),
        ({"other": 3}, {}, ["task"]),
    ],
)
def test_each_fault_is_named(start, teams, expected):
    assert faults(start, teams) == expected


def test_what_is_missing_is_named():
    schedule = Schedule({"brief": 0}, {"brief": {}})
    assert [one.values["task"] for one in check(PROJECT, schedule)] == ["draft", "copy", "launch"]


def codes(tasks, people=PEOPLE):
    with pytest.raises(DocumentError) as caught:
        SkillProject("broken", tuple(tasks), tuple(people))
    assert all(caught.value.render(language) for language in LANGUAGES)
    return [(one.code, one.where) for one in caught.value.problems]


def test_every_fault_of_a_project_is_named_at_once():
    tasks = (
        Task("a", -1),
        Task("a", 1, (Need("film"),), ("b",)),
        Task("c", 1, (Need("design", 3),)),
        Task("d", 1, (Need("design", 1, 3),)),
        Task("e", 1, (Need("design", -2),)),
    )
    assert codes(tasks, (*PEOPLE, Person("bo", {"text": -1}, -5))) == [
        ("skill_twice", "tasks[1]"),
        ("skill_twice", "people[3]"),
        ("skill_negative", "people[3].salary"),
        ("skill_negative", "people[3].skills.text"),
        ("skill_negative", "tasks[0].duration"),
        ("skill_predecessor", "tasks[1].after"),
        ("skill_team", "tasks[1]"),
        ("skill_team", "tasks[2]"),
        ("skill_team", "tasks[3]"),
        ("skill_negative", "tasks[4].needs.design"),
    ]


def test_people_who_can_each_do_one_thing_at_a_time():
    """Two skills, both known by one person only: no team, although each skill is there."""
    assert codes([Task("both", 1, (Need("text"), Need("design", 1, 2)))]) == [("skill_team", "tasks[0]")]


def test_circles_are_named():
    circle = [Task("a", 1, (), ("c",)), Task("b", 1, (), ("a",)), Task("c", 1, (), ("b",)), Task("d", 1)]
    assert [code for code, _ in codes(circle)] == ["skill_cycle"]
    assert [code for code, _ in codes([Task("a", 1, (), ("a",))])] == ["skill_cycle"]


def test_projects_do_not_change():
    skills = {"design": 1}
    person = Person("p", skills)
    skills["design"] = 9
    assert person.skills["design"] == 1
    with pytest.raises(TypeError):
        person.skills["text"] = 1
