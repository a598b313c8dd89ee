"""Limits on the steps that are worked on at once, by stage and by department (rule 26)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenarios.network import Process, Step


class Groups:
    """Numbers the groups of steps that have a limit: stages of a process, and departments."""

    def __init__(self, departments: Mapping[str, int]) -> None:
        self._departments = departments
        self._numbers: dict[tuple[str, ...], int] = {}
        self._limits: list[int] = []

    @property
    def limits(self) -> tuple[int, ...]:
        """The limit of each group."""
        return tuple(self._limits)

    def of(self, process: Process, step: Step) -> tuple[int, ...]:
        """The groups that a step belongs to."""
        groups = []
        if step.wip_limit is not None:
            groups.append(self._number((process.id, step.stage), step.wip_limit))
        if step.department is not None and step.department in self._departments:
            groups.append(self._number((step.department,), self._departments[step.department]))
        return tuple(groups)

    def _number(self, key: tuple[str, ...], limit: int) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self._limits)
            self._limits.append(limit)
        return self._numbers[key]


class Limits:
    """How many more steps of each group may be begun."""

    def __init__(self, limits: Sequence[int]) -> None:
        self._room = list(limits)

    def has_room(self, groups: Sequence[int]) -> bool:
        """Whether one more step of all these groups may be begun."""
        return all(self._room[group] > 0 for group in groups)

    def take(self, groups: Sequence[int]) -> None:
        """A step of these groups is begun."""
        for group in groups:
            self._room[group] -= 1

    def give_back(self, groups: Sequence[int]) -> None:
        """The people of a step of these groups leave it."""
        for group in groups:
            self._room[group] += 1
