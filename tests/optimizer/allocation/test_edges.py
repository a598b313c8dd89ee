"""The ends of the range: nothing, one, too much, and a million times apart; and how a search is stopped."""

import time

import pytest

from optimizer import allocate
from scenarios.document import SolverSettings
from scenarios.plan import Status
from scenarios.progress import Cancellation
from tests.optimizer.allocation.cases import (
    campaign,
    cell,
    channel,
    day,
    department,
    hill,
    michaelis,
    scenario,
)
from tests.optimizer.allocation.checked import allocated, violations
from tests.optimizer.allocation.truth import value_of


def test_a_scenario_without_campaigns_or_channels():
    found = allocated(scenario([], [], 1_000))
    assert (found.proof.value, found.proof.bound, found.proof.gap) == (0, 0, 0)
    assert found.proof.status is Status.OPTIMAL


def test_no_money_at_all():
    channels = [channel("k", michaelis(1000, 100))]
    found = allocated(scenario(channels, [campaign("a", [cell("k")], value=50)], 0))
    assert found.proof.value == 5_000
    assert found.spend == ()
    assert found.proof.status is Status.OPTIMAL


def test_one_channel_gets_what_pays():
    found = allocated(scenario([channel("k", hill(5_000, 200, 2))], [campaign("a", [cell("k")])], 400))
    assert found.channel_spend == {"k": 40_000}


def test_nothing_pays():
    found = allocated(scenario([channel("k", michaelis(100, 1_000))], [campaign("a", [cell("k")])], 400))
    assert (found.proof.value, found.proof.status, found.spend) == (0, Status.OPTIMAL, ())


def test_everything_must_run_and_does_not_fit():
    campaigns = [campaign(f"c{number}", [], fixed_cost=300, mandatory=True) for number in range(4)]
    found = allocate(scenario([], campaigns, 1_000))
    assert found.proof.status is Status.INFEASIBLE
    assert len(found.conflicts) == 5
    assert found.campaigns == ()


@pytest.mark.parametrize("factor", [1e-3, 1.0, 1e6])
def test_amounts_a_million_times_apart(factor):
    """A channel a million times larger than its neighbour leaves the neighbour's optimum about where it is."""
    channels = [
        channel("small", michaelis(1000, 100)),
        channel("large", michaelis(1000 * factor, 100 * factor)),
    ]
    found = allocated(
        scenario(channels, [campaign("a", [cell("small"), cell("large")])], 10_000 * max(factor, 1))
    )
    best = (1000 * 100) ** 0.5 - 100
    assert found.channel_spend["small"] / 100 == pytest.approx(best, rel=0.1)
    assert found.channel_spend.get("large", 0) / 100 == pytest.approx(best * factor, rel=0.05, abs=0.5)


def test_a_budget_a_million_times_larger_than_its_use():
    found = allocated(
        scenario([channel("k", hill(1000, 100, 2))], [campaign("a", [cell("k")])], 1_000_000_000)
    )
    assert 200 < found.media / 100 < 500


def test_a_curve_without_outcome_gets_nothing_unless_it_must():
    channels = [channel("k", hill(0, 100, 2), spend_min=100)]
    found = allocated(scenario(channels, [campaign("a", [cell("k")])], 1_000))
    assert found.channel_spend == {"k": 10_000}
    assert found.proof.value == -10_000


def test_todays_plan_is_evaluated_as_it_is():
    channels = [channel("k", michaelis(1000, 100))]
    campaigns = [
        campaign("a", [cell("k", today=5_000)], due=day(7)),
        campaign("b", [cell("k", today=100)], in_today=False),
    ]
    horizon = {"start": day(0), "periods": 4}
    case = scenario(channels, campaigns, 1_000, strategy="today", horizon=horizon)
    found = allocate(case)
    assert found.proof.status is Status.AS_GIVEN
    assert found.proof.value == value_of(case, found)
    assert found.cell_spend == {("a", "k"): 500_000}
    assert found.running["a"].launch_period == 1
    assert violations(case, found) == ()


def test_the_plan_is_never_worse_than_todays_where_that_is_allowed():
    case = department(7, campaigns=6, channels=4, weeks=12)
    proofs = {
        strategy: allocate(
            case.model_copy(update={"objective": case.objective.model_copy(update={"strategy": strategy})})
        ).proof
        for strategy in ("today", "budget_only", "money_and_people")
    }
    assert proofs["budget_only"].bound >= proofs["money_and_people"].value
    assert proofs["budget_only"].value >= proofs["today"].value


def test_the_same_document_gives_the_same_allocation():
    case = department(3, campaigns=6, channels=4, weeks=12)
    assert allocate(case) == allocate(case)


def test_progress_rises_and_ends_at_one():
    seen = []
    allocate(
        department(3, campaigns=5, channels=4, weeks=12),
        progress=lambda share, message: seen.append((share, message)),
    )
    shares = [share for share, _ in seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(message.render("zh") for _, message in seen)


def test_a_cancelled_search_stops():
    with pytest.raises(Cancellation):
        allocate(department(3, campaigns=5, channels=4, weeks=12), cancelled=lambda: True)


def test_a_time_limit_is_kept_and_is_never_called_optimal():
    case = department(5, people=12)
    limits = SolverSettings(allocation_seconds=1.0, relative_gap=1e-9)
    start = time.monotonic()
    found = allocate(case, settings=limits)
    assert time.monotonic() - start < 30  # solves in progress are let finish; a loaded machine is slow
    assert found.proof.status in {Status.FEASIBLE, Status.UNKNOWN}
    if found.proof.status is Status.FEASIBLE:
        assert violations(case, found) == ()
