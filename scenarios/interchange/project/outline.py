"""The outline of a project: which tasks are campaigns, which are their steps, and what the steps depend on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from scenarios.interchange.project.model import FLIGHT, LAUNCH, Link, Task


@dataclass(frozen=True, slots=True)
class Bundle:
    """A campaign to be: its name, its summary task (None where the file has none) and its steps in order."""

    name: str
    head: Task | None
    steps: tuple[Task, ...]
    launch: Task | None = None
    """The milestone of its launch, where the file marks one as such."""


class Outline:
    """Tasks by their summaries. Every parent is a task, and comes before its children."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self.tasks = {task.key: task for task in tasks}
        self._children: dict[str | None, list[Task]] = {}
        self._within: dict[str, dict[str, None]] = {}
        for task in self.tasks.values():
            self._children.setdefault(task.parent, []).append(task)

    def children(self, key: str | None) -> list[Task]:
        """The tasks right below a summary; below None those at the top."""
        return self._children.get(key, [])

    def leaves(self, key: str | None = None) -> Iterator[Task]:
        """All tasks below a summary that are none themselves; a task without children is its own."""
        below = self.children(key)
        if key is not None and not below:
            yield self.tasks[key]
        for task in below:
            yield from self.leaves(task.key)

    def bundles(self, name: str) -> tuple[Bundle, ...]:
        """The campaigns: the summaries at the first level that has several tasks.

        A single summary around summaries only is the project itself. Tasks beside the summaries make one campaign
        together, and so do all tasks of a project without summaries; ``name`` is what it is called.
        """
        level = self.children(None)
        while len(level) == 1 and self._only_summaries(level[0]):
            name, level = level[0].name, self.children(level[0].key)
        if len(level) == 1 and self.children(level[0].key):
            return (self._bundle(level[0]),)
        heads = [task for task in level if self.children(task.key)]
        loose = tuple(task for task in level if not self.children(task.key))
        gathered = (Bundle(name, None, loose),) if loose else ()
        return (*(self._bundle(head) for head in heads), *gathered)

    def _only_summaries(self, task: Task) -> bool:
        below = self.children(task.key)
        return bool(below) and all(self.children(one.key) for one in below)

    def around(self, key: str, head: Task | None) -> list[Task]:
        """The summaries around a task up to a campaign's own, which is left out, from the inside."""
        found, parent = [], self.tasks[key].parent
        while parent is not None and (head is None or parent != head.key):
            found.append(self.tasks[parent])
            parent = self.tasks[parent].parent
        return found

    def _bundle(self, head: Task) -> Bundle:
        below = [task for task in self.leaves(head.key) if task.fields.get("stage") != FLIGHT]
        launch = next((task for task in below if task.fields.get("stage") == LAUNCH), None)
        return Bundle(head.name, head, tuple(task for task in below if task is not launch), launch)

    @cached_property
    def links(self) -> dict[str, tuple[Link, ...]]:
        """By step, its links and those of the summaries around it, all to steps.

        A link from a summary comes from its last steps, one to a summary goes to its first ones.
        """
        return {task.key: tuple(dict.fromkeys(self._links(task))) for task in self.leaves()}

    def _links(self, task: Task) -> Iterator[Link]:
        yield from self._to_steps(task.links)
        summary = task.parent
        while summary is not None:
            links = self.tasks[summary].links
            if links and not any(
                link.predecessor in self._inside(summary) for link in self._to_steps(task.links)
            ):
                yield from self._to_steps(links)
            summary = self.tasks[summary].parent

    def _to_steps(self, links: Iterable[Link]) -> Iterator[Link]:
        for link in links:
            if link.predecessor in self.tasks:
                for step in self._last(link.predecessor):
                    yield replace(link, predecessor=step)

    def _last(self, key: str) -> list[str]:
        """The steps below a task that no other of them depends on."""
        inside = self._inside(key)
        needed = {link.predecessor for step in inside for link in self.tasks[step].links}
        return [step for step in inside if step not in needed] or list(inside)

    def _inside(self, key: str) -> dict[str, None]:
        if key not in self._within:
            self._within[key] = {task.key: None for task in self.leaves(key)}
        return self._within[key]
