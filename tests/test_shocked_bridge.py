"""Shocks to money and escaped defects are parts of the bridge and lines of the money table, to the cent."""

import numpy as np
import pytest

from scenarios.comparison import compare
from scenarios.document import Scenario, SimulationSettings
from scenarios.export.tables.context import Context
from scenarios.export.tables.money import money
from scenarios.record import Record
from scenarios.rounding import exact_sum
from simulation import simulate
from tests.scenarios import results

ONCE = SimulationSettings(replications=6, dispatch="due_date", workers=1)
DAYS = {"first": "2026-02-02", "last": "2026-03-15"}
SHOCKS = [
    {"id": "cut", "kind": "budget", "days": DAYS, "factor": 0.5},
    {"id": "feed", "kind": "platform", "days": DAYS, "factor": 0.3, "channel": "tv"},
]
ESCAPE = {"probability": 0.9, "repair": 4, "cost": 1234.56}


def run(key, *, shocks=(), escape=None):
    """The same plan, with shocks to money and defects that escape the first stage."""
    made = results.scenario(3, key=key)
    plan = results.plan(made, np.random.default_rng(3))
    document = made.model_dump(mode="json")
    document["risks"]["shocks"] = list(shocks)
    document["workflows"][0]["stages"][0]["escape"] = escape
    scenario = Scenario.model_validate(document)
    plan = plan.model_copy(update={"provenance": results.provenance(scenario)})
    return Record(scenario=scenario, plan=plan, outcome=simulate(scenario, plan, settings=ONCE))


@pytest.fixture(scope="module")
def records():
    return run("base"), run("other", shocks=SHOCKS, escape=ESCAPE)


def test_the_bridge_names_shocks_and_defects(records):
    base, other = records
    bridge = compare([base, other], baseline="base").contrasts[0].bridge
    amounts = {part.kind: part.amount for part in bridge.parts}
    assert sum(amounts.values()) == bridge.end - bridge.start
    assert amounts["defects"] == -exact_sum(other.outcome.defect_cost) * (bridge.denominator // 6)
    assert amounts["defects"] < 0
    margin = base.scenario.objective.margin
    on_time = [(one.outcome.revenue + one.outcome.lateness_loss)[0].tolist() for one in records]
    earned = [sum(round(margin * revenue) for revenue in side) for side in on_time]
    saved = base.outcome.media - other.outcome.media
    assert saved > 0
    assert amounts["shocks"] == (earned[1] - earned[0] + saved) * bridge.denominator
    assert set(amounts) <= {"choice", "timing", "lateness", "fixed", "staff", "urgent", "shocks", "defects"}


def test_the_money_table_adds_up_with_defects(records):
    for record in records:
        rows = {row[0]: row[3] for row in money(Context(record, "en")).rows}
        assert sum(amount for key, amount in rows.items() if key != "net_value") == rows["net_value"]
        assert ("defects" in rows) == bool(record.outcome.defect_cost.any())
    low, high = next(row[4:6] for row in money(Context(records[1], "en")).rows if row[0] == "defects")
    assert low <= -exact_sum(records[1].outcome.defect_cost) / 6 <= high <= 0
