"""Questions of the explore and data pages: what is asked, and that every answer is shown."""

import json

import pytest

from cli import main
from scenarios.i18n import translate
from scenarios.record_file import write_record
from scenarios.store import load_run
from tests.ui.test_pages import assert_fine, button, texts
from ui.log import Failure
from ui.questions import Answer, Unanswered
from ui.results import reports


@pytest.fixture
def asked(monkeypatch, tmp_path, capsys):
    """Questions answered by the command line in this process."""
    calls = []

    def answer(arguments, files, language, report, *, progress=True):
        calls.append(list(arguments))
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        monkeypatch.chdir(tmp_path)
        options = ["--progress", "none"] if progress else []
        code = main([*arguments, "--json", "--lang", language, *options])
        shown = capsys.readouterr()
        if code:
            raise Unanswered(Failure(lines=(shown.err,)))
        return Answer(json.loads(shown.out))

    monkeypatch.setattr(reports, "ask", answer)
    return calls


def ask(app, name, language):
    return button(app, translate(f"ui.ask.{name}", language)).click().run()


def test_a_split_of_ones_own_is_evaluated(open_page, runs, asked):
    app = ask(open_page("explore", "en"), "own", "en")
    assert_fine(app, "en")
    assert asked[0][:4] == ["evaluate", "record.json", "--split", "split.csv"]
    assert any(translate("ui.card.net_value", "en") in one.label for one in app.metric)


def test_an_experiment_tells_its_size(open_page, asked):
    app = ask(open_page("data", "en"), "experiment", "en")
    assert_fine(app, "en")
    assert translate("cli.experiment.size", "en") in "".join(texts(app))
    assert asked == [["experiment", "--base", "0.050000", "--other", "0.060000"]]


def test_a_refusal_is_shown_where_it_was_asked(open_page, monkeypatch):
    def refuse(*_arguments, **_options):
        raise Unanswered(Failure(lines=("no such thing",)))

    monkeypatch.setattr(reports, "ask", refuse)
    app = ask(open_page("data", "en"), "experiment", "en")
    assert [one.value for one in app.error] == ["- no such thing"]


def test_an_answer_stays_until_the_question_changes(open_page, asked):
    app = ask(open_page("data", "en"), "experiment", "en")
    assert app.run().dataframe
    other = next(one for one in app.number_input if one.key == "experiment-other")
    assert not other.set_value(7.0).run().dataframe


def test_the_record_that_is_asked_about_is_the_one_on_show(open_page, runs, asked, database, tmp_path):
    ask(open_page("explore", "en"), "own", "en")
    written = (tmp_path / "record.json").read_bytes()
    expected = write_record(load_run(database, runs[-1].number), tmp_path / "expected.json").read_bytes()
    assert written == expected


def test_a_test_is_judged_in_the_app(open_page, asked):
    app = open_page("data", "en")
    app.session_state["experiment-kind"] = "judge"
    app.run()
    app = ask(app, "judge", "en")
    assert_fine(app, "en")
    assert asked == [["experiment", "--control", "500", "10000", "--treatment", "570", "10000"]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_study_shows_claims_as_claims(open_page, asked, language):
    app = ask(open_page("data", language), "study", language)
    assert_fine(app, language)
    assert asked == [["study", "S4"]]
    assert translate("studies.claims", language) in "".join(texts(app))


def test_what_several_reports_remark_is_shown_once(open_page, asked, runs):
    app = ask(open_page("explore", "en"), "risk", "en")
    assert_fine(app, "en")
    remarks = [line for one in app.caption for line in one.value.splitlines() if line.startswith("- ")]
    assert len(remarks) == len(set(remarks))


def test_a_point_of_the_frontier_is_asked_for_as_a_scenario(open_page, asked, runs):
    app = open_page("explore", "en")
    next(one for one in app.selectbox if one.key == "risk-choose-en").set_value(0.0).run()
    ask(app, "choose", "en")
    assert asked == [["risk", "record.json", "--aversion", "0", "--out", "chosen.yaml"]]


def test_an_answer_in_the_other_language_is_mentioned(open_page, asked):
    app = ask(open_page("data", "en"), "experiment", "en")
    app.session_state["mems"].language = "zh"
    app.run()
    assert translate("ui.ask.other_language", "zh") in [one.value for one in app.caption]


def test_what_is_chosen_is_called_anew_in_the_other_language(open_page, asked):
    app = open_page("data", "en")
    next(one for one in app.selectbox if one.key == "study-name-en").set_value("S9").run()
    app.session_state["mems"].language = "zh"
    app.run()
    box = next(one for one in app.selectbox if one.key == "study-name-zh")
    assert box.value == "S9"
    assert translate("ui.data.study.S9", "zh") in box.options
    ask(app, "study", "zh")
    assert asked == [["study", "S9"]]
