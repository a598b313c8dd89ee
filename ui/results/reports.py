"""Questions put to the command line from a page, and the reports that it answers with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui.jobs import Snapshot
from ui.log import Failure
from ui.questions import Answer, Unanswered, ask
from ui.session import session
from ui.text import plain, t, tell

_FORMATS = {"money": "accounting", "share": "%.1f%%", "number": "localized", "count": "localized"}
_ROW_PIXELS, _MOST_ROWS = 35, 15


def question(
    name: str, arguments: Sequence[str], files: Mapping[str, bytes], *, progress: bool = True
) -> Answer | None:
    """A button that asks the command line, and its answer once there is one.

    The answer to the same question about the same files in the same language is kept for the session.

    Args:
        name: of the question: its button is titled ``ui.ask.<name>``.
        arguments: of the command line; files are named as in ``files``.
        files: what the question is about.
        progress: whether the command tells how far it is.
    """
    state = session()
    key = (name, state.language, *arguments, *(str(hash(content)) for content in files.values()))
    if st.button(t(f"ui.ask.{name}"), type="primary", key=f"ask-{name}", icon=":material/play_arrow:"):
        state.answers[key] = _asked(arguments, files, progress=progress)
    answer = state.answers.get(key)
    if isinstance(answer, Failure):
        _refusal(answer)
        return None
    return answer


def _asked(arguments: Sequence[str], files: Mapping[str, bytes], *, progress: bool) -> Answer | Failure:
    bar = st.progress(0.0, text=t("ui.run.starting"))

    def report(seen: Snapshot) -> None:
        bar.progress(seen.share, text=plain(tell(seen.message)) or t("ui.run.starting"))

    try:
        return ask(arguments, files, session().language, report, progress=progress)
    except Unanswered as refusal:
        return refusal.failure
    finally:
        bar.empty()


def _refusal(failure: Failure) -> None:
    if failure.lines:
        st.error("\n".join(f"- {plain(line)}" for line in failure.lines))
        return
    st.error(t("ui.run.fault"))
    with st.expander(t("ui.run.fault.detail")):
        st.code(failure.detail, language=None)


def show_reports(answer: Mapping[str, Any]) -> None:
    """One report, or all of an answer, below each other."""
    for report in answer.get("reports", [answer]):
        show_report(report)


def show_report(report: Mapping[str, Any]) -> None:
    """Title, table and remarks of a report."""
    st.markdown(f"**{plain(report['title'])}**")
    columns, rows = report["columns"], report["rows"]
    if rows:
        forms = {column["key"]: column["form"] for column in columns}
        shown = pd.DataFrame({key: [_cell(row[key], form) for row in rows] for key, form in forms.items()})
        st.dataframe(
            shown,
            hide_index=True,
            placeholder="",
            height=_ROW_PIXELS * (min(len(rows), _MOST_ROWS) + 1) + 3,
            column_config={column["key"]: _config(column, shown[column["key"]]) for column in columns},
        )
    for note in report["notes"]:
        st.caption(plain(note))


def _cell(value: Any, form: str) -> Any:
    return 100 * value if form == "share" and isinstance(value, int | float) else value


def _config(column: Mapping[str, str], values: pd.Series[Any]) -> Any:
    numeric = pd.api.types.is_numeric_dtype(values) and column["form"] in _FORMATS
    if numeric:
        return st.column_config.NumberColumn(column["title"], format=_FORMATS[column["form"]])
    return st.column_config.TextColumn(column["title"])
