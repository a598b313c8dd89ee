"""Before and after: the shipped pairs are the generator's, differ only in what they declare, and run."""

from pathlib import Path

import pytest

import pipeline
from scenarios.checks import check
from scenarios.comparison import compare
from scenarios.generator.pairs import PRACTICES, delays, pilot, registration, split, write_pairs
from scenarios.plan import Status
from scenarios.reading import read_scenario
from scenarios.studies.registration import DRIVERS
from scenarios.variants import difference

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = ("S4", "S5", "S9")
HEAD = {"id", "name", "description"}


def pair(name):
    return tuple(read_scenario(EXAMPLES / f"{name}_{side}.yaml") for side in ("before", "after"))


def quick(scenario):
    """A tenth of the replications and of the schedule's search."""
    simulation = scenario.settings.simulation.model_copy(update={"replications": 10})
    solver = scenario.settings.solver.model_copy(update={"schedule_seconds": 0.5})
    settings = scenario.settings.model_copy(update={"simulation": simulation, "solver": solver})
    return scenario.model_copy(update={"settings": settings})


def test_the_shipped_files_are_what_the_generator_writes(tmp_path):
    written = write_pairs(tmp_path)
    for file in written:
        assert (EXAMPLES / file.name).read_bytes() == file.read_bytes()
    assert {file.name for file in EXAMPLES.glob("S*_*.yaml")} == {file.name for file in written}


@pytest.mark.parametrize("name", NAMES)
def test_a_pair_differs_only_in_what_it_declares(name):
    before, after = pair(name)
    assert check(before) == check(after) == ()
    declared = {
        "S4": registration.after(),
        "S5": split.shift_after(),
        "S9": split.duplicates_after(),
    }[name]
    changed = {change.path for change in difference(before, after)} - HEAD
    assert changed == {change.path for change in declared.changes}


@pytest.mark.parametrize("name", PRACTICES)
def test_a_practice_changes_only_what_its_mechanisms_declare(name):
    practice = PRACTICES[name]
    before, after = pair(name)
    assert check(before) == check(after) == ()
    assert before == practice.document()
    changed = {change.path for change in difference(before, after)} - HEAD
    assert changed
    assert changed == {change.path for change in practice.changes()}
    for mechanism in practice.names:
        own = {change.path for change in practice.changes(frozenset({mechanism}))}
        assert own
        assert {path for path in own if not practice.declares(mechanism, path)} == set()
    for path in changed:
        assert any(practice.declares(mechanism, path) for mechanism in practice.names)


@pytest.mark.parametrize("name", ["S1", "S2", "S8"])
def test_a_practice_runs_through_the_pipeline_as_any_document(name):
    before, after = (pipeline.run(quick(one)) for one in pair(name))
    assert compare([before, after], baseline=before.scenario.id)
    launches = [record.outcome.launch.mean() for record in (before, after)]
    assert (launches[1] < launches[0]) == (name != "S2")


def test_further_cases_differ_from_their_base_only_in_what_they_say():
    before = pair("S3")[0]
    half, limited = (read_scenario(EXAMPLES / file) for file in (delays.HALF, delays.LIMITED))
    scaled = {change.path for change in difference(before, half)} - HEAD
    assert scaled == {change.path for change in delays.half().changes}
    assert {change.path for change in difference(before, limited)} - HEAD == {"organisation.wip_limit"}
    part, fewer = (read_scenario(EXAMPLES / file) for file in (pilot.BEFORE, pilot.HALF))
    assert all("calendars" in change.path for change in difference(part, fewer) if change.path not in HEAD)


def test_the_tool_says_that_a_part_time_pilot_cannot_be_done():
    for file, status in (
        (pilot.AFTER, Status.OPTIMAL),
        (pilot.BEFORE, Status.INFEASIBLE),
        (pilot.HALF, Status.INFEASIBLE),
    ):
        answer = pipeline.plan(quick(read_scenario(EXAMPLES / file)))
        assert answer.allocation.proof.status == status
        assert bool(answer.allocation.conflicts) == (status is Status.INFEASIBLE)


def test_s4_runs_and_reports_both_definitions():
    before, after = (pipeline.run(quick(one)) for one in pair("S4"))
    late = [(one.outcome.launch > one.outcome.target).mean() for one in (before, after)]
    assert DRIVERS["late_share"].low <= late[0] <= DRIVERS["late_share"].high
    cut = 1 - late[1] / late[0]
    assert DRIVERS["late_cut"].low - 0.1 <= cut <= DRIVERS["late_cut"].high + 0.1
    refused = 1 - len(after.plan.allocation.running) / len(before.plan.allocation.running)
    assert DRIVERS["gate_share"].low <= refused <= DRIVERS["gate_share"].high
    assert after.plan.projected.net_roi > before.plan.projected.net_roi
    assert after.plan.projected.roas > before.plan.projected.roas
    assert compare([before, after], baseline=before.scenario.id)


def test_s5_runs_within_floor_and_bands():
    before, after = (pipeline.run(one) for one in pair("S5"))
    assert after.plan.allocation.proof.status == Status.OPTIMAL
    assert after.plan.allocation.media == before.plan.allocation.media
    assert after.plan.projected.net_roi > before.plan.projected.net_roi
    old, new = (record.plan.allocation.channel_spend for record in (before, after))
    for channel in old:
        assert 0.5 * old[channel] - 1 <= new[channel] <= 1.5 * old[channel] + 1


def test_s9_acquisition_cost_falls_and_the_identity_holds():
    records = [pipeline.run(one) for one in pair("S9")]
    assert records[1].plan.allocation.proof.status == Status.OPTIMAL
    customers = [record.plan.projected.revenue / 100 / split.CUSTOMER_WORTH for record in records]
    cost = [record.plan.projected.cost / won for record, won in zip(records, customers, strict=True)]
    per_unit = [won / record.plan.projected.cost for record, won in zip(records, customers, strict=True)]
    assert cost[1] < cost[0]
    assert (per_unit[1] / per_unit[0]) * (cost[1] / cost[0]) == pytest.approx(1)
