"""A study's findings as tables: measures, mechanisms, claims, assumptions."""

from __future__ import annotations

from scenarios.display import percent_text
from scenarios.i18n import Message
from scenarios.statistics import Estimate
from scenarios.studies.claims import Claim, claims
from scenarios.studies.result import NOBODY, StudyResult
from scenarios.text.report import Cell, Heading, Report


def sections(result: StudyResult) -> dict[str, Report]:
    """The tables by name, in the order in which they are shown."""
    found = {
        "findings": _findings(result),
        "mechanisms": _mechanisms(result),
        "claims": _claims(result),
        "assumptions": _assumptions(result),
    }
    return {key: section for key, section in found.items() if section.rows}


def _findings(result: StudyResult) -> Report:
    return Report(
        title=Message(
            f"studies.{result.study}.title",
            {"replications": result.replications, "confidence": f"{result.confidence:.0%}"},
        ),
        headings=(
            Heading("measure", "text"),
            Heading("before"),
            Heading("after"),
            Heading("mean_change", "text"),
            *(Heading(f"change_p{round(100 * one)}", "share") for one in (0.1, 0.5, 0.9)),
        ),
        rows=tuple(_finding(result, measure) for measure in result.levels),
        notes=(Message(f"studies.{result.study}.note"),),
    )


def _finding(result: StudyResult, measure: str) -> tuple[Cell, ...]:
    return (
        Message(f"studies.measure.{measure}"),
        result.level(measure, NOBODY).value,
        result.level(measure, result.everything).value,
        _interval(result.change(measure)),
        *(one.value for one in result.quantiles(measure)),
    )


def _mechanisms(result: StudyResult) -> Report:
    headline = next(iter(result.levels))
    return Report(
        title=Message("studies.mechanisms", {"confidence": f"{result.confidence:.0%}"}),
        headings=tuple(
            Heading(key, "text") for key in ("mechanism", "measure", "alone", "removed", "shapley")
        ),
        rows=tuple(
            (
                Message(f"studies.mechanism.{part.mechanism}"),
                Message(f"studies.measure.{headline}"),
                _interval(part.alone),
                _interval(part.removed),
                _interval(part.shapley),
            )
            for part in result.parts(headline)
        ),
    )


def _claims(result: StudyResult) -> Report:
    return Report(
        title=Message("studies.claims"),
        headings=tuple(Heading(key, "text") for key in ("claim", "measure", "source", "probability")),
        rows=tuple(_claim(result, claim) for claim in claims(result.study) if claim.measure in result.levels),
    )


def _claim(result: StudyResult, claim: Claim) -> tuple[Cell, ...]:
    return (
        claim.quote.texts(),
        Message(f"studies.measure.{claim.measure}"),
        claim.source.texts(),
        _interval(result.probability(claim.measure, claim.change), signed=False),
    )


def _assumptions(result: StudyResult) -> Report:
    return Report(
        title=Message("studies.assumptions"),
        headings=(Heading("driver", "text"), Heading("low"), Heading("high")),
        rows=tuple(
            (Message(f"studies.driver.{name}"), span.low, span.high) for name, span in result.drivers.items()
        ),
    )


def _interval(found: Estimate, *, signed: bool = True) -> str:
    if found.low is None or found.high is None:
        return percent_text(found.value, signed=signed)
    ends = ", ".join(percent_text(one, signed=signed) for one in (found.low, found.high))
    return f"{percent_text(found.value, signed=signed)} [{ends}]"
