"""Questions put to the command line from a page, and the reports that it answers with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import pandas as pd
import streamlit as st

from scenarios.money import to_minor
from scenarios.text.report import shows_cents
from ui.jobs import Snapshot
from ui.log import Failure
from ui.questions import Answer, Unanswered, ask
from ui.session import session
from ui.text import plain, t, tell

_FORMATS = {"money": "localized", "share": "%.1f%%", "number": "localized", "count": "localized"}
_OTHER_LANGUAGE = {"en": "zh", "zh": "en"}
_ROW_PIXELS, _MOST_ROWS = 35, 15
_SENTENCE = 40
"""Letters from which on a cell is read as a sentence."""
_LETTER_PIXELS, _PADDING = 8, 24


def question(
    name: str, arguments: Sequence[str], files: Mapping[str, bytes], *, progress: bool = True
) -> Answer | None:
    """A button that asks the command line, and its answer once there is one.

    The answer to the same question about the same files in the same language is kept for the session; where there
    is one in the other language only, that is said.

    Args:
        name: of the question: its button is titled ``ui.ask.<name>``.
        arguments: of the command line; files are named as in ``files``.
        files: what the question is about.
        progress: whether the command tells how far it is.
    """
    state = session()
    asked = (*arguments, *(str(hash(content)) for content in files.values()))
    key = (name, state.language, *asked)
    if st.button(t(f"ui.ask.{name}"), type="primary", key=f"ask-{name}", icon=":material/play_arrow:"):
        state.answers[key] = _asked(arguments, files, progress=progress)
    answer = state.answers.get(key)
    if answer is None and (name, _OTHER_LANGUAGE[state.language], *asked) in state.answers:
        st.caption(t("ui.ask.other_language"))
    if isinstance(answer, Failure):
        _refusal(answer)
        return None
    return answer


def _asked(arguments: Sequence[str], files: Mapping[str, bytes], *, progress: bool) -> Answer | Failure:
    place = st.empty()

    def report(seen: Snapshot) -> None:
        # Written also where there is no bar: it is in writing that a page notices that it was left.
        if progress:
            place.progress(seen.share, text=plain(tell(seen.message)) or t("ui.run.starting"))
        else:
            place.empty()

    waiting = nullcontext() if progress else st.spinner(t("ui.ask.working"), show_time=True)
    try:
        with waiting:
            return ask(arguments, files, session().language, report, progress=progress)
    except Unanswered as refusal:
        return refusal.failure
    finally:
        place.empty()


def _refusal(failure: Failure) -> None:
    if failure.lines:
        st.error("\n".join(f"- {plain(line)}" for line in failure.lines))
        return
    st.error(t("ui.run.fault"))
    with st.expander(t("ui.run.fault.detail")):
        st.code(failure.detail, language=None)


def show_reports(answer: Mapping[str, Any]) -> None:
    """One report, or all of an answer, below each other; what several of them remark is said by the first."""
    told: set[str] = set()
    for report in answer.get("reports", [answer]):
        show_report(report, told)
        told |= set(report["notes"])


def show_report(report: Mapping[str, Any], told: Collection[str] = ()) -> None:
    """Title, table and remarks of a report, but for those that the reader was ``told`` already."""
    st.markdown(f"**{plain(report['title'])}**")
    columns, rows = report["columns"], report["rows"]
    if rows:
        forms = {column["key"]: column["form"] for column in columns}
        shown = pd.DataFrame({key: _cells([row[key] for row in rows], form) for key, form in forms.items()})
        st.dataframe(
            shown,
            hide_index=True,
            placeholder="",
            height=_ROW_PIXELS * (min(len(rows), _MOST_ROWS) + 1) + 3,
            column_config={
                column["key"]: _config(column, shown[column["key"]], wide=_has_sentences(rows))
                for column in columns
            },
        )
    remarks([note for note in report["notes"] if note not in told])


def remarks(notes: Sequence[str]) -> None:
    """Remarks below a table, a line each."""
    if notes:
        st.caption("\n".join(f"- {plain(note)}" for note in notes) if len(notes) > 1 else plain(notes[0]))


def _cells(values: Sequence[Any], form: str) -> list[Any]:
    """The cells of a column, rounded as far as a reader wants them."""
    numbers = [value for value in values if isinstance(value, int | float)]
    cents = shows_cents(to_minor(value) for value in numbers) if form == "money" else True
    decimals = 2 if cents else None
    return [_cell(value, form, decimals) if isinstance(value, int | float) else value for value in values]


def _cell(value: float, form: str, decimals: int | None) -> float:
    return 100 * value if form == "share" else round(value, decimals)


def _has_sentences(rows: Sequence[Mapping[str, Any]]) -> bool:
    return any(isinstance(cell, str) and len(cell) > _SENTENCE for row in rows for cell in row.values())


def _config(column: Mapping[str, str], values: pd.Series[Any], *, wide: bool) -> Any:
    """How a column is shown. Beside sentences, columns of words take no more room than they need."""
    numeric = pd.api.types.is_numeric_dtype(values) and column["form"] in _FORMATS
    if numeric:
        return st.column_config.NumberColumn(column["title"], format=_FORMATS[column["form"]])
    longest = max((len(str(value)) for value in (column["title"], *values)), default=0)
    narrow = wide and longest <= _SENTENCE
    return st.column_config.TextColumn(
        column["title"], width=_LETTER_PIXELS * longest + _PADDING if narrow else None
    )
