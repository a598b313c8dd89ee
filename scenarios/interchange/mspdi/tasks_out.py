"""Tasks and assignments for Project XML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from scenarios.document import Campaign, Scenario, Stage, Workflow
from scenarios.i18n import Language, translate
from scenarios.interchange.estimates import estimate_text
from scenarios.interchange.mspdi.build import child, put, put_fields
from scenarios.interchange.mspdi.links_out import lags_of, link, write_links
from scenarios.interchange.mspdi.progress import Progress
from scenarios.interchange.mspdi.times import duration_text
from scenarios.interchange.mspdi.vocabulary import HOURS, NUMBER_FIELDS, START_FROM, TASK_FIELDS
from scenarios.interchange.project.model import FLIGHT, LAUNCH
from scenarios.interchange.project.steps import Planned, Steps, estimated
from scenarios.interchange.remarks import Remarks
from scenarios.plan import ScheduledTask

_FIELDS = {**TASK_FIELDS, **NUMBER_FIELDS}
_FIXED_UNITS, _FIXED_DURATION = 0, 1


@dataclass(slots=True)
class TaskWriter:
    """Writes the tasks of all campaigns; ``resources`` are people's ``UID``."""

    scenario: Scenario
    steps: Steps
    resources: Mapping[str, int]
    progress: Mapping[tuple[str, str], Progress]
    targets: Mapping[str, int]
    language: Language
    remarks: Remarks
    _tasks: ET.Element = field(default_factory=lambda: ET.Element("Tasks"))
    _uid: int = 0
    _number: list[int] = field(default_factory=list)
    _launches: dict[str, int] = field(default_factory=dict)
    _assigned: list[tuple[int, str, Planned, Progress | None]] = field(default_factory=list)

    def write(self, root: ET.Element) -> dict[str, int]:
        """Append all tasks; returns how many campaigns and steps there are."""
        root.append(self._tasks)
        self._project_summary()
        campaigns = [one for one in self.scenario.campaigns if self._takes_part(one)]
        # A link may point forward, so the launches' numbers are known before the first task is written.
        uid = 1
        for campaign in campaigns:
            stages = self._written_stages(self.steps.workflow(campaign))
            self._launches[campaign.id] = uid + len(stages) + 1
            uid += len(stages) + 2 + len(self.steps.flights(campaign.id))
        written = sum(self._campaign(campaign) for campaign in campaigns)
        return {"campaigns": len(campaigns), "steps": written}

    def write_assignments(self, root: ET.Element) -> None:
        """Append who works on what."""
        assignments = ET.SubElement(root, "Assignments")
        for uid, (task, person, planned, progress) in enumerate(self._assigned, start=1):
            made = child(assignments, "Assignment", UID=uid, TaskUID=task, ResourceUID=self.resources[person])
            work = planned.people[person]
            done = _percent(progress)
            put(
                made,
                PercentWorkComplete=done,
                ActualFinish=progress.finished if progress else None,
                ActualStart=progress.started if progress else None,
                ActualWork=duration_text(work * done // 100),
                Finish=self._moment(planned.finish),
                RemainingWork=duration_text(work - work * done // 100),
                Start=self._moment(planned.start),
                Units=1,
                Work=duration_text(work),
            )

    def _takes_part(self, campaign: Campaign) -> bool:
        scheduled = self.steps.schedule is None or campaign.id in self.steps.jobs
        if not scheduled:
            self.remarks.left("not_scheduled", campaign.name.render(self.language))
        return scheduled and campaign.registered

    def _project_summary(self) -> None:
        horizon = self.scenario.horizon
        made = child(self._tasks, "Task", UID=0, ID=0, Name=self.scenario.name.render(self.language))
        put(
            made, Type=_FIXED_DURATION, IsNull=False, WBS="0", OutlineNumber="0", OutlineLevel=0, Summary=True
        )
        fields = {"campaign": self.scenario.id, "workflow": horizon.period, "periods": str(horizon.periods)}
        put_fields(made, _FIELDS, fields)

    def _campaign(self, campaign: Campaign) -> int:
        """Append a campaign with its steps, its launch and its running; returns the number of steps."""
        workflow, planned = self.steps.workflow(campaign), self.steps.planned(campaign)
        due = self._day(campaign.due)
        head = self._open(campaign.name.render(self.language), level=1)
        whole = self.steps.jobs.get(campaign.id)
        times = list(planned.values())
        if times:
            start, finish = min(one.start for one in times), max(one.finish for one in times)
            self._times(head, start, finish, self.steps.shared.between(start, finish))
        put(head, Summary=True)
        if campaign.release:
            put(head, ConstraintType=START_FROM, ConstraintDate=self._day(campaign.release))
        put(head, Deadline=due)
        for other in campaign.prerequisites:
            if other in self._launches:
                link(head, self._launches[other])
            else:
                self.remarks.left("prerequisite", campaign.name.render(self.language))
        size = repr(campaign.size) if campaign.size != 1.0 else ""
        put_fields(head, _FIELDS, {"campaign": campaign.id, "workflow": workflow.id, "size": size})
        uids = self._stages(campaign, workflow, planned)
        self._launch(
            campaign, uids[workflow.launch or workflow.stages[-1].id], whole.launch if whole else None
        )
        for task in self.steps.flights(campaign.id):
            self._flight(campaign, task)
        return len(uids)

    @staticmethod
    def _written_stages(workflow: Workflow) -> list[Stage]:
        lags = lags_of(workflow)
        return [stage for stage in workflow.stages if stage.id not in lags]

    def _stages(
        self, campaign: Campaign, workflow: Workflow, planned: Mapping[str, Planned]
    ) -> dict[str, int]:
        lags = lags_of(workflow)
        stages = self._written_stages(workflow)
        uids = {stage.id: uid for uid, stage in enumerate(stages, start=self._uid + 1)}
        for position, stage in enumerate(workflow.stages):
            if stage.id not in lags:
                made = self._stage(campaign, stage, planned.get(stage.id))
                write_links(made, workflow, position, lags, uids, self.remarks)
                self._stage_fields(made, campaign, stage, planned.get(stage.id))
        return uids

    def _stage(self, campaign: Campaign, stage: Stage, planned: Planned | None) -> ET.Element:
        kind = _FIXED_UNITS if stage.effort else _FIXED_DURATION
        made = self._open(stage.name.render(self.language), level=2, kind=kind)
        progress = self.progress.get((campaign.id, stage.id))
        if planned is None:
            minutes = estimated(stage, campaign.size)
            put(made, Duration=duration_text(minutes), DurationFormat=HOURS)
            put(made, Work=duration_text(minutes * stage.people if stage.effort else 0))
        else:
            self._times(made, planned.start, planned.finish, planned.minutes)
            put(made, Work=duration_text(sum(planned.people.values())))
            self._assigned += [(self._uid, person, planned, progress) for person in planned.people]
        zero = estimated(stage, campaign.size) == 0 and not (planned and planned.minutes)
        put(made, EffortDriven=False, Milestone=zero, Summary=False, PercentComplete=_percent(progress))
        if progress:
            put(made, ActualStart=progress.started, ActualFinish=progress.finished)
        if planned is not None:
            put(made, ConstraintType=START_FROM, ConstraintDate=self._moment(planned.start))
        return made

    def _stage_fields(
        self, made: ET.Element, campaign: Campaign, stage: Stage, planned: Planned | None
    ) -> None:
        duration = stage.effort or stage.latency
        if planned is None:
            minutes = estimated(stage, campaign.size)
        else:
            minutes = sum(planned.people.values()) or planned.minutes
        fields = {
            "stage": stage.id,
            "skill": stage.skill or "",
            "level": str(stage.level) if stage.effort else "",
            "people": str(stage.people) if stage.effort else "",
            "effort": estimate_text(duration) if duration else "",
            "approvers": "; ".join(stage.approvers),
            "department": stage.department or "",
            "planned": str(minutes),
        }
        put_fields(made, _FIELDS, fields)

    def _launch(self, campaign: Campaign, after: int, launch: int | None) -> None:
        name = translate("interchange.launch", self.language, name=campaign.name.render(self.language))
        made = self._open(name, level=2, kind=_FIXED_DURATION)
        if launch is not None:
            self._times(made, launch, launch, 0)
        else:
            put(made, Duration=duration_text(0), DurationFormat=HOURS)
        put(made, Milestone=True, Summary=False, PercentComplete=0, Deadline=self._target(campaign))
        link(made, after)
        put_fields(made, _FIELDS, {"stage": LAUNCH})

    def _flight(self, campaign: Campaign, task: ScheduledTask) -> None:
        name = translate(
            "interchange.flight", self.language, name=campaign.name.render(self.language), skill=task.step
        )
        made = self._open(name, level=2)
        planned = self.steps.together([task])
        self._times(made, planned.start, planned.finish, planned.minutes)
        put(made, Work=duration_text(sum(planned.people.values())), EffortDriven=False, Milestone=False)
        put(made, PercentComplete=0, ConstraintType=START_FROM, ConstraintDate=self._moment(planned.start))
        put_fields(made, _FIELDS, {"stage": FLIGHT})
        self._assigned += [(self._uid, person, planned, None) for person in planned.people]

    def _open(self, name: str, *, level: int, kind: int = _FIXED_UNITS) -> ET.Element:
        """A new task with its number in the outline."""
        self._uid += 1
        del self._number[level:]
        if len(self._number) == level:
            self._number[-1] += 1
        else:
            self._number.append(1)
        outline = ".".join(map(str, self._number))
        made = child(self._tasks, "Task", UID=self._uid, ID=self._uid, Name=name, Active=True, Manual=False)
        put(
            made,
            Type=kind,
            IsNull=False,
            WBS=outline,
            OutlineNumber=outline,
            OutlineLevel=level,
            Priority=500,
        )
        return made

    def _times(self, made: ET.Element, start: int, finish: int, minutes: int) -> None:
        put(made, Start=self._moment(start), Finish=self._moment(finish))
        put(made, Duration=duration_text(minutes), DurationFormat=HOURS)

    def _moment(self, minute: int) -> dt.datetime:
        return self.scenario.horizon.moment(minute)

    @staticmethod
    def _day(day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time())

    def _target(self, campaign: Campaign) -> dt.datetime:
        """When the plan wants the launch, which may be elsewhere in the campaign's window than its target."""
        minute = self.targets.get(campaign.id)
        return self._day(campaign.due) if minute is None else self._moment(minute)


def _percent(progress: Progress | None) -> int:
    """The percentage of a step that is done."""
    return progress.percent if progress else 0
