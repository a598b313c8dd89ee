"""Answers as tables with remarks, for the console and the app."""

from simulation.answers.reports.campaigns import chain_report, launch_report, stage_report
from simulation.answers.reports.delay import attribution_report
from simulation.answers.reports.remedies import bottleneck_report, bus_report, express_report
from simulation.answers.reports.replay import replay_reports
from simulation.answers.reports.stress import attainment_report, stress_report
from simulation.answers.reports.team import team_reports

__all__ = [
    "attainment_report",
    "attribution_report",
    "bottleneck_report",
    "bus_report",
    "chain_report",
    "express_report",
    "launch_report",
    "replay_reports",
    "stage_report",
    "stress_report",
    "team_reports",
]
