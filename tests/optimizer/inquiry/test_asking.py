"""Reports on every kind of fact, in both languages."""

import pytest

from benchmarks.inquiry_cases import random_case
from optimizer.inquiry.collecting import facts_of
from optimizer.inquiry.facts import KINDS
from optimizer.inquiry.lateness import explain_impossible, explain_late, late_campaigns
from optimizer.inquiry.relaxing import Relaxer
from optimizer.inquiry.reports import PlanReports, late_reports
from optimizer.inquiry.roster import Roster
from optimizer.inquiry.wording import Words
from optimizer.schedule.bounds import earliest
from optimizer.schedule.problem import compile_problem
from scenarios.i18n import LANGUAGES


@pytest.fixture(scope="module")
def cases():
    return [random_case(seed) for seed in range(15, 40)]


def test_every_fact_has_words_and_gives_room(cases):
    """Without any one fact, no critical path becomes longer."""
    seen = set()
    for case in (case for case, plan in cases if plan is not None):
        facts = facts_of(case)
        words, relaxer = Words(case), Relaxer(case, facts)
        before = launches(case, relaxer.relaxed(frozenset(facts)))
        for fact in facts:
            seen.add(type(fact))
            assert all(words.fact(fact, None).render(language) for language in LANGUAGES)
            after = launches(case, relaxer.relaxed(frozenset(facts) - {fact}))
            assert all(after[one] <= before[one] for one in after)
    assert seen == set(KINDS)


def launches(case, workload):
    problem = compile_problem(workload, case.scenario.risks)
    finish = earliest(problem).finish
    return {job.campaign: finish[problem.launch_task(job.index)] for job in problem.jobs}


@pytest.mark.parametrize("number", range(8))
def test_explanations_can_be_read(cases, number):
    case, plan = cases[number]
    if plan is None:
        found = explain_impossible(case)
    else:
        found = explain_late(case, plan, late_campaigns(case, plan)[0])
        course = Roster.of_schedule(plan).course(case.problem)
        reports = PlanReports(case, course)
        for one in (reports.campaigns(), reports.tasks(0), reports.chain(0), reports.task(0)):
            assert all(one.render(language) for language in LANGUAGES)
    for report in late_reports(found):
        assert all(report.render(language) for language in LANGUAGES)


def test_a_roster_carries_over_what_it_can(cases):
    case, plan = next((case, plan) for case, plan in cases if plan is not None)
    roster = Roster.of_schedule(plan)
    course = roster.course(case.problem)
    assert Roster.of_course(case.problem, course) == roster
    people = {step: ("stranger",) * len(team) for step, team in roster.people.items()}
    assert Roster(roster.start, people, roster.admission).course(case.problem) is None
    assert Roster({}, {}, {}).course(case.problem) is None
