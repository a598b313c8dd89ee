"""Calibration scored on cases that it has not seen: the last third by date, beside the scenario as it was.

Only what had ended when the first held-back case began is learned from. The document's durations and the fitted ones
are then forecasts of the held-back visits, and both scenarios forecast lead times by simulating the held-back cases
(with those that were under way) through the team.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scenarios.document import Scenario
from scenarios.errors import DocumentError, Location, Problem
from scenarios.history import History
from scenarios.i18n import Message
from scenarios.progress import Cancellation, Cancelled, Progress, never, part, silent
from scenarios.text.report import Cell, Heading, Report, Reported
from simulation.calibration.binding import BoundHistory, bind
from simulation.calibration.calibrate import DEFAULTS, calibrate
from simulation.calibration.forecasts import forecast
from simulation.calibration.handoffs import gaps
from simulation.calibration.measures import Stopwatch
from simulation.calibration.replay import Arrival, lead_times
from simulation.calibration.result import Calibration, FittedDuration
from simulation.calibration.scores import BINS, LEVELS, Forecast, Scores, scored
from simulation.calibration.settings import CalibrationSettings

HELD_BACK = 1 / 3
FEWEST_CASES = 6
REPLICATIONS = 100


@dataclass(frozen=True)
class HoldOut(Reported):
    """Scores of a scenario before and after calibration, on the cases that were held back."""

    calibration: Calibration
    """From the earlier cases alone."""
    held_back: int
    stages_before: Scores | None
    stages_after: Scores | None
    """Efforts, sign-offs, waits and hand-offs that vary; None where none was fitted."""
    leads_before: Scores | None
    leads_after: Scores | None
    """Working hours from the first to the last minute of a case; None where no held-back case was completed."""
    notes: tuple[Message, ...] = ()

    def _listed(self) -> list[tuple[str, Scores]]:
        named = {
            "calibration.scores.stages_before": self.stages_before,
            "calibration.scores.stages_after": self.stages_after,
            "calibration.scores.leads_before": self.leads_before,
            "calibration.scores.leads_after": self.leads_after,
        }
        return [(key, scores) for key, scores in named.items() if scores is not None]

    def report(self) -> Report:
        """Coverage of the central intervals and CRPS, before and after."""
        headings = (
            Heading("forecast", "text"),
            Heading("observations", "count"),
            *(Heading(f"coverage_{round(100 * level)}", "share") for level in LEVELS),
            Heading("crps"),
        )
        rows: list[tuple[Cell, ...]] = [
            (Message(key), scores.count, *(share.value for share in scores.coverage), scores.crps)
            for key, scores in self._listed()
        ]
        values = {"held": self.held_back, "seen": self.calibration.cases}
        title = Message("calibration.scores.title", values)
        return Report(title, headings, tuple(rows), (*self.notes, Message("calibration.scores.reading")))

    def pit_report(self) -> Report:
        """The PIT histograms: a row for each tenth, a column for each forecast."""
        listed = self._listed()
        headings = (
            Heading("tenth", "text"),
            *(Heading(key.rpartition(".")[2], "count") for key, _ in listed),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (f"{place / BINS:.1f}-{(place + 1) / BINS:.1f}", *(scores.pit[place] for _, scores in listed))
            for place in range(BINS)
        )
        return Report(Message("calibration.pit.title"), headings, rows, (Message("calibration.pit.reading"),))


def score_held_back(
    scenario: Scenario,
    history: History,
    *,
    settings: CalibrationSettings = DEFAULTS,
    share: float = HELD_BACK,
    replications: int = REPLICATIONS,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> HoldOut:
    """Calibrate on the earlier cases, and score the scenario before and after on the later ones.

    Args:
        scenario: as for `calibrate`.
        history: as for `calibrate`; at least six cases.
        settings: as for `calibrate`.
        share: of the cases, by the date of their first start, that is held back.
        replications: of the simulation that forecasts lead times.
        progress: told after each part.
        cancelled: asked between parts.

    Raises:
        DocumentError: as for `calibrate`, or too few cases.
        SimulationError: some work of the workflow can never be done.
        Cancellation: it was cancelled.
    """
    bound = bind(scenario, history, settings)
    held = _held_back(bound, share)
    calibration = calibrate(
        scenario,
        _earlier(bound, held[0]),
        settings=settings,
        progress=part(progress, 0.0, 0.5),
        cancelled=cancelled,
    )
    observed, complete = _observed(bound, frozenset(held)), _complete(bound, held)
    stages, leads = [], []
    for number, one in enumerate((scenario, calibration.calibrated())):
        progress(0.5 + number / 4, Message("calibration.progress.replay"))
        if cancelled():
            raise Cancellation
        forecasts = _forecasts(calibration.durations, observed, fitted=number == 1)
        stages.append(scored(forecasts, settings.confidence))
        leads.append(_leads(bound, one, held[0], complete, replications, settings))
    return HoldOut(calibration, len(held), stages[0], stages[1], leads[0], leads[1], _notes(held, complete))


def _held_back(bound: BoundHistory, share: float) -> list[str]:
    """The last cases by their first start."""
    cases = list(bound.cases)
    if len(cases) < FEWEST_CASES:
        values = {"count": len(cases), "least": FEWEST_CASES}
        raise DocumentError([Problem("history_too_few_cases", (), values, Location(bound.history.source))])
    return cases[-max(1, round(share * len(cases))) :]


def _leads(
    bound: BoundHistory,
    scenario: Scenario,
    first: str,
    complete: Mapping[str, float],
    replications: int,
    settings: CalibrationSettings,
) -> Scores | None:
    """Scores of the lead times that a scenario forecasts; None where no held-back case was completed."""
    if not complete:
        return None
    arrivals = _arrivals(bound, first, complete)
    hours = lead_times(scenario, bound.workflow.id, list(arrivals.values()), replications, settings.seed)
    rows = dict(zip(arrivals, hours, strict=True))
    return scored([(rows[case], came) for case, came in complete.items()], settings.confidence)


def _earlier(bound: BoundHistory, first: str) -> History:
    """What had ended when the case ``first`` began."""
    moment = bound.cases[first][0].visit.start
    visits = tuple(visit for visit in bound.history.visits if visit.end <= moment)
    if not visits:
        raise DocumentError([Problem("history_empty", location=Location(bound.history.source))])
    return History(bound.history.source, visits, bound.history.notes)


def _observed(bound: BoundHistory, held: frozenset[str]) -> dict[tuple[str, str], list[float]]:
    """Hours of the held-back cases by kind and subject, as a calibration names them."""
    later = BoundHistory(
        bound.scenario,
        bound.workflow,
        bound.history,
        {case: visits for case, visits in bound.cases.items() if case in held},
        bound.past,
    )
    watch, found = Stopwatch(later), dict[tuple[str, str], list[float]]()
    for number, stage in enumerate(bound.workflow.stages):
        if stage.kind == "work":
            hours = [effort.hours for effort in watch.efforts(number) if effort.visit.number == 0]
            found["effort", stage.id] = hours
        elif stage.kind == "wait":
            found["wait", stage.id] = watch.waits(number)
        else:
            for approver, hours in watch.sign_offs(number).items():
                subject = approver if stage.latency is None else stage.id
                found.setdefault(("approval", subject), []).extend(hours)
    for gap in gaps(bound):
        if gap.seen and gap.case in held:
            found.setdefault(("handoff", gap.link), []).append(gap.hours)
    return found


def _forecasts(
    durations: Sequence[FittedDuration], observed: Mapping[tuple[str, str], list[float]], *, fitted: bool
) -> Iterator[Forecast]:
    for one in durations:
        if one.distribution.family == "constant":
            continue  # What never varies says nothing about intervals.
        sample = forecast(one.after if fitted else one.before)
        for hours in observed.get((one.kind, one.subject), ()):
            yield sample, hours


def _complete(bound: BoundHistory, held: Sequence[str]) -> dict[str, float]:
    """Working hours from the first to the last minute of the held-back cases that reached every last stage."""
    visited = {visit.stage for visit in bound.visits}
    last = {stage for stage in visited if bound.descendants[stage] & visited == {stage}}
    found = {}
    for case in held:
        visits = [visit.visit for visit in bound.cases[case]]
        if last <= {visit.stage for visit in bound.cases[case]}:
            end = max(visit.end for visit in visits)
            found[case] = bound.past.hours(bound.past.shared, visits[0].start, end)
    return found


def _arrivals(bound: BoundHistory, first: str, complete: Mapping[str, float]) -> dict[str, Arrival]:
    """The held-back cases, and those before them that were still under way when the first of them began."""
    moment = bound.cases[first][0].visit.start
    return {
        case: Arrival(visits[0].visit.start, visits[0].visit.size)
        for case, visits in bound.cases.items()
        if case in complete or max(visit.visit.end for visit in visits) >= moment
    }


def _notes(held: Sequence[str], complete: Mapping[str, float]) -> tuple[Message, ...]:
    missing = len(held) - len(complete)
    return (Message("calibration.scores.incomplete", {"count": missing}),) if missing else ()
