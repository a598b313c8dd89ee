"""Plans and schedules for the simulation's tests, made without the optimizer."""

from scenarios.document import Scenario
from scenarios.document.durations import to_minutes
from scenarios.network import compile_workload, effort_minutes, work_minutes
from scenarios.plan import (
    Allocation,
    CampaignDecision,
    Plan,
    Proof,
    Provenance,
    Schedule,
    ScheduledJob,
    ScheduledTask,
    SpendLine,
    Status,
)
from scenarios.valuation import Valuation

AS_GIVEN = Proof(status=Status.AS_GIVEN)
CERTAIN = {"varying_durations": False, "rework_factor": 0.0}


def allocation_of(scenario, spend=0):
    """All campaigns run and are due when their document says so, with ``spend`` minor units in every cell."""
    horizon = scenario.horizon
    valuation = Valuation(scenario)
    decisions = tuple(
        CampaignDecision(
            campaign=campaign.id,
            runs=True,
            launch_period=horizon.period_of(campaign.due),
            target=horizon.minute(campaign.due),
        )
        for campaign in scenario.campaigns
    )
    lines = tuple(
        SpendLine(campaign=campaign.id, channel=cell.channel, period=period, amount=amount)
        for campaign in scenario.campaigns
        for cell in campaign.channels
        for period, amount in valuation.period_spend(
            campaign.id, cell.channel, horizon.period_of(campaign.due), spend
        ).items()
    )
    return Allocation(proof=AS_GIVEN, campaigns=decisions, spend=lines)


def plan_of(scenario: Scenario, schedule: Schedule | None = None, spend=0) -> Plan:
    """A plan that runs everything."""
    return Plan(
        provenance=Provenance(
            scenario=scenario.id, content_hash=scenario.content_hash(), seed=0, versions={}
        ),
        allocation=allocation_of(scenario, spend),
        schedule=schedule,
    )


def scheduled(scenario, pick, spend=0):
    """A plan with a semi-active schedule: jobs one after the other, each step appended to its people's work.

    ``pick(qualified, number)`` chooses the people of a step.
    """
    plan = plan_of(scenario, spend=spend)
    workload = compile_workload(scenario, Valuation(scenario).targets(plan.allocation))
    return plan.model_copy(update={"schedule": _Appender(scenario, workload, pick).schedule()})


class _Appender:
    def __init__(self, scenario, workload, pick):
        self.scenario, self.workload, self.pick = scenario, workload, pick
        self.free = [0] * len(workload.people)
        self.minutes = [0] * len(workload.people)
        self.launch, self.admitted, self.completed, self.jobs, self.tasks = {}, [], [], [], []

    def schedule(self):
        for job in self.workload.jobs:
            self.place(job)
        people = {worker.id: self.minutes[worker.index] for worker in self.workload.people}
        return Schedule(proof=AS_GIVEN, jobs=tuple(self.jobs), tasks=tuple(self.tasks), people_minutes=people)

    def place(self, job):
        admission = max([job.release, *(self.launch[other] for other in job.prerequisites)])
        if job.limited:
            admission = max([admission, *self.admitted, self.room()])
            self.admitted.append(admission)
        finish = [0] * len(job.process.steps)
        for index in job.process.order:
            finish[index] = self.step(job, job.process.steps[index], admission, finish)
        if job.limited:
            self.completed.append(max(finish))
        self.launch[job.index] = finish[job.process.launch]
        self.jobs.append(
            ScheduledJob(
                job=job.id,
                campaign=job.campaign,
                kind=job.kind,
                admission=admission,
                launch=self.launch[job.index],
                completion=max(finish),
            )
        )

    def room(self):
        limit, done = self.workload.wip_limit, sorted(self.completed)
        return done[len(done) - limit] if limit is not None and len(done) >= limit else 0

    def step(self, job, step, admission, finish):
        ready = admission
        for other in step.predecessors:
            before = job.process.steps[other]
            delay = self.workload.handoff(before, step).mean * self.scenario.risks.handoff_factor
            timeline = self.workload.handoff_timeline(before, step)
            ready = max(ready, timeline.advance(finish[other], to_minutes(delay)))
        effort = effort_minutes(step.effort.mean, job.size) if step.kind == "work" else 0
        team, start = (), ready
        if effort:
            team = tuple(self.pick(step.qualified, step.people))
            start = self.common_opening(team, max([ready, *(self.free[person] for person in team)]))
            end = max(self.busy(person, step.skill, start, effort) for person in team)
            for person in team:
                self.free[person] = end
        else:
            end = self.elapsed(step, ready)
        names = tuple(self.workload.people[person].id for person in team)
        self.tasks.append(
            ScheduledTask(job=job.id, step=step.id, people=names, ready=ready, start=start, finish=end)
        )
        return end

    def busy(self, person, skill, start, effort):
        worker = self.workload.people[person]
        minutes = work_minutes(effort, worker.speed[skill])
        self.minutes[person] += minutes
        return worker.timeline.advance(start, minutes)

    def common_opening(self, team, moment):
        while not all(self.workload.people[person].timeline.is_open(moment) for person in team):
            moment = max(self.workload.people[person].timeline.next_open(moment) for person in team)
        return moment

    def elapsed(self, step, ready):
        if step.kind == "wait":
            return self.workload.shared.advance(ready, to_minutes(step.latencies[0].mean))
        factor = self.scenario.risks.approval_latency_factor
        return max(
            [
                self.workload.approver_timelines[approver].advance(ready, to_minutes(latency.mean * factor))
                for approver, latency in zip(step.approvers, step.latencies, strict=True)
            ],
            default=ready,
        )
