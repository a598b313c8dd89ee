"""What a planner asks of a simulation: who and what delays, what would help, and how it went, step by step.

Every answer is a function of a document, a plan and settings to an immutable value; `simulation.answers.reports` makes
tables of them. Answers that compare run both sides on the same draws.
"""

from simulation.answers.absence import BusFactor, bus_factor
from simulation.answers.bottleneck import Bottlenecks, bottlenecks
from simulation.answers.campaigns import CampaignProfile, campaign_profiles
from simulation.answers.causes import Cause, contention_by_skill, standard_causes
from simulation.answers.delay import Attribution, attribute_delay
from simulation.answers.express import Express, express_externality
from simulation.answers.replay import Choice, Replay, replay, replay_events
from simulation.answers.sample import NothingRuns
from simulation.answers.shocks import NamedShock, standard_shocks
from simulation.answers.stress import StressMatrix, stress_matrix
from simulation.answers.targets import Attainment, Wanted, attainment, outcome_alerts
from simulation.answers.team import team_profile
from simulation.answers.team_values import TeamProfile

__all__ = [
    "Attainment",
    "Attribution",
    "Bottlenecks",
    "BusFactor",
    "CampaignProfile",
    "Cause",
    "Choice",
    "Express",
    "NamedShock",
    "NothingRuns",
    "Replay",
    "StressMatrix",
    "TeamProfile",
    "Wanted",
    "attainment",
    "attribute_delay",
    "bottlenecks",
    "bus_factor",
    "campaign_profiles",
    "contention_by_skill",
    "express_externality",
    "outcome_alerts",
    "replay",
    "replay_events",
    "standard_causes",
    "standard_shocks",
    "stress_matrix",
    "team_profile",
]
