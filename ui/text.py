"""Words, numbers and dates in the session's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from scenarios.display import money_texts, number_text, percent_text
from scenarios.i18n import Message, translate
from ui.session import session

if TYPE_CHECKING:
    from scenarios.statistics import Estimate

NONE = "–"
"""In place of a number that is not defined."""
_DATES = {"en": "{0:%d} {0:%b} {0:%Y}", "zh": "{0.year}年{0.month}月{0.day}日"}


def t(key: str, /, **values: object) -> str:
    """A text of the catalogue."""
    return translate(key, session().language, **values)


def say(thing: Any) -> str:
    """A message, label or name by language, in words."""
    language = session().language
    if isinstance(thing, Mapping):
        return str(thing[language])
    if isinstance(thing, str):
        return t(thing)
    return str(thing.render(language))


def tell(message: Message | None) -> str:
    """A message, or nothing."""
    return "" if message is None else message.render(session().language)


def plain(text: str) -> str:
    """Text of a user, so that Markdown leaves it as it is."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#$~|:" else letter for letter in text)


def money(minor: float, currency: str, *, signed: bool = False) -> str:
    """An amount in minor units, in a unit that reads well."""
    return money_texts(minor, currency, signed=signed)[session().language]


def percent(share: float | None, *, signed: bool = False) -> str:
    """A share in percent with one decimal; a dash where there is none."""
    return NONE if share is None else percent_text(share, signed=signed)


def number(value: float | None, *, signed: bool = False) -> str:
    """A number with three significant digits; a dash where there is none."""
    return NONE if value is None else number_text(value, signed=signed)


def day(moment: dt.date) -> str:
    """A date."""
    return _DATES[session().language].format(moment)


def moment(when: dt.datetime) -> str:
    """A moment, in the time zone of the server."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def interval(estimate: Estimate, write: Callable[[float], str]) -> str:
    """The interval of an estimate with its confidence and number of replications."""
    told = {
        "confidence": percent_text(estimate.confidence, decimals=0),
        "replications": estimate.replications,
    }
    if estimate.low is None or estimate.high is None:
        return t("ui.interval.none", **told)
    return t("ui.interval", low=write(estimate.low), high=write(estimate.high), **told)
