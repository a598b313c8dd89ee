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
@settings(max_examples=150)
def test_every_step_starts_and_ends_as_planned(planned):
    scenario, plan = planned
    log = replicate(scenario, plan, settings=ONCE).log
    found = {}
    for time, kind, job, step, _, person in log.rows.tolist():
        if step >= 0:
            entry = found.setdefault((log.jobs[job], log.steps[job][step]), {"people": set()})
            entry[Kind(kind)] = time
            if person >= 0:
                entry["people"].add(log.people[person])
    for task in plan.schedule.tasks:
        entry = found[task.job, task.step]
        times = (entry[Kind.READY], entry[Kind.STARTED], entry[Kind.ENDED])
        assert times == (task.ready, task.start, task.finish), task
        assert entry["people"] == set(task.people)
    for job in plan.schedule.jobs:
        rows = {
            Kind(kind): time
            for time, kind, *_ in log.rows[log.rows[:, 2] == log.jobs.index(job.job)].tolist()
        }
        times = (rows[Kind.ADMITTED], rows[Kind.LAUNCHED], rows[Kind.COMPLETED])
        assert times == (job.admission, job.launch, job.completion)


@given(planned_scenarios())
@settings(max_examples=50)
def test_the_value_agrees_to_the_cent(planned):
    scenario, plan = planned
    outcome = simulate(scenario, plan, settings=ONCE)
    statement = Valuation(scenario).statement(
        plan.allocation, plan.schedule.launches, plan.schedule.people_minutes
    )
    assert outcome.net_value[0] == statement.net_value
    assert outcome.contribution[0] == statement.contribution
    assert outcome.staff_cost[0] == statement.staff
    assert outcome.revenue[0].tolist() == [one.revenue for one in statement.campaigns]
    assert outcome.lateness_loss[0].sum() == statement.lateness_loss
    assert (outcome.media, outcome.campaign_fixed, outcome.fixed) == (
        statement.media,
        statement.campaign_fixed,
        statement.fixed,
    )
    assert outcome.worked[0].tolist() == list(plan.schedule.people_minutes.values())
