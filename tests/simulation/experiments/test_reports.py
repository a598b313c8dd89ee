"""Reports of experiments say the same in both languages, and carry their intervals into JSON."""

import json
from functools import cache

import numpy as np
import pytest

from scenarios.i18n import LANGUAGES
from simulation import simulate, simulate_streaming
from simulation.experiments import reports
from simulation.experiments.cases import Case
from simulation.experiments.control import control
from simulation.experiments.factors import Factor
from simulation.experiments.pairs import compare_streaming
from simulation.experiments.ranking import Rule, rank
from simulation.experiments.regression import Controlled
from simulation.experiments.sensitivity import morris, sobol
from simulation.experiments.warmup import steady_state
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE, busy

SCENARIO = busy()
PLAN = plan_of(SCENARIO)
SETTINGS = BY_DATE.model_copy(update={"replications": 12})
FACTORS = (Factor("risks.handoff_factor", 0, 2), Factor("risks.rework_factor", 0, 2))


@cache
def summary():
    return simulate_streaming(SCENARIO, PLAN, settings=SETTINGS)


def controlled():
    outcome = simulate(SCENARIO, PLAN, settings=SETTINGS)
    found = control(SCENARIO, PLAN, outcome)
    return {"net_value": Controlled(found.plain, found.plain, 2.5, ("work_content", "critical_path"))}


def ranking(end):
    slow = busy(
        id="slow",
        name="Slow",
        risks={**SCENARIO.risks.model_dump(mode="json"), "approval_latency_factor": 8.0},
    )
    twin = busy(id="twin", name="Twin")
    cases = [Case(one, plan_of(one)) for one in (SCENARIO, slow, twin)]
    found = rank(cases, Rule(zone=0.5, measure="lateness_days", first=6, most=6), settings=SETTINGS)
    return reports.ranking_report(found.model_copy(update={"end": end}), "CNY")


MADE = {
    "summary": lambda: reports.summary_report(summary()),
    "launch": lambda: reports.launch_report(summary(), SCENARIO),
    "control": lambda: reports.control_report(controlled(), "CNY"),
    "warm_up": lambda: reports.warm_up_report(steady_state(np.random.default_rng(1).random((4, 200)), 0.95)),
    "unsettled": lambda: reports.warm_up_report(steady_state(np.arange(400.0), 0.95)),
    "pairs": lambda: reports.paired_report(
        compare_streaming(Case(SCENARIO, PLAN), Case(SCENARIO, PLAN), settings=SETTINGS), "CNY", 0.95
    ),
    "morris": lambda: reports.screening_report(
        morris(lambda points: [a + b for a, b in points], FACTORS, trajectories=4), "net_value", "CNY"
    ),
    "sobol": lambda: reports.sobol_report(
        sobol(lambda points: [a + b for a, b in points], FACTORS, samples=32), "on_time"
    ),
    **{end: (lambda end=end: ranking(end)) for end in ("separated", "indifferent", "tied", "cap")},
}


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_reports_read_in_both_languages(made):
    report = made()
    texts = {language: report.render(language) for language in LANGUAGES}
    assert texts["en"] != texts["zh"]
    assert all("{" not in text for text in texts.values())
    for language in LANGUAGES:
        plain = json.loads(json.dumps(report.to_dict(language), allow_nan=False))
        assert len(plain["rows"]) == len(report.rows) > 0


def test_money_is_in_currency_units_and_shares_in_percent():
    rows = {row[0].key: row for row in reports.summary_report(summary()).rows}
    found = summary().measures
    assert rows["measure.net_value"][2] == pytest.approx(found["net_value"].value / 100)
    assert rows["measure.on_time"][2] == pytest.approx(100 * found["on_time"].value)
    assert rows["measure.on_time"][3] <= rows["measure.on_time"][2] <= rows["measure.on_time"][4]
