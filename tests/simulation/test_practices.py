"""Claims on time and work: what the register of claims asks of the simulation, and that nothing of it is built in."""

import math

import numpy as np
import pytest

from scenarios.generator.pairs import PRACTICES, delays, pilot
from scenarios.generator.pairs.lane import PROMISE_HOURS
from scenarios.i18n import LANGUAGES
from scenarios.statistics import paired_difference
from scenarios.studies.measures import lead_working_days
from scenarios.studies.result import NOBODY
from scenarios.variants import SetValue, adopt, apply_changes
from simulation.studies import play
from simulation.studies.play import run_today

REPLICATIONS = 20
CYCLE, SLIP, DELAYS, LANE = (PRACTICES[name] for name in ("S1", "S2", "S3", "S6"))
SIGNATURES, LAUNCH, PILOT = (PRACTICES[name] for name in ("S7", "S8", "S10"))


def level(practice, measure, active=NOBODY, replications=REPLICATIONS, **values):
    """(R,) levels of a measure with some drivers set by hand."""
    scenario = practice.document(active, {**practice.middle, **values})
    (one,) = (one for one in practice.measures if one.id == measure)
    outcome = run_today(scenario, replications, 1)
    return one.count(scenario, outcome) / one.per(scenario, outcome)


def singles(practice):
    return [frozenset({mechanism}) for mechanism in practice.names]


@pytest.fixture(scope="module")
def cycle():
    return play(CYCLE, REPLICATIONS, coalitions=singles(CYCLE))


def test_s1_no_single_mechanism_suffices(cycle):
    assert 18 <= cycle.level("lead_days").value <= 25
    assert 6 <= cycle.level("lead_days", CYCLE.everything).value <= 9
    assert cycle.effect("lead_days").high < 0
    for alone in singles(CYCLE):
        assert cycle.level("lead_days", alone).low > 9
        assert cycle.effect("lead_days", alone).value < 0


def test_s1_beyond_its_capacity_the_department_drowns_and_strategists_are_why(cycle):
    scenario = CYCLE.document(CYCLE.everything, {**CYCLE.middle, "per_day": 3.3})
    outcome = run_today(scenario, 10, 1)
    lead = CYCLE.measures[0]
    drowned = lead.count(scenario, outcome) / lead.per(scenario, outcome)
    assert drowned.min() > cycle.level("lead_days", CYCLE.everything).high
    load = outcome.busy.sum(axis=0) / outcome.available.sum(axis=0)
    assert outcome.people[int(load.argmax())].startswith("strategist")


@pytest.mark.parametrize("key", ["gentle", "middling", "steep"])
def test_s2_three_days_cost_what_the_law_of_decay_says(key):
    found = play(SLIP, REPLICATIONS)
    theta = SLIP.middle[key]
    assert found.level(f"lost_{key}").value == 0
    lost = found.level(f"lost_{key}", SLIP.everything)
    assert lost.value == pytest.approx(-math.expm1(-3 * theta), abs=1e-6)
    assert lost.low == pytest.approx(lost.high, abs=1e-12)


def test_s2_a_slip_one_time_in_five_costs_a_fifth_on_average():
    document = SLIP.document(SLIP.everything)
    now_and_then = [0, 0, 0, 0, SLIP.middle["slip_hours"]]
    path = "organisation.handoff.between[brand->digital].delay"
    sometimes = apply_changes(
        document,
        [
            SetValue(set=path, to={"distribution": "empirical", "values": now_and_then}),
            SetValue(set="risks.varying_durations", to=True),
        ],
    )
    outcome = run_today(sometimes, 500, 1)
    for measure, theta in zip(SLIP.measures[:3], (0.05, 0.10, 0.15), strict=True):
        lost = measure.count(sometimes, outcome) / measure.per(sometimes, outcome)
        expected = 0.2 * -math.expm1(-3 * theta)
        assert lost.mean() == pytest.approx(expected, abs=4 * lost.std(ddof=1) / math.sqrt(len(lost)))


@pytest.fixture(scope="module")
def delayed():
    """The department with a hundred campaigns a month, and what became of it."""
    scenario = DELAYS.document()
    return scenario, run_today(scenario, REPLICATIONS, 1)


def late(scenario, outcome):
    """(R,) shares of campaigns that are late."""
    measure = DELAYS.measures[0]
    return measure.count(scenario, outcome) / measure.per(scenario, outcome)


def test_s3_half_of_the_package_takes_most_of_the_delays_away(delayed):
    half = adopt(delayed[0], delays.half().changes, delays.half().adoption)
    before, after = late(*delayed), late(half, run_today(half, REPLICATIONS, 1))
    assert 0.25 <= before.mean() <= 0.45
    assert paired_difference(after, before, 0.95).high < 0
    assert 0.45 <= 1 - after.mean() / before.mean() <= 0.80


def test_s3_a_limit_at_the_mean_number_in_progress_makes_more_campaigns_late(delayed):
    organisation = delayed[0].organisation.model_copy(update={"wip_limit": delays.WIP_LIMIT})
    limited = delayed[0].model_copy(update={"organisation": organisation})
    after = late(limited, run_today(limited, REPLICATIONS, 1))
    assert paired_difference(after, late(*delayed), 0.95).low > 0
    # Little's law: campaigns in progress = rate times time in progress, here over working time.
    days = lead_working_days(chosen=delays.measured)
    lead = (days.count(*delayed) / days.per(*delayed)).mean()
    assert DELAYS.middle["per_day"] * lead == pytest.approx(delays.WIP_LIMIT, rel=0.1)


@pytest.fixture(scope="module")
def lane():
    serial = LANE.everything - {"parallel"}
    return play(LANE, REPLICATIONS, coalitions=[serial])


def test_s6_the_lane_keeps_its_promise_and_what_it_does_to_the_others_is_shown(lane):
    assert PROMISE_HOURS == 24
    assert lane.level("urgent_in_time").value < 0.01
    assert 0.86 <= lane.level("urgent_in_time", LANE.everything).value <= 0.94
    serial = LANE.everything - {"parallel"}
    assert lane.level("urgent_in_time", serial).value < 0.1
    assert abs(lane.effect("normal_p90").value) <= 3
    for language in LANGUAGES:
        assert lane.to_dict(language)["findings"]["rows"][1]["measure"]
    assert [measure.id for measure in LANE.measures][1] == "normal_p90"


@pytest.mark.parametrize("share", [0.2, 0.4])
def test_s6_over_a_fair_range(share):
    before, after = (
        level(LANE, "urgent_in_time", active, 10, urgent_share=share, per_day=2.2).mean()
        for active in (NOBODY, LANE.everything)
    )
    assert before < 0.01
    assert 0.84 <= after <= 0.95


def test_s6_a_first_answer_within_24_hours_is_no_feat():
    """Users who read the claim so name the first stage as the launch."""
    scenario = LANE.document(LANE.everything)
    workflows = tuple(one.model_copy(update={"launch": "intake"}) for one in scenario.workflows)
    answered = scenario.model_copy(update={"workflows": workflows})
    kept, outcome = LANE.measures[0], run_today(answered, 5, 1)
    assert (kept.count(answered, outcome) == kept.per(answered, outcome)).all()


@pytest.mark.parametrize(
    ("escape", "better"), [(0.0, "single"), (0.05, "single"), (0.09, "dual"), (0.20, "dual")]
)
def test_s7_which_is_quicker_depends_on_what_escapes(escape, better):
    single, dual = (
        level(SIGNATURES, "lead_working_days", active, 400, escape=escape)
        for active in (NOBODY, SIGNATURES.everything)
    )
    found = paired_difference(dual, single, 0.95)
    assert (found.value > 0) == (better == "single")
    if escape in {0.0, 0.20}:
        assert found.low * found.high > 0


def test_s7_agrees_with_its_expectation():
    """Six signatures in a row, the hour of release, and six escapes of a mean repair: everything adds up."""
    latency, repair = ((low + 4 * mode + high) / 6 for low, mode, high in ((4, 8, 24), (24, 40, 96)))
    for escape in (0.05, 0.20):
        found = level(SIGNATURES, "lead_working_days", NOBODY, 400, escape=escape)
        expected = (6 * latency + 1 + 6 * escape * repair) / 8
        error = found.std(ddof=1) / math.sqrt(len(found))
        assert found.mean() == pytest.approx(expected, abs=4 * error)


def test_s8_more_overlap_is_better_up_to_a_point():
    overlap = frozenset({"overlap"})
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    penalised = [level(LAUNCH, "lead_working_days", overlap, 60, overlap=one).mean() for one in shares]
    free = [
        level(LAUNCH, "lead_working_days", overlap, 60, overlap=one, overlap_penalty=0.0).mean()
        for one in shares
    ]
    best = int(np.argmin(penalised))
    assert 0 < best < len(shares) - 1
    assert free == sorted(free, reverse=True)
    assert penalised[0] == free[0]
    assert all(one >= other for one, other in zip(penalised, free, strict=True))


def test_s10_focus_decides():
    in_time = [
        level(PILOT, "in_time", replications=200, focus=focus).mean() for focus in (1.0, 0.85, 0.7, 0.5)
    ]
    assert in_time == sorted(in_time, reverse=True)
    assert in_time[0] == pytest.approx(0.90, abs=0.05)
    assert in_time[2] == pytest.approx(0.16, abs=0.06)
    assert in_time[-1] == 0
    assert PILOT.document(PILOT.everything) == PILOT.document(NOBODY, {**PILOT.middle, "focus": 1.0})


def test_s10_is_a_pilot_of_five_with_the_work_that_it_says():
    scenario = PILOT.document(PILOT.everything)
    outcome = run_today(scenario, 100, 1)
    assert len(outcome.people) == 5
    done = (
        outcome.worked.sum(axis=1).mean() / 480 * scenario.organisation.speed_by_level[pilot.LEVEL - 1] / 100
    )
    assert done == pytest.approx(146, abs=5)
