"""The scenario document: what a user writes down about money, work and people.

Field rules stand in the types of this package; rules that look at several parts of a document at once stand in
`scenarios.checks`.
"""

from scenarios.document.base import DateSpan, Label, Value
from scenarios.document.budget import Budget, FixedCost, GroupBudget, LineBudget
from scenarios.document.calendar import Meeting, PersonCalendar, WorkingCalendar
from scenarios.document.campaigns import Campaign, CampaignChannel, CustomerValue, Lateness, LaunchWindow
from scenarios.document.carry_over import (
    BinomialCarryOver,
    CarryOver,
    DelayedCarryOver,
    GeometricCarryOver,
    WeibullCdfCarryOver,
    WeibullPdfCarryOver,
    WeightsCarryOver,
)
from scenarios.document.channels import Channel, ChannelBenchmarks, RateTier, SkillHours
from scenarios.document.curves import (
    Curve,
    HillCurve,
    LogisticCurve,
    MichaelisMentenCurve,
    NegativeExponentialCurve,
    PowerCurve,
    SigmoidCurve,
    TabulatedCurve,
)
from scenarios.document.draws import ParameterDraws
from scenarios.document.durations import Duration
from scenarios.document.flighting import Flighting, PeriodTier
from scenarios.document.goals import Kpi
from scenarios.document.horizon import Horizon
from scenarios.document.objective import Objective
from scenarios.document.organisation import (
    Approver,
    Department,
    Escalation,
    Handoff,
    HandoffBetween,
    Organisation,
    Person,
    Skill,
    Team,
)
from scenarios.document.risks import Absence, ChangeControl, ChangeRequests, Risks, Shock, UrgentRequests
from scenarios.document.rules import (
    ChangeLimit,
    Commitment,
    ExclusiveRule,
    Package,
    RequiredChannel,
    Rules,
    Scoped,
)
from scenarios.document.scenario import Scenario
from scenarios.document.settings import PlanningSettings, Settings, SimulationSettings, SolverSettings
from scenarios.document.staffing import Freelance, Hiring, Overtime, Rotation, Staffing, Training
from scenarios.document.streams import Stream
from scenarios.document.workflows import Escape, Reuse, Rework, Stage, Workflow

__all__ = [
    "Absence",
    "Approver",
    "BinomialCarryOver",
    "Budget",
    "Campaign",
    "CampaignChannel",
    "CarryOver",
    "ChangeControl",
    "ChangeLimit",
    "ChangeRequests",
    "Channel",
    "ChannelBenchmarks",
    "Commitment",
    "Curve",
    "CustomerValue",
    "DateSpan",
    "DelayedCarryOver",
    "Department",
    "Duration",
    "Escalation",
    "Escape",
    "ExclusiveRule",
    "FixedCost",
    "Flighting",
    "Freelance",
    "GeometricCarryOver",
    "GroupBudget",
    "Handoff",
    "HandoffBetween",
    "HillCurve",
    "Hiring",
    "Horizon",
    "Kpi",
    "Label",
    "Lateness",
    "LaunchWindow",
    "LineBudget",
    "LogisticCurve",
    "Meeting",
    "MichaelisMentenCurve",
    "NegativeExponentialCurve",
    "Objective",
    "Organisation",
    "Overtime",
    "Package",
    "ParameterDraws",
    "PeriodTier",
    "Person",
    "PersonCalendar",
    "PlanningSettings",
    "PowerCurve",
    "RateTier",
    "RequiredChannel",
    "Reuse",
    "Rework",
    "Risks",
    "Rotation",
    "Rules",
    "Scenario",
    "Scoped",
    "Settings",
    "Shock",
    "SigmoidCurve",
    "SimulationSettings",
    "Skill",
    "SkillHours",
    "SolverSettings",
    "Staffing",
    "Stage",
    "Stream",
    "TabulatedCurve",
    "Team",
    "Training",
    "UrgentRequests",
    "Value",
    "WeibullCdfCarryOver",
    "WeibullPdfCarryOver",
    "WeightsCarryOver",
    "Workflow",
    "WorkingCalendar",
]
