"""Numbers as words on a terminal: money, shares and estimates with their intervals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from scenarios.i18n import Language, translate
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Proof, Status
from scenarios.statistics import Estimate

Form: TypeAlias = Literal["money", "share", "ratio", "days"]

FORMS: dict[str, Form] = {
    "net_value": "money",
    "net_roi": "share",
    "roas": "ratio",
    "on_time": "share",
    "lead_days": "days",
    "lateness_loss": "money",
    "utilisation": "share",
    "urgent_kept": "share",
}
"""How each measure is written."""


def money(minor: float) -> str:
    """Minor units as whole currency units with separators."""
    return f"{round(minor / MINOR_PER_UNIT):,}"


def share(value: float | None) -> str:
    """A share in percent with one decimal."""
    return "-" if value is None else f"{value:.1%}"


WRITE: dict[Form, Callable[[float], str]] = {
    "money": money,
    "share": share,
    "ratio": "{:.2f}".format,
    "days": "{:.1f}".format,
}


def estimate(found: Estimate | None, form: Form) -> str:
    """An estimate with its interval: ``value [low, high]``."""
    if found is None:
        return "-"
    write = WRITE[form]
    if found.low is None or found.high is None:
        return write(found.value)
    return f"{write(found.value)} [{write(found.low)}, {write(found.high)}]"


def proof(found: Proof, language: Language) -> str:
    """Status, bound and gap in one phrase."""
    status = translate(f"status.{found.status.value}", language)
    if found.bound is None or found.status in {Status.AS_GIVEN, Status.INFEASIBLE, Status.UNKNOWN}:
        return status
    return translate("text.proof", language, status=status, bound=money(found.bound), gap=gap(found.gap))


def gap(value: float | None) -> str:
    """A relative gap in percent with two decimals."""
    return "-" if value is None else f"{value:.2%}"
