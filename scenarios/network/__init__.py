"""The work of a scenario, compiled: activity networks, people and delays with every reference resolved.

Scheduler, verifier and simulator read the same `Workload`; what a stage needs is decided here once.
"""

from scenarios.network.compiler import compile_workload
from scenarios.network.graph import topological_order
from scenarios.network.processes import ProcessCompiler
from scenarios.network.workload import (
    Duty,
    Job,
    Process,
    ReworkRule,
    Step,
    Target,
    Worker,
    Workload,
    effort_minutes,
    work_minutes,
)

__all__ = [
    "Duty",
    "Job",
    "Process",
    "ProcessCompiler",
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
