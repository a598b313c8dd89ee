"""What is read from logs: Little's law and occupation as integer identities, chains without gaps, events both ways."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from scenarios.document import Scenario
from scenarios.errors import UserError
from scenarios.eventlog import LIFECYCLES, events_csv, events_xes, read_events_csv
from scenarios.history.columns import EventColumns
from scenarios.history.reading import read_history
from simulation.answers import replay_events, team_profile
from simulation.answers.chain import chain
from simulation.answers.flow import integral, moments, queue
from simulation.answers.history import History
from simulation.answers.occupation import available, held, open_before, visits_where
from simulation.answers.reports import team_reports
from simulation.answers.sample import Case
from simulation.answers.team_facts import bin_edges
from simulation.answers.visit_table import OPEN
from simulation.log import Kind
from simulation.replication import run_replication
from tests.simulation.answers.cases import BY_PLAN, SETTINGS, with_schedule
from tests.simulation.documents import busy

REPLICATIONS = range(6)
FAR = 10**8


def runs(scenario, settings):
    case = Case.of(*with_schedule(scenario), settings)
    blueprint = case.blueprint()
    results = [run_replication(blueprint, number, logged=True) for number in REPLICATIONS]
    return [(History(blueprint, number, one.log), one) for number, one in enumerate(results)]


@pytest.fixture(scope="module", params=[BY_PLAN, SETTINGS], ids=["plan", "due_date"])
def together(request):
    return runs(busy(), request.param)


@pytest.fixture(scope="module", params=[BY_PLAN, SETTINGS], ids=["plan", "due_date"])
def alone(request):
    document = busy().model_dump(mode="json")
    for stage in document["workflows"][0]["stages"]:
        stage["people"] = 1
    return runs(Scenario.model_validate(document), request.param)


def test_vectorised_working_time_is_that_of_the_timeline(together):
    timeline = together[0][0].timelines[0]
    moments = np.array([-5, 0, 1, 539, 540, 541, 5000, 77_777, FAR])
    assert open_before(timeline, moments).tolist() == [timeline.open_before(one) for one in moments.tolist()]


def test_held_is_busy_where_everybody_works_alone(alone):
    for history, result in alone:
        edges = bin_edges(busy(), "day")
        assert held(history, edges).sum(axis=1).tolist() == result.busy
        assert available(history, edges).sum(axis=1).tolist() == result.available
        skills = history.blueprint.workload.skills
        by_skill = [
            held(history, edges, visits_where(history, lambda own, skill=skill: own == skill)).sum()
            for skill in skills
        ]
        assert by_skill == result.skill_busy


def test_bins_add_up(together):
    history, _ = together[0]
    edges = bin_edges(busy(), "day")
    whole = held(history, edges[[0, -1]])[:, 0]
    assert (held(history, edges).sum(axis=1) == whole).all()


def test_littles_law_is_an_identity(together):
    for history, result in together:
        admitted, completed = (moments(history.log, kind, 5) for kind in (Kind.ADMITTED, Kind.COMPLETED))
        assert (completed != OPEN).all()
        assert integral(admitted, completed, np.array([0, FAR]))[0] == (completed - admitted).sum()
        window = np.array(history.blueprint.window)
        assert integral(admitted, completed, window)[0] == result.wip_minutes


def test_waits_in_queues_are_those_of_the_visits(together):
    for history, _ in together:
        waits, visits = queue(history.log), history.visits
        started = {
            (job, step, moment)
            for job, step, moment in zip(visits.job, visits.step, visits.start, strict=True)
        }
        recalled = {tuple(row[[2, 3, 0]]) for row in history.log.of(Kind.RECALLED)}
        ends = zip(waits.job, waits.step, waits.end, strict=True)
        assert all(one in started or one in recalled for one in ends)
        assert len(waits.job) == len(history.log.of(Kind.READY))
        assert integral(waits.start, waits.end, np.array([0, FAR]))[0] == (waits.end - waits.start).sum()


def test_a_chain_has_no_gap_from_eligible_to_launched(together):
    for history, result in together:
        eligible = moments(history.log, Kind.ELIGIBLE, 5)
        for job in range(5):
            links = chain(history, job)
            assert links[0].start == eligible[job]
            assert links[-1].end == result.launch[job]
            assert all(before.end == after.start for before, after in pairwise(links))
            assert all(link.minutes > 0 for link in links)


def test_who_is_waited_for_was_on_what_is_said(together):
    for history, _ in together:
        visits = history.visits
        for job in range(5):
            for link in chain(history, job):
                if link.cause != "person":
                    continue
                (person,) = link.people
                other, step = link.busy_with[-1]
                rows = np.flatnonzero((visits.job == other) & (visits.step == step))
                assert any(visits.end[row] == link.end and person in visits.team(row) for row in rows)


def test_a_log_is_read_back_equal_from_csv():
    scenario, plan = with_schedule(busy())
    events = replay_events(scenario, plan, 3, settings=BY_PLAN)
    data = events_csv(events)
    assert read_events_csv(data) == events
    cells = [cell for line in data.decode("utf-8-sig").splitlines() for cell in line.split(",")]
    assert any(cell.startswith("'@urgent/") for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


@pytest.mark.parametrize("write", [events_csv, lambda events: events_xes(events, "run")], ids=["csv", "xes"])
def test_the_products_own_import_reads_the_work_of_a_run(tmp_path, write):
    scenario, plan = with_schedule(busy())
    path = tmp_path / f"log.{'xes' if write is not events_csv else 'csv'}"
    path.write_bytes(write(replay_events(scenario, plan, 3, work_only=True, settings=BY_PLAN)))
    found = read_history(path, columns=EventColumns(outcome="cause"))
    log = replay_events(scenario, plan, 3, settings=BY_PLAN)
    ended = [one for one in log if one.cause in {"ended", "voided"}]
    assert len(found.visits) == len(ended)
    assert {one.activity for one in found.visits} == {one.activity for one in ended}
    assert sorted(one.end for one in found.visits) == sorted(one.time for one in ended)
    if write is events_csv:
        rejected = [one for one in found.visits if one.outcome == "rejected"]
        assert len(rejected) == sum(one.cause == "rejected" for one in log)


def test_what_is_no_log_is_refused_by_line():
    with pytest.raises(UserError, match="columns"):
        read_events_csv(b"a,b\n1,2\n")
    header = b"case,activity,lifecycle,time,resource,visit,cause\n"
    good, wrong = b"a,b,start,2027-01-04T09:00:00,,1,\n", b"a,b,begin,2027-01-04T09:00:00,,1,\n"
    assert len(read_events_csv(header + good)) == 1
    with pytest.raises(UserError, match=r"3, 4"):
        read_events_csv(header + good + wrong + b"a,b\n" + good)


def test_xes_has_the_form_of_the_standard():
    scenario, plan = with_schedule(busy())
    events = replay_events(scenario, plan, 0, settings=BY_PLAN)
    log = ET.fromstring(events_xes(events, scenario.name.en))  # noqa: S314 - written a line before
    space = "{http://www.xes-standard.org/}"
    prefixes = {one.get("prefix") for one in log.findall(f"{space}extension")}
    assert prefixes == {"concept", "lifecycle", "time", "org"}
    order = [one.tag.removeprefix(space) for one in log]
    assert order == sorted(order, key=["extension", "global", "classifier", "string", "trace"].index)
    traces = log.findall(f"{space}trace")
    assert len(traces) == len({one.case for one in events})
    assert sum(len(one.findall(f"{space}event")) for one in traces) == len(events)
    for event in log.iter(f"{space}event"):
        values = {one.get("key"): one.get("value") for one in event}
        assert {"concept:name", "lifecycle:transition", "time:timestamp"} <= set(values)
        assert values["lifecycle:transition"] in LIFECYCLES
        assert {one.tag.removeprefix(space) for one in event} <= {"string", "date", "int"}


def test_the_team_profile_says_what_the_logs_say():
    scenario, plan = with_schedule(busy())
    found = team_profile(scenario, plan, by="week", replications=4, settings=SETTINGS)
    assert len(found.edges) == 9
    assert len(found.days) == len(found.wip) == 56
    assert found.flow["completed"][-1].value == 5
    curves = [[one.value for one in found.flow[name]] for name in ("eligible", "admitted", "launched")]
    assert all(np.diff(curve).min() >= 0 for curve in curves)
    assert all((np.array(before) >= np.array(after)).all() for before, after in pairwise(curves))
    load, capacity = (sum(one.value for one in column) for column in (found.load_hours, found.capacity_hours))
    assert 0 < load < capacity
    assert max(one.overall.value for one in found.people) < 1
    assert sum(one.value for one in found.launches) == 5
    for report in team_reports(found):
        assert report.render("en") != report.render("zh")


def test_logs_of_either_engine_say_the_same():
    scenario, plan = with_schedule(busy())
    other = SETTINGS.model_copy(update={"engine": "compiled"})
    found = [team_profile(scenario, plan, replications=2, settings=one) for one in (SETTINGS, other)]
    assert found[0] == found[1]


def test_a_profile_of_nothing_is_refused():
    with pytest.raises(ValueError, match="replication"):
        team_profile(*with_schedule(busy()), replications=0, settings=SETTINGS)
