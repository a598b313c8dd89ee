"""Three engines, one truth: what the optimizer schedules, the simulation does, and both are worth the same.

The schedule and the simulation are written independently of each other after `docs/concepts/execution.md`. With every
source of chance switched off they agree minute for minute, and in value to the cent.
"""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.schedule import Unschedulable, make_schedule
from scenarios.document import Risks, SimulationSettings, SolverSettings
from scenarios.network import compile_workload
from scenarios.valuation import Valuation
from simulation import replicate, simulate
from tests.simulation.builders import CERTAIN, plan_of
from tests.simulation.documents import busy
from tests.simulation.test_schedule import assert_same_course, assert_same_value
from tests.strategies import scenarios

ONCE = SimulationSettings(replications=1, dispatch="plan", workers=1)
QUICK = SolverSettings(schedule_seconds=0.2, workers=1, deterministic=True)


def certain(scenario, **factors):
    """The scenario with nothing left to chance."""
    return scenario.model_copy(update={"risks": Risks(**CERTAIN, **factors)})


def planned(scenario, spend=0):
    """A plan that runs every campaign, scheduled by the optimizer."""
    plan = plan_of(scenario, spend=spend)
    workload = compile_workload(scenario, Valuation(scenario).targets(plan.allocation))
    return plan.model_copy(update={"schedule": make_schedule(scenario, workload, settings=QUICK)})


def assert_comes_true(scenario, plan):
    assert_same_course(plan.schedule, replicate(scenario, plan, settings=ONCE).log)
    assert_same_value(scenario, plan, simulate(scenario, plan, settings=ONCE))


def test_a_busy_team():
    scenario = certain(busy())
    assert_comes_true(scenario, planned(scenario))


@given(
    scenarios(max_campaigns=5, with_risks=False, with_settings=False),
    st.sampled_from([0.0, 0.5, 1.0, 2.0]),
    st.sampled_from([0, 1_234_567]),
)
@settings(max_examples=25)
def test_every_schedule_comes_true(scenario, factor, spend):
    scenario = certain(scenario, handoff_factor=factor, approval_latency_factor=factor)
    try:
        plan = planned(scenario, spend)
    except Unschedulable:
        assume(False)
    assert_comes_true(scenario, plan)
