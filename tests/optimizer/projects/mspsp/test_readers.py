"""Both formats: what is read, and every fault of a broken file with its line."""

import re

import pytest

from optimizer.projects.mspsp import Need, Task, check, read_def, read_dzn, solve
from scenarios.errors import DocumentError
from scenarios.i18n import LANGUAGES

DZN = """% two skills
nActs = 3;
dur = [0,4,2];
nSkills = 2;
sreq = [| 0,0,
  | 2,1,
  | 0,1 |];
nResources = 3;
mastery = [| true,false,
  | true,true,
  | false,true |];
nPrecs = 2;
pred = [1,2];
succ = [2,3];
POTENTIAL_ACT = [{1,2}, 2..3];
"""
DEF = """==========
Tasks: 2
Resources: 2
Precedence relations: 1
==========
ResourceID \t Salary \t Skills
1\t \t \t56.2\t Q0: 1 \t  Q1: 0 \t
2\t \t \t20\t Q1: 2
==========
TaskID \t Duration \t Skill \t Predecessor IDs
7\t \t \t10\t Q0: 1\t \t
9\t \t \t15\t Q1: 1\t \t\t7\t
==========
"""


@pytest.fixture
def write(tmp_path):
    def to_file(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


def faults(read, path):
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert all(caught.value.render(language) for language in LANGUAGES)
    assert all(one.location.source == path.name for one in caught.value.problems)
    return [(one.code, one.location.line) for one in caught.value.problems]


def test_minizinc_data(write):
    project = read_dzn(write("small.dzn", DZN))
    assert project.name == "small"
    assert project.tasks == (
        Task("1", 0),
        Task("2", 4, (Need("1", 2), Need("2", 1)), ("1",)),
        Task("3", 2, (Need("2"),), ("2",)),
    )
    assert [dict(person.skills) for person in project.people] == [{"1": 1}, {"1": 1, "2": 1}, {"2": 1}]


def test_imopse(write):
    project = read_def(write("small.def", DEF))
    assert project.tasks == (Task("7", 10, (Need("Q0"),)), Task("9", 15, (Need("Q1"),), ("7",)))
    assert [(one.id, one.salary, dict(one.skills)) for one in project.people] == [
        ("1", 5620, {"Q0": 1, "Q1": 0}),
        ("2", 2000, {"Q1": 2}),
    ]
    answer = solve(project, seconds=60, budget=10)
    assert (answer.makespan, answer.cost) == (25, 10 * 5620 + 15 * 2000)


BROKEN_DZN = {
    "nSkills = 2;": ("", [("dzn_missing", 1)]),
    "dur = [0,4,2]": ("dur = [0,x,2.5]", [("dzn_character", 3), ("dzn_value", 3)]),
    "dur = [0,4": ("dur = [0,-4", [("skill_negative", 3)]),
    "  | 2,1": ("  | 3,0", [("skill_team", 6)]),
    "  | 0,1 |]": ("  | 0,-1 |]", [("skill_negative", 7)]),
    "false,true |]": ("false,2 |]", [("dzn_value", 11)]),
    "pred = [1,2]": ("pred = [1,4]", [("dzn_task", 13)]),
    "succ = [2,3]": ("succ = [2,2]", [("skill_cycle", 14)]),
    "nPrecs = 2;": ("nPrecs = 2,3;", [("dzn_count", 12)]),
    "nActs = 3;": ("nActs = 3; nActs = 3;", [("dzn_twice", 2)]),
    "nResources = 3": ("nResources 3", [("dzn_statement", 8), ("dzn_missing", 1)]),
    "2..3];": ("2..3]", [("dzn_end", 15)]),
}


@pytest.mark.parametrize("place", BROKEN_DZN)
def test_broken_minizinc_data(write, place):
    text, expected = BROKEN_DZN[place]
    assert DZN.count(place) == 1
    assert faults(read_dzn, write("broken.dzn", DZN.replace(place, text))) == expected


BROKEN_DEF = {
    "Tasks: 2": ("Tasks: 3", [("imopse_count", 2)]),
    "Resources: 2": ("", [("imopse_missing", 1)]),
    "56.2\t Q0: 1": ("56.234\t Q0: 1", [("imopse_person", 7)]),
    "\t Q1: 2\n": ("\t Q1: high\n", [("imopse_person", 8)]),
    "10\t Q0: 1": ("10\t Q0: 2", [("skill_team", 11)]),
    "15\t Q1: 1": ("-15\t Q1: 1", [("imopse_task", 12)]),
    "15\t Q1": ("15\t Q0: 1 Q1", [("imopse_task", 12)]),
    "\t\t7\t": ("\t\t8\t", [("skill_predecessor", 12)]),
    "9\t \t \t15": ("7\t \t \t15", [("skill_twice", 12)]),
    "7\t\n": ("7 9\n", [("skill_cycle", 12)]),
}


@pytest.mark.parametrize("place", BROKEN_DEF)
def test_broken_imopse(write, place):
    text, expected = BROKEN_DEF[place]
    assert DEF.count(place) == 1
    assert faults(read_def, write("broken.def", DEF.replace(place, text))) == expected


def test_any_byte_is_refused_with_its_line(tmp_path):
    path = tmp_path / "bytes.dzn"
    path.write_bytes(DZN.encode().replace(b"nSkills", b"\xff\nnSkills", 1))
    assert faults(read_dzn, path) == [("dzn_character", 4)]


def test_all_faults_at_once(write):
    text = DZN.replace("dur = [0,4,2]", "dur = [0,4]").replace("pred = [1,2]", "pred = [0,2]")
    assert faults(read_dzn, write("broken.dzn", text)) == [("dzn_size", 3), ("dzn_task", 13)]


def test_reference_instances(reference_data):
    """Bounds below what others found, schedules that pass the check, on a few of each set."""
    results = (reference_data / "scheduling/best_known_mspsp.csv").read_text(encoding="utf-8")
    best = dict(re.findall(r"^([^,]+),\d+,(\d+),1$", results, re.MULTILINE))
    for path in sorted((reference_data / "scheduling/mspsp").glob("*/*_00.dzn"))[::6]:
        project = read_dzn(path)
        answer = solve(project, seconds=60, budget=200)
        assert check(project, answer.schedule) == ()
        known = best.get(project.name.removeprefix("inst_"))
        if known:
            assert answer.bound <= int(known) <= answer.makespan
    for path in sorted((reference_data / "scheduling/imopse").glob("*.def"))[::9]:
        project = read_def(path)
        answer = solve(project, seconds=60, budget=4)
        assert check(project, answer.schedule) == ()
        assert answer.cost > 0
