"""A/B tests: how many people one needs, and what came out of one."""

from __future__ import annotations

import streamlit as st

from ui.results.reports import question, show_reports
from ui.text import t

KINDS = ("size", "judge")
ARMS = {"control": (500, 10_000), "treatment": (570, 10_000)}
"""Conversions and people that the form shows at first."""


def experiment() -> None:
    """Size a test, or judge one."""
    kind = st.segmented_control(
        t("ui.data.experiment"),
        KINDS,
        default=KINDS[0],
        required=True,
        format_func=lambda one: t(f"ui.data.experiment.{one}"),
        key="experiment-kind",
        label_visibility="collapsed",
    )
    if kind == "judge":
        _judge()
    else:
        _size()


def _size() -> None:
    st.caption(t("ui.data.experiment.about"))
    base, other = st.columns(2)
    rates = [
        place.number_input(
            t(f"ui.data.experiment.{name}"),
            min_value=0.01,
            max_value=99.99,
            value=value,
            step=0.1,
            key=f"experiment-{name}",
        )
        / 100
        for place, name, value in ((base, "base", 5.0), (other, "other", 6.0))
    ]
    _answered("experiment", ["experiment", "--base", f"{rates[0]:.6f}", "--other", f"{rates[1]:.6f}"])


def _judge() -> None:
    st.caption(t("ui.data.experiment.judge.about"))
    arguments = ["experiment"]
    for arm, place in zip(ARMS, st.columns(2), strict=True):
        counts = [
            place.number_input(
                t(f"ui.data.experiment.{arm}.{name}"), min_value=0, value=value, step=1, key=f"{arm}-{name}"
            )
            for name, value in zip(("conversions", "people"), ARMS[arm], strict=True)
        ]
        arguments += [f"--{arm}", *map(str, counts)]
    _answered("judge", arguments)


def _answered(name: str, arguments: list[str]) -> None:
    answer = question(name, arguments, {}, progress=False)
    if answer is not None:
        show_reports(answer.document)
