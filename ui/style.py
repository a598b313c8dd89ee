"""The little that Streamlit's theme cannot say."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.text import t

ICON = Path(__file__).with_name("icon.svg")
"""Shipped with the package: a named icon would be fetched from the network."""
_CSS = """
<style>
.block-container { padding-top: 4rem; padding-bottom: 3rem; }
[data-testid="stMetricValue"] { font-size: 1.7rem; }
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"] button p { font-size: 0; }
[data-testid="stFileUploaderDropzone"] button p::after { content: "%s"; font-size: 1rem; }
</style>
"""


def page_style() -> None:
    """Tighter margins, figures that fit their cards, and an upload button that speaks the user's language."""
    st.html(_CSS % t("ui.choose.upload.do"))
