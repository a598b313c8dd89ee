"""What has happened by a status date: where the steps of a plan stand, read from tables and event logs."""

from scenarios.actuals.checks import check_actuals
from scenarios.actuals.events import actuals_of
from scenarios.actuals.planned import as_planned
from scenarios.actuals.reading import read_actuals
from scenarios.actuals.table import COLUMNS, actuals_csv
from scenarios.actuals.values import Actuals, StepActual

__all__ = [
    "COLUMNS",
    "Actuals",
    "StepActual",
    "actuals_csv",
    "actuals_of",
    "as_planned",
    "check_actuals",
    "read_actuals",
]
