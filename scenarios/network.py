"""The work of a scenario, compiled: activity networks, people and delays with every reference resolved.

Scheduler, verifier and simulator read the same `Workload`; what a stage needs is decided here once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from scenarios.document.base import Label
from scenarios.document.campaigns import Campaign
from scenarios.document.durations import NO_TIME, Constant, Duration, to_minutes
from scenarios.document.organisation import Person
from scenarios.document.scenario import Scenario
from scenarios.document.workflows import Stage, Workflow
from scenarios.worktime import Timeline, WorkTime


@dataclass(frozen=True, slots=True)
class ReworkRule:
    """Rejection of a stage's result; ``target`` is a stage index of the same process."""

    probability: float
    target: int
    repeat_effort: float
    max_times: int


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a process. Indices refer to the process (stages) and to the workload (people, approvers)."""

    index: int
    id: str
    kind: Literal["work", "approval", "wait"]
    effort: Duration
    skill: str | None
    people: int
    department: str | None
    qualified: tuple[int, ...]
    """People who can do it, least versatile first, then by position in the document."""
    approvers: tuple[int, ...]
    latencies: tuple[Duration, ...]
    """Approval: one per approver. Wait: one."""
    predecessors: tuple[int, ...]
    successors: tuple[int, ...]
    descendants: tuple[int, ...]
    """Itself and every stage that depends on it."""
    rework: ReworkRule | None


@dataclass(frozen=True, slots=True)
class Process:
    """A compiled workflow; ``order`` is a topological order of its steps."""

    id: str
    steps: tuple[Step, ...]
    launch: int
    change_target: int
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """Hours of one skill that a running campaign takes in one period of its flight."""

    period: int
    skill: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Target:
    """What the allocation decided about a campaign that runs: when it is to launch, and what lateness costs."""

    minute: int
    loss_per_day: int
    """Minor units of value lost by the first day of lateness."""
    duties: tuple[Duty, ...] = ()
    revenue: int = 0
    """Revenue of launching on time, minor units: all that lateness can cost."""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work with a process: the preparation of a campaign, or one period of running it.

    Preparation jobs come first, in the order of the document, then the flight jobs. A flight job has one step per
    skill, starts when its period begins and the campaign has launched, and costs nothing when late.
    """

    index: int
    id: str
    campaign: str
    kind: Literal["preparation", "flight"]
    process: Process
    size: float
    release: int
    target: int
    loss_per_day: int
    revenue: int
    express: bool
    limited: bool
    """Counts towards the WIP limit while in progress."""
    prerequisites: tuple[int, ...]
    """Jobs that must have launched before this one starts."""


@dataclass(frozen=True, slots=True)
class Worker:
    """A person at work: ``speed`` in percent by skill."""

    index: int
    id: str
    department: str
    speed: Mapping[str, int]
    timeline: Timeline
    cost_per_hour: int


@dataclass(frozen=True)
class Workload:
    """Everything that has to be done, and everyone who can do it."""

    jobs: tuple[Job, ...]
    people: tuple[Worker, ...]
    approver_timelines: tuple[Timeline, ...]
    approver_ids: tuple[str, ...]
    shared: Timeline
    handoffs: Mapping[tuple[str, str], Duration]
    default_handoff: Duration
    wip_limit: int | None
    urgent: Process | None

    def handoff(self, source: Step, target: Step) -> Duration:
        """Delay between two consecutive steps: none within a department or where a department is unknown."""
        if source.department is None or target.department is None or source.department == target.department:
            return NO_TIME
        return self.handoffs.get((source.department, target.department), self.default_handoff)

    @cached_property
    def skills(self) -> tuple[str, ...]:
        """All skills that somebody has, in order of first appearance."""
        return tuple(dict.fromkeys(skill for worker in self.people for skill in worker.speed))


def effort_minutes(hours: float, size: float) -> int:
    """An effort in whole minutes at normal speed; work that exists takes at least a minute."""
    return max(1, to_minutes(hours * size)) if hours > 0 else 0


def work_minutes(effort: int, speed: int) -> int:
    """Working minutes that ``effort`` (minutes at normal speed) takes at ``speed`` percent, rounded up."""
    return -(-effort * 100 // speed)


class WorkloadCompiler:
    """Resolves references of a checked scenario. A reference that does not resolve is a fault of the caller."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        organisation = scenario.organisation
        self._worktime = WorkTime(scenario)
        self._people = organisation.everyone()
        self._approvers = {approver.id: index for index, approver in enumerate(organisation.approvers)}
        self._workflows = {workflow.id: workflow for workflow in scenario.workflows}
        self._processes: dict[str, Process] = {}

    def compile(self, targets: Mapping[str, Target]) -> Workload:
        """The workload of the campaigns that have a target (all others do not run)."""
        organisation = self._scenario.organisation
        urgent = self._scenario.risks.urgent
        return Workload(
            jobs=self._jobs(targets),
            people=tuple(self._worker(index, person) for index, person in enumerate(self._people)),
            approver_timelines=tuple(
                self._worktime.of(approver.calendar, approver.leave) for approver in organisation.approvers
            ),
            approver_ids=tuple(approver.id for approver in organisation.approvers),
            shared=self._worktime.shared,
            handoffs={(item.source, item.target): item.delay for item in organisation.handoff.between},
            default_handoff=organisation.handoff.default,
            wip_limit=organisation.wip_limit,
            urgent=self.process(urgent.workflow) if urgent.per_week > 0 and urgent.workflow else None,
        )

    def _jobs(self, targets: Mapping[str, Target]) -> tuple[Job, ...]:
        campaigns = [campaign for campaign in self._scenario.campaigns if campaign.id in targets]
        position = {campaign.id: index for index, campaign in enumerate(campaigns)}
        jobs = [self._preparation(campaign, targets[campaign.id], position) for campaign in campaigns]
        for campaign in campaigns:
            jobs.extend(self._flights(campaign, targets[campaign.id], position[campaign.id], len(jobs)))
        return tuple(jobs)

    def _preparation(self, campaign: Campaign, target: Target, position: Mapping[str, int]) -> Job:
        horizon = self._scenario.horizon
        express = campaign.lane == "express"
        variant = self._workflows[campaign.workflow].express if express else None
        start = horizon.minute(self._scenario.status_date or horizon.start)
        return Job(
            index=position[campaign.id],
            id=campaign.id,
            campaign=campaign.id,
            kind="preparation",
            process=self.process(variant or campaign.workflow),
            size=campaign.size,
            release=max(start, horizon.minute(campaign.release)) if campaign.release else start,
            target=target.minute,
            loss_per_day=target.loss_per_day,
            revenue=target.revenue,
            express=express,
            limited=not express,
            prerequisites=tuple(position[other] for other in campaign.prerequisites if other in position),
        )

    def _flights(self, campaign: Campaign, target: Target, preparation: int, first_index: int) -> list[Job]:
        horizon = self._scenario.horizon
        by_period: dict[int, list[Duty]] = {}
        for duty in target.duties:
            by_period.setdefault(duty.period, []).append(duty)
        return [
            Job(
                index=first_index + number,
                id=f"{campaign.id}/{period}",
                campaign=campaign.id,
                kind="flight",
                process=self._flight_process(duties),
                size=1.0,
                release=horizon.minute(horizon.period_start(period)),
                target=horizon.minute(horizon.period_start(period + 1)),
                loss_per_day=0,
                revenue=0,
                express=False,
                limited=False,
                prerequisites=(preparation,),
            )
            for number, (period, duties) in enumerate(sorted(by_period.items()))
        ]

    def _flight_process(self, duties: list[Duty]) -> Process:
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

    def _worker(self, index: int, person: Person) -> Worker:
        speeds = self._scenario.organisation.speed_by_level
        return Worker(
            index=index,
            id=person.id,
            department=person.department,
            speed={skill: speeds[level - 1] for skill, level in person.skills.items()},
            timeline=self._worktime.of(person.calendar, person.leave),
            cost_per_hour=person.cost_per_hour,
        )

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
        descendants = _descendants(before, order)
        steps = tuple(
            self._step(index, stage, before, descendants[index], position)
            for index, stage in enumerate(workflow.stages)
        )
        first_work = next((step.index for step in steps if step.kind == "work"), 0)
        return Process(
            id=workflow.id,
            steps=steps,
            launch=position[workflow.launch] if workflow.launch else len(steps) - 1,
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


def compile_workload(scenario: Scenario, targets: Mapping[str, Target]) -> Workload:
    """The workload of the campaigns in ``targets`` on the scenario's people."""
    return WorkloadCompiler(scenario).compile(targets)


def topological_order(before: list[tuple[int, ...]]) -> tuple[int, ...]:
    """Nodes so that each comes after its predecessors; the lowest index first where several can come.

    Raises:
        ValueError: the predecessors form a cycle.
    """
    order: list[int] = []
    placed: set[int] = set()
    while len(order) < len(before):
        ready = next(
            (node for node, needs in enumerate(before) if node not in placed and placed.issuperset(needs)),
            None,
        )
        if ready is None:
            message = "predecessors form a cycle"
            raise ValueError(message)
        order.append(ready)
        placed.add(ready)
    return tuple(order)


def _descendants(before: list[tuple[int, ...]], order: tuple[int, ...]) -> list[tuple[int, ...]]:
    reached: list[set[int]] = [{node} for node in range(len(before))]
    for node in reversed(order):
        for earlier in before[node]:
            reached[earlier] |= reached[node]
    return [tuple(sorted(nodes)) for nodes in reached]
