"""What all figures share: fonts, colours, number formats, and a layout that stays readable when narrow."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from scenarios.i18n import Language, translate
from scenarios.outcome import WaitCause

FONT = (
    "Inter, 'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', "
    "'Microsoft YaHei', sans-serif"
)
INK, MUTED, GRID, PAPER = "#1F2937", "#6B7280", "#E5E7EB", "#FFFFFF"
TODAY, RECOMMENDED = "#9CA3AF", "#0072B2"
GOOD, FAIR, BAD = "#009E73", "#E69F00", "#D55E00"
"""Okabe and Ito (2008): told apart with any colour vision."""

SERIES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Colours of scenarios."""
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
PALETTE = (
    "#332288",
    "#88CCEE",
    "#44AA99",
    "#DDCC77",
    "#CC6677",
    "#117733",
    "#AA4499",
    "#999933",
    "#882255",
    "#6699CC",
)
"""Tol's muted scheme (2021), neighbours far apart; repeated with a pattern from the eleventh on."""
PATTERNS = ("", "/", "x")

CAUSE_COLOURS: dict[WaitCause, str] = {
    "admission": "#F0E442",
    "handoff": "#56B4E9",
    "approval": "#0072B2",
    "person": "#D55E00",
    "calendar": "#D9DDE3",
    "rework": "#CC79A7",
    "external": "#009E73",
}
LINE = 46
"""Columns after which a title breaks: what a figure 360 pixels wide can show."""
ROW = 22
"""Pixels of one row in a figure that grows with its rows."""


def colours(identifiers: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Marker colour (and pattern) by identifier: fixed by the position in the document, so equal in every figure."""
    return {
        identifier: {
            "color": PALETTE[index % len(PALETTE)],
            "pattern": {"shape": PATTERNS[index // len(PALETTE) % len(PATTERNS)]},
        }
        for index, identifier in enumerate(identifiers)
    }


def safe(text: str) -> str:
    """Text of a user in a figure, where angle brackets would be taken for markup."""
    return html.escape(text, quote=False)


def wrapped(text: str, columns: int = LINE) -> str:
    """``text`` broken into lines of at most ``columns``; a wide character takes two."""
    lines, line, taken = [], "", 0
    for token in _tokens(text):
        size = _columns(token)
        if line and taken + size > columns:
            lines.append(line.rstrip())
            line, taken = "", 0
        line += token
        taken += size
    return "<br>".join([*lines, line.rstrip()])


def clipped(text: str, columns: int = 24) -> str:
    """``text`` cut to ``columns`` (a wide character takes two) with an ellipsis; hover texts keep the whole."""
    if _columns(text) <= columns:
        return text
    while _columns(text) > columns - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _tokens(text: str) -> list[str]:
    """Words with their blanks; wide characters one by one, closing punctuation with what it closes."""
    tokens: list[str] = []
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in "WF"
        closing = letter in "，。；：、）！？" or unicodedata.category(letter) == "Pe"
        if (
            not tokens
            or (wide and not closing)
            or tokens[-1].endswith(" ")
            or (_is_wide(tokens[-1]) and not closing)
        ):
            tokens.append(letter)
        else:
            tokens[-1] += letter
    return tokens


def _is_wide(token: str) -> bool:
    return unicodedata.east_asian_width(token[-1]) in "WF"


def figure(
    title: str, subtitle: str = "", *, body: int, foot: int = 60, legend: int = 0, dates_on_top: bool = False
) -> go.Figure:
    """An empty figure with the shared layout; pixels throughout.

    Args:
        title: what the figure shows.
        subtitle: how to read it.
        body: height of the plot itself.
        foot: height of the axis below it, labels and title.
        legend: number of entries of the legend beneath; it is laid out for two in a row, as on a phone.
        dates_on_top: whether an axis stands between title and plot.
    """
    head, below = wrapped(title), wrapped(subtitle, LINE + 8)
    # Plotly sets a title of several lines higher than one of a single line.
    pad = 20 if "<br>" in head else 10
    top = 16 + pad + 21 * (head.count("<br>") + 1) + (17 * (below.count("<br>") + 1) if subtitle else 0)
    top += 34 if dates_on_top else 0
    bottom = foot + (10 + 20 * ((legend + 1) // 2) if legend else 0)
    return go.Figure(
        layout=go.Layout(
            title=_title(head, below, pad),
            font={"family": FONT, "size": 12, "color": INK},
            paper_bgcolor=PAPER,
            plot_bgcolor=PAPER,
            colorway=list(PALETTE),
            height=top + body + bottom,
            autosize=True,
            margin={"l": 8, "r": 16, "t": top, "b": bottom},
            showlegend=legend > 0,
            legend=_legend(-foot / body),
            hoverlabel={"font": {"family": FONT, "size": 12}, "align": "left"},
            separators=".,",
            bargap=0.3,
        ),
        layout_xaxis=axis(),
        layout_yaxis=axis(),
    )


def _title(head: str, below: str, pad: int) -> dict[str, Any]:
    return {
        "text": f"<b>{head}</b>",
        "subtitle": {"text": below, "font": {"size": 12, "color": MUTED}},
        "font": {"size": 16},
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        "y": 1,
        "yref": "container",
        "yanchor": "top",
        "pad": {"l": 8, "t": pad},
    }


def _legend(y: float) -> dict[str, Any]:
    """In rows beneath the plot, at ``y`` of its height."""
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": y,
        "yanchor": "top",
        "font": {"size": 12},
        "traceorder": "normal",
    }


def axis(title: str = "", **details: Any) -> dict[str, Any]:
    """An axis with visible grid, room for its labels, and a title that names the unit."""
    return {
        "title": {"text": title, "font": {"size": 12, "color": MUTED}, "standoff": 8},
        "automargin": True,
        "gridcolor": GRID,
        "zerolinecolor": "#9CA3AF",
        "linecolor": GRID,
        "tickfont": {"size": 11},
        **details,
    }


def dates(language: Language) -> dict[str, Any]:
    """A date axis: day and month, the year beneath where it changes."""
    form = "%-m月%-d日\n%Y年" if language == "zh" else "%-d %b\n%Y"
    return {
        "type": "date",
        "tickformat": form,
        "hoverformat": day_format(language),
        "nticks": 7,
        "tickangle": 0,
    }


def day_format(language: Language) -> str:
    """A full date in a hover text."""
    return "%Y年%-m月%-d日" if language == "zh" else "%-d %b %Y"


def note(text: str, language: Language, key: str) -> go.Figure:
    """A figure that says why there is nothing to draw."""
    drawn = figure(text, body=90, foot=8)
    drawn.update_xaxes(visible=False)
    drawn.update_yaxes(visible=False)
    drawn.add_annotation(
        text=wrapped(translate(key, language)),
        showarrow=False,
        font={"size": 13, "color": MUTED},
        x=0.5,
        y=0.5,
    )
    return drawn
