"""The whole scenario document."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scenarios.document.base import Date, Id, Label, Value
from scenarios.document.budget import Budget
from scenarios.document.calendar import WorkingCalendar
from scenarios.document.campaigns import Campaign
from scenarios.document.channels import Channel
from scenarios.document.goals import Kpi
from scenarios.document.horizon import Horizon
from scenarios.document.objective import Objective
from scenarios.document.organisation import Organisation
from scenarios.document.risks import Risks
from scenarios.document.rules import Rules
from scenarios.document.settings import Settings
from scenarios.document.staffing import Staffing
from scenarios.document.streams import Stream
from scenarios.document.workflows import Workflow

SCHEMA_VERSION = 1


class Scenario(Value):
    """Everything that a plan is made from. Two equal documents have equal `content_hash`."""

    mems: Literal[1]
    """Version of the schema."""
    id: Id
    name: Label
    description: Label | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "CNY"
    horizon: Horizon
    status_date: Date | None = None
    """The day on which the plan is made; the horizon's start by default."""
    calendar: WorkingCalendar = WorkingCalendar()
    channels: tuple[Channel, ...] = ()
    campaigns: Annotated[tuple[Campaign, ...], Field(max_length=5000)] = ()
    organisation: Organisation
    staffing: Staffing = Staffing()
    workflows: tuple[Workflow, ...]
    streams: Annotated[tuple[Stream, ...], Field(max_length=200)] = ()
    """Open workloads beside the campaigns."""
    budget: Budget
    rules: Rules = Rules()
    goals: tuple[Kpi, ...] = ()
    risks: Risks = Risks()
    objective: Objective = Objective()
    settings: Settings = Settings()

    def canonical_json(self) -> str:
        """The document as JSON with sorted keys and every default spelled out."""
        return json.dumps(
            self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )

    def content_hash(self) -> str:
        """SHA-256 of `canonical_json`, hexadecimal."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()
