"""Cases on which the engines must agree: scenarios of every kind, small enough to run many."""

from typing import NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

from scenarios.document import Scenario, SimulationSettings
from scenarios.worktime import CalendarExhausted
from simulation.blueprint import Blueprint, build_blueprint
from simulation.errors import SimulationError
from tests.simulation.builders import plan_of, scheduled
from tests.strategies import scenarios

RULES = ["plan", "due_date", "weighted", "critical_ratio", "first_come"]
CHOICES = ["least_versatile", "fastest", "least_loaded"]


class Case(NamedTuple):
    """What is simulated, and which replication of it."""

    scenario: Scenario
    settings: SimulationSettings
    blueprint: Blueprint
    number: int

    def __repr__(self):
        document = self.scenario.model_dump_json(exclude_defaults=True)
        settings = self.settings.model_dump_json(exclude_defaults=True)
        return f"replication {self.number} with {settings} of {document}"


def bounded(scenario):
    """At most two requests a day: more would only take longer."""
    risks = scenario.risks
    urgent = risks.urgent.model_copy(update={"per_week": min(risks.urgent.per_week, 14.0)})
    return scenario.model_copy(update={"risks": risks.model_copy(update={"urgent": urgent})})


@st.composite
def cases(draw, max_campaigns=4):
    """A scenario with a plan that was made at random, its settings and a replication."""
    departures = draw(st.booleans())
    scenario = bounded(draw(scenarios(max_campaigns, with_settings=False, with_departures=departures)))
    rule = draw(st.sampled_from(RULES))
    settings = SimulationSettings(
        dispatch=rule,
        people_choice=draw(st.sampled_from(CHOICES)),
        seed=draw(st.sampled_from([0, 7, 2**40 + 1])),
    )
    random = draw(st.randoms(use_true_random=False))
    unlimited = draw(st.sets(st.sampled_from([skill.id for skill in scenario.organisation.skills])))
    if draw(st.integers(0, 9)):
        unlimited = ()
    blueprint = _blueprint(scenario, settings, random, draw(st.sampled_from([0, 50_000])), unlimited)
    assume(blueprint is not None)
    return Case(scenario, settings, blueprint, draw(st.integers(0, 3)))


def _blueprint(scenario, settings, random, spend, unlimited):
    """What to simulate; None where some work can never be done."""
    try:
        if settings.dispatch == "plan":
            plan = scheduled(scenario, random.sample, spend)
        else:
            plan = plan_of(scenario, spend=spend)
        return build_blueprint(scenario, plan, settings, unlimited=frozenset(unlimited))
    except (CalendarExhausted, SimulationError):
        return None
