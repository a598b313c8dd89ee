"""What the tables of one record share."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from scenarios.display import currency_name
from scenarios.document.base import Label
from scenarios.explanation import Explanation, explain
from scenarios.export.table import Column, Kind
from scenarios.i18n import Language, translate
from scenarios.load import Assignments
from scenarios.names import Names
from scenarios.record import Record
from scenarios.split import Split, split_table
from scenarios.summary import OutcomeSummary, summarise


class Context:
    """A record in one language, with what is derived from it once."""

    def __init__(self, record: Record, language: Language) -> None:
        self.record = record
        self.scenario = record.scenario
        self.plan = record.plan
        self.language = language
        self.names = Names(record.scenario)

    @cached_property
    def split(self) -> Split:
        """Today's split and the recommended one."""
        return split_table(self.scenario, self.plan)

    @cached_property
    def summary(self) -> OutcomeSummary | None:
        """What the simulation says; None where nothing was simulated."""
        return summarise(self.record.outcome, self.scenario) if self.record.outcome else None

    @cached_property
    def explanation(self) -> Explanation:
        """Why the plan is as it is, beside today's."""
        return explain(self.scenario, self.plan)

    @cached_property
    def assignments(self) -> Assignments | None:
        """The work of the schedule; None where there is none."""
        return Assignments(self.scenario, self.plan) if self.plan.schedule else None

    @cached_property
    def currency(self) -> str:
        """Name of the currency."""
        return currency_name(self.scenario.currency, self.language)

    def say(self, key: str, **values: object) -> str:
        """A text of the catalogue."""
        return translate(key, self.language, **values)

    def name(self, label: Label) -> str:
        """A label in the language of the table."""
        return label.render(self.language)

    def column(self, key: str, kind: Kind = "text") -> Column:
        """A column titled by the catalogue; a title of money names the currency."""
        title = self.say(f"export.column.{key}")
        return Column(key, f"{title} ({self.currency})" if kind == "money" else title, kind)

    def columns(self, *described: str | tuple[str, Kind]) -> tuple[Column, ...]:
        """Several columns: keys of texts, or pairs of key and kind."""
        return tuple(
            self.column(one) if isinstance(one, str) else self.column(one[0], one[1]) for one in described
        )

    def moment(self, minute: int | None) -> dt.datetime | None:
        """The wall-clock time of a minute."""
        return None if minute is None else self.scenario.horizon.moment(minute)

    def period_start(self, period: int | None) -> dt.date | None:
        """First day of a period."""
        return None if period is None else self.scenario.horizon.period_start(period)
