"""Skills without limit: rule 33."""

from simulation import Kind
from simulation.blueprint import build_blueprint
from simulation.replication import run_replication
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, busy, campaign, people, team, work

HOUR = 60


def run(scenario, *skills, number=0):
    blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE, unlimited=frozenset(skills))
    return run_replication(blueprint, number, logged=True)


def test_whoever_waits_for_a_skill_waits_no_more():
    campaigns = [campaign("a"), campaign("b"), campaign("c")]
    stages = [work("write", 5), work("cut", 2, "cut")]
    scenario = team(stages, people(ann={"craft": 4}, bo=["cut"]), campaigns, week=ALWAYS)
    result = run(scenario, "craft")
    assert result.launch == [7 * HOUR, 9 * HOUR, 11 * HOUR]
    assert result.worked == [0, 6 * HOUR]
    assert run(scenario, "craft", "cut").launch == [7 * HOUR] * 3


def test_work_of_many_takes_what_it_takes_in_the_shared_calendar():
    stages = [work("write", 8, people=2, wip_limit=1)]
    staff = people(ann=["craft"], bo=["craft"])
    campaigns = [campaign("a"), campaign("b")]
    week = dict.fromkeys(ALWAYS, "09:00-13:00")
    result = run(team(stages, staff, campaigns, week=week), "craft")
    assert result.launch == [(24 + 13) * HOUR] * 2


def test_no_skill_without_limit_changes_nothing():
    scenario = busy()
    plain, named = run(scenario), run(scenario, "sewing")
    assert (plain.log.rows == named.log.rows).all()


def test_with_all_skills_nobody_ever_waits_for_people():
    result = run(busy(), "craft", "draw", "plan")
    assert sum(result.worked) == 0
    assert (result.log.of(Kind.STARTED)[:, 5] < 0).all()
    assert [row[3] for row in result.waiting] == [0] * 5
