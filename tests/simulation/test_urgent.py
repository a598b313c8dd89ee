import numpy as np
from scipy.stats import chisquare, kstest, poisson

from scenarios.document.horizon import MINUTES_PER_DAY
from simulation import replicate, simulate
from simulation.blueprint import build_blueprint
from simulation.draws import Stream
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, people, team, work


def _scenario(per_week, periods=8, hours=1, campaigns=(), **urgent):
    return team(
        [work("post", hours)],
        people(ann=["craft"]),
        campaigns,
        week=ALWAYS,
        periods=periods,
        risks={"urgent": {"per_week": per_week, "workflow": "prep", **urgent}},
        objective={"margin": 0.5},
    )


def _arrivals(scenario, number):
    blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE)
    return blueprint.urgent.arrivals(Stream(blueprint.seed, number))


def test_requests_are_a_poisson_stream():
    moments = np.array([one.moment for one in _arrivals(_scenario(21, periods=500), 0)])
    daily = np.bincount(moments // MINUTES_PER_DAY, minlength=3500)
    seen = np.bincount(np.minimum(daily, 8), minlength=9)
    truth = poisson(3)
    expected = 3500 * np.append(truth.pmf(range(8)), truth.sf(7))
    assert chisquare(seen, expected * seen.sum() / expected.sum()).pvalue > 0.001
    assert kstest(np.diff(moments) / (MINUTES_PER_DAY / 3), "expon").pvalue > 0.001
    assert (np.diff(moments) >= 0).all()


def test_a_rate_changes_each_day_by_itself():
    """More requests keep the moments of those that came before on the same day."""
    few, many = (set(_arrivals(_scenario(per_week), 3)) for per_week in (7, 14))
    assert few < many


def test_the_stream_covers_the_horizon_from_the_status_date_on():
    scenario = _scenario(70, periods=2).model_copy(update={"status_date": np.datetime64("2027-01-08").item()})
    days = {one.moment // MINUTES_PER_DAY for one in _arrivals(scenario, 0)}
    assert days == set(range(4, 14))


def test_a_request_kept_is_worth_its_value():
    scenario = _scenario(60, hours=2, value=30, promise_hours=3)
    result = replicate(scenario, plan_of(scenario), settings=BY_DATE)
    log = result.log
    rows = {(kind, job): time for time, kind, job, *_ in log.rows.tolist()}
    leads = [rows[11, job] - rows[0, job] for job in range(len(log.jobs))]
    assert result.urgent_requests == len(leads)
    assert result.urgent_lead == sum(leads)
    kept = sum(lead <= 180 for lead in leads)
    assert 0 < kept < len(leads)
    assert result.urgent_kept == kept
    assert result.urgent_contribution == kept * 1500
    assert result.net_value == kept * 1500


def test_a_request_that_takes_just_as_long_as_promised_is_kept():
    exact, short = (
        replicate(one, plan_of(one), settings=BY_DATE)
        for one in (_scenario(1, hours=2, promise_hours=hours) for hours in (2, 1.98))
    )
    assert exact.urgent_lead == exact.urgent_requests * 120
    assert exact.urgent_kept == exact.urgent_requests > 0
    assert short.urgent_kept == 0


def test_the_work_of_a_request_does_not_depend_on_the_campaigns():
    alone = _scenario(3)
    beside = _scenario(3, campaigns=[campaign("spring")])
    runs = [simulate(scenario, plan_of(scenario), settings=BY_DATE) for scenario in (alone, beside)]
    assert (runs[0].urgent_requests == runs[1].urgent_requests).all()
    assert (runs[0].worked + 60 == runs[1].worked).all()
