"""Times that merely elapse: sign-offs, waits and hand-offs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from scenarios.document import Duration, Stage
from scenarios.statistics import mean
from simulation.calibration.binding import BoundHistory
from simulation.calibration.choice import choose
from simulation.calibration.handoffs import DEFAULT, Gap
from simulation.calibration.measures import Stopwatch, is_elapsed
from simulation.calibration.result import FittedDuration, Kind
from simulation.calibration.settings import CalibrationSettings

FEWEST = 2


def fitted_waits(
    bound: BoundHistory, watch: Stopwatch, settings: CalibrationSettings
) -> Iterator[FittedDuration]:
    """Every wait that was visited at least twice."""
    for number, stage in enumerate(bound.workflow.stages):
        if stage.kind == "wait" and stage.latency is not None:
            path = f"workflows[{bound.workflow.id}].stages[{stage.id}].latency"
            hours = watch.waits(number)
            yield from _fitted("wait", stage.id, stage.name.texts(), path, stage.latency, hours, settings)


def fitted_sign_offs(
    bound: BoundHistory, watch: Stopwatch, settings: CalibrationSettings
) -> Iterator[FittedDuration]:
    """Every approver whose own sign-offs are seen, over all stages; a stage with a latency of its own by itself."""
    by_approver: dict[str, list[float]] = {}
    for number, stage in enumerate(bound.workflow.stages):
        if stage.kind != "approval" or not is_elapsed(stage, bound.scenario):
            continue
        found = watch.sign_offs(number)
        if stage.latency is None:
            for approver, hours in found.items():
                by_approver.setdefault(approver, []).extend(hours)
        else:
            yield from _own_latency(bound, stage, stage.latency, found, settings)
    for one in bound.scenario.organisation.approvers:
        hours = by_approver.get(one.id, [])
        path = f"organisation.approvers[{one.id}].latency"
        yield from _fitted("approval", one.id, one.name.texts(), path, one.latency, hours, settings)


def _own_latency(
    bound: BoundHistory,
    stage: Stage,
    latency: Duration,
    found: dict[str, list[float]],
    settings: CalibrationSettings,
) -> Iterator[FittedDuration]:
    path = f"workflows[{bound.workflow.id}].stages[{stage.id}].latency"
    hours = [hour for each in found.values() for hour in each]
    yield from _fitted("approval", stage.id, stage.name.texts(), path, latency, hours, settings)


def fitted_handoffs(
    bound: BoundHistory, gaps: Sequence[Gap], settings: CalibrationSettings
) -> Iterator[FittedDuration]:
    """Every entry of the document that hand-offs without waiting are seen of."""
    handoff = bound.scenario.organisation.handoff
    entries: dict[str, tuple[str, Duration, bool]] = {
        f"{one.source}->{one.target}": (
            f"organisation.handoff.between[{one.source}->{one.target}].delay",
            one.delay,
            (one.meeting or handoff.meeting) is None,
        )
        for one in handoff.between
    }
    entries[DEFAULT] = ("organisation.handoff.default", handoff.default, handoff.meeting is None)
    for link, (path, before, free) in entries.items():
        own = [gap for gap in gaps if gap.link == link]
        seen = [gap.hours for gap in own if gap.seen]
        if free and own:
            whole = mean(np.array([gap.hours for gap in own]), settings.confidence)
            name = {"en": link, "zh": link if link != DEFAULT else "默认"}
            for fit in _fitted("handoff", link, name, path, before, seen, settings):
                yield FittedDuration(
                    fit.kind, link, name, path, before, fit.after, fit.distribution, fit.mean, gap=whole
                )


def _fitted(
    kind: Kind,
    subject: str,
    name: dict[str, str],
    path: str,
    before: Duration,
    hours: Sequence[float],
    settings: CalibrationSettings,
) -> Iterator[FittedDuration]:
    if len(hours) < FEWEST:
        return
    found = choose(
        np.array(hours),
        f"{kind}/{subject}",
        families=settings.families,
        confidence=settings.confidence,
        resamples=settings.resamples,
        seed=settings.seed,
    )
    yield FittedDuration(kind, subject, name, path, before, found.duration, found, found.mean)
