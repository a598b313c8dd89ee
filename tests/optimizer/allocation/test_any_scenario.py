"""Whatever document passes the checks gets a verified plan, a proof that there is none, or an honest "not found"."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from optimizer import allocate
from scenarios.document import SolverSettings
from scenarios.plan import Status
from tests.optimizer.allocation.checked import violations
from tests.strategies import scenarios

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""No shrinking: an example takes too long for that."""
LIMITS = SolverSettings(allocation_seconds=5.0, relative_gap=0.01)


@settings(max_examples=30, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(), st.sampled_from(["today", "budget_only", "money_and_people"]))
def test_every_answer_stands_up_to_the_independent_check(case, strategy):
    objective = case.objective.model_copy(update={"strategy": strategy})
    limits = case.settings.model_copy(update={"solver": LIMITS})
    case = case.model_copy(update={"objective": objective, "settings": limits})
    found = allocate(case)
    assert violations(case, found) == ()
    if found.proof.bound is not None:
        assert found.proof.bound >= found.proof.value
    if found.proof.status is Status.INFEASIBLE:
        assert found.conflicts
    for message in (
        *(one.reason for one in found.campaigns if one.reason),
        *(one.name for one in found.bindings),
        *(one.unit for one in found.bindings),
        *(one.name for one in found.conflicts),
        *(one.remedy for one in found.conflicts if one.remedy),
        *found.notes,
    ):
        assert message.render("en")
        assert message.render("zh")
