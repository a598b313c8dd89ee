"""Workflows compiled into processes: who is qualified, where a step is done, what comes before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from scenarios.document.base import Label
from scenarios.document.durations import NO_TIME, Constant, Duration
from scenarios.document.scenario import Scenario
from scenarios.document.workflows import Stage, Workflow
from scenarios.network.graph import descendants_of, topological_order
from scenarios.network.nodes import Node, entry_id, nodes_of
from scenarios.network.rules import escape_rule, reuse_rule, rework_rule
from scenarios.network.signing import SIGN_OFF
from scenarios.network.workload import Duty, Process, Step


class ProcessCompiler:
    """Resolves the references of workflows; each workflow is compiled once."""

    def __init__(self, scenario: Scenario) -> None:
        self._risks = scenario.risks
        organisation = scenario.organisation
        self._people = organisation.everyone()
        self._position = {person.id: index for index, person in enumerate(self._people)}
        self._approvers = {approver.id: approver for approver in organisation.approvers}
        self._approver_position = {approver: index for index, approver in enumerate(self._approvers)}
        self._workflows = {workflow.id: workflow for workflow in scenario.workflows}
        self._processes: dict[str, Process] = {}

    def process(self, workflow_id: str) -> Process:
        """The compiled workflow."""
        if workflow_id not in self._processes:
            self._processes[workflow_id] = self._compile_process(self._workflows[workflow_id])
        return self._processes[workflow_id]

    def _compile_process(self, workflow: Workflow) -> Process:
        nodes = nodes_of(workflow, self._approvers)
        position = {node.id: index for index, node in enumerate(nodes)}
        before = [tuple(position[other] for other in node.predecessors) for node in nodes]
        order = topological_order(before)
        descendants = descendants_of(before, order)
        launch = position[workflow.launch or workflow.stages[-1].id]
        steps = tuple(
            self._step(index, node, before, descendants[index], position, launch)
            for index, node in enumerate(nodes)
        )
        return Process(
            id=workflow.id,
            steps=steps,
            launch=launch,
            change_target=_first(workflow.change_target or _first_work(workflow), position),
            order=order,
        )

    def _step(
        self,
        index: int,
        node: Node,
        before: list[tuple[int, ...]],
        descendants: tuple[int, ...],
        position: Mapping[str, int],
        launch: int,
    ) -> Step:
        stage = node.stage
        kind = self._kind(node)
        qualified = self._qualified(node) if kind == "work" else ()
        rework = stage.rework if node.rules else None
        return Step(
            index=index,
            id=node.id,
            stage=stage.id,
            kind=kind,
            effort=self._effort(node) if kind == "work" else NO_TIME,
            skill=SIGN_OFF if node.part == "signature" and kind == "work" else stage.skill,
            people=stage.people,
            department=self._department(stage),
            qualified=qualified,
            approvers=tuple(self._approver_position[one] for one in _signing(node)) if kind != "work" else (),
            latencies=self._latencies(node) if kind != "work" else (),
            predecessors=before[index],
            successors=tuple(later for later, items in enumerate(before) if index in items),
            descendants=descendants,
            rework=rework_rule(rework, self._risks, _first(rework.target, position)) if rework else None,
            reuse=reuse_rule(stage),
            escape=escape_rule(stage, position, launch) if node.rules else None,
            overlap=stage.overlap if node.part == "whole" else 0.0,
            overlap_penalty=stage.overlap_penalty,
            wip_limit=stage.wip_limit,
        )

    @staticmethod
    def _kind(node: Node) -> Literal["work", "approval", "wait"]:
        if node.part == "signature" and node.approver and node.approver.person:
            return "work"
        return node.stage.kind

    @staticmethod
    def _effort(node: Node) -> Duration:
        return node.approver.effort if node.approver else node.stage.effort or NO_TIME

    def _qualified(self, node: Node) -> tuple[int, ...]:
        if node.approver and node.approver.person:
            return (self._position[node.approver.person],)
        return self._skilled(node.stage)

    def _skilled(self, stage: Stage) -> tuple[int, ...]:
        able = [
            (len(person.skills), index)
            for index, person in enumerate(self._people)
            if person.skills.get(stage.skill or "", 0) >= stage.level
            and stage.department in {None, person.department}
        ]
        return tuple(index for _, index in sorted(able))

    def _department(self, stage: Stage) -> str | None:
        if stage.department:
            return stage.department
        signing = {self._place(one) for one in stage.approvers}
        working = {self._people[index].department for index in self._skilled(stage)}
        places = working if stage.kind == "work" else signing
        return next(iter(places)) if len(places) == 1 else None

    def _place(self, approver_id: str) -> str | None:
        """The department of an approver, or of the person who signs."""
        approver = self._approvers[approver_id]
        if approver.department is None and approver.person is not None:
            return self._people[self._position[approver.person]].department
        return approver.department

    def _latencies(self, node: Node) -> tuple[Duration, ...]:
        stage = node.stage
        if stage.kind == "wait":
            return (stage.latency or NO_TIME,)
        if node.part == "meeting":
            return (NO_TIME,)
        return tuple(stage.latency or self._approvers[one].latency for one in _signing(node))

    def flight(self, duties: list[Duty]) -> Process:
        """The process of one period of running a campaign: a step for each skill, in any order."""
        steps = tuple(self._duty_step(index, duty) for index, duty in enumerate(duties))
        return Process(
            id="flight", steps=steps, launch=len(steps) - 1, change_target=0, order=tuple(range(len(steps)))
        )

    def _duty_step(self, index: int, duty: Duty) -> Step:
        stage = Stage(
            id=duty.skill,
            name=Label(en=duty.skill, zh=duty.skill),
            effort=duty.minutes / 60,
            skill=duty.skill,
        )
        return Step(
            index=index,
            id=duty.skill,
            stage=duty.skill,
            kind="work",
            effort=Constant(hours=duty.minutes / 60),
            skill=duty.skill,
            people=1,
            department=self._department(stage),
            qualified=self._skilled(stage),
            approvers=(),
            latencies=(),
            predecessors=(),
            successors=(),
            descendants=(index,),
            rework=None,
        )


def _signing(node: Node) -> tuple[str, ...]:
    """The approvers who sign in a step."""
    if node.part == "whole":
        return node.stage.approvers
    return (node.approver.id,) if node.approver else ()


def _first(stage: str, position: Mapping[str, int]) -> int:
    """Index of the step with which a stage begins."""
    return position.get(entry_id(stage), position[stage])


def _first_work(workflow: Workflow) -> str:
    return next((stage.id for stage in workflow.stages if stage.kind == "work"), workflow.stages[0].id)
