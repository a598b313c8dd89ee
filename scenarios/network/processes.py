"""Workflows compiled into processes: who is qualified, where a stage is done, what comes before and after."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.document.base import Label
from scenarios.document.durations import NO_TIME, Constant, Duration
from scenarios.document.scenario import Scenario
from scenarios.document.workflows import Stage, Workflow
from scenarios.network.graph import descendants_of, topological_order
from scenarios.network.workload import Duty, EscapeRule, Process, ReuseRule, ReworkRule, Step


class ProcessCompiler:
    """Resolves the references of workflows; each workflow is compiled once."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        organisation = scenario.organisation
        self._people = organisation.everyone()
        self._approvers = {approver.id: index for index, approver in enumerate(organisation.approvers)}
        self._workflows = {workflow.id: workflow for workflow in scenario.workflows}
        self._processes: dict[str, Process] = {}

    def process(self, workflow_id: str) -> Process:
        """The compiled workflow."""
        if workflow_id not in self._processes:
            self._processes[workflow_id] = self._compile_process(self._workflows[workflow_id])
        return self._processes[workflow_id]

    def _compile_process(self, workflow: Workflow) -> Process:
        position = {stage.id: index for index, stage in enumerate(workflow.stages)}
        before = [
            tuple(position[other] for other in workflow.predecessors(index))
            for index in range(len(workflow.stages))
        ]
        order = topological_order(before)
        launch = position[workflow.launch] if workflow.launch else len(before) - 1
        descendants = descendants_of(before, order)
        steps = tuple(
            self._step(index, stage, before, descendants[index], position, launch)
            for index, stage in enumerate(workflow.stages)
        )
        first_work = next((step.index for step in steps if step.kind == "work"), 0)
        return Process(
            id=workflow.id,
            steps=steps,
            launch=launch,
            change_target=position[workflow.change_target] if workflow.change_target else first_work,
            order=order,
        )

    def _step(
        self,
        index: int,
        stage: Stage,
        before: list[tuple[int, ...]],
        descendants: tuple[int, ...],
        position: Mapping[str, int],
        launch: int,
    ) -> Step:
        qualified = self._qualified(stage)
        approvers = tuple(self._approvers[approver] for approver in stage.approvers)
        return Step(
            index=index,
            id=stage.id,
            kind=stage.kind,
            effort=stage.effort or NO_TIME,
            skill=stage.skill,
            people=stage.people,
            department=self._department(stage, qualified),
            qualified=qualified,
            approvers=approvers,
            latencies=self._latencies(stage),
            predecessors=before[index],
            successors=tuple(later for later, items in enumerate(before) if index in items),
            descendants=descendants,
            rework=self._rework(stage, position),
            reuse=ReuseRule(stage.reuse.probability, stage.reuse.saving) if stage.reuse else None,
            escape=_escape(stage, position, launch),
            overlap=stage.overlap,
            overlap_penalty=stage.overlap_penalty,
            wip_limit=stage.wip_limit,
        )

    def _rework(self, stage: Stage, position: Mapping[str, int]) -> ReworkRule | None:
        rule = stage.rework
        if rule is None:
            return None
        return ReworkRule(
            probability=min(1.0, rule.probability * self._scenario.risks.rework_factor),
            target=position[rule.target],
            repeat_effort=rule.repeat_effort,
            max_times=rule.max_times,
            probability_decay=rule.probability_decay,
            effort_decay=rule.effort_decay,
        )

    def _qualified(self, stage: Stage) -> tuple[int, ...]:
        if stage.kind != "work":
            return ()
        able = [
            (len(person.skills), index)
            for index, person in enumerate(self._people)
            if person.skills.get(stage.skill or "", 0) >= stage.level
            and stage.department in {None, person.department}
        ]
        return tuple(index for _, index in sorted(able))

    def _department(self, stage: Stage, qualified: tuple[int, ...]) -> str | None:
        if stage.department:
            return stage.department
        if stage.kind == "approval":
            places = {
                self._scenario.organisation.approvers[self._approvers[one]].department
                for one in stage.approvers
            }
        else:
            places = {self._people[index].department for index in qualified}
        return places.pop() if len(places) == 1 else None

    def _latencies(self, stage: Stage) -> tuple[Duration, ...]:
        if stage.kind == "wait":
            return (stage.latency or NO_TIME,)
        approvers = self._scenario.organisation.approvers
        return tuple(stage.latency or approvers[self._approvers[one]].latency for one in stage.approvers)

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
        qualified = self._qualified(stage)
        return Step(
            index=index,
            id=duty.skill,
            kind="work",
            effort=Constant(hours=duty.minutes / 60),
            skill=duty.skill,
            people=1,
            department=self._department(stage, qualified),
            qualified=qualified,
            approvers=(),
            latencies=(),
            predecessors=(),
            successors=(),
            descendants=(index,),
            rework=None,
        )


def _escape(stage: Stage, position: Mapping[str, int], launch: int) -> EscapeRule | None:
    rule = stage.escape
    if rule is None:
        return None
    further = max(len(stage.approvers), 1) - 1
    return EscapeRule(
        probability=rule.probability * (1 - rule.caught_by_second) ** further,
        found_at=position[rule.found_at] if rule.found_at else launch,
        repair=rule.repair,
        cost=rule.cost,
    )
