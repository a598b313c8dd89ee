"""A record survives its file, and refuses parts of different scenarios."""

import numpy as np
import pytest
from pydantic import ValidationError

from scenarios.plan import Plan, Proof, Status
from scenarios.record import Record
from tests.scenarios.results import record, with_objective


def test_a_record_comes_back_from_json():
    made = record(3)
    assert Record.model_validate_json(made.model_dump_json()) == made


def test_a_plan_alone_comes_back():
    made = Record(scenario=record(3).scenario, plan=record(3).plan)
    assert Record.model_validate_json(made.model_dump_json()) == made


def test_parts_of_different_scenarios_are_refused():
    one, other = record(1), record(1, key="other")
    with pytest.raises(ValidationError, match="belong to its scenario"):
        Record(scenario=one.scenario, plan=other.plan)
    with pytest.raises(ValidationError, match="belong to its scenario"):
        Record(scenario=one.scenario, plan=one.plan, outcome=other.outcome)


def test_an_outcome_of_other_campaigns_is_refused():
    one, other = record(1, plan_seed=1), record(1, plan_seed=5)
    assert set(one.outcome.campaigns) != set(other.outcome.campaigns)
    with pytest.raises(ValidationError, match="other campaigns"):
        Record(scenario=one.scenario, plan=one.plan, outcome=other.outcome)


def test_an_infeasible_plan_is_a_record_without_outcome():
    made = record(1)
    nothing = made.plan.allocation.model_copy(update={"proof": Proof(status=Status.INFEASIBLE)})
    plan = Plan(provenance=made.plan.provenance, allocation=nothing)
    assert not Record(scenario=made.scenario, plan=plan).feasible
    assert made.feasible


def test_the_fixtures_agree_with_themselves():
    made = with_objective(record(1), {"margin": 0.5}, np.random.default_rng(1))
    found = made.outcome
    staff = found.staff_cost
    spent = found.media + found.campaign_fixed + found.fixed + staff
    assert (found.net_value == found.contribution + found.urgent_contribution - spent).all()
