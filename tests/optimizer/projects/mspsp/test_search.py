"""What a population holds, after any number of crossings, exchanges and improvements."""

import numpy as np
from hypothesis import given, settings

from optimizer.projects.mspsp.instance import Instance, people_of
from optimizer.projects.mspsp.matching import matched
from optimizer.projects.mspsp.search import exchange, runner
from tests.optimizer.projects.mspsp.projects import projects


@given(projects(most_tasks=8, most_people=6))
@settings(max_examples=20)
def test_members_are_orders_of_work_with_teams(project):
    """Each list has every task once, after its predecessors; each team covers what its task needs, and nobody more."""
    instance = Instance(project)
    chains = [runner(instance, 3, number) for number in range(2)]
    for one in chains:
        one.run(2000, -1)
    exchange(chains)
    for one in chains:
        filled = int(one.chain.state[0])
        assert filled > 10
        for order in one.chain.lists.reshape(-1, len(instance.tasks))[:filled].tolist():
            place = {task: k for k, task in enumerate(order)}
            assert sorted(order) == list(range(len(instance.tasks)))
            assert all(place[a] < place[b] for b, before in enumerate(instance.links) for a in before)
        teams = one.chain.teams.reshape(-1, len(instance.tasks), 1)[:filled]
        for task, lines, row in zip(instance.tasks, instance.lines, teams[-1], strict=True):
            members = [project.people[person] for person in people_of(row)]
            assert len(members) == sum(line.people for line in lines)
            assert not lines or matched(task.needs, members) is not None


@given(projects(most_tasks=8, most_people=6))
@settings(max_examples=20)
def test_the_best_found_never_gets_worse(project):
    one = runner(Instance(project), 5, 0)
    found = []
    for _ in range(6):
        one.run(30, -1)
        found.append(one.makespan)
    assert found == sorted(found, reverse=True)
    assert one.schedule().makespan(project) == found[-1]


@given(projects(most_tasks=8, most_people=6))
@settings(max_examples=20)
def test_an_exchange_hands_on_the_best_with_its_teams(project):
    chains = [runner(Instance(project), 3, number) for number in range(2)]
    for one in chains:
        one.run(2000, -1)
    if any(one.chain.state[0] < one.chain.state[2] for one in chains):
        return
    best = [int(one.chain.makespan.min()) for one in chains]
    exchange(chains)
    for one, other in zip(chains, reversed(best), strict=True):
        assert other in one.chain.makespan
        assert np.all(one.chain.makespan >= min(best))
