"""Events of one instant: all of them count before anybody is admitted or given work, in an order that is fixed."""

from simulation import Kind, replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, people, team, work

HOUR = 60
FILM = {"id": "film", "name": "Film", "stages": [work("shoot", 5, "film")]}


def run(stages, staff, campaigns, **parts):
    scenario = team(stages, staff, campaigns, week=ALWAYS, workflows=[FILM], **parts)
    return replicate(scenario, plan_of(scenario), settings=BY_DATE)


def test_what_an_end_makes_ready_competes_with_what_is_released_at_the_same_moment():
    stages = [work("write", 24), work("shoot", 5, "film")]
    campaigns = [campaign("later", "film", release="2027-01-05", due="2027-02-01"), campaign("sooner")]
    result = run(stages, people(ann=["craft"], bo=["film"]), campaigns)
    assert result.launch == [34 * HOUR, 29 * HOUR]


def test_a_place_goes_to_the_first_in_order_among_all_who_are_there_at_that_moment():
    campaigns = [
        campaign("running", "film"),
        campaign("patient", due="2027-02-01"),
        campaign("fresh", release="2027-01-05", due="2027-01-30"),
    ]
    film = {**FILM, "stages": [work("shoot", 24, "film")]}
    scenario = team(
        [work("write", 5)],
        people(ann=["craft"], bo=["film"]),
        campaigns,
        week=ALWAYS,
        workflows=[film],
        organisation={"wip_limit": 1},
    )
    result = replicate(scenario, plan_of(scenario), settings=BY_DATE)
    assert result.admission == [0, 29 * HOUR, 24 * HOUR]


def test_a_change_at_the_moment_of_admission_is_void():
    """Everything is due when it is released: changes come at that very minute."""
    risks = {"change_requests": {"at_most": 5, "probability": 1, "extra_effort": 5}}
    result = run(
        [work("write", 5)], people(ann=["craft"]), [campaign("spring", due="2027-01-04")], risks=risks
    )
    assert len(result.log.of(Kind.CHANGED)) == 0
    assert result.launch == [5 * HOUR]


def test_the_log_takes_simultaneous_events_by_kind_then_job_then_step():
    stages = [work("a", 5), work("b", 5, predecessors=[]), work("c", 5, predecessors=["a", "b"])]
    staff = people(**{f"p{number}": ["craft"] for number in range(4)})
    log = run(stages, staff, [campaign("one"), campaign("two", due="2027-01-09")]).log
    ends = [
        (job, step) for time, kind, job, step, *_ in log.rows.tolist() if kind == Kind.ENDED and time == 300
    ]
    ready = [
        (job, step) for time, kind, job, step, *_ in log.rows.tolist() if kind == Kind.READY and time == 300
    ]
    started = [
        (job, step) for time, kind, job, step, *_ in log.rows.tolist() if kind == Kind.STARTED and time == 300
    ]
    assert ends == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert ready == [(0, 2), (1, 2)]
    # Who is due first starts first.
    assert started == [(1, 2), (0, 2)]
