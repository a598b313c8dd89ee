"""What experiments found, as tables for a terminal, the app and JSON."""

from simulation.experiments.reports.alternatives import paired_report, ranking_report
from simulation.experiments.reports.assumptions import screening_report, sobol_report
from simulation.experiments.reports.precision import control_report, warm_up_report
from simulation.experiments.reports.streamed import launch_report, summary_report

__all__ = [
    "control_report",
    "launch_report",
    "paired_report",
    "ranking_report",
    "screening_report",
    "sobol_report",
    "summary_report",
    "warm_up_report",
]
