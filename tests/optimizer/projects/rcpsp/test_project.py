"""The value and its check: what is wrong is named, all of it, and what is right is accepted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.projects.rcpsp import Project, check
from scenarios.errors import DocumentError
from tests.optimizer.projects.rcpsp.strategies import projects, serial


def faults(*parts):
    with pytest.raises(DocumentError) as caught:
        Project("bad", *parts)
    return [(one.code, one.where) for one in caught.value.problems]


def test_every_fault_is_named_at_once():
    assert faults((-1, 3), (-2, 5, 1), ((0, 0), (0, 4), (0,)), ((7,), (), ())) == [
        ("project_capacity", "capacities[0]"),
        ("project_duration", "durations[0]"),
        ("project_demand", "demands[1][0]"),
        ("project_demand", "demands[1][1]"),
        ("project_demands", "demands[2]"),
        ("project_successor", "successors[0][0]"),
    ]


def test_circles_are_named_with_everyone_in_them():
    with pytest.raises(DocumentError, match=r"1 -> 2 -> 3 -> 1|2 -> 3 -> 1 -> 2|3 -> 1 -> 2 -> 3"):
        Project("circle", (), (1, 1, 1), ((), (), ()), ((1,), (2,), (0,)))
    assert faults((), (1,), ((),), ((0,),)) == [("project_circle", "successors[0]")]


def test_lengths_have_to_agree():
    assert faults((), (1, 1), ((),), ((), ())) == [("project_length", "demands")]


@given(projects())
def test_heads_and_tails_are_longest_paths(project):
    """Every predecessor's end is kept, and something forces each head and tail."""
    for i, (head, before) in enumerate(zip(project.heads, project.predecessors, strict=True)):
        assert head == max((project.heads[one] + project.durations[one] for one in before), default=0)
        after = [project.tails[one] + project.durations[one] for one in project.successors[i]]
        assert project.tails[i] == max(after, default=0)


@given(projects(most=10))
def test_schedules_slot_by_slot_pass(project):
    assert check(project, serial(project, project.order)) == ()


@given(projects(most=6), st.lists(st.integers(-2, 12), min_size=6, max_size=6))
def test_the_check_agrees_with_counting_every_slot(project, numbers):
    starts = numbers[: project.size]
    ends = [start + length for start, length in zip(starts, project.durations, strict=True)]
    late = any(starts[j] < ends[i] for i in range(project.size) for j in project.successors[i])
    full = any(
        sum(own[r] for own, a, b in zip(project.demands, starts, ends, strict=True) if a <= slot < b) > most
        for slot in range(-2, 20)
        for r, most in enumerate(project.capacities)
    )
    assert bool(check(project, starts)) == (late or full or min(starts) < 0)


def test_a_schedule_of_another_length_is_refused():
    project = Project("one", (), (1,), ((),), ((),))
    assert [one.key for one in check(project, [])] == ["projects.check.length"]
