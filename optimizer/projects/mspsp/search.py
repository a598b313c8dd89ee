"""Several chains of the compiled search on threads, with exchange at barriers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import repeat

import numpy as np

from optimizer.projects.mspsp.evolve_kernel import UNLIKELY, evolve
from optimizer.projects.mspsp.instance import Instance, people_of
from optimizer.projects.mspsp.limits import Limits
from optimizer.projects.mspsp.matching import matched
from optimizer.projects.mspsp.population_kernel import Chain
from optimizer.projects.mspsp.project import Need, Person, SkillProject, Task
from optimizer.projects.mspsp.schedule import Schedule
from optimizer.projects.mspsp.series_kernel import Room
from optimizer.projects.mspsp.team_kernel import Ints, Team
from optimizer.projects.rcpsp.random_kernel import FIRST, SECOND
from scenarios.compiled import AVAILABLE
from scenarios.errors import UserError
from scenarios.i18n import Message

MOST_WORDS = 20_000_000
"""Words of 8 bytes, for slots and people, up to which a chain takes a project."""
CHAINS = 2
"""Populations; by the clock at least one for each thread, with a budget so many for any number of threads."""
MEMBERS = 100
"""Of a population."""
TASKS_IN_A_ROUND = 10_000 if AVAILABLE else 200
"""Tasks placed by a chain between two barriers."""
ROUNDS_TO_EXCHANGE = 20
"""Barriers from one exchange to the next."""


@dataclass(frozen=True, slots=True)
class Runner:
    """A chain with all that it needs to run by itself."""

    instance: Instance
    room: Room
    team: Team
    chain: Chain

    def run(self, schedules: int, bound: int) -> None:
        """Make so many more schedules, fewer where one reaches the bound."""
        evolve(self.instance.board, self.room, self.team, self.chain, schedules, bound)

    @property
    def makespan(self) -> int:
        """Of the shortest schedule so far."""
        return int(self.chain.best[0])

    @property
    def made(self) -> int:
        """Schedules so far."""
        return int(self.room.made[0])

    def schedule(self) -> Schedule:
        """The shortest schedule so far, its people matched with what they cover."""
        tasks, words = self.instance.tasks, int(self.instance.board.size[2])
        starts, teams = np.split(self.chain.record, [len(tasks)])
        people = self.instance.project.people
        found: dict[str, dict[str, str]] = {}
        for task, row in zip(tasks, teams.reshape(-1, words), strict=True):
            team = tuple(people[person] for person in people_of(row))
            found[task.id] = dict((matched(task.needs, team) if team else None) or {})
        return Schedule({task.id: int(at) for task, at in zip(tasks, starts, strict=True)}, found)


@dataclass(frozen=True, slots=True)
class Found:
    """What the search ends with; ``made`` schedules by all chains together."""

    schedule: Schedule
    makespan: int
    made: int


def search(
    instance: Instance,
    bound: int,
    limits: Limits,
    *,
    workers: int,
    seed: int,
    pause: Callable[[float, int], None],
) -> Found:
    """The shortest schedule of all chains within the limits; at least one round is run.

    ``pause`` is told the share used and the makespan at every barrier, and may raise to stop.
    """
    chains = CHAINS if limits.schedules is not None else max(CHAINS, workers)
    runners = [runner(instance, seed, number) for number in range(chains)]
    size = max(5, TASKS_IN_A_ROUND // max(1, len(instance.tasks)))
    made, rounds = 0, 0
    with ThreadPoolExecutor(min(workers, chains)) as pool:
        while True:
            step = size if limits.schedules is None else min(size, limits.schedules - made)
            list(pool.map(Runner.run, runners, repeat(step), repeat(bound)))
            made, rounds = made + step, rounds + 1
            best = min(runners, key=lambda one: one.makespan)
            share = limits.used(made)
            if best.makespan <= bound or share >= 1:
                break
            pause(share, best.makespan)
            if rounds % ROUNDS_TO_EXCHANGE == 0:
                exchange(runners)
    return Found(best.schedule(), best.makespan, sum(one.made for one in runners))


def refuse_too_long(instance: Instance) -> None:
    """Raise where durations add up to more slots than the search can hold.

    Raises:
        UserError: in words.
    """
    if instance.project.horizon * instance.words > MOST_WORDS:
        values = {"slots": instance.project.horizon, "most": MOST_WORDS // instance.words}
        raise UserError(Message("skill_projects.too_long", values))


@cache
def compile_kernels() -> None:
    """Run every kernel once, so that no clock counts their compilation."""
    project = SkillProject("", (Task("1", 1, (Need("1"),)),), (Person("1", {"1": 1}),))
    runner(Instance(project), 0, 0).run(1, 0)


def exchange(runners: list[Runner]) -> None:
    """Give each chain the best member of the one before it in place of its worst, once all are full."""
    if any(one.chain.state[0] < one.chain.state[2] for one in runners):
        return
    gifts = [_member(one.chain, int(np.argmin(one.chain.makespan))) for one in runners]
    for one, gift in zip(runners, gifts[-1:] + gifts[:-1], strict=True):
        chain, (order, people, makespan, mark) = one.chain, gift
        if np.any((chain.makespan == makespan) & (chain.mark == mark)):
            continue
        worst = int(np.argmax(chain.makespan))
        chain.lists[worst * order.size : (worst + 1) * order.size] = order
        chain.teams[worst * people.size : (worst + 1) * people.size] = people
        chain.makespan[worst], chain.mark[worst] = makespan, mark


def _member(chain: Chain, place: int) -> tuple[Ints, Ints, int, int]:
    """Its list and teams, its makespan and mark."""
    tasks, words = chain.lists.size // MEMBERS, chain.teams.size // MEMBERS
    return (
        chain.lists[place * tasks : (place + 1) * tasks].copy(),
        chain.teams[place * words : (place + 1) * words].copy(),
        int(chain.makespan[place]),
        int(chain.mark[place]),
    )


def runner(instance: Instance, seed: int, number: int) -> Runner:
    """A chain that has not begun; its random numbers are its own."""
    board = instance.board
    tasks, people, words = (int(size) for size in board.size)
    horizon = max(1, instance.project.horizon)
    lines = max((len(one) for one in instance.lines), default=1) or 1
    first, second = np.random.SeedSequence([seed, number]).generate_state(2).tolist()
    room = Room(
        free=np.tile(board.everyone, horizon),
        tally=_zeros(horizon + 2),
        start=_zeros(tasks),
        people=_zeros(tasks * words),
        mirror=_zeros(tasks),
        key=_zeros(tasks),
        preference=board.preference.copy(),
        random=np.array([1 + first % (FIRST - 1), 1 + second % (SECOND - 1)], np.int64),
        made=_zeros(1),
    )
    team = Team(
        common=_zeros(words),
        wanted=_zeros(words),
        asked=_zeros(words),
        chosen=_zeros(words),
        line=_zeros(people),
        room=_zeros(lines),
        reached=_zeros(lines),
        queue=_zeros(lines),
    )
    chain = Chain(
        lists=_zeros(MEMBERS * tasks),
        teams=_zeros(MEMBERS * tasks * words),
        makespan=_zeros(MEMBERS),
        mark=_zeros(MEMBERS),
        state=np.array([0, 0, MEMBERS], np.int64),
        best=np.array([UNLIKELY], np.int64),
        record=_zeros(tasks + tasks * words),
        child=_zeros(tasks),
        place=_zeros(tasks),
        weight=_zeros(tasks),
    )
    return Runner(instance, room, team, chain)


def _zeros(size: int) -> Ints:
    return np.zeros(size, np.int64)
