"""Launches of campaigns, and what decides them, as tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from scenarios.i18n import Message
from scenarios.summary import LaunchQuantile
from scenarios.text.report import Cell, Heading, Report
from simulation.answers.campaigns import CampaignProfile
from simulation.answers.reports.cells import days, number, rest, share, words

LAUNCHES = (
    Heading("campaign", "text"),
    Heading("target_day", "text"),
    Heading("launch_p50", "text"),
    Heading("launch_p80", "text"),
    Heading("launch_p95", "text"),
    Heading("on_time_probability"),
    Heading("critical_stage"),
)
STAGES = (
    Heading("stage", "text"),
    Heading("criticality"),
    Heading("cruciality"),
    Heading("stage_days"),
    Heading("chain_days"),
)
CHAIN = (Heading("chain_cause", "text"), Heading("chain_days"))


def launch_report(profiles: Sequence[CampaignProfile]) -> Report:
    """A row for every campaign."""
    rows = tuple(
        (
            one.label.texts(),
            _day(one.target),
            *(_quantile(quantile) for quantile in one.launch),
            share(one.on_time),
            one.stages[0].label.texts() if one.stages else None,
        )
        for one in profiles
    )
    notes = (
        (Message("answers.launch.note"), rest(profiles[0].replications, profiles[0].on_time.confidence))
        if profiles
        else ()
    )
    return Report(Message("answers.launch.title"), LAUNCHES, rows, notes)


def stage_report(profile: CampaignProfile) -> Report:
    """A row for every stage of one campaign, the most critical first."""
    rows = tuple(
        (
            one.label.texts(),
            share(one.criticality),
            number(one.cruciality),
            days(one.duration_days),
            days(one.chain_days),
        )
        for one in profile.stages
    )
    note = Message("answers.stages.note", {"logged": profile.logged})
    title = Message("answers.stages.title", {"campaign": profile.label.texts()})
    return Report(title, STAGES, rows, (note,))


def chain_report(profile: CampaignProfile) -> Report:
    """Where the time from the release to the launch went, and who it waited for."""
    rows = [(Message(f"answers.link.{one.cause}"), days(one.days)) for one in profile.chain]
    rows += [
        (Message("answers.link.holder", {"person": one.label.texts()}), days(one.days))
        for one in profile.holders
    ]
    title = Message("answers.chain.title", {"campaign": profile.label.texts()})
    note = Message("answers.chain.note", {"logged": profile.logged})
    return Report(title, CHAIN, tuple(rows), (note,))


def _quantile(found: LaunchQuantile) -> Cell:
    """A day with the days that enclose it."""
    if found.moment is None:
        return Message("answers.never")
    low, high = (
        words(Message("answers.open") if end is None else _day(end)) for end in (found.low, found.high)
    )
    return Message("answers.estimate", {"value": _day(found.moment), "low": low, "high": high})


def _day(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%d")
