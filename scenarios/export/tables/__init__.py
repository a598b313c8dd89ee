"""The tables of a record and of a comparison."""

from scenarios.export.table import Table
from scenarios.export.tables.campaigns import campaigns
from scenarios.export.tables.compared import bridges, changes, measures
from scenarios.export.tables.context import Context
from scenarios.export.tables.headline import headline
from scenarios.export.tables.money import money
from scenarios.export.tables.reasons import bindings, cells, terms
from scenarios.export.tables.split import budget, split_by_channel, split_by_period, split_change, split_lines
from scenarios.export.tables.work import load, schedule, staff

__all__ = [
    "Context",
    "Table",
    "bindings",
    "bridges",
    "budget",
    "campaigns",
    "cells",
    "changes",
    "headline",
    "load",
    "measures",
    "money",
    "schedule",
    "split_by_channel",
    "split_by_period",
    "split_change",
    "split_lines",
    "staff",
    "terms",
]
