"""Every page in both languages: without exceptions, without untranslated text, without losing what was done."""

import re

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from scenarios.i18n import Message
from scenarios.plan import Allocation, Conflict, Plan, Proof, Status
from scenarios.record import Record
from scenarios.store import delete_scenario, history, list_scenarios, load_scenario, save_run, save_scenario
from tests.scenarios import results
from tests.scenarios.small import small_scenario
from ui.draft import draft_of
from ui.launch import APP
from ui.navigation import ICONS
from ui.session import Session

LANGUAGES = ("en", "zh")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def texts(app):
    """Everything that a user reads, widgets' labels and options included."""
    found = [
        element.value for kind in ("markdown", "caption", "header", "subheader") for element in app.get(kind)
    ]
    found += [element.value for kind in ("error", "warning", "info", "success") for element in app.get(kind)]
    found += [button.label for button in app.button]
    found += [
        box.label for kind in ("selectbox", "multiselect", "number_input", "toggle") for box in app.get(kind)
    ]
    return [text for text in found if text]


def assert_fine(app, language):
    assert not app.exception
    shown = texts(app)
    assert shown
    assert not [text for text in shown if re.search(r"\bui\.[a-z]", text)]
    if language == "en":
        assert not [text for text in shown if CHINESE.search(text)]
    else:
        assert sum(bool(CHINESE.search(text)) for text in shown) > len(shown) * 0.6


def button(app, label):
    return next(one for one in app.button if one.label == label)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ICONS)
def test_a_page_with_nothing_to_show_says_what_to_do(open_page, page, language):
    app = open_page(page, language)
    assert_fine(app, language)
    assert app.button


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [page for page in ICONS if page != "scenario"])
def test_a_page_shows_stored_runs(open_page, runs, page, language):
    assert_fine(open_page(page, language), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "section", ["budget", "channels", "rules", "campaigns", "workflows", "people", "risks", "settings"]
)
def test_the_editor_shows_every_section(open_page, section, language):
    session = Session(language=language, section=section, draft=draft_of(small_scenario()))
    assert_fine(open_page("scenario", language, {"mems": session}), language)


def test_three_clicks_lead_from_nothing_to_a_run(open_page):
    app = open_page("scenario")
    button(app, "Open").click().run()
    session = app.session_state["mems"]
    assert session.draft.scenario.id == "lanye_today"
    assert [one.label for one in app.button if one.label == "Plan this scenario"]
    plan = open_page("plan", state={"mems": session})
    assert button(plan, "Evaluate today's plan")


def edited(open_page, **options):
    session = Session(language="en", draft=draft_of(small_scenario()), **options)
    app = open_page("scenario", state={"mems": session})
    total = next(box for box in app.number_input if box.label.startswith("Total budget"))
    total.set_value(5000.0).run()
    return app


def test_an_edit_is_kept_in_the_session_and_can_be_undone(open_page):
    app = edited(open_page)
    session = app.session_state["mems"]
    assert session.draft.scenario.budget.total == 500000
    again = open_page("scenario", state={"mems": session})
    assert next(box for box in again.number_input if box.label.startswith("Total")).value == 5000
    button(again, "Undo").click().run()
    assert not again.exception
    assert again.session_state["mems"].draft.scenario == small_scenario()
    assert next(box for box in again.number_input if box.label.startswith("Total")).value == 3000


def test_switching_the_language_keeps_edits_and_place(open_page):
    app = edited(open_page, section="budget")
    app.segmented_control(key="language").set_value("zh").run()
    assert_fine(app, "zh")
    assert app.session_state["mems"].draft.scenario.budget.total == 500000
    assert next(box for box in app.number_input if box.label.startswith("总预算")).value == 5000


def test_faults_are_told_beside_the_table_in_the_users_language(open_page):
    document = draft_of(small_scenario()).document
    document["campaigns"][0]["prerequisites"] = ["nowhere"]
    session = Session(language="zh", section="campaigns", draft=draft_of(small_scenario()).edited(document))
    app = open_page("scenario", "zh", {"mems": session})
    assert not app.exception
    assert "nowhere" in app.error[0].value
    assert "前置战役" in app.error[0].value
    assert button(app, "规划此情景").disabled


def test_saving_adds_a_revision_and_a_stale_session_is_told(open_page, database):
    app = edited(open_page)
    button(app, "Save").click().run()
    assert list_scenarios(database)[0].revision == 1
    elsewhere, revision = load_scenario(database, "small")
    save_scenario(database, elsewhere.model_copy(update={"currency": "EUR"}), parent=revision.revision)
    next(box for box in app.number_input if box.label.startswith("Total budget")).set_value(6000.0).run()
    button(app, "Save").click().run()
    assert "revision 2" in app.error[0].value
    assert load_scenario(database, "small")[0].currency == "EUR"
    assert app.session_state["mems"].draft.scenario.budget.total == 600000


def test_a_copy_gets_an_identifier_of_its_own(open_page, database):
    app = edited(open_page)
    button(app, "Save").click().run()
    app.text_input[0].set_value("Small").run()
    button(app, "Save under this name").click().run()
    assert not app.exception
    assert [row.id for row in list_scenarios(database)] == ["Small", "small"]
    assert app.session_state["mems"].draft.scenario.id == "Small"


def test_an_earlier_revision_comes_back_as_an_edit(open_page, database):
    app = edited(open_page)
    button(app, "Save").click().run()
    next(box for box in app.number_input if box.label.startswith("Total budget")).set_value(6000.0).run()
    button(app, "Save").click().run()
    next(one for one in app.button if one.label.startswith("Revision 1")).click().run()
    assert app.session_state["mems"].draft.scenario.budget.total == 500000
    button(app, "Save").click().run()
    assert [row.revision for row in history(database, "small")] == [3, 2, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_infeasible_run_names_conflicts_and_remedies(open_page, database, language):
    scenario = small_scenario()
    conflict = Conflict(
        name=Message("problem.line", {"line": 7}),
        path="budget.total",
        remedy=Message("problem.line", {"line": 8}),
    )
    allocation = Allocation(proof=Proof(status=Status.INFEASIBLE), conflicts=(conflict,))
    plan = Plan(provenance=results.provenance(scenario), allocation=allocation)
    save_run(database, Record(scenario=scenario, plan=plan))
    app = open_page("plan", language)
    assert_fine(app, language)
    shown = " ".join(texts(app))
    assert "budget.total" in shown
    assert "7" in shown
    assert "8" in shown
    for page in ("schedule", "simulation", "compare", "download"):
        assert_fine(open_page(page, language), language)


def test_runs_of_one_scenario_can_be_compared(open_page, database):
    for seed in (1, 2):
        save_run(database, results.record(1, plan_seed=seed, key="base", periods=16))
    app = open_page("compare")
    assert_fine(app, "en")
    assert any("#1" in text and "#2" in text for text in texts(app))


def test_a_template_is_taken_in_and_can_be_undone(open_page):
    session = Session(language="en", section="channels", draft=draft_of(small_scenario()))
    app = open_page("scenario", state={"mems": session})
    app.button(key="take-channels").click().run()
    assert not app.exception
    channels = [entry["id"] for entry in app.session_state["mems"].draft.document["channels"]]
    assert channels[:2] == ["tv", "feed"]
    assert len(channels) == 3
    button(app, "Undo").click().run()
    assert app.session_state["mems"].draft.scenario == small_scenario()


def test_folded_fields_are_kept_in_the_document(open_page):
    session = Session(language="en", section="people", draft=draft_of(small_scenario()))
    app = open_page("scenario", state={"mems": session})
    next(box for box in app.number_input if box.label.startswith("Lost on switching")).set_value(15).run()
    next(box for box in app.number_input if box.label.startswith("Status update")).set_value(2).run()
    next(box for box in app.text_input if box.label.startswith("Hand-off (h)")).set_value("1; 2; 4").run()
    assert not app.exception
    organisation = app.session_state["mems"].draft.scenario.organisation
    assert (organisation.switching_loss, organisation.status_updates.every_days) == (15, 2)
    assert (organisation.handoff.default.mode, organisation.escalation) == (2, None)


def test_how_simulation_goes_is_chosen_in_the_settings(open_page):
    session = Session(language="en", section="settings", draft=draft_of(small_scenario()))
    app = open_page("scenario", state={"mems": session})
    for label, value in (("Order of work", "weighted"), ("Who takes it", "fastest"), ("Engine", "simpy")):
        next(box for box in app.selectbox if box.label == label).select(value).run()
    assert not app.exception
    found = app.session_state["mems"].draft.scenario.settings.simulation
    assert (found.dispatch, found.people_choice, found.engine) == ("weighted", "fastest", "simpy")


def test_a_ready_made_shock_is_taken_in(open_page):
    session = Session(language="en", section="risks", draft=draft_of(small_scenario()))
    app = open_page("scenario", state={"mems": session})
    app.button(key="take-shocks").click().run()
    assert not app.exception
    (shock,) = app.session_state["mems"].draft.scenario.risks.shocks
    assert shock.kind == "approvals"


def test_what_another_session_deleted_is_told(open_page, database):
    saved = save_scenario(database, small_scenario())
    app = open_page("scenario")
    delete_scenario(database, saved.id, parent=saved.revision)
    app.button(key="delete-small").click().run()
    assert not app.exception
    assert "small" in app.error[0].value


def test_the_whole_app_starts(database):
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    assert_fine(app, "en")


def test_a_store_that_cannot_be_opened_is_told(database, monkeypatch):
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("MEMS_STORE", "no url")
        st.cache_resource.clear()
        app = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not app.exception
    assert "cannot be opened" in app.error[0].value


def test_a_mode_is_an_edit_that_can_be_undone(open_page):
    session = Session(language="en", draft=draft_of(small_scenario()))
    before = session.draft.scenario
    app = open_page("scenario", state={"mems": session})
    next(one for one in app.selectbox if one.key == "mode-en").set_value("growth").run()
    next(one for one in app.button if one.key == "take-mode").click().run()
    assert_fine(app, "en")
    assert app.session_state["mems"].draft.scenario.objective.lifetime
    assert app.session_state["mems"].draft.undone().scenario == before


def test_the_run_on_show_is_called_in_the_language_that_was_turned_to(open_page, runs):
    app = open_page("explore", "en")
    before = next(one for one in app.selectbox if one.key.startswith("run-on-show")).key
    app.session_state["mems"].language = "zh"
    app.run()
    assert before not in [one.key for one in app.selectbox]
