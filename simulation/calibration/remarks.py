"""What a reader of a calibration has to know: what was left out, what is confounded, what fits badly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from scenarios.document import Risks
from scenarios.i18n import LANGUAGES, Message, translate
from simulation.calibration.binding import BoundHistory, StageVisit
from simulation.calibration.handoffs import Gap
from simulation.calibration.measures import Stopwatch, is_elapsed
from simulation.calibration.result import FittedDuration, FittedRework

DOUBTFUL = 0.05
"""A p-value below which a fit is called doubtful."""
LEARNED = 0.9
"""A weight of its own cases below which a stage is said to have learned from the others."""
LONG_DAYS = 90
"""A history of so many days has seen some holiday."""


def remarks(
    bound: BoundHistory,
    watch: Stopwatch,
    gaps: Sequence[Gap],
    durations: Sequence[FittedDuration],
    reworks: Sequence[FittedRework],
) -> tuple[Message, ...]:
    """All remarks, those about the data first."""
    return (
        *_data(bound, watch),
        *_calendar(bound),
        *_handoffs(gaps),
        *_not_fitted(bound, durations),
        *_fits(durations),
        *_rework(reworks),
        *_mechanisms(bound),
        Message("calibration.note.scope"),
    )


def _data(bound: BoundHistory, watch: Stopwatch) -> Iterator[Message]:
    work = [visit for visit in bound.visits if bound.workflow.stages[visit.stage].kind == "work"]
    stages = {visit.stage for visit in work}
    measured = sum(len(watch.efforts(stage)) for stage in stages)
    unknown = {name for visit in work if not visit.people for name in visit.visit.resources}
    counts = {
        "calibration.note.outside": len(work) - measured,
        "calibration.note.nobody": sum(not visit.visit.resources for visit in work),
        "calibration.note.overlapping": _overlapping(work),
    }
    yield from (Message(key, {"count": count}) for key, count in counts.items() if count)
    if unknown:
        yield Message("calibration.note.strangers", {"names": ", ".join(sorted(unknown)[:10])})


def _overlapping(work: Iterable[StageVisit]) -> int:
    """Visits that begin while somebody of theirs is still at another one."""
    by_person: dict[str, list[StageVisit]] = defaultdict(list)
    for visit in work:
        for person in visit.people:
            by_person[person].append(visit)
    found = set()
    for visits in by_person.values():
        ordered = sorted(visits, key=lambda visit: visit.visit.start)
        latest = None
        for visit in ordered:
            if latest is not None and visit.visit.start < latest:
                found.add(id(visit))
            latest = visit.visit.end if latest is None else max(latest, visit.visit.end)
    return len(found)


def _calendar(bound: BoundHistory) -> Iterator[Message]:
    first = min(visit.visit.start for visit in bound.visits).date()
    last = max(visit.visit.end for visit in bound.visits).date()
    known = any(span.first <= last and span.last >= first for span in bound.scenario.calendar.holidays)
    if (last - first).days > LONG_DAYS and not known:
        yield Message("calibration.note.holidays", {"first": str(first), "last": str(last)})


def _handoffs(gaps: Sequence[Gap]) -> Iterator[Message]:
    seen = sum(gap.seen for gap in gaps)
    if gaps:
        yield Message("calibration.note.handoffs", {"seen": seen, "all": len(gaps)})


def _not_fitted(bound: BoundHistory, durations: Sequence[FittedDuration]) -> Iterator[Message]:
    fitted = {one.subject for one in durations}
    for stage in bound.workflow.stages:
        name = stage.name.texts()
        if stage.kind == "approval":
            if not is_elapsed(stage, bound.scenario):
                yield Message("calibration.note.meetings", {"stage": name})
            elif len(stage.approvers) > 1 and not fitted & {*stage.approvers, stage.id}:
                yield Message("calibration.note.joint", {"stage": name})
        elif stage.id not in fitted:
            yield Message("calibration.note.unseen", {"stage": name})


def _fits(durations: Sequence[FittedDuration]) -> Iterator[Message]:
    for one in durations:
        fit = one.distribution.goodness
        if one.distribution.family == "empirical" and fit is not None:
            yield Message("calibration.note.empirical", {"name": one.name})
        elif fit is not None and fit.p_anderson_darling < DOUBTFUL:
            yield Message(
                "calibration.note.doubtful", {"name": one.name, "p": round(fit.p_anderson_darling, 3)}
            )
    learned = [one.name for one in durations if one.own < LEARNED]
    if learned:
        names: dict[str, str] = {
            language: ", ".join(str(name[language]) for name in learned) for language in LANGUAGES
        }
        yield Message("calibration.note.pooled", {"names": names})
    if durations:
        yield Message("calibration.note.p_value")


def _rework(reworks: Sequence[FittedRework]) -> Iterator[Message]:
    if any(not one.by_outcome for one in reworks):
        yield Message("calibration.note.repeats")
    for one in reworks:
        if one.probability.value > 0 and one.repeat is None:
            yield Message("calibration.note.no_ratio", {"stage": one.name})
        if one.repeat is not None and one.repeat.value > 1:
            yield Message("calibration.note.capped", {"stage": one.name})


def _mechanisms(bound: BoundHistory) -> Iterator[Message]:
    organisation, risks = bound.scenario.organisation, bound.scenario.risks
    stages = bound.workflow.stages
    present = [
        ("reuse", any(stage.reuse for stage in stages)),
        ("overlap", any(stage.overlap for stage in stages)),
        ("switching_loss", organisation.switching_loss > 0),
        ("multitasking", organisation.multitasking > 1),
        ("ramp_up", any(person.ramp_up_weeks for person in organisation.people)),
        ("change_requests", risks.change_requests.at_most > 0),
    ]
    names = [name for name, there in present if there]
    if names:
        listed: dict[str, str] = {
            language: ", ".join(translate(f"calibration.mechanism.{name}", language) for name in names)
            for language in LANGUAGES
        }
        yield Message("calibration.note.mechanisms", {"names": listed})
    if _factors(risks) != (1.0, 1.0, 1.0):
        yield Message("calibration.note.factors")


def _factors(risks: Risks) -> tuple[float, float, float]:
    return risks.approval_latency_factor, risks.handoff_factor, risks.rework_factor
