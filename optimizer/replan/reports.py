"""A replan as tables: what becomes of the campaigns, what changes and why, what could not be held."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.replan.changes import Change
from optimizer.replan.result import Replan, Total
from optimizer.replan.smallest import Restoration
from scenarios.document.scenario import Scenario
from scenarios.i18n import LANGUAGES, Message
from scenarios.names import Names
from scenarios.text.report import Cell, Heading, Report, money_text

COURSES = (
    Heading("replan_course", "text"),
    Heading("replan_loss", "money"),
    Heading("replan_changes", "count"),
    Heading("replan_price", "money"),
    Heading("replan_total", "money"),
)
CAMPAIGNS = (
    Heading("campaign", "text"),
    Heading("target_day", "text"),
    Heading("launch_planned", "text"),
    Heading("launch_nothing", "text"),
    Heading("launch_replanned", "text"),
    Heading("loss_planned", "money"),
    Heading("loss_nothing", "money"),
    Heading("loss_replanned", "money"),
)
CHANGES = (
    Heading("campaign", "text"),
    Heading("stage", "text"),
    Heading("replan_what", "text"),
    Heading("before", "text"),
    Heading("after", "text"),
    Heading("replan_price", "money"),
    Heading("replan_why", "text"),
)
FREED = (Heading("campaign", "text"), Heading("stage", "text"), Heading("replan_why", "text"))
PROMISES = (
    Heading("campaign", "text"),
    Heading("replan_promised", "text"),
    Heading("launch_nothing", "text"),
    Heading("launch_replanned", "text"),
)


def replan_reports(found: Replan) -> tuple[Report, ...]:
    """What a replan comes to, campaign by campaign and change by change."""
    words = _Words(found.scenario)
    reports = [_courses(found), words.campaigns(found)]
    if found.changes:
        reports.append(words.changes(found.changes))
    if found.freed:
        reports.append(words.freed(found))
    return tuple(reports)


def restoration_reports(found: Restoration) -> tuple[Report, ...]:
    """The smallest change that restores promises, and the plan that it makes."""
    if found.replan is None:
        return ()
    words = _Words(found.replan.scenario)
    return (words.promises(found), *replan_reports(found.replan))


def _courses(found: Replan) -> Report:
    rows = [_course("nothing", found.nothing)]
    if found.outcome == "replanned":
        rows.append(_course("replanned", found.after))
    notes = [Message(f"replan.outcome.{found.outcome}")]
    if found.proof.bound is not None and found.outcome != "as_planned":
        notes.append(Message("replan.note.bound", {"bound": money_text(round(found.proof.bound))}))
    if found.most_changes is not None:
        forced = found.nothing.changes
        key = "replan.note.limit_forced" if forced > found.most_changes else "replan.note.limit"
        notes.append(Message(key, {"most": found.most_changes, "forced": forced}))
    title = Message("replan.title", {"date": found.status_date.isoformat()})
    return Report(title, COURSES, tuple(rows), tuple(notes))


def _course(name: str, total: Total) -> tuple[Cell, ...]:
    return (Message(f"replan.course.{name}"), total.loss, total.changes, total.price, total.total)


class _Words:
    """Puts identifiers and minutes into words."""

    def __init__(self, scenario: Scenario) -> None:
        self._names = Names(scenario)
        self._moment = scenario.horizon.moment

    def campaigns(self, found: Replan) -> Report:
        rows = [
            (
                self._job(one.campaign),
                self._time(one.target),
                self._time(one.launch_before),
                self._time(one.launch_nothing),
                self._time(one.launch_after),
                one.loss_before,
                one.loss_nothing,
                one.loss_after,
            )
            for one in found.campaigns
        ]
        return Report(Message("replan.campaigns"), CAMPAIGNS, tuple(rows))

    def changes(self, changes: Sequence[Change]) -> Report:
        rows = [
            (
                self._job(one.job),
                self._step(one.job, one.step),
                Message(f"replan.kind.{one.kind}"),
                self._people(one.people_before) if one.kind == "person" else self._time(one.moment_before),
                self._people(one.people_after) if one.kind == "person" else self._time(one.moment_after),
                one.price,
                Message(f"replan.why.{one.why}"),
            )
            for one in changes
        ]
        return Report(Message("replan.changes"), CHANGES, tuple(rows), (Message("replan.note.earlier"),))

    def freed(self, found: Replan) -> Report:
        rows = [
            (self._job(one.job), self._step(one.job, one.step), Message(f"replan.freed.{one.reason}"))
            for one in found.freed
        ]
        return Report(Message("replan.freed"), FREED, tuple(rows))

    def promises(self, found: Restoration) -> Report:
        rows = [
            (
                self._job(one.campaign),
                self._time(one.promised),
                self._time(one.launch_nothing),
                self._time(one.launch_after),
            )
            for one in found.promises
        ]
        return Report(Message("replan.promises"), PROMISES, tuple(rows), tuple(_proofs(found)))

    def _job(self, job: str) -> Cell:
        campaign, _, period = job.partition("/")
        label = self._names.campaigns[campaign].texts()
        return Message("replan.flight", {"campaign": label, "period": int(period) + 1}) if period else label

    def _step(self, job: str, step: str) -> Cell:
        return self._names.step(job.partition("/")[0], step).texts()

    def _people(self, people: Sequence[str]) -> Cell:
        labels = [self._names.people[person].texts() for person in people if person in self._names.people]
        joint = {"en": ", ", "zh": "、"}
        return {language: joint[language].join(label[language] for label in labels) for language in LANGUAGES}

    def _time(self, minute: int | None) -> Cell:
        return None if minute is None else self._moment(minute).strftime("%Y-%m-%d %H:%M")


def _proofs(found: Restoration) -> list[Message]:
    values = {
        "changes": round(found.proof.value or 0),
        "bound": round(found.proof.bound or 0),
        "days": found.extra_days,
        "least": found.least_extra_days,
        "most": found.most_changes or 0,
    }
    proven = found.proof.bound is not None and found.proof.value == found.proof.bound
    key = f"{found.outcome}_proven" if found.outcome in {"restored", "too_many"} and proven else found.outcome
    notes = [Message(f"replan.restore.{key}", values)]
    if found.changes_without_window is not None:
        notes.append(Message("replan.restore.thawed", {"changes": found.changes_without_window}))
    return notes
