"""The precedences that a launch depends on, cut into a tree for each job and links that the trees leave out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.schedule.bounds import Earliest
from optimizer.schedule.problem import Problem
from scenarios.meetings import DelayTimeline
from scenarios.worktime import CalendarExhausted


@dataclass(frozen=True, slots=True)
class Arc:
    """A task waits for another one, and for ``minutes`` of ``timeline`` after its end. Tasks by index."""

    earlier: int
    later: int
    timeline: DelayTimeline
    minutes: int

    def follows(self, finish: int) -> int:
        """When the delay is through."""
        return self.timeline.advance(finish, self.minutes)


@dataclass(frozen=True, slots=True)
class Node:
    """A task in a tree. ``arc`` joins it to its parent; the root (a launch) has none."""

    task: int
    parent: int | None
    arc: Arc | None


@dataclass(frozen=True, slots=True)
class Network:
    """The jobs whose launches matter; by job, its nodes with children before parents; and the links."""

    jobs: tuple[int, ...]
    trees: tuple[tuple[Node, ...], ...]
    links: tuple[Arc, ...]

    @property
    def nodes(self) -> list[Node]:
        """Of all jobs, in order."""
        return [node for tree in self.trees for node in tree]


def network_of(problem: Problem, times: Earliest) -> Network:
    """Trees of the tightest precedences: those that leave least time between the earliest times of their tasks."""
    jobs = _jobs(problem)
    trees: list[tuple[Node, ...]] = []
    links: list[Arc] = []
    for job in jobs:
        launch = problem.launch_task(job)
        tasks = _needed(problem, launch)
        arcs = sorted(_arcs(problem, tasks), key=lambda arc: _slack(arc, times))
        tree, rest = _span(tasks, arcs)
        trees.append(_rooted(launch, tree))
        links += rest
    needed = {node.task for tree in trees for node in tree}
    links += [arc for arc in _prerequisites(problem, jobs) if arc.later in needed]
    return Network(tuple(jobs), tuple(trees), tuple(links))


def _jobs(problem: Problem) -> list[int]:
    """Jobs whose launch is worth something, and their prerequisites."""
    found: set[int] = set()
    waiting = [job.index for job in problem.jobs if job.revenue]
    while waiting:
        job = waiting.pop()
        if job not in found:
            found.add(job)
            waiting += problem.jobs[job].prerequisites
    return sorted(found)


def _needed(problem: Problem, task: int) -> set[int]:
    """The task and everything it depends on; what is settled depends on nothing, and may even break the rules."""
    needed, waiting = {task}, [task]
    while waiting:
        later = waiting.pop()
        if later not in problem.fixed.tasks:
            before = {earlier for earlier, _ in problem.tasks[later].predecessors} - needed
            needed |= before
            waiting += sorted(before)
    return needed


def _arcs(problem: Problem, tasks: set[int]) -> Iterator[Arc]:
    """Precedences among ``tasks``, without those that follow from others."""
    reach = {task: _needed(problem, task) for task in tasks}
    for later in sorted(tasks - problem.fixed.tasks.keys()):
        task = problem.tasks[later]
        for (earlier, minutes), timeline in zip(task.predecessors, task.handoffs, strict=True):
            others = {one for one, _ in task.predecessors} - {earlier}
            plain = minutes == 0 and timeline is problem.shared
            if not (plain and any(earlier in reach[one] for one in others)):
                yield Arc(earlier, later, timeline, minutes)


def _prerequisites(problem: Problem, jobs: list[int]) -> Iterator[Arc]:
    """A job's first tasks come after the launches of its prerequisites."""
    for job in jobs:
        if job in problem.fixed.admissions:
            continue
        for task in problem.tasks_of(job):
            if not task.predecessors and task.index not in problem.fixed.tasks:
                for earlier in problem.jobs[job].prerequisites:
                    yield Arc(problem.launch_task(earlier), task.index, problem.shared, 0)


def _slack(arc: Arc, times: Earliest) -> tuple[int, int, int]:
    try:
        slack = times.ready[arc.later] - arc.follows(times.finish[arc.earlier])
    except CalendarExhausted:
        slack = 0
    return slack, arc.earlier, arc.later


def _span(tasks: set[int], arcs: list[Arc]) -> tuple[list[Arc], list[Arc]]:
    """A spanning tree of the first arcs that close no circle (Kruskal 1956), and the rest."""
    leader = {task: task for task in tasks}

    def find(task: int) -> int:
        while leader[task] != task:
            task = leader[task]
        return task

    tree, rest = [], []
    for arc in arcs:
        one, other = find(arc.earlier), find(arc.later)
        if one == other:
            rest.append(arc)
        else:
            leader[one] = other
            tree.append(arc)
    return tree, rest


def _rooted(root: int, tree: list[Arc]) -> tuple[Node, ...]:
    touching: dict[int, list[Arc]] = {}
    for arc in tree:
        touching.setdefault(arc.earlier, []).append(arc)
        touching.setdefault(arc.later, []).append(arc)
    nodes = [Node(root, None, None)]
    seen = {root}
    for node in nodes:
        for arc in touching.get(node.task, ()):
            other = arc.later if arc.earlier == node.task else arc.earlier
            if other not in seen:
                seen.add(other)
                nodes.append(Node(other, node.task, arc))
    return tuple(reversed(nodes))
