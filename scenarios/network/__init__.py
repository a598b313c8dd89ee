"""The work of a scenario, compiled: activity networks, people and delays with every reference resolved.

Scheduler, verifier and simulator read the same `Workload`; what a stage needs is decided here once.
"""

from scenarios.network.compiler import compile_workload
from scenarios.network.graph import topological_order
from scenarios.network.processes import ProcessCompiler
from scenarios.network.streams import URGENT
from scenarios.network.workload import (
    Duty,
    EscapeRule,
    Job,
    OpenWork,
    Process,
    ReuseRule,
    ReworkRule,
    Step,
    Target,
    Worker,
    Workload,
    effort_minutes,
    work_minutes,
)

__all__ = [
    "URGENT",
    "Duty",
    "EscapeRule",
    "Job",
    "OpenWork",
    "Process",
    "ProcessCompiler",
    "ReuseRule",
    "ReworkRule",
    "Step",
    "Target",
    "Worker",
    "Workload",
    "compile_workload",
    "effort_minutes",
    "topological_order",
    "work_minutes",
]
