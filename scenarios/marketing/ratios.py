"""Return and acquisition ratios of a period, each beside its definition.

Source: Farris, Bendle, Pfeifer and Reibstein (2010), *Marketing Metrics*, chapters 5 and 10.
"""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.i18n import Message
from scenarios.plan import Statement
from scenarios.text.report import Heading, Report, Reported


@dataclass(frozen=True, slots=True)
class Ratios(Reported):
    """What was earned and paid, minor units, and the new customers won.

    ``contribution`` is the margin on revenue; ``cost`` everything paid, ``media`` the media part of it.
    """

    revenue: int
    contribution: int
    media: int
    cost: int
    customers: float = 0.0

    @property
    def net_roi(self) -> float | None:
        """(contribution - cost) / cost; None without cost."""
        return (self.contribution - self.cost) / self.cost if self.cost else None

    @property
    def roas(self) -> float | None:
        """Revenue per currency unit of media; None without media."""
        return self.revenue / self.media if self.media else None

    @property
    def cac(self) -> float | None:
        """Cost per new customer, minor units; None without customers."""
        return self.cost / self.customers if self.customers else None

    @property
    def customers_per_unit(self) -> float | None:
        """New customers per currency unit of cost: the reciprocal of the acquisition cost."""
        return 100 * self.customers / self.cost if self.cost else None

    def report(self) -> Report:
        """The ratios, each with its definition."""
        rows = (
            ("net_roi", None if self.net_roi is None else f"{self.net_roi:.1%}"),
            ("roas", None if self.roas is None else f"{self.roas:.2f}"),
            ("cac", None if self.cac is None else f"{self.cac / 100:,.2f}"),
        )
        return Report(
            title=Message("marketing.ratios.title"),
            headings=(Heading("measure", "text"), Heading("value"), Heading("definition", "text")),
            rows=tuple(
                (Message(f"marketing.ratios.{key}"), value, Message(f"marketing.ratios.{key}.definition"))
                for key, value in rows
            ),
        )


def statement_ratios(statement: Statement, customers: float = 0.0) -> Ratios:
    """The ratios of a plan's statement."""
    return Ratios(
        statement.revenue,
        statement.contribution + statement.urgent,
        statement.media,
        statement.cost,
        customers,
    )
