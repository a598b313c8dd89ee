"""The sheets of a workbook: which part of the document each of them holds.

Tables have a row for every entry of a list, forms a row for every single value. A test asserts that together they
hold the whole document.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from scenarios.document import ParameterDraws, Scenario
from scenarios.errors import Path
from scenarios.schema import DocumentSchema, schema_of
from scenarios.sheets.columns import Column, Family, Kind, columns

EACH = "*"
"""In a table's path: every entry of the list before it, named in the table's parent column."""

README = "README"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with a row for every entry of the list at ``path``.

    Where ``path`` goes through another list, the column ``parent`` says to which of its entries a row belongs.
    A ``scalar`` table's entries are its only column's values; ``numbered`` ones count them in a column ``period``.
    The columns of a ``parallel`` table are lists of their own within the value at ``path``.
    """

    name: str
    path: Path
    columns: tuple[Column, ...]
    parent: str | None = None
    family: Family | None = None
    required: bool = False
    scalar: bool = False
    numbered: bool = False
    parallel: bool = False

    def leading(self) -> tuple[Column, ...]:
        """The columns that say where a row belongs."""
        parent = (
            (Column((self.parent,), Kind.TEXT, f"sheet.{self.parent}", required=True),) if self.parent else ()
        )
        period = (Column(("period",), Kind.WHOLE, "sheet.period", required=True),) if self.numbered else ()
        return parent + period


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet with a row for every single value; its columns' paths start at the root of the document."""

    name: str
    columns: tuple[Column, ...]
    required: bool = False


Sheet = Table | Form

_LISTS = (
    "season",
    "curve.spend",
    "curve.outcome",
    "draws",
    "flighting.blackout",
    "working_weekends",
    "calendar.working_weekends",
)


@cache
def sheets() -> tuple[Sheet, ...]:
    """All sheets, in the order of the workbook."""
    schema = schema_of(Scenario)
    return (
        *_frame(schema),
        *_media(schema),
        *_organisation(schema),
        *_staffing(schema),
        *_work(schema),
        *_rest(schema),
    )


def _form(schema: DocumentSchema, name: str, keys: tuple[str, ...], *, required: bool = False) -> Form:
    """A form of the document's parts ``keys`` without their lists."""
    every = columns(schema, "Scenario", leave_out=_LISTS)
    chosen = tuple(column for column in every if column.path[0] in keys)
    return Form(name, chosen, required)


def _frame(schema: DocumentSchema) -> tuple[Sheet, ...]:
    head = ("mems", "id", "name", "description", "currency", "horizon", "status_date", "calendar")
    day = Column(("date",), Kind.DATE, "sheet.date", required=True)
    amount = Column(("spend_max",), Kind.MONEY, "Budget.per_period", required=True)
    return (
        _form(schema, "scenario", head, required=True),
        Table("holidays", ("calendar", "holidays"), columns(schema, "DateSpan")),
        Table("working_weekends", ("calendar", "working_weekends"), (day,), scalar=True),
        _form(schema, "budget", ("budget",), required=True),
        Table("budget_periods", ("budget", "per_period"), (amount,), scalar=True, numbered=True),
        Table("budget_groups", ("budget", "groups"), columns(schema, "GroupBudget")),
        Table("budget_lines", ("budget", "lines"), columns(schema, "LineBudget")),
        Table("fixed_costs", ("budget", "fixed_costs"), columns(schema, "FixedCost")),
        *_rules(schema),
    )


def _rules(schema: DocumentSchema) -> tuple[Sheet, ...]:
    return (
        Table("exclusive_rules", ("rules", "exclusive"), columns(schema, "ExclusiveRule")),
        Table("required_channels", ("rules", "required"), columns(schema, "RequiredChannel")),
        Table("packages", ("rules", "packages"), columns(schema, "Package")),
        Table("commitments", ("rules", "commitments"), columns(schema, "Commitment")),
        Table("change_limits", ("rules", "change_limits"), columns(schema, "ChangeLimit")),
    )


def _media(schema: DocumentSchema) -> tuple[Sheet, ...]:
    per_channel: Path = ("channels", EACH)
    multiplier = Column(("multiplier",), Kind.NUMBER, "Channel.season", required=True)
    points = tuple(Column((key,), Kind.NUMBER, f"Curve.{key}", required=True) for key in ("spend", "outcome"))
    draws = tuple(Column((key,), Kind.NUMBER, f"ParameterDraws.{key}") for key in ParameterDraws.model_fields)
    hours, tiers = columns(schema, "SkillHours"), columns(schema, "PeriodTier")
    dark = Column(("blackout",), Kind.WHOLE, "Flighting.blackout", required=True)
    return (
        Table("channels", ("channels",), columns(schema, "Channel", leave_out=_LISTS)),
        Table("season", (*per_channel, "season"), (multiplier,), "channel", scalar=True, numbered=True),
        Table("curve_points", (*per_channel, "curve"), points, "channel", parallel=True),
        Table("rate_cards", (*per_channel, "rate_card"), columns(schema, "RateTier"), "channel"),
        Table("period_rates", (*per_channel, "flighting", "rate_card"), tiers, "channel"),
        Table("blackouts", (*per_channel, "flighting", "blackout"), (dark,), "channel", scalar=True),
        Table("draws", (*per_channel, "draws"), draws, "channel", parallel=True),
        Table("hours_per_period", (*per_channel, "hours_per_active_period"), hours, "channel"),
        Table("hours_per_10k", (*per_channel, "hours_per_10k"), hours, "channel"),
        Table("campaigns", ("campaigns",), columns(schema, "Campaign")),
        Table("cells", ("campaigns", EACH, "channels"), columns(schema, "CampaignChannel"), "campaign"),
    )


def _organisation(schema: DocumentSchema) -> tuple[Sheet, ...]:
    skills = Family("skills", Kind.WHOLE, "Person.skills")
    span = columns(schema, "DateSpan")

    def table(name: str, kind: str, family: Family | None = None, *, required: bool = False) -> Table:
        return Table(name, ("organisation", name), columns(schema, kind), family=family, required=required)

    return (
        _form(schema, "organisation", ("organisation",)),
        table("departments", "Department", required=True),
        table("skills", "Skill", required=True),
        table("people", "Person", skills),
        Table("leave", ("organisation", "people", EACH, "leave"), span, "person"),
        table("teams", "Team", skills),
        table("calendars", "PersonCalendar"),
        table("approvers", "Approver"),
        Table("approver_leave", ("organisation", "approvers", EACH, "leave"), span, "approver"),
        Table("handoffs", ("organisation", "handoff", "between"), columns(schema, "HandoffBetween")),
    )


def _staffing(schema: DocumentSchema) -> tuple[Sheet, ...]:
    def table(key: str, kind: str, family: Family | None = None) -> Table:
        return Table(key, ("staffing", key), columns(schema, kind), family=family)

    return (
        _form(schema, "staffing", ("staffing",)),
        table("hiring", "Hiring", Family("skills", Kind.WHOLE, "Hiring.skills")),
        table("freelance", "Freelance", Family("skills", Kind.WHOLE, "Freelance.skills")),
        table("overtime", "Overtime"),
        table("training", "Training"),
        table("rotation", "Rotation"),
    )


def _work(schema: DocumentSchema) -> tuple[Sheet, ...]:
    return (
        Table("workflows", ("workflows",), columns(schema, "Workflow"), required=True),
        Table("stages", ("workflows", EACH, "stages"), columns(schema, "Stage"), "workflow"),
        Table("streams", ("streams",), columns(schema, "Stream")),
    )


def _rest(schema: DocumentSchema) -> tuple[Sheet, ...]:
    rates = Family("per_10k", Kind.NUMBER, "Kpi.per_10k")
    return (
        Table("goals", ("goals",), columns(schema, "Kpi"), family=rates),
        _form(schema, "risks", ("risks",)),
        Table("shocks", ("risks", "shocks"), columns(schema, "Shock")),
        _form(schema, "settings", ("objective", "settings")),
    )
