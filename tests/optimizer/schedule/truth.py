"""The best schedule there is, by trying every order of everything."""

from itertools import combinations, permutations, product

from optimizer.schedule.course import Order
from optimizer.schedule.executor import Deadlock, execute


def least_loss(problem, losses):
    """The least loss over all teams, all orders of the work and all sequences of admissions.

    Sequences that do not lock agree with some order of all tasks that respects the precedences.
    """
    work = [task.index for task in problem.tasks if task.people]
    queued = [job.index for job in problem.jobs if problem.queues(job.index)]
    before = {task.index: {one for one, _ in task.predecessors} for task in problem.tasks}
    everything = list(linear_extensions(before))
    teams = list(
        product(*(combinations(problem.tasks[task].minutes, problem.tasks[task].people) for task in work))
    )
    found = (
        loss
        for order in {tuple(task for task in order if task in work) for order in everything}
        for team in teams
        for queue in permutations(queued)
        if (loss := loss_of(problem, losses, order, dict(zip(work, team, strict=True)), queue)) is not None
    )
    return min(found)


def linear_extensions(before, done=()):
    """All orders in which everything comes after its predecessors."""
    if len(done) == len(before):
        yield done
    for one, needs in before.items():
        if one not in done and needs <= set(done):
            yield from linear_extensions(before, (*done, one))


def loss_of(problem, losses, order, team, queue):
    sequences = tuple(
        tuple(task for task in order if one in team[task]) for one in range(len(problem.people))
    )
    try:
        return losses.of(execute(problem, Order(sequences, queue)))
    except Deadlock:
        return None
