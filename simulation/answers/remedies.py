"""Remedies as changed documents: one person more, one skill more, one signature less, a shorter hand-off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scenarios.document.base import Label
from scenarios.document.durations import NO_TIME
from scenarios.document.organisation import Person
from scenarios.document.scenario import Scenario
from scenarios.document.workflows import Stage, Workflow
from scenarios.i18n import Message
from scenarios.names import Names

RemedyKind: TypeAlias = Literal["handoff", "approval", "training", "person"]
NORMAL_LEVEL = 2
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change to try. ``added`` is the person that it adds, who costs pay for all open hours."""

    kind: RemedyKind
    key: str
    label: Message
    scenario: Scenario
    added: Person | None = None

    @property
    def is_process(self) -> bool:
        """Whether it mends the process and adds nobody."""
        return self.kind != "person"


def remedies(scenario: Scenario, used: frozenset[str], spare: Mapping[str, int]) -> tuple[Remedy, ...]:
    """Everything that can be tried by itself.

    Args:
        scenario: the document.
        used: workflows that something goes through; gates of others change nothing.
        spare: idle minutes by person: who is taught a further skill is whoever has most of them.
    """
    return (
        *_handoffs(scenario),
        *_signatures(scenario, used),
        *_training(scenario, used, spare),
        *_people(scenario),
    )


def _handoffs(scenario: Scenario) -> Iterator[Remedy]:
    handoff = scenario.organisation.handoff
    if not handoff.default.mean and not any(item.delay.mean for item in handoff.between):
        return
    risks = scenario.risks.model_copy(update={"handoff_factor": HALF * scenario.risks.handoff_factor})
    changed = scenario.model_copy(update={"risks": risks})
    yield Remedy("handoff", "handoff", Message("answers.remedy.handoff"), changed)


def _signatures(scenario: Scenario, used: frozenset[str]) -> Iterator[Remedy]:
    """Each signature of each gate left out. Rejections stay: somebody else will find what is wrong."""
    approvers = {one.id: one for one in scenario.organisation.approvers}
    for workflow in scenario.workflows:
        if workflow.id not in used:
            continue
        for stage in workflow.stages:
            for approver in stage.approvers:
                values = {
                    "stage": stage.name.texts(),
                    "workflow": workflow.name.texts(),
                    "approver": approvers[approver].name.texts(),
                }
                changed = _with_stage(scenario, workflow, _unsigned(scenario, stage, approver))
                key = f"{workflow.id}/{stage.id}/{approver}"
                yield Remedy("approval", key, Message("answers.remedy.approval", values), changed)


def _unsigned(scenario: Scenario, stage: Stage, approver: str) -> Stage:
    """The stage without one signature; without any it passes at once, in the place where it was."""
    places = {one.department for one in scenario.organisation.approvers if one.id in stage.approvers}
    place = stage.department or (places.pop() if len(places) == 1 else None)
    others = tuple(one for one in stage.approvers if one != approver)
    changes = {"approvers": others, "department": place}
    return stage.model_copy(update=changes if others else {**changes, "latency": NO_TIME})


def _with_stage(scenario: Scenario, workflow: Workflow, stage: Stage) -> Scenario:
    stages = tuple(stage if one.id == stage.id else one for one in workflow.stages)
    changed = workflow.model_copy(update={"stages": stages})
    workflows = tuple(changed if one.id == workflow.id else one for one in scenario.workflows)
    return scenario.model_copy(update={"workflows": workflows})


def _training(scenario: Scenario, used: frozenset[str], spare: Mapping[str, int]) -> Iterator[Remedy]:
    """Each skill that is used, taught to whoever lacks it and has most time to spare; of a team, the last member."""
    names = Names(scenario).skills
    levels: dict[str, int] = {}
    for workflow in scenario.workflows:
        for stage in workflow.stages:
            if stage.skill and workflow.id in used:
                levels[stage.skill] = max(levels.get(stage.skill, NORMAL_LEVEL), stage.level)
    organisation = scenario.organisation
    pupils = (*organisation.people, *(team.members()[-1] for team in organisation.teams))
    for skill, wanted in levels.items():
        able = [one for one in pupils if one.skills.get(skill, 0) < wanted]
        if not able:
            continue
        learner = max(able, key=lambda one: spare.get(one.id, 0))
        taught = learner.model_copy(update={"skills": {**learner.skills, skill: wanted}})
        label = Message(
            "answers.remedy.training", {"person": learner.name.texts(), "skill": names[skill].texts()}
        )
        yield Remedy("training", f"{learner.id}/{skill}", label, _with_person(scenario, taught))


def _with_person(scenario: Scenario, changed: Person) -> Scenario:
    """The document with somebody changed; the last member of a team becomes a person of the same name."""
    organisation = scenario.organisation
    if any(one.id == changed.id for one in organisation.people):
        people = tuple(changed if one.id == changed.id else one for one in organisation.people)
        return _organisation(scenario, people=people)
    teams = tuple(
        one.model_copy(update={"headcount": one.headcount - 1}) if one.id == changed.role else one
        for one in organisation.teams
    )
    left = tuple(one for one in teams if one.headcount)
    return _organisation(scenario, people=(*organisation.people, changed), teams=left)


def _people(scenario: Scenario) -> Iterator[Remedy]:
    """One more of each role, like the first who has it, there all the time; of a team one member more."""
    organisation = scenario.organisation
    models = {one.role: one for one in reversed(organisation.people)}
    for role, model in reversed(models.items()):
        added = _alike(scenario, model, f"{role}-more")
        label = Message("answers.remedy.person", {"role": role, "model": model.name.texts()})
        changed = _organisation(scenario, people=(*organisation.people, added))
        yield Remedy("person", f"role/{role}", label, changed, added)
    for team in organisation.teams:
        larger = team.model_copy(update={"headcount": team.headcount + 1})
        teams = tuple(larger if one.id == team.id else one for one in organisation.teams)
        label = Message("answers.remedy.member", {"team": team.name.texts()})
        yield Remedy(
            "person",
            f"team/{team.id}",
            label,
            _organisation(scenario, teams=teams),
            larger.members()[-1],
        )


def _alike(scenario: Scenario, model: Person, wanted: str) -> Person:
    """Somebody with the same skills, pay and hours, but no leave and no joining or departing."""
    taken = {one.id for one in scenario.organisation.everyone()}
    name = next(one for one in (wanted, *(f"{wanted}-{n}" for n in range(len(taken)))) if one not in taken)
    alone = {"leave": (), "joins": None, "departs": None, "ramp_up_weeks": 0}
    label = Label(en=f"{model.name.en} (added)", zh=f"{model.name.zh}（新增）")
    return model.model_copy(update={"id": name, "name": label, **alone})


def _organisation(scenario: Scenario, **changes: object) -> Scenario:
    organisation = scenario.organisation.model_copy(update=changes)
    return scenario.model_copy(update={"organisation": organisation})
