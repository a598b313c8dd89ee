"""Templates: each can be taken in, those that belong together fit, and the document always wins."""

import pytest

from scenarios.checks import check
from scenarios.reading import examine_bytes, parse_yaml
from scenarios.reading.nodes import from_plain
from scenarios.templates import small_example, small_scenario, templates
from scenarios.templates.library import KINDS, content
from scenarios.templates.merging import merge

BY_KIND = {kind: [template.id for template in templates() if template.kind == kind] for kind in KINDS}
PREPARATION = ("campaign_prep_8", "campaign_prep_8_one_gate", "campaign_prep_8_three_gates")

DOCUMENT = """\
mems: 1
id: plan
name: Plan
horizon: {{start: 2026-01-05, periods: 26, period: {period}}}
budget: {{total: {total}}}
campaigns:
  - {{id: a, name: A, due: 2026-03-02, workflow: {workflow}, channels: [{channels}]}}
  - {{id: b, name: B, due: 2026-03-30, workflow: {workflow}, flight_periods: 6}}
extends: [{extends}]
"""


def document(extends, workflow="campaign_prep_8", channels="", total=1_000_000, period="week", more=""):
    names = ", ".join(f"template:{name}" for name in extends)
    text = DOCUMENT.format(extends=names, workflow=workflow, channels=channels, total=total, period=period)
    return text + more


def examine(text):
    return examine_bytes(text.encode(), "plan.yaml")


def test_everything_that_was_asked_for_is_there():
    assert len(BY_KIND["organisations"]) == 11
    assert len(BY_KIND["channels"]) == 12
    assert {"key_staff_leave", "demand_surge", "budget_cut", "approval_freeze"} < set(BY_KIND["shocks"])
    assert set(BY_KIND["kpi_trees"]) == {"awareness", "retention", "efficiency", "joint", "person_score"}
    assert {"sop_full_12", "campaign_prep_8", "express_72h", "market_engineering_5"} <= set(
        BY_KIND["workflows"]
    )


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.id)
def test_every_template_says_in_both_languages_what_is_assumed(template):
    for label in (template.name, template.description, template.assumptions):
        assert label.en != label.zh
    assert "assumption" in template.assumptions.en or template.kind == "kpi_trees"
    assert template.source


@pytest.mark.parametrize(
    "organisation", [name for name in BY_KIND["organisations"] if name != "joint_task_force"]
)
def test_every_organisation_can_do_the_standard_procedures(organisation):
    for workflow in (*PREPARATION, "express_72h", "sop_full_12", "brand_budget_governance"):
        used = "campaign_prep_8" if workflow in PREPARATION else workflow
        found = examine(document([organisation, workflow], used))
        assert found.errors == ()
        assert {problem.code for problem in found.problems} == {"campaign_without_channels"}


def test_market_and_engineering_have_a_procedure_of_their_own():
    assert (
        examine(document(["joint_task_force", "market_engineering_5"], "market_engineering_5")).errors == ()
    )


def test_all_channels_and_indicators_fit_one_document():
    uses = ", ".join(f"{{channel: {name}}}" for name in BY_KIND["channels"])
    extends = [*BY_KIND["channels"], *BY_KIND["kpi_trees"], "four_centre", "campaign_prep_8"]
    assert examine(document(extends, channels=uses)).errors == ()


def test_the_four_centres_have_their_headcounts():
    organisation = parse_yaml(document(["four_centre", "campaign_prep_8"])).organisation
    counts = {
        department.id: sum(team.headcount for team in organisation.teams if team.department == department.id)
        for department in organisation.departments
    }
    assert [*counts.values()] == [5, 11, 10, 11]
    assert len(organisation.everyone()) == 37
    strategic = sum(person.kind == "strategic" for person in organisation.everyone()) / 37
    assert 0.19 <= strategic <= 0.23


@pytest.mark.parametrize(("workflow", "gates"), [*zip(PREPARATION, (2, 1, 3), strict=True)])
def test_gates_lie_on_the_way_to_the_launch(workflow, gates):
    (found,) = parse_yaml(document(["silo", workflow])).workflows
    assert sum(stage.kind == "approval" for stage in found.stages) == gates
    assert found.launch == "qa"


@pytest.mark.parametrize(
    ("organisation", "overlap", "reuse"),
    [("matrix", 0.35, 0.2), ("four_centre", 0.5, 0.3), ("platform", 0.5, 0.5)],
)
def test_organisations_have_a_preparation_that_overlaps_and_reuses(organisation, overlap, reuse):
    name = {"platform": "platform_squads"}.get(organisation, organisation)
    found = examine(document([name, f"campaign_prep_8_{organisation}"]))
    assert found.errors == ()
    stages = {stage.id: stage for stage in found.scenario.workflows[0].stages}
    assert {stages[one].overlap for one in ("copy", "visual", "crm_event")} == {overlap}
    assert stages["visual"].reuse.probability == reuse
    assert (stages["plan"].overlap, stages["plan"].reuse) == (0, None)


def test_a_fault_of_the_design_is_found_at_the_acceptance():
    found = parse_yaml(document(["joint_task_force", "market_engineering_5"], "market_engineering_5"))
    (escape,) = [stage.escape for stage in found.workflows[0].stages if stage.escape]
    assert (escape.probability, escape.found_at, escape.repair.mode) == (0.2, "accept", 40)


def test_every_shock_strikes_the_four_centres():
    uses = "{channel: feed_ads}"
    extends = [*BY_KIND["shocks"], "four_centre", "campaign_prep_8", "feed_ads"]
    found = examine(document(extends, channels=uses))
    assert found.errors == ()
    assert len(found.scenario.risks.shocks) == 7
    start, end = found.scenario.horizon.start, found.scenario.horizon.end
    assert all(start <= one.days.first <= one.days.last < end for one in found.scenario.risks.shocks)


def test_weeks_of_shocks_count_from_the_horizons_start():
    shocks = parse_yaml(
        document(["approval_freeze", "budget_cut", "four_centre", "campaign_prep_8"])
    ).risks.shocks
    freeze, cut = (shock.days.model_dump(mode="json") for shock in shocks)
    assert freeze == {"first": "2026-01-19", "last": "2026-02-01"}
    assert cut == {"first": "2026-01-19", "last": "2026-07-05"}


@pytest.mark.parametrize("horizon", ["", "horizon: soon", "horizon: {start: 9999-12-31, periods: 1}"])
def test_a_shock_without_a_usable_horizon_is_the_horizons_fault(horizon):
    text = f"mems: 1\nid: a\nname: A\nbudget: {{total: 1}}\nextends: template:demand_surge\n{horizon}\n"
    assert not [problem for problem in examine(text).errors if problem.where.startswith("risks")]


def test_shares_of_the_budget_become_amounts():
    extends, uses = ["tv_video", "four_centre", "campaign_prep_8"], "{channel: tv_video}"
    (channel,) = parse_yaml(document(extends, channels=uses, total=1_000_000)).channels
    # The two campaigns are on air for 4 and 6 periods.
    assert channel.curve.half_saturation == pytest.approx(0.25 * 1_000_000 / 10)
    assert channel.curve.ceiling == pytest.approx(3.5 * channel.curve.half_saturation)
    assert channel.retention == 0.6


def test_weekly_retention_follows_the_length_of_the_periods():
    extends, uses = ["tv_video", "four_centre", "campaign_prep_8"], "{channel: tv_video}"
    (channel,) = parse_yaml(document(extends, channels=uses, period="fortnight")).channels
    assert channel.retention == pytest.approx(0.36)


def test_channels_cannot_be_shares_of_nothing():
    found = examine(document(["tv_video", "four_centre", "campaign_prep_8"], total=0))
    assert [problem.code for problem in found.errors] == ["template_needs_budget"]


def test_a_share_is_for_templates_only():
    more = (
        "channels: [{id: x, name: x, curve: {family: hill, half_saturation_share: 0.1, ceiling_ratio: 3}}]\n"
    )
    found = examine(document(["four_centre", "campaign_prep_8"], more=more))
    assert ("unknown_key", "channels[0].curve.half_saturation_share") in {
        (problem.code, problem.where) for problem in found.errors
    }


def test_the_document_wins_over_its_templates():
    more = """\
organisation:
  teams:
    - {id: strategist, headcount: 5}
    - {id: intern, name: Intern, headcount: 1, department: brand_content, skills: {copy: 1}}
channels:
  - {id: tv_video, name: TV, curve: {family: power, coefficient: 2, exponent: 0.5}}
"""
    extends = ["tv_video", "four_centre", "campaign_prep_8"]
    scenario = parse_yaml(document(extends, channels="{channel: tv_video}", more=more))
    teams = {team.id: team for team in scenario.organisation.teams}
    assert teams["strategist"].headcount == 5
    assert teams["strategist"].cost_per_hour == 18_000
    assert scenario.organisation.teams[-1].id == "intern"
    assert scenario.channels[0].curve.family == "power"
    assert scenario.channels[0].retention == 0.6


def test_later_templates_win_over_earlier_ones():
    scenario = parse_yaml(document(["campaign_prep_8_three_gates", "silo", "platform_squads"]))
    assert scenario.risks.rework_factor == 0.8


def test_what_is_merged_twice_is_as_if_merged_once():
    for name in ("four_centre", "campaign_prep_8_three_gates"):
        node = content(name)
        assert merge(node, node) == node
        assert merge(from_plain({}), node) == node


@pytest.mark.parametrize(
    ("extends", "code", "where"),
    [
        ("template:four_center", "template_unknown", "extends"),
        ("[template:four_centre, template:sop]", "template_unknown", "extends[1]"),
        ("[template:skills2]", "template_unknown", "extends[0]"),
        ("four_centre", "extends_form", "extends"),
        ("{template: four_centre}", "extends_form", "extends"),
        ("[5]", "extends_form", "extends"),
        ("template:../../document", "template_unknown", "extends"),
    ],
)
def test_wrong_wishes_are_named(extends, code, where):
    text = document([]).replace("extends: []", f"extends: {extends}")
    found = [(problem.code, problem.where, problem.location.line) for problem in examine(text).errors]
    assert (code, where, 9) in found


def test_errors_name_the_template_that_they_come_from():
    found = examine(
        document(["tv_video", "joint_task_force", "market_engineering_5"], "market_engineering_5")
    )
    (problem,) = found.errors
    assert (problem.code, problem.location.source) == ("unknown_reference", "template:tv_video")


def test_the_small_example_is_the_same_in_both_languages():
    english, chinese = (parse_yaml(small_example(language)) for language in ("en", "zh"))
    assert english == chinese == small_scenario()
    assert check(english) == ()
    assert "个人" in small_example("zh")
