"""Ready-made parts taken into a document."""

from __future__ import annotations

from typing import Any

from scenarios.errors import DocumentError
from scenarios.items import identity
from scenarios.reading.extending import KEY, PREFIX, extend
from scenarios.reading.nodes import from_plain
from scenarios.templates import Template
from ui.editing.paths import Document


def with_template(document: Document, template: Template) -> Document:
    """The document with a template in it.

    An organisation takes the place of the present one. Of everything else the document keeps what it has, and what is
    new is added.

    Raises:
        DocumentError: the template does not fit in (a channel's curve needs a budget to be scaled by).
    """
    kept = {
        key: value
        for key, value in document.items()
        if key != "organisation" or template.kind != "organisations"
    }
    extended = extend(from_plain({**kept, KEY: PREFIX + template.id}))
    if extended.problems:
        raise DocumentError(extended.problems)
    return {key: _own_first(value, kept.get(key)) for key, value in extended.root.plain().items()}


def _own_first(merged: Any, own: Any) -> Any:
    """A merged list with the document's own entries where they were, and the template's after them."""
    if not isinstance(merged, list) or not isinstance(own, list):
        return merged
    places = {identity(entry): place for place, entry in enumerate(own)}
    return sorted(merged, key=lambda entry: places.get(identity(entry), len(places)))
