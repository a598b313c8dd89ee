"""Control of change requests (rule 31)."""

import numpy as np
import pytest
from scipy.stats import binomtest

from scenarios.document.risks import ChangeControl, ChangeRequests
from scenarios.network import compile_workload
from scenarios.valuation import Valuation
from scenarios.worktime import CalendarExhausted
from simulation.changes import ChangeRisk
from simulation.draws import Stream
from tests.simulation.builders import allocation_of
from tests.simulation.documents import busy

RULE = ChangeRequests(at_most=4, probability=0.8, extra_effort=[1, 2, 6])


def _draws(control, replications=40):
    scenario = busy()
    workload = compile_workload(scenario, Valuation(scenario).targets(allocation_of(scenario)))
    risk = ChangeRisk(
        RULE.model_copy(update={"control": control}), workload.jobs, workload.shared, varying=True
    )
    return workload, [
        {(one.job, one.number): one for one in risk.draw(Stream(7, n))} for n in range(replications)
    ]


def test_control_that_lets_everything_pass_at_once_changes_nothing():
    assert _draws(None)[1] == _draws(ChangeControl())[1]


def test_some_are_declined_and_the_others_stay_as_they_were():
    _, free = _draws(None)
    _, controlled = _draws(ChangeControl(accepted=0.3))
    assert all(few.items() <= all_.items() for few, all_ in zip(controlled, free, strict=True))
    kept, asked = (sum(map(len, some)) for some in (controlled, free))
    assert binomtest(kept, asked, 0.3).pvalue > 0.001


def test_a_request_takes_effect_when_its_review_is_through():
    workload, free = _draws(None)
    _, reviewed = _draws(ChangeControl(review=6.5))
    for before, after in zip(free, reviewed, strict=True):
        assert before.keys() == after.keys()
        for key, change in before.items():
            assert after[key].moment == workload.shared.advance(change.moment, 390)
            assert after[key].hours == change.hours


def test_reviews_that_are_never_through_come_to_nothing():
    workload, reviewed = _draws(ChangeControl(review=1e6), 3)
    assert reviewed == [{}, {}, {}]
    with pytest.raises(CalendarExhausted):
        workload.shared.advance(0, 60_000_000)


def test_reviews_vary_by_request():
    _, free = _draws(None)
    _, reviewed = _draws(ChangeControl(review=[0, 8, 40]))
    waits = {
        after[key].moment - before[key].moment
        for before, after in zip(free, reviewed, strict=True)
        for key in before
    }
    assert len(waits) > 50
    assert np.min(list(waits)) >= 0
