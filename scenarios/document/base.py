"""What every part of a document shares: strictness, identifiers, numbers, dates and bilingual names."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    Strict,
    StringConstraints,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from scenarios.i18n import Language


class Value(BaseModel):
    """An immutable value. Unknown keys, infinities and NaN are refused; nothing is coerced into a number."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True, ser_json_inf_nan="constants"
    )


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _parse_date(value: Any) -> Any:
    written = isinstance(value, str) and _DATE.fullmatch(value)
    if not written and (isinstance(value, dt.datetime) or not isinstance(value, dt.date)):
        raise PydanticCustomError("date_form", "a date is written as YYYY-MM-DD")
    return value


Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[\w][\w.\-]*$", max_length=64)]
"""A stable identifier: letters of any language, digits, ``_``, ``-`` and ``.``."""

Number: TypeAlias = Annotated[float, Strict()]
NonNegative: TypeAlias = Annotated[float, Strict(), Field(ge=0)]
Positive: TypeAlias = Annotated[float, Strict(), Field(gt=0)]
Fraction: TypeAlias = Annotated[float, Strict(), Field(ge=0, le=1)]
Count: TypeAlias = Annotated[int, Strict(), Field(ge=0)]
PositiveCount: TypeAlias = Annotated[int, Strict(), Field(ge=1)]
Flag: TypeAlias = Annotated[bool, Strict()]
Date: TypeAlias = Annotated[dt.date, BeforeValidator(_parse_date)]

_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff"
Text: TypeAlias = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=400, pattern=rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$"
    ),
]
"""Something visible, without the control characters that neither XML nor a workbook can hold."""


class Label(Value):
    """A name in both languages. A plain string stands for the same name in both."""

    en: Text
    zh: Text

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"en": value, "zh": value} if isinstance(value, str) else value

    @model_serializer(mode="wrap")
    def _to_text(self, handler: SerializerFunctionWrapHandler) -> Any:
        return self.en if self.en == self.zh else handler(self)

    def render(self, language: Language) -> str:
        """The name in ``language``."""
        return self.en if language == "en" else self.zh

    def texts(self) -> dict[str, str]:
        """The name by language: the form that `scenarios.i18n.Message` holds."""
        return {"en": self.en, "zh": self.zh}


class DateSpan(Value):
    """Calendar days from ``first`` to ``last``, both included."""

    first: Date
    last: Date

    @model_validator(mode="after")
    def _ordered(self) -> DateSpan:
        if self.last < self.first:
            raise PydanticCustomError("span_order", "the last day lies before the first day")
        return self

    def days(self) -> list[dt.date]:
        """Every day of the span."""
        return [self.first + dt.timedelta(days=n) for n in range((self.last - self.first).days + 1)]
