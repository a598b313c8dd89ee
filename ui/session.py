"""What one browser session remembers. It lives beside the widgets, not in them: widgets forget on a page change."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from scenarios.errors import Problem
from scenarios.i18n import Language, Message, is_language, preferred_language
from ui.draft import Draft
from ui.editing.paths import Document
from ui.log import Failure
from ui.questions import Answer

_KEY = "mems"


@dataclass(slots=True)
class Mount:
    """A table or form on the screen: the widget's key, and the document that its edits refer to."""

    key: str
    document: Document
    language: Language


@dataclass(slots=True)
class Session:
    """One session's state."""

    language: Language
    draft: Draft | None = None
    job: str | None = None
    """Key of the run in progress."""
    failure: Failure | None = None
    """Why the last run has no result."""
    run: int | None = None
    """Number of the run on show."""
    compared: tuple[int, ...] = ()
    baseline: int | None = None
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What the schedule shows, by kind."""
    section: str = "budget"
    notice: Message | None = None
    """What the store refused last, until it is shown."""
    problems: tuple[Problem, ...] = ()
    """Why a template was not taken in, until it is shown."""
    epoch: int = 0
    """How often the document was replaced as a whole: fields show its values anew each time."""
    tabs: dict[str, str] = field(default_factory=dict)
    """Which tab is looked at, by page."""
    choices: dict[str, Any] = field(default_factory=dict)
    """What is chosen among translated options, by the box's key."""
    answers: dict[tuple[str, ...], Answer | Failure] = field(default_factory=dict)
    """What the command line answered to the questions of this session."""
    mounts: dict[str, Mount] = field(default_factory=dict)
    mounted: int = 0
    """How many mounts there have been: it makes their keys unique."""

    def open(self, draft: Draft | None) -> None:
        """Turn to another document, or to none; the run on show stays on show."""
        self.draft = draft
        self.epoch += 1
        self.mounts.clear()

    def commit(self, document: Document, origin: str | None = None) -> None:
        """Take over an edit made through ``origin``, whose widget goes on; all others are put up anew."""
        if self.draft is not None:
            self.draft = self.draft.edited(document)
        self.mounts = {name: mount for name, mount in self.mounts.items() if name == origin}

    def mount(self, name: str) -> Mount:
        """The mount of ``name``: a new one after a change from elsewhere, of the language, or of the page."""
        present = self.mounts.get(name)
        if present and present.language == self.language and present.key in st.session_state:
            return present
        self.mounted += 1
        document = self.draft.document if self.draft else {}
        self.mounts[name] = Mount(f"{name}-{self.mounted}", document, self.language)
        return self.mounts[name]


def session() -> Session:
    """This browser session's state."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Session(language=_first_language())
    found: Session = st.session_state[_KEY]
    return found


def _first_language() -> Language:
    """The language asked for in the address, else by the environment, else the browser's."""
    for wish in (
        st.query_params.get("lang", ""),
        os.environ.get("MEMS_LANG", ""),
        (st.context.locale or "")[:2],
    ):
        if is_language(wish):
            return wish
    return preferred_language()
