"""What changes would gain, what absence would lose, what requests cost the others: tables of paired differences."""

from __future__ import annotations

from scenarios.i18n import Message
from scenarios.text.report import Cell, Heading, Report
from simulation.answers.absence import BusFactor, Loss
from simulation.answers.bottleneck import Bottlenecks, Gain
from simulation.answers.differences import Difference, Level
from simulation.answers.express import Express, Externality
from simulation.answers.reports.cells import days, listed, money, number, rest, share, words

CHANGES = (
    Heading("change_launch_days"),
    Heading("change_late_days"),
    Heading("change_on_time"),
    Heading("change_net_value"),
)
REMEDIES = (Heading("remedy", "text"), *CHANGES, Heading("pay", "money"))
ABSENCES = (Heading("absent_person", "text"), *CHANGES, Heading("not_launched"), Heading("only_one", "count"))
STREAMS = (
    Heading("stream", "text"),
    Heading("requests"),
    Heading("days_each"),
    Heading("money_each"),
    Heading("brings_each"),
    Heading("lead_without"),
    Heading("lead_with"),
    Heading("lead_change"),
)


def bottleneck_report(found: Bottlenecks) -> Report:
    """A row for every remedy, the best first."""
    notes = [_base(found.base), Message("answers.remedy.gates")]
    kinds = {one.kind for one in found.gains}
    if "person" in kinds and len(kinds) > 1:
        notes.insert(0, _verdict(found))
    if found.by_due_date:
        notes.append(Message("answers.remedy.by_due_date"))
    notes.append(rest(found.replications, found.confidence))
    rows = tuple((one.label, *changes(one.change), one.pay or None) for one in found.gains)
    return Report(Message("answers.remedy.title"), REMEDIES, rows, tuple(notes))


def _verdict(found: Bottlenecks) -> Message:
    def best(*, person: bool) -> Gain:
        return next(one for one in found.gains if (one.kind == "person") == person)

    process, person = best(person=False), best(person=True)
    key = "process_first" if found.process_first else "person_first"
    return Message(
        f"answers.remedy.{key}", {"process": listed([process.label]), "person": listed([person.label])}
    )


def bus_report(found: BusFactor) -> Report:
    """A row for every person, the greatest loss first."""
    rows = tuple(
        (one.label.texts(), *changes(one.change), number(one.not_launched), _only(one))
        for one in found.losses
    )
    values = {"first": found.days.first.isoformat(), "last": found.days.last.isoformat()}
    notes = [_base(found.base)]
    stuck = [one for one in found.losses if one.only_one]
    if stuck:
        names = [
            Message("answers.bus.only", {"person": one.label.texts(), "stages": _stages(one)})
            for one in stuck
        ]
        notes = [*names, *notes]
    return Report(
        Message("answers.bus.title", values),
        ABSENCES,
        rows,
        (*notes, rest(found.replications, found.confidence)),
    )


def _only(one: Loss) -> Cell:
    return len(one.only_one) or None


def _stages(one: Loss) -> dict[str, str]:
    names = list(dict.fromkeys(label for _, label in one.only_one))
    return {"en": ", ".join(label.en for label in names), "zh": "、".join(label.zh for label in names)}


def express_report(found: Express) -> Report:
    """A row for every stream of requests."""
    rows = tuple(_stream(one) for one in found.externalities)
    notes = (Message("answers.express.note"), rest(found.replications, found.confidence))
    title = Message("answers.express.title" if rows else "answers.express.none")
    return Report(title, STREAMS, rows, notes if rows else ())


def _stream(one: Externality) -> tuple[Cell, ...]:
    return (
        one.label.texts(),
        number(one.requests),
        days(one.days_each),
        money(one.money_each),
        money(one.brings_each),
        days(one.lead_without),
        days(one.lead_with),
        days(one.lead_change, signed=True),
    )


def changes(change: Difference) -> tuple[Cell, ...]:
    """The cells of a paired difference."""
    return (
        days(change.launch_days, signed=True),
        days(change.late_days, signed=True),
        share(change.on_time, signed=True),
        money(change.net_value),
    )


def _base(base: Level) -> Message:
    values = {
        "launch": words(days(base.launch_days)),
        "late": words(days(base.late_days)),
        "on_time": words(share(base.on_time)),
    }
    return Message("answers.note.base", values)
