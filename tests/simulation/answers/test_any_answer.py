"""Whatever mechanisms a document has: changed documents are right ones, and parts of delay add up exactly."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.document import Scenario, SimulationSettings
from simulation.answers import attribute_delay, standard_shocks
from simulation.answers.causes import Cause, standard_causes, without
from simulation.answers.remedies import remedies
from simulation.answers.sample import Case
from simulation.answers.shapley import MOST_EXACT
from tests.simulation.answers.test_any_log import DRAWN
from tests.simulation.builders import plan_of, scheduled

MILD = SimulationSettings(replications=2, workers=1)
CAUSES = (*standard_causes(), Cause("limits"), Cause("external"))
SOME = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))


def is_right(scenario):
    return Scenario.model_validate(scenario.model_dump(mode="json")) == scenario


@given(DRAWN)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_documents_are_right_ones(scenario):
    case = Case.of(scenario, plan_of(scenario), MILD)
    assert all(is_right(without(case, [cause]).scenario) for cause in CAUSES)
    assert is_right(without(case, CAUSES).scenario)
    used = frozenset(flow.id for flow in scenario.workflows)
    assert all(is_right(one.scenario) for one in remedies(scenario, used, {}))
    assert all(is_right(one.change(scenario) or scenario) for one in standard_shocks())


@given(
    DRAWN,
    st.lists(st.sampled_from(CAUSES), min_size=1, max_size=3, unique=True),
    st.randoms(use_true_random=False),
)
@SOME
def test_parts_add_up_in_any_document(scenario, causes, random):
    plans = {"plan": scheduled(scenario, random.sample), "due_date": plan_of(scenario)}
    for dispatch, plan in plans.items():
        if not scenario.campaigns:
            continue
        chosen = MILD.model_copy(update={"dispatch": dispatch})
        found = attribute_delay(scenario, plan, causes=causes, settings=chosen)
        assert found.runs <= 2**MOST_EXACT
        assert sum(one.minutes for one in found.parts) == found.denominator * found.total_minutes
        assert type(found).model_validate(found.model_dump()) == found
