"""A linear or mixed-integer program as plain data, so that it can be relaxed, fixed, thinned and read back."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from optimizer.allocation.requirements import Requirement

Terms = dict[int, float]
"""A linear expression: coefficient by variable."""
Key = tuple[int, int]
"""Name of a row: block and number of its line; negative for lines below the response."""


@dataclass(frozen=True, slots=True)
class Column:
    """A variable. ``scale`` is its typical size: the solver sees value / scale."""

    lower: float
    upper: float
    integer: bool
    objective: float
    scale: float


@dataclass(frozen=True, slots=True)
class Row:
    """lower <= sum of terms <= upper; ``requirement`` is what the document asks for, None for what holds by nature.

    ``unit`` is how much room one more of the requirement's limit gives (1 where it is the row's bound itself). ``key``
    names a row that some versions of a program have and others have not.
    """

    terms: Terms
    lower: float
    upper: float
    requirement: Requirement | None
    unit: Terms | None = None
    key: Key | None = None


@dataclass
class Program:
    """Maximise constant + objective over columns subject to rows. Grows while it is built, then is only read."""

    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    constant: float = 0.0

    def variable(
        self,
        lower: float = 0.0,
        upper: float = math.inf,
        *,
        objective: float = 0.0,
        integer: bool = False,
        scale: float = 1.0,
    ) -> int:
        """A new variable; returns its number."""
        self.columns.append(Column(lower, upper, integer, objective, scale))
        return len(self.columns) - 1

    def binary(self, objective: float = 0.0) -> int:
        """A new 0-1 variable; returns its number."""
        return self.variable(0.0, 1.0, objective=objective, integer=True)

    def reward(self, variable: int, amount: float) -> None:
        """Add to the objective coefficient of a variable."""
        column = self.columns[variable]
        self.columns[variable] = replace(column, objective=column.objective + amount)

    def require(
        self,
        terms: Terms,
        lower: float = -math.inf,
        upper: float = math.inf,
        requirement: Requirement | None = None,
        unit: Terms | None = None,
        key: Key | None = None,
    ) -> int:
        """A new row; returns its number."""
        self.rows.append(Row(terms, lower, upper, requirement, unit, key))
        return len(self.rows) - 1

    def copy(self) -> Program:
        """The same program, to be extended apart."""
        return Program(list(self.columns), list(self.rows), self.constant)

    def fixed(self, values: Mapping[int, float]) -> Program:
        """The program with some variables fixed, and none of them integer."""
        columns = list(self.columns)
        for variable, value in values.items():
            columns[variable] = replace(columns[variable], lower=value, upper=value, integer=False)
        return Program(columns, list(self.rows), self.constant)

    def relaxed(self) -> Program:
        """The program without integrality."""
        columns = [replace(column, integer=False) if column.integer else column for column in self.columns]
        return Program(columns, list(self.rows), self.constant)

    def thinned(self, keep: Callable[[Requirement], bool]) -> Program:
        """The program with only those requirements that are kept, and all that holds by nature."""
        rows = [row for row in self.rows if row.requirement is None or keep(row.requirement)]
        return Program(list(self.columns), rows, self.constant)

    @property
    def integers(self) -> list[int]:
        """Numbers of the integer variables."""
        return [number for number, column in enumerate(self.columns) if column.integer]


def add_up(parts: Iterable[Terms]) -> Terms:
    """The sum of linear expressions."""
    total: Terms = {}
    for part in parts:
        for variable, coefficient in part.items():
            total[variable] = total.get(variable, 0.0) + coefficient
    return total


def times(factor: float, terms: Terms) -> Terms:
    """A multiple of a linear expression."""
    return {variable: factor * coefficient for variable, coefficient in terms.items()}
