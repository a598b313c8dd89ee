"""The scenario page: choose a document, edit it, keep it."""

from __future__ import annotations

from ui.layout import heading
from ui.scenario.choose import choose
from ui.scenario.editor import editor
from ui.scenario.toolbar import toolbar
from ui.session import session


def show() -> None:
    """The page."""
    heading("scenario")
    draft = session().draft
    if draft is None:
        choose()
        return
    toolbar(draft)
    editor(draft)
