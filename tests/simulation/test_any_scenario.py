"""Whatever a valid document says, a simulation comes to an end with an outcome that makes sense."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.document import SimulationSettings
from simulation import simulate
from tests.simulation.builders import scheduled
from tests.strategies import scenarios


def _bounded(scenario):
    """At most a request a day: more would only take longer."""
    urgent = scenario.risks.urgent
    urgent = urgent.model_copy(update={"per_week": min(urgent.per_week, 7.0)})
    return scenario.model_copy(update={"risks": scenario.risks.model_copy(update={"urgent": urgent})})


@given(
    scenarios(max_campaigns=4, with_settings=False).map(_bounded),
    st.sampled_from(["plan", "due_date"]),
    st.randoms(use_true_random=False),
)
@settings(max_examples=25)
def test_any_scenario_runs_to_its_end(scenario, dispatch, random):
    plan = scheduled(scenario, random.sample, spend=50_000)
    outcome = simulate(
        scenario, plan, settings=SimulationSettings(replications=2, dispatch=dispatch, workers=1)
    )
    launched = outcome.launch >= 0
    completed = outcome.completion >= 0
    assert (outcome.admission <= outcome.launch)[launched].all()
    assert (outcome.launch <= outcome.completion)[completed].all()
    assert launched[completed].all()
    assert (outcome.revenue[~launched] == 0).all()
    told = [note for note in outcome.notes if note.key == "simulation.note.never_launched"]
    assert len(told) == (~launched.all(axis=0)).sum()
    assert (outcome.waiting >= 0).all()
    assert (outcome.busy <= outcome.available).all()
    assert (outcome.busy <= outcome.worked).all()
    assert (outcome.skill_busy.sum(axis=1) == outcome.busy.sum(axis=1)).all()
    assert (outcome.urgent_kept <= outcome.urgent_requests).all()
    cost = outcome.media + outcome.campaign_fixed + outcome.fixed + outcome.staff_cost * outcome.staff_counts
    gained = outcome.contribution + outcome.urgent_contribution - outcome.defect_cost
    assert (outcome.net_value == gained - cost).all()
