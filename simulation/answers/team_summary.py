"""The facts of many logs as estimates."""

from __future__ import annotations

import numpy as np

from scenarios.arrays import Ints
from scenarios.document.base import Label
from scenarios.document.scenario import Scenario
from scenarios.names import Names
from scenarios.statistics import Estimate, mean, ratio_terms
from simulation.answers.flow import STAGES_OF_FLOW
from simulation.answers.sample import Floats
from simulation.answers.team_facts import Facts, Frame
from simulation.answers.team_values import LEAD_QUANTILES, Series, StageQueue, TeamProfile

MINUTES_PER_HOUR = 60
_NOT_NEGATIVE = (0.0, float("inf"))


def profile_of(scenario: Scenario, frame: Frame, facts: Facts, confidence: float) -> TeamProfile:
    """The profile of stacked facts: R replications first."""
    moment = scenario.horizon.moment
    lead = facts.lead[~np.isnan(facts.lead).any(axis=1)]
    return TeamProfile(
        replications=len(facts.held),
        confidence=confidence,
        edges=tuple(moment(int(edge)).date() for edge in frame.edges),
        people=_people(scenario, facts, confidence),
        skills=_skills(scenario, frame, facts, confidence),
        departments=_departments(scenario, facts, confidence),
        load_hours=_means(facts.held.sum(axis=1) / MINUTES_PER_HOUR, confidence),
        capacity_hours=_means(facts.available.sum(axis=1) / MINUTES_PER_HOUR, confidence),
        launches=_means(facts.launches, confidence),
        days=tuple(moment(int(edge)).date() for edge in frame.days[:-1]),
        wip=_means(facts.wip / np.diff(frame.days), confidence),
        flow={
            kind.name.lower(): _means(facts.flow[:, n], confidence) for n, kind in enumerate(STAGES_OF_FLOW)
        },
        lead_days={p: mean(lead[:, n], confidence, _NOT_NEGATIVE) for n, p in enumerate(LEAD_QUANTILES)}
        if len(lead)
        else None,
        queues=_stage_queues(scenario, frame, facts, confidence),
    )


def _people(scenario: Scenario, facts: Facts, confidence: float) -> tuple[Series, ...]:
    return tuple(
        _series(one.id, one.name, facts.held[:, n], facts.available[:, n], confidence)
        for n, one in enumerate(scenario.organisation.everyone())
    )


def _skills(scenario: Scenario, frame: Frame, facts: Facts, confidence: float) -> tuple[Series, ...]:
    names, people = Names(scenario).skills, scenario.organisation.everyone()
    found = []
    for n, skill in enumerate(frame.skills):
        own = [place for place, one in enumerate(people) if skill in one.skills]
        there = facts.available[:, own].sum(axis=1)
        label = names.get(skill) or Label(en=skill, zh=skill)
        found.append(_series(skill, label, facts.skill_held[:, n], there, confidence))
    return tuple(found)


def _departments(scenario: Scenario, facts: Facts, confidence: float) -> tuple[Series, ...]:
    people, found = scenario.organisation.everyone(), []
    for department in scenario.organisation.departments:
        own = [place for place, one in enumerate(people) if one.department == department.id]
        if own:
            used, there = facts.held[:, own].sum(axis=1), facts.available[:, own].sum(axis=1)
            found.append(_series(department.id, department.name, used, there, confidence))
    return tuple(found)


def _series(key: str, label: Label, used: Ints, there: Ints, confidence: float) -> Series:
    """The share of (R, B) open minutes that was used."""
    values = tuple(_ratio(used[:, one], there[:, one], confidence) for one in range(used.shape[1]))
    overall = _ratio(used.sum(axis=1), there.sum(axis=1), confidence)
    return Series(key=key, label=label, values=values, overall=overall)


def _stage_queues(
    scenario: Scenario, frame: Frame, facts: Facts, confidence: float
) -> tuple[StageQueue, ...]:
    labels = {(flow.id, stage.id): stage.name for flow in scenario.workflows for stage in flow.stages}
    skills = Names(scenario).skills
    span = int(frame.edges[-1] - frame.edges[0])
    found = []
    for number, (workflow, stage) in enumerate(frame.stages):
        visits, minutes, inside = (facts.queue[:, number, column] for column in range(3))
        wait = _ratio(minutes / MINUTES_PER_HOUR, visits, confidence, most=float("inf"))
        if wait is not None:
            found.append(
                StageQueue(
                    workflow=workflow,
                    stage=stage,
                    label=labels.get((workflow, stage)) or skills.get(stage) or Label(en=stage, zh=stage),
                    visits=mean(visits, confidence, _NOT_NEGATIVE),
                    wait_hours=wait,
                    waiting=mean(inside / span, confidence, _NOT_NEGATIVE),
                )
            )
    return tuple(sorted(found, key=lambda one: -one.waiting.value))


def _means(columns: Floats | Ints, confidence: float) -> tuple[Estimate, ...]:
    return tuple(mean(columns[:, one], confidence, _NOT_NEGATIVE) for one in range(columns.shape[1]))


def _ratio(used: Ints | Floats, there: Ints, confidence: float, most: float = 1.0) -> Estimate | None:
    terms = ratio_terms(used, there)
    return None if terms is None else mean(terms, confidence, (0.0, most))
