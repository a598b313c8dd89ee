"""Readers and writers: round trips, real files, and every fault with its line."""

import csv

import pytest
from hypothesis import given

from optimizer.projects.rcpsp import check, read_project, solve
from optimizer.projects.rcpsp.patterson import to_patterson
from optimizer.projects.rcpsp.psplib import to_psplib
from scenarios.errors import DocumentError
from tests.optimizer.projects.rcpsp.strategies import projects

WRITERS = {".rcp": to_patterson, ".sm": to_psplib}

SMALL = """3 1
2
0 0 1 2
4 1 1 3
0 0 0
"""


def faults_of(tmp_path, text, suffix=".rcp"):
    """Codes and lines of the faults of a file."""
    path = tmp_path / f"case{suffix}"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        read_project(path)
    assert all(one.location.source == path.name for one in caught.value.problems)
    for language in ("en", "zh"):
        assert f"case{suffix}" in caught.value.render(language)
    return [(one.code, one.location.line) for one in caught.value.problems]


@pytest.mark.parametrize("suffix", sorted(WRITERS))
@given(project=projects())
def test_what_is_written_is_read_again(tmp_path_factory, suffix, project):
    path = tmp_path_factory.mktemp("files") / f"random{suffix}"
    path.write_text(WRITERS[suffix](project), encoding="utf-8")
    assert read_project(path) == project


def test_lines_may_be_broken_anywhere(tmp_path):
    path, broken = tmp_path / "case.rcp", tmp_path / "broken" / "case.rcp"
    broken.parent.mkdir()
    path.write_text(SMALL, encoding="utf-8")
    broken.write_text("\n\n".join(SMALL.split()), encoding="utf-8")
    assert read_project(path) == read_project(broken)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("4 1 1 3", "4 x 1 3.5", [("project_number", 4), ("project_number", 4)]),
        ("4 1 1 3", "-4 -1 1 3", [("project_duration", 4), ("project_demand", 4)]),
        ("4 1 1 3", "4 1 2 3 9", [("project_successor", 4)]),
        ("4 1 1 3", "4 1 2 3 1", [("project_circle", 3)]),
        ("0 0 0\n", "0 0\n", [("project_short", 5)]),
        ("0 0 0\n", "0 0 0\n7\n", [("project_long", 6)]),
        ("0 0 1 2", "0 0 -1 2", [("project_count", 3)]),
        ("\n2\n", "\n-2\n", [("project_capacity", 2), ("project_demand", 4)]),
        (SMALL, "", [("project_short", 1)]),
    ],
)
def test_faults_of_patterson_files(tmp_path, old, new, expected):
    assert faults_of(tmp_path, SMALL.replace(old, new)) == expected


SM = """\
jobs (incl. supersource/sink ):  3
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          1           2
   2        1          1           3
   3        1          0
************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
--------------------------
  1      1     0       0
  2      1     4       1
  3      1     0       0
************
RESOURCEAVAILABILITIES:
  R 1
    2
************
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "   2        1          1           3",
            "   2        1          2           3",
            [("project_row", 9)],
        ),
        (
            "   2        1          1           3",
            "   2        2          1           3",
            [("project_modes", 9)],
        ),
        ("   2        1          1           3\n", "", [("project_missing", 9)]),
        (
            "   3        1          0",
            "   2        1          0",
            [("project_twice", 10), ("project_missing", 10)],
        ),
        ("  2      1     4       1", "  2      1     4       5", [("project_demand", 16)]),
        ("  2      1     4       1", "  2      1     4       1   1", [("project_row", 16)]),
        (
            "  2      1     4       1",
            "  2      1     four    1",
            [("project_number", 16), ("project_row", 16)],
        ),
        ("nonrenewable              :  0", "nonrenewable              :  2", [("project_kind", 4)]),
        ("\n    2\n", "\n    2 2\n", [("project_resources", 21)]),
        ("\n    2\n", "\n", [("project_section", 20)]),
        ("REQUESTS/DURATIONS:", "REQUESTS:", [("project_section", 22)]),
        ("jobs (incl", "tasks (incl", [("project_section", 22)]),
        (SM, "hello", [("project_section", 1)] * 4),
    ],
)
def test_faults_of_psplib_files(tmp_path, old, new, expected):
    assert faults_of(tmp_path, SM.replace(old, new), ".sm") == expected


def test_the_small_psplib_file_is_a_project(tmp_path):
    path = tmp_path / "case.sm"
    path.write_text(SM, encoding="utf-8")
    project = read_project(path)
    assert (project.name, project.capacities, project.durations) == ("case", (2,), (0, 4, 0))
    assert (project.demands, project.successors) == (((0,), (1,), (0,)), ((1,), (2,), ()))


def test_other_files_are_refused(tmp_path):
    assert faults_of(tmp_path, "", ".txt") == [("project_file", None)]


def test_both_forms_of_the_library_hold_the_same_projects(reference_data):
    library = reference_data / "scheduling" / "psplib"
    for path in sorted((library / "sm_sample").glob("*.sm")):
        other = next(library.glob(f"j*/{path.stem}.rcp"))
        assert read_project(path) == read_project(other)


@pytest.mark.parametrize(("family", "step"), [("j30", 60), ("j60", 120), ("j120", 150)])
def test_library_schedules_are_no_better_than_what_is_proven_there(reference_data, family, step):
    folder = reference_data / "scheduling"
    with (folder / "best_known_rcpsp.csv").open(encoding="utf-8") as file:
        known = {row["instance"]: (int(row["lb"]), int(row["ub"])) for row in csv.DictReader(file)}
    for path in sorted((folder / "psplib" / family).glob("*.rcp"))[::step]:
        project = read_project(path)
        found = solve(project, budget=20_000)
        lower, upper = known[path.stem]
        assert check(project, found.starts) == ()
        assert found.bound <= upper
        assert lower <= found.makespan <= 1.05 * upper
