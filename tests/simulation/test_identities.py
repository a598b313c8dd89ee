"""Identities that hold in every replication with tolerance zero."""

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest

from scenarios.document import Scenario
from scenarios.outcome import CAUSES
from simulation.blueprint import build_blueprint
from simulation.draws import Stream
from simulation.log import Kind
from simulation.replication import run_replication
from tests.simulation.builders import plan_of, scheduled
from tests.simulation.documents import BY_DATE, busy, campaign, people, team, work

REPLICATIONS = range(8)
BY_PLAN = BY_DATE.model_copy(update={"dispatch": "plan"})


@pytest.fixture(scope="module", params=["due_date", "plan"])
def alone(request):
    """A busy scenario in which every step is done by one person: its blueprint, and replications with their logs."""
    document = busy().model_dump(mode="json")
    for stage in document["workflows"][0]["stages"]:
        stage["people"] = 1
    return _runs(Scenario.model_validate(document), request.param)


@pytest.fixture(scope="module", params=["due_date", "plan"])
def together(request):
    """A busy scenario with a step for two."""
    return _runs(busy(), request.param)


def _runs(scenario, dispatch):
    plan = scheduled(scenario, lambda qualified, number: qualified[:number])
    blueprint = build_blueprint(scenario, plan, BY_PLAN if dispatch == "plan" else BY_DATE)
    return blueprint, [run_replication(blueprint, number, logged=True) for number in REPLICATIONS]


def visits(log):
    """Begun visits as mappings of what happened to when, with ``people``, by (job, step, visit)."""
    found = defaultdict(dict)
    for time, kind, job, step, visit, person in log.rows.tolist():
        if step >= 0 and kind in {Kind.ENABLED, Kind.READY, Kind.STARTED, Kind.ENDED, Kind.VOIDED}:
            entry = found[job, step, visit]
            entry[Kind.ENDED if kind == Kind.VOIDED else Kind(kind)] = time
            if person >= 0:
                entry.setdefault("people", []).append(person)
    return {key: entry for key, entry in found.items() if Kind.STARTED in entry}


def timelines(blueprint, number):
    absences = blueprint.absence.draw(Stream(blueprint.seed, number))
    return [
        absences.timeline(worker.index) if worker.index in absences.people else worker.timeline
        for worker in blueprint.workload.people
    ]


def test_the_parts_of_every_visit_add_up_to_its_length(alone):
    blueprint, runs = alone
    seen = set()
    for number, run in enumerate(runs):
        open_time = timelines(blueprint, number)
        expected = np.zeros((len(run.launch), len(CAUSES)), dtype=int)
        for (job, step, visit), entry in visits(run.log).items():
            if job >= len(run.launch):
                continue
            kind = blueprint.jobs[job].process.steps[step].step.kind
            parts = _parts(entry, kind, visit, open_time)
            working = parts.pop("working", 0)
            assert sum(parts.values()) + working == entry[Kind.ENDED] - entry[Kind.ENABLED]
            for cause, minutes in parts.items():
                expected[job, CAUSES.index(cause)] += minutes
            seen.update(cause for cause, minutes in parts.items() if minutes)
        moments = {(job, kind): time for time, kind, job, *_ in run.log.rows.tolist()}
        for job in range(len(run.launch)):
            expected[job, CAUSES.index("admission")] = (
                moments[job, Kind.ADMITTED] - moments[job, Kind.ELIGIBLE]
            )
        assert (np.array(run.waiting) == expected).all()
    assert seen == set(CAUSES) - {"admission"}


def _parts(entry, kind, visit, open_time):
    ready, start, end = entry[Kind.READY], entry[Kind.STARTED], entry[Kind.ENDED]
    parts = {"handoff": ready - entry[Kind.ENABLED]}
    if kind != "work":
        return {**parts, "approval" if kind == "approval" else "external": end - ready}
    if "people" not in entry:
        return parts
    (person,) = entry["people"]
    waited, worked = open_time[person].between(ready, start), open_time[person].between(start, end)
    closed = end - ready - waited - worked
    return {**parts, "person": waited, "calendar": closed, "rework" if visit else "working": worked}


def test_the_work_in_the_log_is_the_work_of_the_people(alone):
    blueprint, runs = alone
    for number, run in enumerate(runs):
        open_time = timelines(blueprint, number)
        worked = [0] * len(open_time)
        for entry in visits(run.log).values():
            for person in entry.get("people", ()):
                worked[person] += open_time[person].between(entry[Kind.STARTED], entry[Kind.ENDED])
        assert run.worked == worked
        assert sum(run.skill_busy) == sum(run.busy)


def test_nobody_does_two_things_at_once_or_works_when_away(together):
    blueprint, runs = together
    for number, run in enumerate(runs):
        open_time = timelines(blueprint, number)
        spans = [[] for _ in open_time]
        for entry in visits(run.log).values():
            for person in entry.get("people", ()):
                spans[person].append((entry[Kind.STARTED], entry[Kind.ENDED]))
                assert open_time[person].is_open(entry[Kind.STARTED])
        for own in map(sorted, spans):
            assert all(end <= start for (_, end), (start, _) in pairwise(own))
        assert all(busy <= there for busy, there in zip(run.busy, run.available, strict=True))


def test_littles_law(together):
    """The integral of campaigns in progress is the sum of their times in progress."""
    blueprint, runs = together
    opening, closing = blueprint.window
    for run in runs:
        assert max(run.completion) < closing
        times = [end - start for start, end in zip(run.admission, run.completion, strict=True)]
        assert run.wip_minutes == sum(times)
        changes = sorted(
            (time, 1 if kind == Kind.ADMITTED else -1)
            for time, kind, job, *_ in run.log.rows.tolist()
            if kind in {Kind.ADMITTED, Kind.COMPLETED} and job < len(run.launch)
        )
        level = integral = 0
        for (time, change), (later, _) in zip(changes, [*changes[1:], (closing, 0)], strict=True):
            level += change
            integral += level * (later - time)
        assert integral == run.wip_minutes
        assert opening == 0


def test_the_wip_limit_holds_and_whoever_comes_leaves(together):
    blueprint, runs = together
    limited = {job.job.index for job in blueprint.jobs if job.job.limited}
    for run in runs:
        level = 0
        for _, kind, job, *_ in run.log.rows.tolist():
            if job in limited:
                level += (kind == Kind.ADMITTED) - (kind == Kind.COMPLETED)
                assert level <= blueprint.workload.wip_limit
        assert len(run.log.of(Kind.ADMITTED)) == len(run.log.of(Kind.COMPLETED)) == len(run.log.jobs)


def test_the_log_is_in_order_of_time(together):
    for run in together[1]:
        assert (np.diff(run.log.rows[:, 0]) >= 0).all()


def test_a_team_waits_for_people_only_while_all_of_it_is_at_work():
    staff = people(early=["craft"], late=["craft"])
    staff[1]["calendar"] = "late"
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "12:00-21:00")
    stages = [work("do", 4, people=2)]
    campaigns = [campaign("first"), campaign("second", due="2027-01-30")]
    scenario = team(stages, staff, campaigns, organisation={"calendars": [{"id": "late", "week": week}]})
    run = run_replication(build_blueprint(scenario, plan_of(scenario), BY_DATE), 0)
    first, second = (dict(zip(CAUSES, row, strict=True)) for row in run.waiting)
    # The late one comes at noon, when the early one leaves for lunch: both are there from one o'clock.
    assert run.launch == [17 * 60, (24 + 12) * 60]
    assert (first["person"], first["calendar"]) == (0, 13 * 60)
    # The second waits from midnight too: from one to five for people; then four hours' work take from five to noon.
    assert (second["person"], second["calendar"]) == (4 * 60, (13 + 19 - 4) * 60)
