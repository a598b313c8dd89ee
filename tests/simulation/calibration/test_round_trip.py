"""Logs that the product writes are read back by the calibration, and all forms of one history say the same."""

import pytest

from scenarios.eventlog import events_csv, events_xes
from scenarios.history import EXPORTED, read_history
from simulation import replicate
from simulation.answers.events import work_events
from simulation.calibration import CalibrationSettings, calibrate
from tests.simulation.builders import plan_of
from tests.simulation.calibration.logs import FIRST_COME, HEADER, TRUTH, department, visits, write

SETTINGS = CalibrationSettings(resamples=100)


@pytest.fixture(scope="module")
def department_and_log():
    scenario = department(25, **TRUTH)
    log = replicate(scenario, plan_of(scenario), settings=FIRST_COME).log
    return scenario, work_events(log, scenario.horizon)


@pytest.mark.parametrize("form", ["log.csv", "log.xes"])
def test_an_exported_run_is_a_history(department_and_log, form, tmp_path):
    scenario, events = department_and_log
    (tmp_path / form).write_bytes(events_csv(events) if form.endswith("csv") else events_xes(events, "run"))
    exported = read_history(tmp_path / form, columns=EXPORTED)
    plain = read_history(write(tmp_path / "plain.csv", visits(scenario), HEADER))
    key = [(one.case, one.activity, one.start, one.end, one.ready, one.resources) for one in exported.visits]
    assert sorted(key) == sorted(
        (one.case, one.activity, one.start, one.end, one.ready, one.resources) for one in plain.visits
    )
    found, same = (calibrate(scenario, one, settings=SETTINGS) for one in (exported, plain))
    assert found.durations == same.durations
    assert found.reworks == same.reworks
