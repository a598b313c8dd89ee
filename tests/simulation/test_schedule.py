"""Nothing varies: the simulation reproduces a semi-active schedule minute for minute and its value to the cent."""

from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.document import Risks, SimulationSettings
from scenarios.valuation import Valuation
from simulation import Kind, replicate, simulate
from tests.simulation.builders import CERTAIN, scheduled
from tests.strategies import scenarios

ONCE = SimulationSettings(replications=1, dispatch="plan", workers=1)


@st.composite
def planned_scenarios(draw, max_campaigns=5):
    """A scenario in which nothing varies, and a schedule for it."""
    scenario = draw(scenarios(max_campaigns, with_risks=False, with_settings=False))
    factors = {
        name: draw(st.sampled_from([0.0, 0.5, 1.0])) for name in ("handoff_factor", "approval_latency_factor")
    }
    scenario = scenario.model_copy(update={"risks": Risks(**CERTAIN, **factors)})
    pick = partial(_pick, draw(st.randoms(use_true_random=False)))
    return scenario, scheduled(scenario, pick, spend=draw(st.sampled_from([0, 50_000, 1_234_567])))


def _pick(random, qualified, number):
    return random.sample(qualified, number)


@given(planned_scenarios())
@settings(max_examples=40)
def test_nothing_varies_and_the_schedule_comes_true(planned):
    scenario, plan = planned
    assert_same_course(plan.schedule, replicate(scenario, plan, settings=ONCE).log)
    assert_same_value(scenario, plan, simulate(scenario, plan, settings=ONCE))


def assert_same_course(schedule, log):
    """Every task and job of the schedule, minute for minute, by the same people."""
    found = {}
    for time, kind, job, step, _, person in log.rows.tolist():
        entry = found.setdefault(
            (log.jobs[job], log.steps[job][step] if step >= 0 else None), {"people": set()}
        )
        entry[Kind(kind)] = time
        if person >= 0:
            entry["people"].add(log.people[person])
    for task in schedule.tasks:
        entry = found[task.job, task.step]
        times = (entry[Kind.READY], entry[Kind.STARTED], entry[Kind.ENDED])
        assert times == (task.ready, task.start, task.finish), task
        assert entry["people"] == set(task.people)
    for job in schedule.jobs:
        entry = found[job.job, None]
        times = (entry[Kind.ADMITTED], entry[Kind.LAUNCHED], entry[Kind.COMPLETED])
        assert times == (job.admission, job.launch, job.completion), job


def assert_same_value(scenario, plan, outcome):
    """The statement of the plan as scheduled, to the cent."""
    launches, minutes = plan.schedule.launches, plan.schedule.people_minutes
    statement = Valuation(scenario).statement(plan.allocation, launches, minutes)
    assert outcome.net_value.tolist() == [statement.net_value]
    assert outcome.contribution.tolist() == [statement.contribution]
    assert outcome.staff_cost.tolist() == [statement.staff]
    assert outcome.revenue[0].tolist() == [one.revenue for one in statement.campaigns]
    assert outcome.lateness_loss[0].sum() == statement.lateness_loss
    assert outcome.media == statement.media
    assert outcome.campaign_fixed == statement.campaign_fixed
    assert outcome.fixed == statement.fixed
    assert dict(zip(outcome.people, outcome.worked[0].tolist(), strict=True)) == minutes
