"""What a practice was found to do, as tables: measures, mechanisms, claims, assumptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scenarios.display import number_text, percent_text
from scenarios.i18n import Message
from scenarios.statistics import Estimate
from scenarios.studies.claims import Claim, claims
from scenarios.studies.effects import Effects
from scenarios.studies.measures import Unit
from scenarios.text.report import Cell, Heading, Report

_SHARE: Unit = "share"


def sections(found: Effects) -> dict[str, Report]:
    """The tables by name, in the order in which they are shown."""
    made = {
        "findings": _findings(found),
        "mechanisms": _mechanisms(found),
        "claims": _claims(found),
        "assumptions": _assumptions(found),
    }
    return {key: section for key, section in made.items() if section.rows}


def _findings(found: Effects) -> Report:
    keys = ("measure", "before", "after", "difference", "relative")
    return Report(
        title=Message(
            f"studies.{found.practice}.title",
            {"replications": found.replications, "confidence": f"{found.confidence:.0%}"},
        ),
        headings=tuple(Heading(key, "text") for key in keys),
        rows=tuple(_finding(found, measure) for measure in found.levels),
        notes=(Message(f"studies.{found.practice}.note"), *_points(found)),
    )


def _points(found: Effects) -> tuple[Message, ...]:
    shares = any(levels.unit == _SHARE for levels in found.levels.values())
    return (Message("studies.points"),) if shares else ()


def _finding(found: Effects, measure: str) -> tuple[Cell, ...]:
    unit = found.levels[measure].unit
    return (
        Message(f"studies.measure.{measure}"),
        interval(found.level(measure), unit),
        interval(found.level(measure, found.everything), unit),
        interval(found.effect(measure), unit, signed=True),
        interval(found.relative(measure), _SHARE, signed=True),
    )


def _mechanisms(found: Effects) -> Report:
    headline = next(iter(found.levels))
    if not found.is_complete or len(found.mechanisms) == 1:
        return Report(title=Message("studies.mechanisms", {"confidence": f"{found.confidence:.0%}"}))
    unit = found.levels[headline].unit
    return Report(
        title=Message("studies.mechanisms", {"confidence": f"{found.confidence:.0%}"}),
        headings=tuple(
            Heading(key, "text") for key in ("mechanism", "measure", "alone", "removed", "shapley")
        ),
        rows=tuple(
            (
                Message(f"studies.mechanism.{part.mechanism}"),
                Message(f"studies.measure.{headline}"),
                *(interval(one, unit, signed=True) for one in (part.alone, part.removed, part.shapley)),
            )
            for part in found.contributions(headline)
        ),
    )


def _claims(found: Effects) -> Report:
    return Report(
        title=Message("studies.claims"),
        headings=tuple(Heading(key, "text") for key in ("claim", "measure", "source", "relative")),
        rows=tuple(_claim(found, claim) for claim in claims(found.practice) if claim.measure in found.levels),
    )


def _claim(found: Effects, claim: Claim) -> tuple[Cell, ...]:
    return (
        claim.quote.texts(),
        Message(f"studies.measure.{claim.measure}"),
        claim.source.texts(),
        interval(found.relative(claim.measure), _SHARE, signed=True),
    )


def _assumptions(found: Effects) -> Report:
    return Report(
        title=Message("studies.ranges"),
        headings=(Heading("driver", "text"), Heading("low"), Heading("high")),
        rows=tuple(
            (Message(f"studies.driver.{name}"), span.low, span.high) for name, span in found.drivers.items()
        ),
    )


def interval(found: Estimate | None, unit: Unit, *, signed: bool = False) -> str:
    """An estimate in a unit: ``value [low, high]``."""
    if found is None:
        return "-"
    write = WRITE[unit]
    if found.low is None or found.high is None:
        return write(found.value, signed)
    ends = ", ".join(write(one, signed) for one in (found.low, found.high))
    return f"{write(found.value, signed)} [{ends}]"


def _amount(value: float, signed: bool) -> str:
    return number_text(value, signed=signed)


def _percent(value: float, signed: bool) -> str:
    return percent_text(value, signed=signed)


WRITE: Mapping[Unit, Callable[[float, bool], str]] = {
    "days": _amount,
    "working_days": _amount,
    "working_hours": _amount,
    "share": _percent,
    "money": _amount,
}
