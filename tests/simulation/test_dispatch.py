"""Who goes first, and who does what: rules 14 to 17, and admission."""

import pytest

from simulation import Kind, replicate
from simulation.blueprint import build_blueprint
from simulation.draws import Stream
from tests.simulation.builders import CERTAIN, plan_of, scheduled
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, people, team, work

HOUR = 60
BY_PLAN = BY_DATE.model_copy(update={"dispatch": "plan"})


def starts(scenario, plan=None):
    """Hours at which jobs start their only work, in order, with the people."""
    log = replicate(scenario, plan or plan_of(scenario), settings=BY_PLAN if plan else BY_DATE).log
    return [(log.jobs[job], time / HOUR, log.people[person]) for time, _, job, _, _, person in _work(log)]


def _work(log):
    return [row for row in log.of(Kind.STARTED).tolist() if row[5] >= 0]


def test_urgent_before_express_before_due_date_before_position():
    campaigns = [
        campaign("late", due="2027-01-20"),
        campaign("twin", due="2027-01-12"),
        campaign("soon", due="2027-01-12"),
        campaign("fast", due="2027-01-25", lane="express"),
    ]
    urgent = {"urgent": {"per_week": 40, "workflow": "prep"}}
    scenario = team([work("do", 24)], people(ann=["craft"]), campaigns, week=ALWAYS, periods=4, risks=urgent)
    log = replicate(scenario, plan_of(scenario), settings=BY_DATE).log
    order = [log.jobs[row[2]] for row in _work(log)]
    planned = [name for name in order if not name.startswith("@")]
    requests = [name for name in order if name.startswith("@")]
    assert planned == ["fast", "twin", "soon", "late"]
    assert requests == list(log.jobs[4:])
    # All four campaigns are there from the start, yet every request that has come goes before the second of them.
    assert order[1].startswith("@")


def test_the_least_versatile_of_the_free_people_goes_first_then_the_position():
    staff = people(wide=["craft", "plan"], second=["craft"], first=["craft"])
    campaigns = [campaign("a"), campaign("b"), campaign("c")]
    scenario = team([work("do", 24)], staff, campaigns, week=ALWAYS)
    assert starts(scenario) == [("a", 0, "second"), ("b", 0, "first"), ("c", 0, "wide")]


def test_a_team_starts_together_and_is_held_to_the_end():
    staff = people(fast={"craft": 4}, slow={"craft": 1})
    scenario = team([work("do", 24, people=2)], staff, [campaign("a"), campaign("b")], week=ALWAYS)
    result = replicate(scenario, plan_of(scenario), settings=BY_DATE)
    assert result.launch == [30 * HOUR, 60 * HOUR]
    assert result.worked == [2 * round(24 * 60 / 1.3), 2 * 30 * HOUR]


def _two(release="2027-01-04", wait=1.0, wip_limit=None, **more):
    """Ann does one step of each of two campaigns; the first campaign waits before it."""
    late = {
        "id": "slow",
        "name": "Slow",
        "stages": [{"id": "w", "name": "W", "latency": wait}, work("do", 5)],
    }
    campaigns = [campaign("first", "slow"), campaign("second", release=release)]
    return team(
        [work("do", 5)],
        people(ann=["craft"]),
        campaigns,
        week=ALWAYS,
        workflows=[late],
        organisation={"wip_limit": wip_limit},
        risks=CERTAIN,
        **more,
    )


def _plan(scenario):
    return scheduled(scenario, lambda qualified, number: qualified[:number])


def test_what_is_planned_later_waits_for_its_turn_until_its_planned_start():
    plan = _plan(_two(wait=1.0))
    assert [task.start / HOUR for task in plan.schedule.tasks if task.step == "do"] == [1, 6]
    assert starts(_two(wait=1.0), plan) == [("first", 1, "ann"), ("second", 6, "ann")]
    # The first is ready only at 3: until 6 the second must not start although Ann is free.
    assert starts(_two(wait=3.0), plan) == [("first", 3, "ann"), ("second", 8, "ann")]
    # The order is that of the plan, not of the document.
    turned = _two(wait=3.0).model_copy(update={"campaigns": _two(wait=3.0).campaigns[::-1]})
    assert starts(turned, plan) == [("first", 3, "ann"), ("second", 8, "ann")]
    # The first is ready only at 20: the second overtakes at its planned start.
    assert starts(_two(wait=20.0), plan) == [("second", 6, "ann"), ("first", 20, "ann")]


def test_once_everything_before_has_started_a_step_may_start_early():
    plan = _plan(_two(wait=20.0))
    assert [task.start / HOUR for task in plan.schedule.tasks if task.step == "do"] == [20, 25]
    assert starts(_two(wait=1.0), plan) == [("first", 1, "ann"), ("second", 6, "ann")]


def test_a_planned_step_is_done_by_its_planned_people():
    scenario = team([work("do", 5)], people(ann=["craft"], bo=["craft"]), [campaign("a")], week=ALWAYS)
    plan = scheduled(scenario, lambda qualified, number: qualified[-number:])
    assert starts(scenario, plan) == [("a", 0, "bo")]
    assert starts(scenario) == [("a", 0, "ann")]


@pytest.mark.parametrize("cover", [True, False])
@pytest.mark.parametrize("first_day", [0, 1])
def test_a_free_colleague_covers_for_an_absent_person_from_the_planned_start_on(cover, first_day):
    """Planned for day 1; whoever is planned may begin on ``first_day``, a colleague on day 1 at the earliest."""

    def scenario(probability, day):
        absence = {"daily_probability": probability, "spell_days": [2], "cover": cover}
        return team(
            [work("do", 5)],
            people(ann=["craft"], bo=["craft"]),
            [campaign("a", release=f"2027-01-0{4 + day}")],
            week=ALWAYS,
            risks={"absence": absence, "varying_durations": False},
        )

    plan = _plan(scenario(0.0, 1))
    risky = scenario(0.3, first_day)
    covered = 0
    for number in range(60):
        log = replicate(risky, plan, number, settings=BY_PLAN).log
        ((time, *_, person),) = _work(log)
        absent = _absent_on(risky, plan, number)
        planned = next(day for day in range(first_day, 60) if not absent(0, day))
        colleague = next(day for day in range(1, 60) if not absent(1, day))
        covered += cover and colleague < planned
        expected = ("bo", colleague) if cover and colleague < planned else ("ann", planned)
        assert (log.people[person], time / HOUR / 24) == expected
    assert bool(covered) == cover


def _absent_on(scenario, plan, number):
    blueprint = build_blueprint(scenario, plan, BY_PLAN)
    by_day = blueprint.absence.draw(Stream(blueprint.seed, number)).by_day
    return lambda person, day: bool(by_day.get(day, 0) >> person & 1)


def test_admission_under_the_limit_follows_the_plan_until_the_planned_moment():
    admitted = []
    for wait in (1.0, 3.0):
        scenario = _two(wip_limit=1, wait=wait)
        log = replicate(scenario, _plan(_two(wip_limit=1, wait=1.0)), settings=BY_PLAN).log
        admitted.append([(log.jobs[row[2]], row[0] / HOUR) for row in log.of(Kind.ADMITTED).tolist()])
    assert admitted == [[("first", 0), ("second", 6)], [("first", 0), ("second", 8)]]


def test_an_early_job_leaves_the_place_to_those_planned_before_it():
    """The plan admits `first` when it is released; `second` is there before, and must wait for its turn."""

    def scenario(release, of_first="2027-01-06"):
        campaigns = [campaign("first", release=of_first), campaign("second", release=release)]
        organisation = {"wip_limit": 1}
        return team(
            [work("do", 5)],
            people(ann=["craft"]),
            campaigns,
            week=ALWAYS,
            organisation=organisation,
            risks=CERTAIN,
        )

    plan = _plan(scenario("2027-01-07"))
    assert starts(scenario("2027-01-07"), plan) == [("first", 48, "ann"), ("second", 72, "ann")]
    assert starts(scenario("2027-01-05"), plan) == [("first", 48, "ann"), ("second", 53, "ann")]
    assert starts(scenario("2027-01-05")) == [("second", 24, "ann"), ("first", 48, "ann")]
    # The first never comes in time: the second goes at its own planned moment.
    late = scenario("2027-01-05", of_first="2027-01-10")
    assert [(name, time) for name, time, _ in starts(late, plan)][:1] == [("second", 72)]
    log = replicate(late, plan, settings=BY_PLAN).log
    assert [row[0] / HOUR for row in log.of(Kind.ADMITTED).tolist()] == [72, 144]
