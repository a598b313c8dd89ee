"""Identities of time with every mechanism at work, with tolerance zero."""

from collections import defaultdict

import pytest

from scenarios.document import Scenario
from scenarios.outcome import CAUSES
from simulation.blueprint import build_blueprint
from simulation.draws import Stream
from simulation.log import Kind
from simulation.replication import run_replication
from tests.simulation.builders import scheduled
from tests.simulation.documents import BY_DATE, busy

REPLICATIONS = range(5)
OPENING = {Kind.STARTED, Kind.RESUMED}
CLOSING = {Kind.SUSPENDED, Kind.HELD, Kind.ENDED, Kind.VOIDED}


def everything(at_once):
    """A busy scenario in which every step is done by one person, and whatever may happen happens."""
    document = busy().model_dump(mode="json")
    organisation, stages = document["organisation"], document["workflows"][0]["stages"]
    organisation |= {"switching_loss": 20, "multitasking": at_once}
    organisation |= {"status_updates": {"every_days": 2}, "escalation": {"days_before": 5}}
    organisation["departments"][1]["wip_limit"] = 2
    document["risks"]["urgent"] |= {"preempts": True, "limit": 2, "per_week": 6}
    document["streams"] = [{"id": "asks", "name": "Asks", "workflow": "quick", "per_week": 4}]
    for stage in stages:
        stage["people"] = 1
    for stage in stages[3:]:
        stage |= {"overlap": 0.4, "overlap_penalty": 0.5}
    stages[2]["reuse"] = {"probability": 0.5, "saving": 0.5}
    for stage in stages[2:4]:
        stage["escape"] = {"probability": 0.5, "repair": [1, 4, 9], "found_at": "launch"}
    stages[4]["rework"] |= {"probability": 0.6, "probability_decay": 0.7, "effort_decay": 0.7}
    return Scenario.model_validate(document)


@pytest.fixture(scope="module", params=[("due_date", 1), ("critical_ratio", 1), ("plan", 1), ("weighted", 3)])
def runs(request):
    dispatch, at_once = request.param
    scenario = everything(at_once)
    plan = scheduled(scenario, lambda qualified, number: qualified[:number])
    blueprint = build_blueprint(scenario, plan, BY_DATE.model_copy(update={"dispatch": dispatch}))
    return at_once, blueprint, [run_replication(blueprint, one, logged=True) for one in REPLICATIONS]


def timelines(blueprint, number):
    absences = blueprint.absence.draw(Stream(blueprint.seed, number))
    return [
        absences.timeline(worker.index) if worker.index in absences.people else worker.timeline
        for worker in blueprint.workload.people
    ]


def spells(log):
    """Who worked from when to when, as (job, step, visit, person, start, end)."""
    open_spells, found = {}, []
    for time, kind, job, step, visit, person in log.rows.tolist():
        key = (job, step, visit)
        if kind in OPENING and person >= 0:
            open_spells[key] = (person, time)
        elif kind in CLOSING and key in open_spells:
            found.append((*key, *open_spells.pop(key), time))
    assert not open_spells
    return found


def test_everything_happens(runs):
    at_once, _, found = runs
    kinds = {Kind(kind) for run in found for kind in run.log.rows[:, 1]}
    missing = {Kind.STRANDED, Kind.REFUSED}
    assert set(Kind) - kinds <= missing | ({Kind.SUSPENDED, Kind.RESUMED} if at_once > 1 else set())


def test_the_work_in_the_log_is_the_work_of_the_people(runs):
    _, blueprint, found = runs
    for number, run in enumerate(found):
        lines = timelines(blueprint, number)
        worked = [_union(lines[person], run, person) for person in range(len(lines))]
        assert run.worked == worked
        assert sum(run.skill_busy) == sum(run.busy)
        assert all(busy <= there for busy, there in zip(run.busy, run.available, strict=True))


def _union(timeline, run, person):
    """Open minutes in which somebody was at work on anything."""
    total, reached = 0, 0
    for start, end in sorted((start, end) for *_, who, start, end in spells(run.log) if who == person):
        first = max(start, reached)
        if first < end:
            total += timeline.between(first, end)
            reached = end
    return total


def test_the_parts_of_every_visit_add_up_to_its_length(runs):
    at_once, blueprint, found = runs
    exact = 0
    for number, run in enumerate(found):
        lengths, unknown = _lengths(run.log, len(run.launch), blueprint.workload.updates)
        lines = timelines(blueprint, number)
        for job, waits in enumerate(run.waiting):
            parts = dict(zip(CAUSES, waits, strict=True))
            waited = sum(parts.values()) - parts["admission"]
            first = sum(
                lines[who].between(start, end)
                for where, _, visit, who, start, end in spells(run.log)
                if where == job and visit == 0
            )
            if at_once == 1:
                # Whether what is reopened before the next update was rejected, nobody can tell from the log.
                assert 0 <= waited + first - lengths[job] <= unknown[job]
                exact += not unknown[job]
            else:
                assert waited <= lengths[job] + unknown[job] <= waited + first + unknown[job]
    assert exact > 10 or at_once > 1


def _lengths(log, jobs, updates):
    """Elapsed minutes of the visits begun, from enabled to where nothing more can come of them, and doubtful ones."""
    total, unknown = defaultdict(int), defaultdict(int)
    enabled, begun, unnoticed = {}, {}, {}
    for time, kind, job, step, *_ in log.rows.tolist():
        here = (job, step)
        if kind == Kind.ENABLED:
            enabled[here] = time
        elif kind == Kind.STARTED:
            begun[here] = enabled[here]
        elif kind in {Kind.ENDED, Kind.VOIDED}:
            total[job] += time - begun.pop(here)
            unnoticed[here] = time
        elif kind == Kind.REJECTED:
            total[job] += time - unnoticed.pop(here)
        elif kind == Kind.RECALLED and here in begun:
            total[job] += time - begun.pop(here)
        elif kind == Kind.REOPENED and here in unnoticed:
            ended = unnoticed.pop(here)
            unknown[job] += (time - ended) * (time <= updates.advance(ended, 1))
    return [total[job] for job in range(jobs)], unknown


def test_limits_and_lanes_hold(runs):
    _, blueprint, found = runs
    for run in found:
        level = defaultdict(int)
        changes = []
        for job, step, _, _, start, end in spells(run.log):
            process = _process(blueprint, run, job)
            for group in process.steps[step].groups:
                changes += [(start, 1, group), (end, 0, group)]
        for _, begins, group in sorted(changes, key=lambda change: change[:2]):
            level[group] += 1 if begins else -1
            assert level[group] <= blueprint.limits[group]


def _process(blueprint, run, job):
    if job < len(blueprint.jobs):
        return blueprint.jobs[job].process
    name = run.log.jobs[job].split("/")[0]
    return next(one for one in blueprint.streams if one.name == name).process


def test_whoever_comes_leaves(runs):
    for run in runs[2]:
        assert len(run.log.of(Kind.ADMITTED)) == len(run.log.of(Kind.COMPLETED)) == len(run.log.jobs)
        assert len(run.log.of(Kind.SUSPENDED)) >= len(run.log.of(Kind.RESUMED))
        assert sum(run.defects) <= len(run.log.of(Kind.DEFECT)) <= len(run.log.of(Kind.ESCAPED))
