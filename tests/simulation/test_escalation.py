"""Work that is not launched as its target comes near, by hand: rule 30."""

import pytest

from simulation import Kind, replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, moments, people, team, work

HOUR = 60
FIRST_COME = BY_DATE.model_copy(update={"dispatch": "first_come"})


def run(stages, campaigns, escalation, settings=FIRST_COME, **parts):
    organisation = {"escalation": escalation, **parts.pop("organisation", {})}
    scenario = team(stages, people(ann=["craft"]), campaigns, week=ALWAYS, organisation=organisation, **parts)
    return replicate(scenario, plan_of(scenario), settings=settings)


BLOCKED = [campaign("block"), campaign("calm"), campaign("close", due="2027-01-06")]


@pytest.mark.parametrize(("days", "expected"), [(1, [48, 144, 96]), (0, [48, 96, 144])])
def test_whoever_comes_close_to_the_target_goes_first(days, expected):
    """All three wait from the beginning; the first works until the target of the last."""
    result = run([work("do", 48)], BLOCKED, {"days_before": days} if days else None)
    assert [launch / HOUR for launch in result.launch] == expected
    told = [(row[0] / HOUR, row[2]) for row in result.log.of(Kind.ESCALATED).tolist()]
    # The others are escalated a day before theirs, on day 13, as far as they have not launched.
    assert told == ([(24, 2)] if days else [])


def test_admission_is_escalated_but_limited_all_the_same():
    result = run([work("do", 48)], BLOCKED, {"days_before": 1}, organisation={"wip_limit": 1})
    assert [moment / HOUR for moment in result.admission] == [0, 96, 48]


def test_sign_offs_that_begin_afterwards_are_faster():
    stages = [
        {"id": "one", "name": "One", "approvers": ["head"]},
        {"id": "two", "name": "Two", "approvers": ["head"]},
        {"id": "wait", "name": "Wait", "latency": 10},
    ]
    approvers = [{"id": "head", "name": "Head", "latency": 30}]
    result = run(
        stages,
        [campaign("a", due="2027-01-06")],
        {"days_before": 1, "approval_factor": 0.5},
        organisation={"approvers": approvers},
    )
    # Escalated after a day, while the first is under way.
    assert moments(result.log, Kind.ENDED, "one") == [30]
    assert moments(result.log, Kind.ENDED, "two") == [45]
    assert result.launch == [55 * HOUR]


def test_nobody_is_escalated_before_the_release_or_after_the_launch():
    campaigns = [
        campaign("early", due="2027-01-08"),
        campaign("late", release="2027-01-07", due="2027-01-08"),
    ]
    result = run([work("do", 4)], campaigns, {"days_before": 2})
    assert [(row[0] / HOUR, row[2]) for row in result.log.of(Kind.ESCALATED).tolist()] == [(72, 1)]


def test_express_jobs_keep_their_lane():
    campaigns = [campaign("fast", lane="express", due="2027-01-06"), campaign("urgent")]
    result = run([work("do", 48)], campaigns, {"days_before": 1})
    assert result.launch == [48 * HOUR, 96 * HOUR]
