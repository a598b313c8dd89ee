"""What happened before: event logs of work, from CSV, Jira's export and XES."""

from scenarios.history.columns import EXPORTED, EventColumns, JiraColumns
from scenarios.history.reading import Form, read_history
from scenarios.history.visits import VOID, History, Visit

__all__ = ["EXPORTED", "VOID", "EventColumns", "Form", "History", "JiraColumns", "Visit", "read_history"]
