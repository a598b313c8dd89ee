"""What an outcome says: launches, punctuality, waiting, load and money, each with its interval."""

from scenarios.summary.summarise import launch_quantile, summarise
from scenarios.summary.values import (
    LAUNCH_QUANTILES,
    VALUE_QUANTILES,
    CampaignSummary,
    LaunchQuantile,
    MoneySummary,
    OutcomeSummary,
    SkillLoad,
    StreamSummary,
    TeamSummary,
)

__all__ = [
    "LAUNCH_QUANTILES",
    "VALUE_QUANTILES",
    "CampaignSummary",
    "LaunchQuantile",
    "MoneySummary",
    "OutcomeSummary",
    "SkillLoad",
    "StreamSummary",
    "TeamSummary",
    "launch_quantile",
    "summarise",
]
