"""Answers as tables and sentences."""

from optimizer.inquiry.reports.late import late_reports
from optimizer.inquiry.reports.plan import PlanReports
from optimizer.inquiry.reports.team import team_reports
from optimizer.inquiry.reports.worth import worth_report

__all__ = ["PlanReports", "late_reports", "team_reports", "worth_report"]
