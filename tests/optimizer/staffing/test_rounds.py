"""Plan and schedule in turn: held to an integrated model, and its cuts to schedules."""

import itertools

import pytest

from benchmarks.staffing_small import SLOT, small_case
from optimizer.allocation.clock import Clock
from optimizer.staffing.cuts import Cut, add_cuts, make_cut
from optimizer.staffing.integrated import TooRich, solve_integrated
from optimizer.staffing.limits import broken_limits
from optimizer.staffing.problem import make_staffing
from optimizer.staffing.realise import Realiser
from optimizer.staffing.rounds import plan_on_schedule
from optimizer.staffing.search import StaffSearch
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Status
from tests.optimizer.staffing.cases import campaign, scenario, worker

HIRE = {
    "id": "h", "name": "h", "role": "maker", "cost": 1_000, "monthly_salary": 0, "lead_time_weeks": 0,
    "ramp_up_weeks": 0, "most": 1,
}  # fmt: skip
QUICK = 0.3


def chain(**staffing):
    """Two campaigns of 80 hours by day 14, which one maker cannot both do on time; either loses 90% when late."""
    lateness = {"lateness": {"loss_per_day": 900}}
    both = [
        campaign("a", 9_000, [("craft", 80)], launch=1, **lateness),
        campaign("b", 6_000, [("craft", 80)], launch=1, **lateness),
    ]
    return scenario(both, [worker("ann")], staffing=staffing)


def brute_force(staffing):
    """The best realised value over all campaigns and all teams of whole people."""
    realiser = Realiser(staffing, QUICK)
    names = [candidate.campaign.id for candidate in staffing.problem.candidates]
    periods = {one.campaign.id: one.launches[-1].period for one in staffing.problem.candidates}
    best = -float("inf")
    for units in itertools.product(*(range(int(choice.most) + 1) for choice in staffing.choices)):
        if broken_limits(staffing, units):
            continue
        for count in range(len(names) + 1):
            for chosen in itertools.combinations(names, count):
                found = realiser.realise({one: periods[one] for one in chosen}, tuple(map(float, units)))
                best = max(best, found.value if found else best)
    return best


@pytest.mark.parametrize("price", [1_000, 5_800, 7_000])
def test_rounds_and_integrated_model_equal_brute_force(price):
    case = chain(hiring=[{**HIRE, "cost": price}])
    staffing = make_staffing(case)
    truth = brute_force(staffing)
    assert solve_integrated(staffing, slot=SLOT, seconds=20).proof.value == pytest.approx(truth)
    found = plan_on_schedule(case, seconds=4, schedule_seconds=QUICK)
    assert found.best is not None
    assert found.best.value == truth


@pytest.mark.parametrize("seed", [3, 9])
def test_rounds_come_close_to_the_integrated_optimum(seed):
    case = small_case(seed, campaigns=4)
    whole = solve_integrated(make_staffing(case), slot=SLOT, seconds=20)
    found = plan_on_schedule(case, seconds=5, schedule_seconds=QUICK)
    assert whole.proof.status is Status.OPTIMAL
    assert found.best is not None
    assert 0.95 * whole.proof.value <= found.best.value <= whole.proof.value + 1


def test_a_cut_charges_what_is_proven_and_no_more():
    """Both campaigns on one maker: b is five working days late or a is; the cut says so, unless somebody is hired."""
    staffing = make_staffing(chain(hiring=[HIRE]))
    realiser = Realiser(staffing, QUICK)
    alone = tuple(0.0 for _ in staffing.choices)
    both = realiser.realise({"a": 1, "b": 1}, alone)
    settings = staffing.scenario.settings.solver.model_copy(update={"schedule_seconds": QUICK})
    cut = make_cut(staffing, both.launches, tuple(both.late), alone, settings, lambda: True)
    assert cut is not None
    assert {name for name, _ in cut.launches} == {"a", "b"}
    lost = 15_000 * MINOR_PER_UNIT - both.value
    assert 0 < cut.loss * MINOR_PER_UNIT <= lost + 1
    values = [promised(staffing, units, (cut,)) for units in (alone, (1.0, *alone[1:]))]
    assert values[1] == pytest.approx(15_000 - 1_000, abs=1)
    assert values[0] == pytest.approx(max(9_000, 15_000 - cut.loss), abs=1)


def promised(staffing, units, cuts):
    """The value of the tactical plan for a given team, currency units."""
    search = StaffSearch(staffing, 1e-6, Clock(20), cuts)
    search.staffed.model.program.columns[:] = search.staffed.fixed(units).program.columns
    return search.run().bound / MINOR_PER_UNIT


@pytest.mark.parametrize("seed", [1, 2])
def test_no_cut_is_above_what_a_schedule_reaches(seed):
    """Whatever is chosen and whoever is hired: the loss that a cut charges is at most the loss of the schedule."""
    case = small_case(seed, campaigns=3)
    staffing = make_staffing(case)
    realiser = Realiser(staffing, QUICK)
    settings = case.settings.solver.model_copy(update={"schedule_seconds": QUICK})
    alone = tuple(0.0 for _ in staffing.choices)
    launches = {one.campaign.id: one.launches[-1].period for one in staffing.problem.candidates}
    first = realiser.realise(launches, alone)
    cut = make_cut(staffing, launches, tuple(first.late), alone, settings, lambda: True)
    for units in (alone, *(one_more(alone, index) for index in range(0, len(alone), 3))):
        for chosen in (launches, dict(list(launches.items())[:2])):
            found = realiser.realise(chosen, units)
            lost = sum(one.lateness_loss for one in statement(found).campaigns) / MINOR_PER_UNIT
            assert charged(staffing, cut, chosen, units) <= lost + 0.01


def one_more(units, index):
    return tuple(1.0 if place == index else amount for place, amount in enumerate(units))


def statement(found):
    from scenarios.valuation import Valuation

    return Valuation(found.scenario).statement(found.allocation, found.schedule.launches)


def charged(staffing, cut, launches, units):
    """What a cut charges for campaigns and a team, by its definition."""
    if cut is None:
        return 0.0
    for index, members in enumerate(staffing.by_offer):
        if staffing.offers[index].whole:
            given = taken = 0.0
            for one in members:
                given, taken = given + cut.units[one], taken + units[one]
                if taken > given:
                    return 0.0
    missing = sum(name not in launches or launches[name] > period for name, period in cut.launches)
    return max(0.0, cut.loss * (1 - missing))


def test_without_cuts_nothing_is_charged():
    staffing = make_staffing(chain())
    search = StaffSearch(staffing, 1e-4, Clock(5))
    count = len(search.staffed.model.program.columns)
    assert add_cuts(staffing, search.staffed, ()) is None
    assert len(search.staffed.model.program.columns) == count
    assert add_cuts(staffing, search.staffed, (Cut((("a", 1),), (), 5.0),)) == count


def test_the_integrated_model_refuses_what_it_does_not_know():
    ramped = chain(hiring=[{**HIRE, "ramp_up_weeks": 2}])
    with pytest.raises(TooRich, match="ramp-up"):
        solve_integrated(make_staffing(ramped), slot=SLOT, seconds=1)
