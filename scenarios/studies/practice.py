"""A practice: one document before and after a change of how work is done, mechanism by mechanism."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from scenarios.document import Label, Scenario
from scenarios.studies.drivers import Drivers, Values
from scenarios.studies.measures import Measure
from scenarios.studies.result import NOBODY, Coalition
from scenarios.variants import Change, difference

Documents: TypeAlias = Callable[[Values, Coalition], Scenario]
"""The document with these values of the drivers when these mechanisms act."""

HEAD = ("id", "name", "description")


@dataclass(frozen=True, slots=True)
class Practice:
    """What is changed, and what is looked at; the documents run through the simulation, which decides the rest.

    Jobs, stages and people bear the same names under every combination of mechanisms, so that all of them meet the
    same chances.
    """

    id: str
    files: tuple[str, str]
    """Of the pair: the document, and the variant with all mechanisms."""
    before: Label
    after: Label
    description: Label
    mechanisms: Mapping[str, tuple[str, ...]]
    """By name: the paths that it changes, with ``*`` for any identifier."""
    measures: tuple[Measure, ...]
    """The first is the headline."""
    drivers: Drivers
    """All assumptions that can be scaled."""
    documents: Documents

    @property
    def names(self) -> tuple[str, ...]:
        """The mechanisms' names."""
        return tuple(self.mechanisms)

    @property
    def everything(self) -> Coalition:
        """All mechanisms."""
        return frozenset(self.mechanisms)

    @property
    def middle(self) -> Values:
        """Each driver at the middle of its range."""
        return MappingProxyType({name: round(span.middle, 6) for name, span in self.drivers.items()})

    def document(self, active: Coalition = NOBODY, values: Values | None = None) -> Scenario:
        """The document under some mechanisms, by default before all of them and at the drivers' middles."""
        return self.documents(values or self.middle, active)

    def changes(self, active: Coalition | None = None) -> tuple[Change, ...]:
        """What some mechanisms (all by default) change in the document, its head apart."""
        found = difference(self.document(), self.document(self.everything if active is None else active))
        return tuple(change for change in found if change.path not in HEAD)

    def declares(self, mechanism: str, path: str) -> bool:
        """Whether a mechanism says that it changes what is at ``path``."""
        return any(
            re.fullmatch(re.escape(pattern).replace(r"\*", r"[^\[\]]+"), path)
            for pattern in self.mechanisms[mechanism]
        )
