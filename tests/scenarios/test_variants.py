"""Variants: what they change, what they refuse, and that differences lead from one scenario to the other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.errors import DocumentError
from scenarios.reading import examine, parse_yaml, read_scenario
from scenarios.templates import small_example, small_scenario
from scenarios.variants import AddItem, RemoveItem, SetValue, Variant, apply_changes, difference
from scenarios.variants.paths import parse, written
from scenarios.writing import dump_variant
from tests import strategies

BASE = small_scenario()

HEAD = """\
mems: 1
kind: variant
id: leaner
name: {en: Leaner, zh: 精简}
base: base.yaml
changes:
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "base.yaml").write_text(small_example(), encoding="utf-8")
    return tmp_path


def variant(folder, changes, name="variant.yaml", head=HEAD):
    path = folder / name
    path.write_text(head + "".join(f"  - {change}\n" for change in changes), encoding="utf-8")
    return path


def codes(path):
    return [(problem.code, str(problem.location)) for problem in examine(path).errors]


def test_a_variant_is_its_base_with_the_changes(folder):
    changes = [
        "{set: 'campaigns[spring_launch].channels[kol].lock', to: 25000}",
        "{set: risks.absence.daily_probability, to: 0.03}",
        "{remove: 'organisation.people[zhou].leave'}",
        "{add: budget.fixed_costs, value: {id: van, name: Van, category: travel, amount: 900}}",
        "{set: 'organisation.people[lin].skills.design', to: 2}",
    ]
    scenario = read_scenario(variant(folder, changes))
    assert (scenario.id, scenario.name.zh) == ("leaner", "精简")
    assert scenario.campaigns[0].channels[2].lock == 2_500_000
    assert scenario.organisation.people[2].leave == ()
    assert scenario.budget.fixed_costs[-1].amount == 90_000
    assert {change.path for change in difference(BASE, scenario)} == {
        "id",
        "name",
        "campaigns[spring_launch].channels[kol].lock",
        "risks.absence.daily_probability",
        "organisation.people[zhou].leave",
        "budget.fixed_costs",
        "organisation.people[lin].skills[design]",
    }


def test_a_base_may_be_named_by_its_identifier_and_be_a_variant(folder):
    variant(folder, ["{set: budget.reserve, to: 12000}"], "first.yaml")
    path = variant(
        folder, ["{set: settings.simulation.seed, to: 7}"], "second.yaml", HEAD.replace("base.yaml", "first")
    )
    scenario = read_scenario(path)
    assert (scenario.budget.reserve, scenario.settings.simulation.seed) == (1_200_000, 7)


@settings(max_examples=40, deadline=None)
@given(strategies.scenarios(with_departures=True), strategies.scenarios(with_departures=True))
def test_the_difference_of_any_two_scenarios_leads_from_one_to_the_other(a, b):
    assert apply_changes(a, difference(a, b)) == b
    assert difference(a, a) == ()


@settings(max_examples=25, deadline=None)
@given(strategies.scenarios(with_departures=True), strategies.scenarios(with_departures=True))
def test_a_variant_is_written_as_it_is_read(a, b):
    head = {
        "mems": 1,
        "kind": "variant",
        "id": b.id,
        "name": b.name,
        "description": b.description,
        "base": "a",
    }
    own = {"id", "name", "description"}
    changes = tuple(change for change in difference(a, b) if change.path not in own)
    written = dump_variant(Variant(**head, changes=changes))
    assert parse_yaml(written, base_of={"a": a}.__getitem__) == b


@settings(max_examples=25, deadline=None)
@given(strategies.scenarios(with_departures=True), st.data())
def test_small_differences_stay_small(scenario, data):
    number = data.draw(st.integers(0, len(scenario.campaigns) - 1))
    campaign = scenario.campaigns[number].model_copy(update={"fixed_cost": 77_777})
    campaigns = (*scenario.campaigns[:number], campaign, *scenario.campaigns[number + 1 :])
    other = scenario.model_copy(update={"campaigns": campaigns})
    assert difference(scenario, other) == (SetValue(set=f"campaigns[{campaign.id}].fixed_cost", to=777.77),)


def test_entries_come_and_go_in_their_places():
    people = BASE.organisation.people
    without = apply_changes(BASE, [RemoveItem(remove="organisation.people[zhou]")])
    assert [person.id for person in without.organisation.people] == ["lin", "chen", "wu"]
    back = AddItem(add="organisation.people", value=people[2].model_dump(mode="json"), before="wu")
    assert apply_changes(without, [back]) == BASE
    assert difference(without, BASE) == (back,)


def test_a_new_order_is_set_as_a_whole():
    turned = BASE.model_copy(update={"channels": BASE.channels[::-1]})
    assert [change.path for change in difference(BASE, turned)] == ["channels"]


@pytest.mark.parametrize(
    "text", ["budget.total", "campaigns[spring].channels[tv].lock", "between[a->b]", "goals[x][y].z"]
)
def test_paths_are_written_as_they_were_read(text):
    assert written(parse(text)) == text


@pytest.mark.parametrize("text", ["", ".", "a..b", "a[", "a[]", "a]b", "[a]", "a b", "a.", "a[b]c"])
def test_other_texts_are_no_paths(text):
    assert parse(text) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("{set: 'campaigns[spring].due', to: 2026-03-24}", "change_path_unknown"),
        ("{set: 'campaigns[spring_launch', to: 1}", "change_path_form"),
        ("{set: budget.total, to: 260000.0}", "change_without_effect"),
        ("{remove: budget.reserves}", "change_path_unknown"),
        ("{remove: budget.per_period}", "change_without_effect"),
        ("{add: budget, value: 5}", "change_no_list"),
        ("{add: channels, value: {id: kol, name: x}}", "change_exists"),
        ("{add: channels}", "missing_key"),
        ("{set: budget.total, too: 5}", "missing_key"),
        ("{put: budget.total, to: 5}", "change_form"),
        ("{set: budget.total, to: 5, remove: x}", "change_form"),
        ("{set: budget.totle, to: 5}", "unknown_key"),
        ("{set: budget.total, to: much}", "not_number"),
        ("{set: budget.total, to: 500}", "budget_overcommitted"),
        ("{remove: budget.total}", "missing_key"),
        ("{set: 'campaigns[new_flavour].workflow', to: quick}", "unknown_reference"),
    ],
)
def test_wrong_changes_are_refused_where_they_stand(folder, change, code):
    head = HEAD + "  - {set: objective.margin, to: 0.5}\n"
    assert (code, "variant.yaml, line 8") in codes(variant(folder, [change], head=head))


def test_one_path_is_set_once(folder):
    change = "{set: budget.total, to: 300000}"
    assert codes(variant(folder, [change, change])) == [("change_twice", "variant.yaml, line 8")]


@pytest.mark.parametrize(
    ("base", "code"),
    [
        ("bse.yaml", "base_missing"),
        ("../base.yaml", "base_elsewhere"),
        ("/etc/passwd", "base_elsewhere"),
        ("C:\\base.yaml", "base_elsewhere"),
        ("https://example.org/base.yaml", "base_elsewhere"),
        ("variant.yaml", "base_circular"),
        ("broken.yaml", "base_unusable"),
    ],
)
def test_a_base_lies_beside_its_variant(folder, base, code):
    (folder / "broken.yaml").write_text("mems: 1\n", encoding="utf-8")
    path = variant(folder, ["{set: budget.total, to: 1}"], head=HEAD.replace("base.yaml", base))
    assert codes(path)[0] == (code, "variant.yaml, line 5")


def test_a_link_does_not_lead_out_of_the_folder(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "base.yaml"
    elsewhere.write_text(small_example(), encoding="utf-8")
    (folder / "link.yaml").symlink_to(elsewhere)
    path = variant(folder, ["{set: budget.total, to: 1}"], head=HEAD.replace("base.yaml", "link.yaml"))
    assert codes(path)[0][0] == "base_elsewhere"


def test_a_chain_of_variants_ends(folder):
    for number in range(12):
        head = HEAD.replace("base.yaml", f"v{number - 1}.yaml" if number else "base.yaml")
        variant(folder, [f"{{set: settings.simulation.seed, to: {number + 5}}}"], f"v{number}.yaml", head)
    assert read_scenario(folder / "v5.yaml").settings.simulation.seed == 10
    assert "base_too_deep" in {code for code, _ in codes(folder / "v11.yaml")}


def test_a_variant_without_a_folder_finds_its_base_through_the_caller():
    text = HEAD + "  - {set: budget.total, to: 300000}\n"
    assert parse_yaml(text, base_of={"base.yaml": BASE}.__getitem__).budget.total == 30_000_000
    with pytest.raises(DocumentError, match=r"base\.yaml"):
        parse_yaml(text)
