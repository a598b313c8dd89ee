"""One replication as a story in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scenarios.i18n import Message
from scenarios.text.report import Cell, Heading, Report
from simulation.answers.replay import CampaignStory, Replay, Told
from simulation.answers.reports.cells import words

HEADINGS = (Heading("told_from", "text"), Heading("told_to", "text"), Heading("told_what", "text"))


def replay_reports(found: Replay) -> tuple[Report, ...]:
    """A chain for every campaign, and its full story where it was asked for."""
    first = _which(found)
    reports: list[Report] = []
    for one in found.stories:
        values: dict[str, str | int | float | Mapping[str, str]] = {
            "campaign": one.label.texts(),
            "number": found.number,
        }
        reports.append(
            Report(Message("answers.replay.chain", values), HEADINGS, _rows(one.chain), (first, _end(one)))
        )
        if one.story:
            reports.append(Report(Message("answers.replay.story", values), HEADINGS, _rows(one.story)))
    return tuple(reports)


def _which(found: Replay) -> Message:
    values: dict[str, str | int | float | Mapping[str, str]] = {
        "number": found.number,
        "replications": found.replications,
    }
    if found.choice is None:
        return Message("answers.replay.number", values)
    place = words(Message(f"answers.place.{found.choice.which}"))
    judged = words(Message(f"answers.judged.{found.choice.judged_by}"))
    return Message("answers.replay.chosen", {**values, "place": place, "judged": judged})


def _end(one: CampaignStory) -> Message:
    target = one.target.strftime("%Y-%m-%d %H:%M")
    if one.launch is None:
        return Message("answers.replay.never", {"target": target})
    key = "late" if one.launch > one.target else "in_time"
    return Message(
        f"answers.replay.{key}", {"target": target, "launch": one.launch.strftime("%Y-%m-%d %H:%M")}
    )


def _rows(told: Iterable[Told]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (one.first.strftime("%Y-%m-%d %H:%M"), one.last.strftime("%Y-%m-%d %H:%M"), one.message)
        for one in told
    )
