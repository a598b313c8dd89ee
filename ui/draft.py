"""The scenario that a session has open: a document, where it came from, and what can be undone."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from scenarios.document import Label, Scenario
from scenarios.errors import Problem
from scenarios.reading import Examination
from scenarios.reading.documents import examine_scenario
from scenarios.reading.nodes import from_plain
from scenarios.store import Revision
from ui.editing.paths import Document

MOST_UNDOABLE = 50


@dataclass(frozen=True)
class Draft:
    """An open document, with or without faults."""

    document: Document
    stored: Revision | None = None
    """The revision that it was loaded from or last saved as."""
    past: tuple[Document, ...] = ()
    """Earlier states of the document, the latest last."""

    @cached_property
    def examination(self) -> Examination:
        """The scenario, if the document is right, and every problem."""
        return examine_scenario(from_plain(self.document))

    @property
    def scenario(self) -> Scenario | None:
        """The scenario; None while the document has faults."""
        return self.examination.scenario

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Errors and warnings of the document."""
        return self.examination.problems

    @property
    def saved(self) -> bool:
        """Whether the store holds the document as it is."""
        scenario = self.scenario
        return bool(self.stored and scenario and scenario.content_hash() == self.stored.content_hash)

    def edited(self, document: Document) -> Draft:
        """The draft after an edit, which can be undone; an edit that changes nothing is none."""
        if document == self.document:
            return self
        return replace(self, document=document, past=(*self.past, self.document)[-MOST_UNDOABLE:])

    def undone(self) -> Draft:
        """The draft before its last edit."""
        if not self.past:
            return self
        return replace(self, document=self.past[-1], past=self.past[:-1])

    def kept(self, revision: Revision) -> Draft:
        """The draft after it was stored; its edits can be undone all the same."""
        return replace(self, stored=revision)

    def copied(self, name: str, taken: Collection[str]) -> Draft:
        """The document under another name, as a scenario of its own that is not stored yet."""
        document = {**self.document, "id": new_identifier(name, taken), "name": name}
        return Draft(document=document, past=self.past)


def draft_of(scenario: Scenario, stored: Revision | None = None) -> Draft:
    """A scenario, opened for editing."""
    return Draft(document=scenario.model_dump(mode="json"), stored=stored)


def restored(draft: Draft, scenario: Scenario) -> Draft:
    """The draft with an earlier revision's content, as an edit that can be undone and saved."""
    return draft.edited(scenario.model_dump(mode="json"))


def own_name(document: Document) -> Label:
    """The name of a document, which may be missing or faulty."""
    name = document.get("name")
    texts = name if isinstance(name, dict) else {"en": name, "zh": name}
    fallback = str(document.get("id") or "-")
    return Label(en=str(texts.get("en") or fallback), zh=str(texts.get("zh") or fallback))


def new_identifier(name: str, taken: Collection[str]) -> str:
    """An identifier made of a name, different from those that are ``taken``."""
    stem = re.sub(r"[^\w]+", "-", name).strip("-_")[:56] or "scenario"
    names = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(one for one in names if one not in taken)
