"""The door: a scenario and a history to a `Calibration`."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.document import Scenario
from scenarios.history import History
from scenarios.i18n import Message
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent
from scenarios.statistics import proportion
from simulation.calibration.binding import BoundHistory, bind
from simulation.calibration.efforts import fitted_efforts
from simulation.calibration.elapsed import fitted_handoffs, fitted_sign_offs, fitted_waits
from simulation.calibration.handoffs import Gap, gaps
from simulation.calibration.measures import Stopwatch
from simulation.calibration.remarks import remarks
from simulation.calibration.result import Calibration, FittedDuration, FittedRework
from simulation.calibration.rework import Loop, Trials, loops, repeat_ratio, trials
from simulation.calibration.settings import CalibrationSettings

PRIOR_CASES = 2
"""Judged results that the document's own probability of rework counts for."""
EVEN = 0.5
"""Prior probability where the document has no rule: Laplace's."""
DEFAULTS = CalibrationSettings()


def calibrate(
    scenario: Scenario,
    history: History,
    *,
    settings: CalibrationSettings = DEFAULTS,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Calibration:
    """Fit the durations, the rework and the hand-offs of a workflow to what happened.

    Args:
        scenario: whose workflow, people and calendars the history is read by.
        history: finished visits, see `scenarios.history`.
        settings: what is fitted, and how.
        progress: told after each part.
        cancelled: asked before each part.

    Raises:
        DocumentError: activities that are no stages (each with its first line), or no workflow that fits.
        Cancellation: it was cancelled.
    """
    bound = bind(scenario, history, settings)
    watch = Stopwatch(bound)
    crossings, returns = gaps(bound), loops(bound)
    durations: list[FittedDuration] = []
    for number, part in enumerate(_parts(bound, watch, crossings, settings)):
        progress(number / 4, Message("calibration.progress"))
        if cancelled():
            raise Cancellation
        durations += part
    reworks = tuple(
        _rework(bound, watch, one, returns, settings) for one in trials(bound, returns, settings.rejected)
    )
    return Calibration(
        scenario=scenario,
        workflow=bound.workflow.id,
        source=history.source,
        cases=len(bound.cases),
        visits=len(bound.visits),
        confidence=settings.confidence,
        seed=settings.seed,
        durations=tuple(durations),
        reworks=reworks,
        notes=(*history.notes, *remarks(bound, watch, crossings, durations, reworks)),
    )


def _parts(
    bound: BoundHistory, watch: Stopwatch, crossings: list[Gap], settings: CalibrationSettings
) -> Iterator[tuple[FittedDuration, ...]]:
    yield ()
    yield fitted_efforts(bound, watch, settings)
    yield (*fitted_sign_offs(bound, watch, settings), *fitted_waits(bound, watch, settings))
    yield tuple(fitted_handoffs(bound, crossings, settings))


def _rework(
    bound: BoundHistory, watch: Stopwatch, found: Trials, returns: list[Loop], settings: CalibrationSettings
) -> FittedRework:
    stages = bound.workflow.stages
    stage, target, rule = stages[found.stage], stages[found.target], stages[found.stage].rework
    prior = EVEN if rule is None else rule.probability
    after = (found.rejected + PRIOR_CASES * prior) / (found.judged + PRIOR_CASES)
    within = bound.descendants[found.target]
    alone = all(loop.cause == found.stage for loop in returns if within & bound.descendants[loop.target])
    ratio = (
        repeat_ratio(
            bound,
            watch,
            within,
            settings.confidence,
            settings.resamples,
            settings.seed,
        )
        if alone
        else None
    )
    return FittedRework(
        stage=stage.id,
        target=target.id,
        name=stage.name.texts(),
        probability=proportion(found.rejected, found.judged, settings.confidence),
        before=rule.probability if rule else None,
        after=after,
        repeat=ratio,
        repeat_before=rule.repeat_effort if rule else None,
        by_outcome=found.by_outcome,
    )
