"""Whole solutions against enumeration, and what has to hold for every project."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.projects.mspsp import Need, Person, SkillProject, Task, check, solve
from optimizer.projects.mspsp.bound import lower_bound
from optimizer.projects.mspsp.forms import FORM_NAMES, build, hint
from optimizer.projects.mspsp.instance import Instance
from optimizer.projects.mspsp.limits import Limits
from optimizer.projects.mspsp.proof import prove
from optimizer.projects.mspsp.search import CHAINS, search
from scenarios.errors import UserError
from scenarios.progress import Cancellation, never
from tests.optimizer.projects.mspsp.projects import projects, shortest

QUICK = 40


def solved(project, budget=60):
    return solve(project, seconds=60, workers=1, budget=budget)


@given(projects())
@settings(max_examples=QUICK)
def test_bounds_and_schedules_lie_around_the_optimum(project):
    answer, best = solved(project), shortest(project)
    assert check(project, answer.schedule) == ()
    assert lower_bound(Instance(project)) <= answer.bound <= best <= answer.makespan
    assert answer.makespan == answer.schedule.makespan(project)
    assert 0 <= answer.gap < 1
    assert (answer.status == "optimal") == (answer.gap == 0)


@given(projects(), st.sampled_from([1, 2]))
@settings(max_examples=10)
def test_constraint_programming_proves_the_optimum(project, workers):
    instance = Instance(project)
    limits = Limits.of(20, None, CHAINS)
    found = search(instance, project.horizon, limits, workers=1, seed=1, pause=lambda *_: None)
    schedule, bound = prove(instance, found.schedule, 0, limits, workers=workers, seed=1, cancelled=never)
    assert bound == schedule.makespan(project) == shortest(project)
    assert check(project, schedule) == ()


@given(projects(), st.sampled_from(FORM_NAMES))
@settings(max_examples=20)
def test_hints_are_solutions_of_both_forms(project, name):
    """A hint that fixes every variable leaves the schedule itself."""
    instance, answer = Instance(project), solved(project)
    form = build(instance, name, answer.bound, answer.makespan)
    hint(form, answer.schedule)
    proto = form.model.proto
    hints = dict(zip(proto.solution_hint.vars, proto.solution_hint.values, strict=True))
    for variable in (*form.start, *form.joins.values(), form.makespan):
        form.model.add(variable == hints[variable.index])
    assert feasible(form.model)


def feasible(model):
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model) == cp_model.OPTIMAL


@given(projects(most_tasks=8, most_people=6))
@settings(max_examples=QUICK)
def test_same_seed_and_budget_same_schedule_for_any_threads(project):
    one = solve(project, seconds=60, workers=1, seed=7, budget=100)
    two = solve(project, seconds=60, workers=2, seed=7, budget=100)
    assert one == two


def crowd(people, tasks, skills):
    """Everyone has every third skill from his or her own on; tasks in pairs, each for three people."""
    team = tuple(
        Person(f"p{k}", {f"s{n}": 1 for n in range(k % 3, skills, 3)}, 100 + k) for k in range(people)
    )
    work = tuple(
        Task(
            f"t{k}",
            2 + k % 3,
            (Need(f"s{k % skills}", 2), Need(f"s{(k + 1) % skills}", 1)),
            (f"t{k - 1}",) if k % 2 else (),
        )
        for k in range(tasks)
    )
    return SkillProject("crowd", work, team)


def test_two_hundred_people_with_many_skills():
    """Everything fits side by side, so that the critical path is the answer."""
    project = crowd(200, 40, 66)
    assert max(len(person.skills) for person in project.people) == 22
    answer = solved(project)
    longest = max(project.tasks[k].duration + project.tasks[k + 1].duration for k in range(0, 40, 2))
    assert (answer.makespan, answer.status) == (longest, "optimal")


def test_one_person_with_sixty_skills_does_all_in_a_row():
    person = Person("p", {f"s{k}": 1 for k in range(64)}, 250)
    tasks = tuple(Task(f"t{k}", 1 + k % 4, (Need(f"s{k}"),)) for k in range(64))
    answer = solved(SkillProject("all", tasks, (person,)), budget=10)
    total = sum(task.duration for task in tasks)
    assert (answer.makespan, answer.status, answer.cost) == (total, "optimal", 250 * total)


def test_a_task_that_needs_ten_skills_at_once():
    """More skills than have all their conditions tested: two such tasks of the same people follow each other."""
    team = tuple(Person(f"p{k}", {f"s{k}": 1, f"s{(k + 1) % 10}": 1}) for k in range(10))
    needs = tuple(Need(f"s{k}") for k in range(10))
    project = SkillProject("wide", (Task("a", 3, needs), Task("b", 4, needs), Task("c", 1)), team)
    assert solved(project).makespan == 7


def test_levels_nest():
    """The senior is wanted for her level; the junior, who could do the other task, sets her free for it."""
    team = (Person("senior", {"design": 2}), Person("junior", {"design": 1}))
    tasks = (Task("hard", 5, (Need("design", 1, 2),)), Task("easy", 5, (Need("design", 1, 1),)))
    answer = solved(SkillProject("levels", tasks, team))
    assert answer.makespan == 5
    assert dict(answer.schedule.teams["hard"]) == {"senior": "design"}


@pytest.mark.parametrize("tasks", [(), (Task("a", 0), Task("b", 0, (), ("a",)))])
def test_nothing_to_do(tasks):
    answer = solved(SkillProject("nothing", tasks, ()))
    assert (answer.makespan, answer.bound, answer.status, answer.gap) == (0, 0, "optimal", 0)


def test_time_is_kept_to_and_progress_told():
    told = []
    project = crowd(9, 30, 5)
    began = time.perf_counter()
    answer = solve(project, seconds=0.2, workers=1, progress=lambda share, _: told.append(share))
    assert answer.makespan >= answer.bound > 0
    assert told == sorted(told)
    assert told[-1] == 1
    assert time.perf_counter() - began < 60


def test_cancelling_stops_the_search():
    with pytest.raises(Cancellation):
        solve(crowd(9, 30, 5), seconds=60, workers=1, cancelled=lambda: True)


def test_more_slots_than_the_search_can_hold_are_refused():
    project = SkillProject("long", (Task("a", 10**18), Task("b", 10**18)), (Person("p"),))
    with pytest.raises(UserError, match="coarser unit"):
        solve(project, seconds=1)


def test_work_beyond_32_bits_still_bounds():
    """Three people share the work of 300 tasks, 2 x 10^9 slots in all: the bound loses no more than its unit."""
    team = tuple(Person(f"p{k}", {"s": 1}) for k in range(3))
    tasks = tuple(Task(f"t{k}", 7 * 10**6, (Need("s"),)) for k in range(300))
    exact = 700 * 10**6
    assert exact - 4 <= lower_bound(Instance(SkillProject("large", tasks, team))) <= exact


def test_five_thousand_tasks():
    answer = solved(crowd(60, 5000, 9), budget=2)
    assert answer.bound <= answer.makespan <= 1.2 * answer.bound


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"workers": 0}, {"budget": 0}])
def test_limits_are_positive(limits):
    with pytest.raises(ValueError, match="positive"):
        solve(crowd(9, 2, 3), **{"seconds": 1, **limits})
