"""Stages as the steps that they become: most are one, a sign-off by people with work of their own is several.

Such a stage has an entry, a part for each approver and an end that bears the stage's name and rules (rule 24). Names
of parts cannot clash: no identifier holds a slash or begins with an at sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from scenarios.document.organisation import Approver
from scenarios.document.workflows import Stage, Workflow


def entry_id(stage: str) -> str:
    """What the entry of a stage with parts is called."""
    return f"{stage}/@entry"


def part_id(stage: str, approver: str) -> str:
    """What an approver's part of a stage is called."""
    return f"{stage}/{approver}"


def meeting_id(stage: str, approver: str) -> str:
    """What the meeting is called that releases an approver's part of a stage."""
    return f"{stage}/{approver}/@meeting"


@dataclass(frozen=True, slots=True)
class Node:
    """A step to be: the stage it belongs to, and what it does of it."""

    id: str
    stage: Stage
    part: Literal["whole", "entry", "signature", "meeting", "end"]
    predecessors: tuple[str, ...]
    approver: Approver | None = None
    """Who signs, in a part."""

    @property
    def rules(self) -> bool:
        """Whether the stage's rules (rework, escape) hold here."""
        return self.part in {"whole", "end"}


def has_parts(stage: Stage, approvers: Mapping[str, Approver]) -> bool:
    """Whether somebody with work of their own signs."""
    return any(approvers[one].person is not None for one in stage.approvers)


def nodes_of(workflow: Workflow, approvers: Mapping[str, Approver]) -> tuple[Node, ...]:
    """The steps of a workflow in the order of its stages; ``approvers`` by identifier."""
    return tuple(
        node
        for position, stage in enumerate(workflow.stages)
        for node in _nodes(stage, workflow.predecessors(position), approvers)
    )


def _nodes(stage: Stage, before: tuple[str, ...], approvers: Mapping[str, Approver]) -> Iterator[Node]:
    if not has_parts(stage, approvers):
        yield Node(stage.id, stage, "whole", before)
        return
    entry = entry_id(stage.id)
    yield Node(entry, stage, "entry", before)
    ends = []
    for approver in map(approvers.__getitem__, stage.approvers):
        part = part_id(stage.id, approver.id)
        yield Node(part, stage, "signature", (entry,), approver)
        if approver.person is not None and approver.meeting is not None:
            meeting = meeting_id(stage.id, approver.id)
            yield Node(meeting, stage, "meeting", (part,), approver)
            part = meeting
        ends.append(part)
    yield Node(stage.id, stage, "end", tuple(ends))
