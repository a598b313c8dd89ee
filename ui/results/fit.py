"""Curves from a weekly series: which column is what, the fit with its bands, and the scenario that comes of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scenarios.charts import Frontier, Measured, frontier_chart
from scenarios.display import percent_text
from ui.choosing import one_of
from ui.results.figures import chart
from ui.results.reports import question, remarks
from ui.results.written import open_written
from ui.session import session
from ui.text import NONE, number, percent, plain, t

ROLES = ("spend", "controls", "prices", "events")
CARRY_OVERS = ("geometric", "delayed", "weibull_cdf", "weibull_pdf", "best")
DATE_WORDS = ("date", "week", "time", "day", "日期", "周")
SCENARIO = "fitted.yaml"


def fit() -> None:
    """Upload, roles of the columns, fit, result."""
    st.caption(t("ui.fit.about"))
    file = st.file_uploader(t("ui.fit.file"), type=["csv"], key="fit-series")
    if file is None:
        return
    header = _header(file.getvalue())
    if len(header) < 3:
        st.error(t("ui.fit.no_columns"))
        return
    arguments = _arguments(file.name, header)
    if arguments is None:
        return
    answer = question("fit", [*arguments, "--out", SCENARIO], {file.name: file.getvalue()})
    if answer is None:
        return
    open_written(answer.files.get(SCENARIO), SCENARIO)
    show_fit(answer.document)


def _header(content: bytes) -> list[str]:
    """Names of the columns; the command line reports what is wrong with the file."""
    first = io.StringIO(content[:65536].decode("utf-8-sig", errors="replace"))
    return [name.strip() for name in next(csv.reader(first), []) if name.strip()]


def _arguments(name: str, header: Sequence[str]) -> list[str] | None:
    """What the command line is to be asked; None while a column that it needs is not chosen."""
    left, right = st.columns(2)
    guess = next((place for place, one in enumerate(header) if _is_date(one)), 0)
    date = left.selectbox(t("ui.fit.date"), header, index=guess, key="fit-date")
    others = [one for one in header if one != date]
    outcome = right.selectbox(t("ui.fit.outcome"), others, index=None, key="fit-outcome")
    arguments = ["fit", name, "--date", date]
    taken = {date, outcome}
    for role, place in zip(ROLES, (left, right, left, right), strict=True):
        columns = place.multiselect(
            t(f"ui.fit.{role}"),
            [one for one in header if one not in taken],
            key=f"fit-{role}",
            placeholder=t("ui.fit.choose"),
        )
        taken |= set(columns)
        if columns:
            arguments += [f"--{role}", *columns]
    titles = {one: t(f"ui.fit.carry_over.{one}") for one in CARRY_OVERS}
    carry_over = one_of(t("ui.fit.carry_over"), titles, "fit-carry", place=left)
    if not outcome or "--spend" not in arguments:
        st.info(t("ui.fit.missing"))
        return None
    return [*arguments, "--outcome", outcome, "--carry-over", carry_over]


def _is_date(name: str) -> bool:
    return any(word in name.casefold() for word in DATE_WORDS)


def show_fit(found: Mapping[str, Any]) -> None:
    """Quality, warnings, channels with their bands, the forms side by side, and the curves."""
    chosen = (found["family"], found["carry_over"])
    best = next(one for one in found["families"] if (one["family"], one["carry_over"]) == chosen)
    st.markdown(
        t(
            "ui.fit.quality",
            weeks=found["weeks"],
            r2=f"{best['r2']:.3f}",
            mape=percent(best["holdout_mape"]),
            without=percent(best["holdout"]["mape_without_media"]),
        )
    )
    warnings = [warning for channel in found["channels"] for warning in channel["warnings"]]
    if warnings:
        st.warning("\n".join(f"- {plain(one)}" for one in warnings))
    share = percent_text(found["confidence"], decimals=0)
    st.dataframe(
        pd.DataFrame(
            {
                t("ui.fit.channel"): [one["name"] for one in found["channels"]],
                t("ui.fit.share"): [percent(one["share"]) for one in found["channels"]],
                **{
                    t(f"ui.fit.{key}", share=share): [_band(one[key]) for one in found["channels"]]
                    for key in ("roas", "marginal", "retention")
                },
            }
        ),
        hide_index=True,
    )
    st.caption(t("ui.fit.bands", share=share, draws=found["draws"]))
    with st.expander(t("ui.fit.forms")):
        st.dataframe(_forms(found["families"]), hide_index=True)
    _curve(found["channels"])
    remarks(found["notes"])


def _band(band: Mapping[str, float | None]) -> str:
    value = number(band["value"])
    return value if band["low"] is None else f"{value} [{number(band['low'])}, {number(band['high'])}]"


def _forms(scores: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    rows = [
        {
            t(
                "ui.fit.form"
            ): f"{t('fitting.family.' + one['family'])}, {t('ui.fit.carry_over.' + one['carry_over'])}",
            "R²": f"{one['r2']:.3f}",
            t("ui.fit.mape"): percent(one["holdout_mape"]),
            **{f"ROAS {channel}": number(roas) for channel, roas in one["roas"].items()},
        }
        for one in scores
    ]
    return pd.DataFrame(rows)


def _curve(channels: Sequence[Mapping[str, Any]]) -> None:
    by_name = {one["name"]: one for one in channels}
    name = st.selectbox(t("ui.fit.channel"), list(by_name), key="fit-curve")
    kept = by_name[name]["kept_up"]
    lines = {t("ui.fit.curve"): kept["outcome"]}
    if kept["low"] is not None:
        lines |= {t("ui.fit.low"): kept["low"], t("ui.fit.high"): kept["high"]}
    frontier = Frontier(
        title=t("ui.fit.curve.title", channel=name),
        subtitle=t("ui.fit.curve.read"),
        across=Measured(t("ui.fit.weekly_spend"), "number"),
        upwards=Measured(t("ui.fit.weekly_outcome"), "number"),
        x=kept["weekly_spend"],
        lines=lines,
        limits=frozenset(lines) - {t("ui.fit.curve")},
    )
    chart(frontier_chart(frontier, NONE, session().language), "fit-curve-chart")
