"""Charts on a page."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

_CONFIG = {"displaylogo": False, "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"]}


def chart(figure: go.Figure, key: str) -> None:
    """Show a figure as it was made, colours and fonts included."""
    st.plotly_chart(figure, theme=None, key=key, config=_CONFIG)
