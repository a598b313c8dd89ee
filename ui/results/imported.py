"""Curves taken over from another tool: files, proof that they are the source's, and the scenario that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ui.results.reports import question, remarks
from ui.results.written import open_written
from ui.text import number, t

SCENARIO = "imported.yaml"
_LEAST = 1e-6


def imported() -> None:
    """Upload, units, import, result."""
    st.caption(t("ui.import.about"))
    left, right = st.columns(2)
    file = left.file_uploader(t("ui.import.file"), type=["json", "nc", "csv"], key="import-file")
    beside = right.file_uploader(t("ui.import.raw_data"), type=["csv"], key="import-raw")
    unit = left.number_input(t("ui.import.unit"), min_value=0.000001, value=1.0, key="import-unit")
    worth = right.number_input(t("ui.import.worth"), min_value=0.0, value=0.0, key="import-worth")
    if file is None:
        return
    files = {file.name: file.getvalue()}
    arguments = ["import", file.name, "--spend-unit", f"{unit:g}", "--out", SCENARIO]
    if beside is not None and beside.name != file.name:
        files[beside.name] = beside.getvalue()
        arguments += ["--raw-data", beside.name]
    if worth > 0:
        arguments += ["--value-per-outcome", f"{worth:g}"]
    answer = question("import", arguments, files, progress=False)
    if answer is not None:
        open_written(answer.files.get(SCENARIO), SCENARIO)
        _show(answer.document)


def _show(found: Mapping[str, Any]) -> None:
    st.markdown(
        t("ui.import.done", tool=t(f"importing.tool.{found['tool']}"), channels=len(found["channels"]))
    )
    st.dataframe(
        pd.DataFrame(
            {
                t("ui.fit.channel"): [one["channel"] for one in found["checks"]],
                t("ui.import.theirs"): [number(one["expected"]) for one in found["checks"]],
                t("ui.import.ours"): [number(one["found"]) for one in found["checks"]],
                t("ui.import.error"): [_relative(one["error"]) for one in found["checks"]],
                t("ui.import.allowed"): [_relative(one["tolerance"]) for one in found["checks"]],
            }
        ),
        hide_index=True,
    )
    st.caption(t("ui.import.checked"))
    remarks(found["notes"])


def _relative(error: float) -> str:
    """A relative error that may be far below anything that matters."""
    return f"< {_LEAST:.4%}" if error < _LEAST else f"{error:.4%}"
