"""A history put beside the workflow it is of: each visit at its stage, with the people the document knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scenarios.document import Scenario, Stage, Workflow
from scenarios.errors import DocumentError, Location, Problem
from scenarios.history import History, Visit
from scenarios.network import ProcessCompiler
from scenarios.network.graph import descendants_of, topological_order
from scenarios.reading.limits import MAX_PROBLEMS
from scenarios.suggestions import guess, listing
from simulation.calibration.past import Past
from simulation.calibration.settings import CalibrationSettings


@dataclass(frozen=True, slots=True)
class StageVisit:
    """A visit to the stage at position ``stage`` of the workflow, the ``number``-th of its case from 0 on."""

    visit: Visit
    stage: int
    number: int
    people: tuple[str, ...]
    """Resources whom the document knows as people."""


@dataclass(frozen=True)
class BoundHistory:
    """A history whose activities are stages of one workflow."""

    scenario: Scenario
    workflow: Workflow
    history: History
    cases: Mapping[str, tuple[StageVisit, ...]]
    """By case, in order of start."""
    past: Past

    @cached_property
    def visits(self) -> tuple[StageVisit, ...]:
        """All visits, case by case."""
        return tuple(visit for visits in self.cases.values() for visit in visits)

    @cached_property
    def before(self) -> tuple[tuple[int, ...], ...]:
        """Positions of each stage's predecessors."""
        place = {stage.id: number for number, stage in enumerate(self.workflow.stages)}
        return tuple(
            tuple(place[other] for other in self.workflow.predecessors(number))
            for number in range(len(place))
        )

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Positions of the stages so that each comes after its predecessors."""
        return topological_order(list(self.before))

    @cached_property
    def descendants(self) -> tuple[frozenset[int], ...]:
        """Of each stage: itself and all that depends on it."""
        return tuple(map(frozenset, descendants_of(list(self.before), self.order)))

    @cached_property
    def departments(self) -> tuple[str | None, ...]:
        """Where each stage is done, by the same rule as for hand-offs in the simulation."""
        steps = ProcessCompiler(self.scenario).process(self.workflow.id).steps
        places = {step.id: step.department for step in steps}
        return tuple(places[stage.id] for stage in self.workflow.stages)

    @cached_property
    def by_stage(self) -> tuple[tuple[StageVisit, ...], ...]:
        """The visits to each stage."""
        found: list[list[StageVisit]] = [[] for _ in self.workflow.stages]
        for visit in self.visits:
            found[visit.stage].append(visit)
        return tuple(map(tuple, found))


def bind(scenario: Scenario, history: History, settings: CalibrationSettings) -> BoundHistory:
    """The history at the stages of its workflow.

    Raises:
        DocumentError: no such workflow, or activities that are no stages, each with its first line.
    """
    kept = history.without(settings.ignore)
    _refuse_empty(kept)
    workflow = _workflow(scenario, kept, settings)
    kept = kept.without(_parts(scenario, workflow))
    _refuse_empty(kept)
    stages, problems = _stages(workflow, kept, settings.activities)
    if problems:
        raise DocumentError(problems[:MAX_PROBLEMS])
    people = _people(scenario)
    cases = {case: _numbered(visits, stages, people) for case, visits in kept.cases.items()}
    return BoundHistory(scenario, workflow, kept, cases, Past(scenario, kept))


def _refuse_empty(history: History) -> None:
    if not history.visits:
        raise DocumentError([Problem("history_empty", location=Location(history.source))])


def _parts(scenario: Scenario, workflow: Workflow) -> frozenset[str]:
    """What the simulation's logs call the parts of a stage that people sign, or that meetings release."""
    steps = ProcessCompiler(scenario).process(workflow.id).steps
    return frozenset(step.id for step in steps) - {stage.id for stage in workflow.stages}


def _numbered(
    visits: Sequence[Visit], stages: Mapping[str, int], people: Mapping[str, str]
) -> tuple[StageVisit, ...]:
    seen: dict[int, int] = {}
    found = []
    for visit in visits:
        stage = stages[visit.activity]
        number = seen[stage] = seen.get(stage, -1) + 1
        known = tuple(people[name.casefold()] for name in visit.resources if name.casefold() in people)
        found.append(StageVisit(visit, stage, number, known))
    return tuple(found)


def _workflow(scenario: Scenario, history: History, settings: CalibrationSettings) -> Workflow:
    names = [workflow.id for workflow in scenario.workflows]
    if settings.workflow is not None:
        for workflow in scenario.workflows:
            if workflow.id == settings.workflow:
                return workflow
        values = {
            "workflow": settings.workflow,
            "workflows": listing(names),
            "guess": guess(settings.workflow, names),
        }
        raise DocumentError([Problem("history_workflow_unknown", (), values)])
    if len(names) == 1:
        return scenario.workflows[0]
    fitting = [
        workflow for workflow in scenario.workflows if not _stages(workflow, history, settings.activities)[1]
    ]
    if len(fitting) == 1:
        return fitting[0]
    values = {"workflows": listing(workflow.id for workflow in fitting or scenario.workflows)}
    raise DocumentError([Problem("history_workflow_unclear", (), values, Location(history.source))])


def _stages(
    workflow: Workflow, history: History, mapping: Mapping[str, str]
) -> tuple[dict[str, int], list[Problem]]:
    """The stage of each activity, and a problem for each activity that has none."""
    known = _names((stage, number) for number, stage in enumerate(workflow.stages))
    listed = [stage.id for stage in workflow.stages]
    found: dict[str, int] = {}
    problems = []
    for activity, first in history.activities.items():
        wanted = mapping.get(activity, activity)
        if wanted.casefold() in known:
            found[activity] = known[wanted.casefold()]
            continue
        values = {
            "activity": activity,
            "stage": wanted,
            "workflow": workflow.id,
            "stages": listing(listed),
            "guess": guess(wanted, listed),
            "count": sum(visit.activity == activity for visit in history.visits),
        }
        code = "history_stage_unknown" if activity in mapping else "history_activity_unknown"
        problems.append(Problem(code, (), values, first.place))
    return found, sorted(problems, key=lambda problem: (problem.location and problem.location.line) or 0)


def _names(stages: Iterable[tuple[Stage, int]]) -> dict[str, int]:
    """Stages by identifier and by their names in both languages, in any case; identifiers win."""
    listed = list(stages)
    names = {name.casefold(): number for stage, number in listed for name in (stage.name.en, stage.name.zh)}
    return names | {stage.id.casefold(): number for stage, number in listed}


def _people(scenario: Scenario) -> dict[str, str]:
    """Identifiers of people by identifier and name, in any case."""
    everyone = scenario.organisation.everyone()
    names = {name.casefold(): one.id for one in everyone for name in (one.name.en, one.name.zh)}
    return names | {one.id.casefold(): one.id for one in everyone}
