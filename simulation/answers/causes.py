"""Causes of delay, and documents without them: a cause is removed by giving its mechanism the neutral value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from scenarios.document.durations import NO_TIME
from scenarios.document.organisation import Approver, Handoff, Organisation
from scenarios.document.risks import Absence, ChangeRequests, Risks, ShockKind
from scenarios.document.scenario import Scenario
from scenarios.document.workflows import Stage
from scenarios.i18n import Message
from scenarios.names import Names
from scenarios.network.signing import SIGN_OFF
from simulation.answers.sample import Case

CauseKind: TypeAlias = Literal[
    "handoff",
    "approval",
    "rework",
    "absence",
    "change",
    "urgent",
    "contention",
    "limits",
    "external",
]
STANDARD: tuple[CauseKind, ...] = (
    "handoff",
    "approval",
    "rework",
    "absence",
    "change",
    "urgent",
    "contention",
)
"""The causes that are told apart unless others are asked for."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause of delay; of contention the skill, or all skills as one."""

    kind: CauseKind
    skill: str | None = None

    @property
    def key(self) -> str:
        """A stable name."""
        return f"{self.kind}:{self.skill}" if self.skill else self.kind

    def label(self, scenario: Scenario) -> Message:
        """What the cause is called."""
        if self.skill is None:
            return Message(f"answers.cause.{self.kind}")
        name = Names(scenario).skills[self.skill].texts()
        return Message("answers.cause.contention_for", {"skill": name})


def contention_by_skill(scenario: Scenario) -> tuple[Cause, ...]:
    """A cause for each skill of the document."""
    return tuple(Cause("contention", skill.id) for skill in scenario.organisation.skills)


def standard_causes(*, by_skill: Scenario | None = None) -> tuple[Cause, ...]:
    """The standard causes; contention skill by skill of the document ``by_skill``, if one is given."""
    one_by_one = contention_by_skill(by_skill) if by_skill else (Cause("contention"),)
    return (*(Cause(kind) for kind in STANDARD if kind != "contention"), *one_by_one)


def without(case: Case, causes: Iterable[Cause]) -> Case:
    """The case with all of ``causes`` removed. What is drawn for the others stays the same."""
    scenario, unlimited = case.scenario, set(case.unlimited)
    for cause in causes:
        if cause.kind == "contention":
            unlimited |= {cause.skill} if cause.skill else _all_skills(scenario)
        else:
            scenario = _REMOVE[cause.kind](scenario)
    return replace(case, scenario=scenario, unlimited=frozenset(unlimited))


def is_present(case: Case, cause: Cause) -> bool:
    """Whether removing the cause changes what is simulated at all; if not, it is a dummy player."""
    changed = without(case, (cause,))
    return changed.unlimited != case.unlimited or changed.scenario != case.scenario


def _all_skills(scenario: Scenario) -> frozenset[str]:
    """The skills of the document, and that of signing in person where somebody does."""
    signing = {SIGN_OFF} if any(one.person for one in scenario.organisation.approvers) else set()
    return frozenset({one.id for one in scenario.organisation.skills} | signing)


def _risks(scenario: Scenario, **changes: object) -> Scenario:
    return scenario.model_copy(update={"risks": scenario.risks.model_copy(update=changes)})


def _organisation(scenario: Scenario, **changes: object) -> Scenario:
    organisation: Organisation = scenario.organisation.model_copy(update=changes)
    return scenario.model_copy(update={"organisation": organisation})


def _stages(scenario: Scenario, change: Callable[[Stage], Stage]) -> Scenario:
    workflows = tuple(
        workflow.model_copy(update={"stages": tuple(change(stage) for stage in workflow.stages)})
        for workflow in scenario.workflows
    )
    return scenario.model_copy(update={"workflows": workflows})


def _without_shocks(risks: Risks, *kinds: ShockKind) -> tuple[object, ...]:
    return tuple(shock for shock in risks.shocks if shock.kind not in kinds)


def _handoff(scenario: Scenario) -> Scenario:
    return _organisation(scenario, handoff=Handoff())


def _approval(scenario: Scenario) -> Scenario:
    """Every sign-off takes no time; its rejections and its second signatures stay."""
    approvers = tuple(_at_once(approver) for approver in scenario.organisation.approvers)

    def signed(stage: Stage) -> Stage:
        return stage.model_copy(update={"latency": None}) if stage.approvers else stage

    shocks = _without_shocks(scenario.risks, "approvals")
    return _risks(_stages(_organisation(scenario, approvers=approvers), signed), shocks=shocks)


def _at_once(approver: Approver) -> Approver:
    return approver.model_copy(update={"latency": NO_TIME, "meeting": None, "effort": NO_TIME})


def _rework(scenario: Scenario) -> Scenario:
    """Nothing is rejected, and no defect escapes."""

    def sound(stage: Stage) -> Stage:
        return stage.model_copy(update={"rework": None, "escape": None})

    return _risks(_stages(scenario, sound), rework_factor=Risks().rework_factor)


def _absence(scenario: Scenario) -> Scenario:
    always = Absence(cover=scenario.risks.absence.cover, spell_days=scenario.risks.absence.spell_days)
    return _risks(scenario, absence=always, shocks=_without_shocks(scenario.risks, "away", "frozen"))


def _change(scenario: Scenario) -> Scenario:
    return _risks(scenario, change_requests=ChangeRequests())


def _urgent(scenario: Scenario) -> Scenario:
    """No urgent requests and no streams."""
    urgent = scenario.risks.urgent.model_copy(update={"per_week": 0.0})
    quiet = _risks(scenario, urgent=urgent, shocks=_without_shocks(scenario.risks, "surge"))
    return quiet.model_copy(update={"streams": ()})


def _limits(scenario: Scenario) -> Scenario:
    """No limit of work in progress anywhere."""
    departments = tuple(
        department.model_copy(update={"wip_limit": None}) for department in scenario.organisation.departments
    )
    free = _organisation(scenario, departments=departments, wip_limit=None)
    return _stages(free, lambda stage: stage.model_copy(update={"wip_limit": None}))


def _external(scenario: Scenario) -> Scenario:
    """Waits for others take no time."""

    def unwaited(stage: Stage) -> Stage:
        return stage.model_copy(update={"latency": NO_TIME}) if stage.kind == "wait" else stage

    shocks = _without_shocks(scenario.risks, "supplier")
    return _risks(_stages(scenario, unwaited), shocks=shocks)


_REMOVE: dict[CauseKind, Callable[[Scenario], Scenario]] = {
    "handoff": _handoff,
    "approval": _approval,
    "rework": _rework,
    "absence": _absence,
    "change": _change,
    "urgent": _urgent,
    "limits": _limits,
    "external": _external,
}
