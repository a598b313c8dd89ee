"""Risks, and how long to search and how often to simulate."""

from __future__ import annotations

from ui.editing.choices import named, words
from ui.editing.columns import Column
from ui.editing.paths import Document


def risk_fields(document: Document) -> tuple[Column, ...]:
    """Everything that can make the real course differ from the plan."""
    risks, changes = ("risks",), ("risks", "change_requests")
    urgent = ("risks", "urgent")
    return (
        Column("absence", ("risks", "absence", "daily_probability"), "percent", low=0, high=100),
        Column("cover", ("risks", "absence", "cover"), "flag"),
        Column("changes", (*changes, "at_most"), "integer", low=0, high=20),
        Column("change_probability", (*changes, "probability"), "percent", low=0, high=100),
        Column("urgent", (*urgent, "per_week"), "number", low=0),
        Column(
            "urgent_workflow",
            (*urgent, "workflow"),
            "choice",
            optional=True,
            choices=named(document, ("workflows",)),
        ),
        Column("promise", (*urgent, "promise_hours"), "number", low=0),
        Column("urgent_value", (*urgent, "value"), "money", low=0),
        Column("approval_factor", (*risks, "approval_latency_factor"), "number", low=0),
        Column("handoff_factor", (*risks, "handoff_factor"), "number", low=0),
        Column("rework_factor", (*risks, "rework_factor"), "number", low=0),
        Column("varying", (*risks, "varying_durations"), "flag"),
    )


def solver_fields(_document: Document) -> tuple[Column, ...]:
    """Limits of the search."""
    solver, planning = ("settings", "solver"), ("settings", "planning")
    return (
        Column("allocation_seconds", (*solver, "allocation_seconds"), "number", low=0),
        Column("schedule_seconds", (*solver, "schedule_seconds"), "number", low=0),
        Column("relative_gap", (*solver, "relative_gap"), "percent", low=0, high=99),
        Column("load_limit", (*planning, "load_limit"), "percent", low=0, high=100),
        Column("continuity", (*planning, "continuity"), "number", low=0),
        Column("preferences", (*planning, "preferences"), "number", low=0),
        Column("fairness", (*planning, "fairness"), "number", low=0),
    )


def simulation_fields(_document: Document) -> tuple[Column, ...]:
    """How often, how precisely and in which order work is taken up."""
    simulation = ("settings", "simulation")
    orders = words("dispatch", "plan", "due_date", "weighted", "critical_ratio", "first_come")
    whom = words("people_choice", "least_versatile", "fastest", "least_loaded")
    engines = words("engine", "auto", "compiled", "simpy")
    return (
        Column("replications", (*simulation, "replications"), "integer", low=1),
        Column("precision", (*simulation, "precision"), "percent", optional=True, low=0, high=99),
        Column("confidence", (*simulation, "confidence"), "percent", low=50, high=99.9),
        Column("seed", (*simulation, "seed"), "integer", low=0),
        Column("dispatch", (*simulation, "dispatch"), "choice", choices=orders),
        Column("people_choice", (*simulation, "people_choice"), "choice", choices=whom),
        Column("engine", (*simulation, "engine"), "choice", choices=engines),
    )
