"""The Streamlit app: ``mems app``, or ``streamlit run app.py`` in a checkout."""

from __future__ import annotations

import streamlit as st

from ui.navigation import pages
from ui.style import ICON, page_style

st.set_page_config(page_title="MEMS", page_icon=ICON, layout="wide")
page_style()
st.navigation(pages(), position="top").run()
