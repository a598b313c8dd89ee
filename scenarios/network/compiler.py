"""A checked scenario and its launch targets, compiled into a workload."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from scenarios.document.campaigns import Campaign
from scenarios.document.organisation import Approver, Person
from scenarios.document.scenario import Scenario
from scenarios.meetings import DelayTimeline, meeting_minutes, with_meeting
from scenarios.network.processes import ProcessCompiler
from scenarios.network.signing import NORMAL_SPEED, SIGN_OFF, signers
from scenarios.network.streams import open_work
from scenarios.network.workload import Duty, Job, Target, Worker, Workload
from scenarios.worktime import WorkTime


def compile_workload(scenario: Scenario, targets: Mapping[str, Target]) -> Workload:
    """The workload of the campaigns in ``targets`` on the scenario's people; all other campaigns do not run."""
    return _WorkloadCompiler(scenario).compile(targets)


class _WorkloadCompiler:
    """Resolves references of a checked scenario. A reference that does not resolve is a fault of the caller."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._worktime = WorkTime(scenario)
        self._processes = ProcessCompiler(scenario)
        self._signers = signers(scenario.organisation)
        self._express = {workflow.id: workflow.express for workflow in scenario.workflows}

    def compile(self, targets: Mapping[str, Target]) -> Workload:
        organisation, shared = self._scenario.organisation, self._worktime.shared
        handoff, updates = organisation.handoff, organisation.status_updates
        return Workload(
            jobs=self._jobs(targets),
            people=tuple(self._worker(index, person) for index, person in enumerate(organisation.everyone())),
            approver_timelines=tuple(map(self._approver_timeline, organisation.approvers)),
            approver_ids=tuple(approver.id for approver in organisation.approvers),
            shared=shared,
            handoffs={(item.source, item.target): item.delay for item in handoff.between},
            default_handoff=handoff.default,
            handoff_timelines={
                (item.source, item.target): with_meeting(shared, shared, item.meeting or handoff.meeting)
                for item in handoff.between
            },
            default_handoff_timeline=with_meeting(shared, shared, handoff.meeting),
            wip_limit=organisation.wip_limit,
            streams=open_work(self._scenario, self._processes),
            department_limits={
                one.id: one.wip_limit for one in organisation.departments if one.wip_limit is not None
            },
            updates=meeting_minutes(shared, updates) if updates else None,
            switching_loss=organisation.switching_loss,
            multitasking=organisation.multitasking,
        )

    def _approver_timeline(self, approver: Approver) -> DelayTimeline:
        base = self._worktime.of(approver.calendar, approver.leave)
        return with_meeting(base, self._worktime.shared, approver.meeting)

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
        variant = self._express[campaign.workflow] if express else None
        start = horizon.minute(self._scenario.status_date or horizon.start)
        return Job(
            index=position[campaign.id],
            id=campaign.id,
            campaign=campaign.id,
            kind="preparation",
            process=self._processes.process(variant or campaign.workflow),
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
                process=self._processes.flight(duties),
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

    def _worker(self, index: int, person: Person) -> Worker:
        horizon = self._scenario.horizon
        ramp_up = dt.timedelta(weeks=person.ramp_up_weeks)
        return Worker(
            index=index,
            id=person.id,
            department=person.department,
            speed=self._speed(person),
            timeline=self._worktime.of(person.calendar, person.leave, person.joins, person.departs),
            cost_per_hour=person.cost_per_hour,
            role=person.role,
            ramp_until=horizon.minute(person.joins + ramp_up) if person.joins else 0,
            ramp_speed=person.ramp_up_speed if person.ramp_up_weeks else NORMAL_SPEED,
        )

    def _speed(self, person: Person) -> dict[str, int]:
        speeds = self._scenario.organisation.speed_by_level
        speed = {skill: speeds[level - 1] for skill, level in person.skills.items()}
        if person.id in self._signers:
            speed.setdefault(SIGN_OFF, NORMAL_SPEED)
        return speed
