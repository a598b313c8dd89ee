"""The Streamlit app: ``mems app``, or ``streamlit run app.py`` in a checkout."""

from __future__ import annotations

import streamlit as st

from scenarios.store import StoreError
from ui.navigation import pages
from ui.services import store
from ui.style import ICON, page_style
from ui.text import plain, say

st.set_page_config(page_title="MEMS", page_icon=ICON, layout="wide")
page_style()
try:
    store()
except StoreError as refusal:
    st.error(plain(say(refusal.message)))
    st.stop()
st.navigation(pages(), position="top").run()
