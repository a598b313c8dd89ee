"""Shocks against hand computation (rule 32)."""

import numpy as np
import pytest

from scenarios.document import Scenario
from scenarios.document.horizon import MINUTES_PER_DAY
from simulation import replicate, simulate
from simulation.blueprint import build_blueprint
from simulation.draws import Stream
from simulation.shocks import Shocks
from tests.scenarios.small import small_scenario
from tests.simulation.builders import plan_of, scheduled
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, people, team, work

DAYS = {"first": "2027-01-06", "last": "2027-01-07"}
"""Days 2 and 3."""


def shock(kind, identifier="shock", days=DAYS, **values):
    return {"id": identifier, "kind": kind, "days": days, **values}


def shocked(*shocks, stages=None, staff=None, **parts):
    risks = {"shocks": list(shocks), **parts.pop("risks", {})}
    stages = stages or [work("do", 8)]
    staff = staff or people(ann=["craft"])
    return team(stages, staff, [campaign("spring")], risks=risks, **parts)


def launch(scenario):
    return replicate(scenario, plan_of(scenario), settings=BY_DATE).launch[0]


def at(day, hour, minute=0):
    return day * MINUTES_PER_DAY + hour * 60 + minute


def test_somebody_is_away():
    """Twenty hours at eight a day: Monday, Tuesday, and the rest on Friday instead of Wednesday."""
    assert launch(shocked(stages=[work("do", 20)])) == at(2, 14)
    assert launch(shocked(shock("away", person="ann"), stages=[work("do", 20)])) == at(4, 14)


def test_a_role_is_frozen():
    staff = people(ann=["craft"], bo=["craft"], cy=["craft"])
    staff[2]["role"] = "lead"
    both = [work("a", 20), work("b", 20, predecessors=[])]
    away = shock("frozen", role="member", days={"first": "2027-01-04", "last": "2027-01-08"})
    stages = [{**one} for one in both]
    scenario = shocked(away, stages=stages, staff=staff)
    result = replicate(scenario, plan_of(scenario), settings=BY_DATE)
    assert result.worked == [0, 0, 40 * 60]
    assert result.available[0] == result.available[2] - 5 * 480


@pytest.mark.parametrize(("cover", "worker", "end"), [(True, "bo", at(0, 18)), (False, "ann", at(4, 18))])
def test_a_colleague_covers_for_whoever_is_away(cover, worker, end):
    """Planned for Ann on Monday, who is away until Thursday: Bo does it, or it waits for Friday."""
    away = shock("away", person="ann", days={"first": "2027-01-04", "last": "2027-01-07"})
    scenario = shocked(away, staff=people(ann=["craft"], bo=["craft"]), risks={"absence": {"cover": cover}})
    plan = scheduled(scenario, lambda qualified, number: qualified[:number])
    result = replicate(scenario, plan, settings=BY_DATE.model_copy(update={"dispatch": "plan"}))
    assert result.launch == [end]
    assert result.worked == [480 if name == worker else 0 for name in ("ann", "bo")]


def test_known_absence_changes_no_draws():
    risks = {"absence": {"daily_probability": 0.2, "spell_days": [1]}}
    calm = shocked(risks=risks, staff=people(ann=["craft"], bo=["craft"]))
    hit = shocked(shock("away", person="ann"), risks=risks, staff=people(ann=["craft"], bo=["craft"]))
    for number in range(5):
        before, after = (
            build_blueprint(one, plan_of(one), BY_DATE).absence.draw(Stream(1, number)) for one in (calm, hit)
        )
        gone = {day for day, mask in after.by_day.items() if mask & 1}
        assert gone == {day for day, mask in before.by_day.items() if mask & 1} | {2, 3}
        assert {day for day, mask in after.by_day.items() if mask & 2} == {
            day for day, mask in before.by_day.items() if mask & 2
        }


def test_rates_surge_on_their_days_only():
    """Twice the mean on days 2 and 3, half of that again on day 3; other days keep their requests."""
    risks = {"urgent": {"per_week": 70, "workflow": "prep"}}
    surge = shock("surge", factor=2)
    late = shock("surge", "late", {"first": "2027-01-07", "last": "2027-01-07"}, factor=0.5)
    calm, hit = shocked(risks=risks, week=ALWAYS), shocked(surge, late, risks=risks, week=ALWAYS)
    builds = [build_blueprint(one, plan_of(one), BY_DATE) for one in (calm, hit)]
    counts = np.zeros(2)
    for number in range(100):
        before, after = (set(one.streams[0].arrivals(Stream(1, number))) for one in builds)
        assert before <= after
        extra = {one.moment // MINUTES_PER_DAY for one in after - before}
        assert extra <= {2}
        counts += [sum(one.moment // MINUTES_PER_DAY == 2 for one in some) for some in (before, after)]
    assert counts / 100 == pytest.approx([10, 20], abs=4 * (20 / 100) ** 0.5)


def test_a_surge_of_nothing_is_no_arrivals():
    risks = {"urgent": {"per_week": 70, "workflow": "prep"}}
    scenario = shocked(shock("surge", factor=0), risks=risks, week=ALWAYS)
    found = build_blueprint(scenario, plan_of(scenario), BY_DATE).streams[0].arrivals(Stream(1, 0))
    assert {one.moment // MINUTES_PER_DAY for one in found}.isdisjoint({2, 3})


def test_tables_of_slowdowns_and_slips():
    stages = [
        {"id": "sign", "name": "Sign", "approvers": ["head", "cfo"]},
        {"id": "print", "name": "Print", "latency": 2},
        {"id": "ship", "name": "Ship", "latency": 2},
    ]
    approvers = [{"id": one, "name": one, "latency": 4} for one in ("head", "cfo")]
    scenario = shocked(
        shock("approvals", "all", factor=2),
        shock("approvals", "cfo", factor=3, approver="cfo"),
        shock("supplier", "strike", stage="print", delay=5),
        stages=stages,
        organisation={"approvers": approvers},
    )
    steps = build_blueprint(scenario, plan_of(scenario), BY_DATE).jobs[0].process.steps
    span = (at(2, 0), at(4, 0))
    head, cfo = steps[0].latencies
    assert head.slowdowns == ((*span, 2.0),)
    assert cfo.slowdowns == ((*span, 2.0), (*span, 3.0))
    assert steps[1].latencies[0].slips[0][:2] == span
    assert steps[2].latencies[0].slips == ()


def _media(*shocks):
    document = small_scenario().model_dump(mode="json")
    document["risks"]["shocks"] = list(shocks)
    return Scenario.model_validate(document)


def _money(scenario):
    plan = plan_of(scenario, spend=700_00)
    ledger = build_blueprint(scenario, plan, BY_DATE).ledger
    return plan, ledger


def test_a_budget_cut_takes_spend_and_what_it_brings():
    """In the first week of the flight of spring (19 January on) three of seven days at half the budget."""
    cut = shock("budget", days={"first": "2027-01-18", "last": "2027-01-20"}, factor=0.5)
    plan, whole = _money(_media())
    _, less = _money(_media(cut))
    lines = [line for line in plan.allocation.spend if line.period == 2]
    assert lines
    lost = sum(line.amount - round(line.amount * (4 + 3 * 0.5) / 7) for line in lines)
    assert whole.media - less.media == lost
    spring = whole.campaigns.index("spring")
    valuation = whole._valuation
    responses = valuation.responses("spring", plan.allocation)
    spend = plan.allocation.cell_spend
    first = {line.channel: line.amount for line in lines if line.campaign == "spring"}
    expected = 0
    for channel, revenue in responses.items():
        share = first[channel] / spend["spring", channel]
        expected += revenue - round(revenue * (1 - share + share * (4 + 3 * 0.5) / 7))
    launches = list(whole.targets)
    before, after = (one.result(launches, [0] * 3, []) for one in (whole, less))
    assert before.revenue[spring] - after.revenue[spring] == pytest.approx(expected, abs=1)
    assert before.revenue[1 - spring] == after.revenue[1 - spring]


def test_a_platform_change_touches_its_channel_only_and_costs_nothing():
    change = shock("platform", days={"first": "2027-01-01", "last": "2027-12-31"}, factor=0.25, channel="tv")
    plan, whole = _money(_media())
    _, less = _money(_media(change))
    assert whole.media == less.media
    valuation = whole._valuation
    tv = valuation.responses("spring", plan.allocation)["tv"]
    launches = list(whole.targets)
    before, after = (one.result(launches, [0] * 3, []) for one in (whole, less))
    assert before.revenue[0] - after.revenue[0] == tv - round(tv * 0.25) > 0


@pytest.mark.parametrize(
    "neutral",
    [
        shock("budget", factor=1),
        shock("platform", factor=1, channel="tv"),
        shock("surge", factor=1),
        shock("approvals", factor=1),
        shock("supplier", delay=0),
        shock("away", person="ann", days={"first": "2028-01-01", "last": "2028-01-02"}),
    ],
)
def test_a_neutral_shock_changes_nothing(neutral):
    runs = [
        simulate(one, plan_of(one, spend=70_000), settings=BY_DATE) for one in (_media(), _media(neutral))
    ]
    assert (runs[0].net_value == runs[1].net_value).all()
    assert (runs[0].launch == runs[1].launch).all()
    assert runs[0].media == runs[1].media


def test_days_before_and_after_a_span_count_nothing():
    scenario = shocked(shock("surge", days={"first": "2026-12-01", "last": "2027-01-05"}, factor=3))
    shocks = Shocks(scenario.risks.shocks, scenario.horizon)
    assert shocks.surge(range(4)).tolist() == [3, 3, 1, 1]
    assert shocks.surge(range(2, 4)).tolist() == [1, 1]
    assert shocks.surge(range(0)).tolist() == []
