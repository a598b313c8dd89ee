"""Public holidays of a country or region in a document's calendar, China's make-up working days included.

The dates are those of the library ``holidays`` (an optional part of the installation).
"""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from scenarios.document import Scenario
from scenarios.errors import DocumentError, Problem
from scenarios.i18n import Language, Message
from scenarios.interchange.days import days_of, spans_of
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.transfer import Brought
from scenarios.suggestions import listing
from scenarios.text.report import Heading, Report

LATER_DAYS = 366
"""Days after the horizon whose holidays are taken as well: late work is done then."""
_LANGUAGES: dict[Language, tuple[str, ...]] = {
    "en": ("en_US", "en_GB", "en"),
    "zh": ("zh_CN", "zh_TW", "zh_HK", "zh"),
}


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """Holidays with their names, and days of weekends that are worked in exchange.

    Attributes:
        country: two letters (ISO 3166-1).
        region: a part of it (ISO 3166-2, without the country); empty for the country.
        days: holidays by name, in order.
        makeup: days off by the week on which work is done.
        half: holidays of half a day, which a calendar of whole days cannot hold.
        unplanned: years whose make-up days are not known yet.
    """

    country: str
    region: str
    days: tuple[tuple[dt.date, str], ...]
    makeup: tuple[dt.date, ...]
    half: tuple[tuple[dt.date, str], ...]
    unplanned: tuple[int, ...]

    def report(self) -> Report:
        """All days in order."""
        kinds = {
            **{day: (name, "holiday") for day, name in self.days},
            **dict.fromkeys(self.makeup, ("", "makeup")),
        }
        rows = tuple(
            (
                day.isoformat(),
                Message(f"interchange.weekday.{day.weekday()}"),
                Message(f"interchange.day.{kind}"),
                name,
            )
            for day, (name, kind) in sorted(kinds.items())
        )
        headings = tuple(
            Heading(f"interchange_{key}", "text") for key in ("date", "weekday", "day", "holiday")
        )
        title = Message(
            "interchange.title.holidays", {"place": "-".join(filter(None, (self.country, self.region)))}
        )
        return Report(title, headings, rows, self.remarks().notes)

    def remarks(self) -> Remarks:
        """What is not known or cannot be held."""
        remarks = Remarks()
        for year in self.unplanned:
            remarks.note("holidays_unplanned", str(year))
        for day, name in self.half:
            remarks.left("half_holidays", f"{name} {day.isoformat()}")
        return remarks


def public_holidays(
    country: str, first: dt.date, last: dt.date, *, region: str = "", language: Language = "en"
) -> PublicHolidays:
    """The holidays between two days.

    Raises:
        DocumentError: no library, or no such country or region.
    """
    library = _library(country)
    supported = library.list_supported_countries()
    if country not in supported:
        raise DocumentError([Problem("holidays_country", values={"country": country})])
    if region and region not in supported[country]:
        values = {"country": country, "region": region, "known": listing(supported[country], 100)}
        raise DocumentError([Problem("interchange_region", values=values)])
    # Two years before show whether the country has make-up days at all.
    years = range(first.year - 2, last.year + 1)
    found = _calendar(library, country, region, years, language)
    half: Any = {}
    if "half_day" in found.supported_categories:
        half = _calendar(library, country, region, years, language, ("half_day",))
    makeup: set[dt.date] = getattr(found, "weekend_workdays", set())
    planned = {day.year for day in makeup}
    return PublicHolidays(
        country,
        region,
        _within(found, first, last),
        tuple(sorted(day for day in makeup if first <= day <= last)),
        _within(half, first, last),
        tuple(year for year in range(first.year, last.year + 1) if planned and year not in planned),
    )


def holidays_of_horizon(
    scenario: Scenario, country: str, *, region: str = "", language: Language = "en"
) -> PublicHolidays:
    """The holidays of a document's horizon and of a year after it; see `public_holidays`."""
    last = scenario.horizon.end + dt.timedelta(days=LATER_DAYS)
    return public_holidays(country, scenario.horizon.start, last, region=region, language=language)


def with_holidays(scenario: Scenario, found: PublicHolidays) -> Brought:
    """The document with holidays and make-up days added to its calendar; what it has already stays."""
    calendar, remarks = scenario.calendar, found.remarks()
    known = days_of(calendar.holidays)
    new = {day for day, _ in found.days} - known
    makeup = set(found.makeup) - set(calendar.working_weekends)
    if found.days:
        remarks.left("holiday_names", found.country)
    updated = calendar.model_copy(
        update={
            "holidays": (*calendar.holidays, *spans_of(new)),
            "working_weekends": tuple(sorted({*calendar.working_weekends, *makeup})),
        }
    )
    counts = (("holidays", len(new)), ("makeup", len(makeup)))
    changed = scenario.model_copy(update={"calendar": updated})
    return Brought(changed, counts, None, remarks.notes, remarks.left_out)


def _library(country: str) -> Any:
    if importlib.util.find_spec("holidays") is None:
        raise DocumentError([Problem("holidays_library", values={"country": country})])
    return importlib.import_module("holidays")


def _calendar(
    library: Any,
    country: str,
    region: str,
    years: Iterable[int],
    language: Language,
    categories: tuple[str, ...] = ("public",),
) -> Any:
    """The library's calendar, in a language of the reader if it has one."""
    options: dict[str, Any] = {"subdiv": region or None, "years": list(years)}
    if categories != ("public",):
        options["categories"] = categories
    plain = library.country_holidays(country, **options)
    spoken = next((one for one in _LANGUAGES[language] if one in plain.supported_languages), None)
    return plain if spoken is None else library.country_holidays(country, language=spoken, **options)


def _within(days: Any, first: dt.date, last: dt.date) -> tuple[tuple[dt.date, str], ...]:
    return tuple((day, str(name)) for day, name in sorted(days.items()) if first <= day <= last)
