"""What was assumed and what could not be held, gathered by kind with the names of what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenarios.i18n import Message

NAMED = 6
"""Names that a remark quotes."""


@dataclass(slots=True)
class Remarks:
    """Remarks ``interchange.note.<kind>`` and ``interchange.left.<kind>``, each kind once with its count and names."""

    _notes: dict[str, list[str]] = field(default_factory=dict)
    _left: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, name: str) -> None:
        """Something that was assumed about ``name``."""
        self._notes.setdefault(kind, []).append(name)

    def left(self, kind: str, name: str) -> None:
        """Something of ``name`` that the other side cannot hold."""
        self._left.setdefault(kind, []).append(name)

    @property
    def notes(self) -> tuple[Message, ...]:
        """What was assumed."""
        return _messages("note", self._notes)

    @property
    def left_out(self) -> tuple[Message, ...]:
        """What could not be held."""
        return _messages("left", self._left)


def _messages(family: str, kinds: dict[str, list[str]]) -> tuple[Message, ...]:
    return tuple(
        Message(f"interchange.{family}.{kind}", {"count": len(names), "names": _listed(names)})
        for kind, names in kinds.items()
    )


def _listed(names: list[str]) -> str:
    different = list(dict.fromkeys(names))
    return ", ".join(different[:NAMED]) + (", …" if len(different) > NAMED else "")
