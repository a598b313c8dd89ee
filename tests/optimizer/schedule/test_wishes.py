"""Wishes: heard where that costs no minute, by the best exchange there is on tiny cases."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.schedule.course import order_of
from optimizer.schedule.executor import Deadlock, execute, settle
from optimizer.schedule.fixed import Fixed, Settled
from optimizer.schedule.wishes import exchange, fulfilment, grant, wishes_of
from scenarios.worktime import CalendarExhausted
from tests.optimizer.schedule.builders import (
    campaign,
    case_of,
    person,
    random_order,
    scenario,
    short_cases,
    stage,
)


def wished(document):
    problem = case_of(document).problem
    return problem, wishes_of(document, problem)


def course_with(problem, team):
    """Everything one after the other, by index, by the given people."""
    tasks = range(len(problem.tasks))
    sequences = [tuple(task for task in tasks if one in team[task]) for one in range(len(problem.people))]
    start = [0] * len(team)
    for one in sequences:
        for place, task in enumerate(one):
            start[task] = max(start[task], place)
    return settle(problem, order_of(problem, list(tasks), team, [0] * len(problem.jobs)))


def weights(**planning):
    return {"settings": {"planning": planning}}


def test_linked_work_stays_with_whoever_began_it():
    document = scenario(
        [person("ann", ["craft"]), person("bo", ["craft"])],
        [campaign("a")],
        [stage("draft", 3), stage("final", 2, continues="draft")],
    )
    problem, wishes = wished(document)
    course = course_with(problem, [(0,), (1,)])
    assert fulfilment(problem, wishes, course).broken == 120
    granted = grant(problem, wishes, course)
    assert granted.people[0] == granted.people[1]
    assert fulfilment(problem, wishes, granted).kept == 1
    assert granted.finish == course.finish


def test_work_changes_hands_where_one_avoids_what_the_other_prefers():
    document = scenario(
        [
            person("ann", ["copy", "draw"], avoids=["copy"]),
            person("bo", ["copy", "draw"], prefers=["copy"]),
        ],
        [campaign("a")],
        [stage("write", 4, "copy", predecessors=[]), stage("paint", 4, "draw", predecessors=[])],
    )
    problem, wishes = wished(document)
    granted = grant(problem, wishes, course_with(problem, [(0,), (1,)]))
    assert granted.people == ((1,), (0,))
    found = fulfilment(problem, wishes, granted)
    assert (found.avoided, found.preferred) == (0, 240)


def test_work_is_shared_by_working_time():
    people = [person("ann", ["craft"]), person("bo", ["craft"])]
    campaigns = [campaign(name) for name in "abcd"]
    document = scenario(people, campaigns, [stage("do", 8)], **weights(fairness=1))
    problem, wishes = wished(document)
    course = course_with(problem, [(0,)] * 4)
    assert fulfilment(problem, wishes, course).uneven == pytest.approx(2 * 480)
    assert fulfilment(problem, wishes, grant(problem, wishes, course)).uneven == pytest.approx(0)


def test_nothing_is_exchanged_where_nothing_is_wished_or_everything_is_settled():
    document = scenario(
        [person("ann", ["craft"], avoids=["craft"]), person("bo", ["craft"])],
        [campaign("a")],
        [stage("do", 8)],
    )
    problem, wishes = wished(document)
    course = course_with(problem, [(0,)])
    assert grant(problem, wishes, course).people == ((1,),)
    settled = Fixed(tasks={0: Settled(course.ready[0], course.start[0], course.finish[0], (0,), {0: 480})})
    object.__setattr__(problem, "fixed", settled)
    assert exchange(problem, wishes, course).people == ((0,),)
    silent = document.model_copy(
        update={
            "settings": document.settings.model_copy(
                update={"planning": document.settings.planning.model_copy(update={"preferences": 0})}
            )
        }
    )
    assert wishes_of(silent, problem).empty


@given(short_cases(), st.integers(0, 10**6), st.data())
@settings(max_examples=40)
def test_no_minute_is_lost_and_nothing_wished_is_lost(case, seed, data):
    problem = case.problem
    wish = st.dictionaries(
        st.sampled_from([(task.index, one) for task in problem.tasks for one in task.minutes] or [(0, 0)]),
        st.sampled_from([-1, 1]),
    )
    planning = case.scenario.settings.planning.model_copy(
        update={"fairness": data.draw(st.sampled_from([0, 1]))}
    )
    wishes = type(wishes_of(case.scenario, problem))(data.draw(wish), {}, planning)
    course = settle(problem, random_order(problem, seed))
    granted = grant(problem, wishes, course)
    for job in range(len(problem.jobs)):
        assert granted.launch(problem, job) <= course.launch(problem, job)
    cost = [fulfilment(problem, wishes, one).cost(planning) for one in (granted, course)]
    assert cost[0] <= cost[1]
    again = execute(problem, order_of(problem, granted.start, granted.people, granted.admission))
    assert again == granted


@pytest.mark.parametrize("hours", [(2, 2, 2), (1, 3, 2), (4, 1, 1)])
def test_an_exchange_finds_the_best_teams_of_tiny_plans(hours):
    """Three tasks at once on three people: every assignment is tried."""
    people = [
        person("ann", ["copy", "draw", "film"], avoids=["copy"], prefers=["film"]),
        person("bo", ["copy", "draw", "film"], avoids=["film"], prefers=["draw"]),
        person("cy", ["copy", "draw", "film"], prefers=["copy"]),
    ]
    stages = [
        stage(name, length, name, predecessors=[])
        for name, length in zip(("copy", "draw", "film"), hours, strict=True)
    ]
    problem, wishes = wished(scenario(people, [campaign("a")], stages))
    course = course_with(problem, [(0,), (2,), (1,)])
    costs = []
    for team in product(range(3), repeat=3):
        try:
            other = course_with(problem, [(one,) for one in team])
        except (Deadlock, CalendarExhausted):
            continue
        if other.finish == course.finish:
            costs.append(fulfilment(problem, wishes, other).cost(wishes.weights))
    granted = grant(problem, wishes, course)
    assert fulfilment(problem, wishes, granted).cost(wishes.weights) == min(costs)
