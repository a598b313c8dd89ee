"""How long to search, how often to simulate."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.document.base import Count, Flag, Fraction, NonNegative, Positive, PositiveCount, Value


class SolverSettings(Value):
    """Limits of the search. A proof ends it earlier."""

    allocation_seconds: Positive = 15.0
    relative_gap: Annotated[Fraction, Field(lt=1)] = 0.005
    schedule_seconds: Positive = 10.0
    workers: Annotated[PositiveCount, Field(le=64)] = 2
    deterministic: Flag = False
    """End the schedule search by the solver's deterministic clock on one worker: the same plan on every machine."""


class PlanningSettings(Value):
    """How finely and how tightly work is planned."""

    slot_minutes: Literal[5, 10, 15, 20, 30, 60, 120, 240] = 30
    """Grid of the schedule search; the schedule itself is exact to the minute."""
    load_limit: Annotated[Fraction, Field(gt=0)] = 0.85
    """Share of everyone's hours that may be planned. The rest is for rework, absence and the unforeseen."""
    continuity: NonNegative = 1.0
    preferences: NonNegative = 1.0
    fairness: NonNegative = 0.0
    """Weights of an hour with other people than the stage that it continues, of an hour of avoided work (an hour of
    preferred work counts against it), and of an hour above a fair share. They decide among plans that are as early."""


class SimulationSettings(Value):
    """Replications by count, or until the interval of the mean net value is narrow enough."""

    replications: Annotated[PositiveCount, Field(le=10_000_000)] = 200
    precision: Annotated[Fraction, Field(lt=1)] | None = None
    """Wanted half-width of the interval relative to the mean; ``replications`` is then the most that is run."""
    confidence: Annotated[Fraction, Field(gt=0.5, lt=1)] = 0.95
    dispatch: Literal["plan", "due_date", "weighted", "critical_ratio", "first_come"] = "plan"
    """Who goes first: as planned; earliest target; highest loss a day per hour of work left; least time to the target
    per hour of work left; longest ready."""
    people_choice: Literal["least_versatile", "fastest", "least_loaded"] = "least_versatile"
    """Whom a step takes that any qualified person may do."""
    engine: Literal["auto", "compiled", "simpy"] = "auto"
    """``auto`` takes the compiled engine where it is there. The results are the same to the last bit."""
    workers: Annotated[PositiveCount, Field(le=256)] = 2
    seed: Count = 1


class Settings(Value):
    """All settings."""

    solver: SolverSettings = SolverSettings()
    planning: PlanningSettings = PlanningSettings()
    simulation: SimulationSettings = SimulationSettings()
