"""What people would rather do, and with whom work had best stay, means something where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.cycles import stage_predecessors, unambiguous
from scenarios.checks.graphs import ancestors
from scenarios.checks.rules import problem, warning
from scenarios.document import Scenario
from scenarios.errors import Path, Problem


def continued_stages(scenario: Scenario) -> Iterator[Problem]:
    """A stage continues the work of a stage on which it depends."""
    for number, workflow in unambiguous(scenario):
        before = stage_predecessors(workflow)
        work = {stage.id for stage in workflow.stages if stage.kind == "work"}
        for position, stage in enumerate(workflow.stages):
            if stage.continues is None or stage.continues not in before:
                continue
            earlier = sorted(work.intersection(ancestors(stage.id, before)) - {stage.id})
            path: Path = ("workflows", number, "stages", position, "continues")
            if stage.kind != "work":
                yield problem("continues_idle", path, stage=stage.id)
            elif stage.continues not in earlier:
                known = ", ".join(earlier) or "-"
                yield problem("continues_not_earlier", path, stage=stage.id, to=stage.continues, known=known)


def wishes_with_effect(scenario: Scenario) -> Iterator[Problem]:
    """Nobody prefers and avoids the same, and wishes concern skills that one has."""
    known = {skill.id for skill in scenario.organisation.skills}
    for number, person in enumerate(scenario.organisation.people):
        path: Path = ("organisation", "people", number)
        for position, skill in enumerate(person.avoids):
            if skill in person.prefers:
                yield problem("wish_both", (*path, "avoids", position), person=person.id, skill=skill)
        for wish in ("prefers", "avoids"):
            for position, skill in enumerate(getattr(person, wish)):
                if skill in known.difference(person.skills):
                    yield warning("wish_idle", (*path, wish, position), person=person.id, skill=skill)
