"""Money and shares as a reader wants them: in units of a readable size, in either language."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scenarios.i18n import LANGUAGES, Language, catalogue, translate
from scenarios.money import MINOR_PER_UNIT

_STEPS: dict[Language, tuple[int, ...]] = {"en": (1, 10**3, 10**6, 10**9), "zh": (1, 10**4, 10**8)}
"""English counts in thousands, Chinese in ten thousands."""
_FROM = 10_000
"""Below this many currency units amounts stay as they are."""
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class MoneyScale:
    """A size of unit: ``units`` currency units, called ``label`` (``CNY million``, ``万元``)."""

    units: int
    label: str
    currency: str
    language: Language

    def shown(self, minor: float) -> float:
        """Minor units in this unit."""
        return minor / MINOR_PER_UNIT / self.units

    def text(self, minor: float, *, signed: bool = False) -> str:
        """An amount with its unit, to three or more digits: ``CNY 1.24 million``, ``124万元``."""
        number = number_text(abs(self.shown(minor)))
        return translate(
            f"money.amount.{self.units}",
            self.language,
            sign=_sign(number, minor, signed=signed),
            number=number,
            currency=self.currency,
        )


def currency_name(currency: str, language: Language) -> str:
    """What a currency is called: its name where the catalogue has one, else its code."""
    key = f"currency.{currency}"
    return translate(key, language) if key in catalogue() else currency


def currency_names(currency: str) -> dict[str, str]:
    """What a currency is called, by language."""
    return {language: currency_name(currency, language) for language in LANGUAGES}


def money_scale(largest: float, currency: str, language: Language) -> MoneyScale:
    """The unit in which amounts up to ``largest`` (minor units, any sign) read well."""
    size = abs(largest) / MINOR_PER_UNIT
    units = max(step for step in _STEPS[language] if step == 1 or (size >= _FROM and size >= step))
    name = currency_name(currency, language)
    return MoneyScale(units, translate(f"money.unit.{units}", language, currency=name), name, language)


def money_texts(
    minor: float, currency: str, *, signed: bool = False, largest: float | None = None
) -> dict[str, str]:
    """An amount in words by language, as `scenarios.i18n.Message` takes it."""
    size = minor if largest is None else largest
    return {
        language: money_scale(size, currency, language).text(minor, signed=signed) for language in LANGUAGES
    }


def number_text(value: float, *, signed: bool = False, digits: int = 3) -> str:
    """A number with at least ``digits`` significant digits where it has decimals, and thousands separated."""
    places = max(0, digits - 1 - (math.floor(math.log10(abs(value))) if value else 0))
    places = min(places, digits - 1)
    text = f"{abs(value):,.{places}f}"
    return _sign(text, value, signed=signed) + text


def percent_text(share: float, *, signed: bool = False, decimals: int = 1) -> str:
    """A share in percent."""
    text = f"{abs(100 * share):,.{decimals}f}%"
    return _sign(text, share, signed=signed) + text


def _sign(text: str, value: float, *, signed: bool) -> str:
    """None for what is shown as zero."""
    if not any(letter in "123456789" for letter in text):
        return ""
    return MINUS if value < 0 else "+" if signed else ""
