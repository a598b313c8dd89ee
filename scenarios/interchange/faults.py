"""Everything that is wrong with a foreign file, collected while it is read and told at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenarios.errors import DocumentError, Location, Problem
from scenarios.i18n import Message
from scenarios.reading.limits import MAX_PROBLEMS

SHOWN = 60
"""Characters of a value that a problem quotes."""


@dataclass(slots=True)
class Faults:
    """Problems of one file."""

    source: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, place: Location | int | None, *path: str | int, **values: object) -> None:
        """Note the problem ``interchange_<code>``; ``place`` may be a line of the file."""
        where = place if isinstance(place, Location) else Location(self.source, place)
        self.problems.append(Problem(f"interchange_{code}", path, values, where))

    def value(self, place: Location | int | None, key: str, found: str, form: str) -> None:
        """Note that ``found`` is nothing that ``key`` may hold; ``form`` names the catalogue's entry for that."""
        allowed = Message(f"interchange.form.{form}")
        self.add("value", place, key, key=key, found=found[:SHOWN], form=allowed)

    def refuse(self) -> None:
        """Raise everything noted, in the order of lines, if there is anything.

        Raises:
            DocumentError: with at most `MAX_PROBLEMS` problems.
        """
        if self.problems:
            once = {(one.code, one.path, one.location, str(one.values)): one for one in self.problems}
            found = sorted(once.values(), key=lambda one: (one.location and one.location.line) or 0)
            raise DocumentError(found[:MAX_PROBLEMS])


def refusal(code: str, source: str, line: int | None = None, **values: object) -> DocumentError:
    """The error of the single problem ``interchange_<code>`` that ends the reading of a file."""
    return DocumentError([Problem(f"interchange_{code}", (), values, Location(source, line))])
