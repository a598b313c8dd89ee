"""Changes to a document, and variants: a base document with a short list of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag

from scenarios.document.base import Fraction, Id, Label, Value


class SetValue(Value):
    """The value at the path ``set`` becomes ``to``."""

    set: str
    to: Any

    @property
    def path(self) -> str:
        """Where the change is."""
        return self.set


class AddItem(Value):
    """The list at the path ``add`` gets a further entry, at its end or before the entry ``before``."""

    add: str
    value: Any
    before: str | None = None

    @property
    def path(self) -> str:
        """Where the change is."""
        return self.add


class RemoveItem(Value):
    """The entry at the path ``remove`` goes; a key that is no entry goes back to its default."""

    remove: str

    @property
    def path(self) -> str:
        """Where the change is."""
        return self.remove


KINDS = ("set", "add", "remove")


def _kind(value: Any) -> str | None:
    named = [kind for kind in KINDS if (kind in value if isinstance(value, dict) else hasattr(value, kind))]
    return f"change.{named[0]}" if len(named) == 1 else None


Change: TypeAlias = Annotated[
    Annotated[SetValue, Tag("change.set")]
    | Annotated[AddItem, Tag("change.add")]
    | Annotated[RemoveItem, Tag("change.remove")],
    Discriminator(_kind),
]


class Variant(Value):
    """A document that says only in what it differs from its base."""

    mems: Literal[1]
    kind: Literal["variant"]
    id: Id
    name: Label
    description: Label | None = None
    base: Annotated[str, Field(min_length=1, max_length=400)]
    """File beside the variant (a relative path), or the identifier of a document."""
    adoption: Fraction = 1.0
    """Share of their strength to which all changes are carried out: every number becomes base + share * (after - base).
    At 0 the variant is its base; between 0 and 1 only changes of numbers are possible."""
    changes: Annotated[tuple[Change, ...], Field(max_length=10_000)]
