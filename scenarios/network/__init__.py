"""The work of a scenario, compiled: activity networks, people and delays with every reference resolved.

Scheduler, verifier and simulator read the same `Workload`; what a stage needs is decided here once.
"""

from scenarios.network.compiler import compile_workload
from scenarios.network.graph import topological_order
from scenarios.network.nodes import Node, entry_id, meeting_id, nodes_of, part_id
from scenarios.network.processes import ProcessCompiler
from scenarios.network.signing import SIGN_OFF, signers, skills_held
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
    "SIGN_OFF",
    "URGENT",
    "Duty",
    "EscapeRule",
    "Job",
    "Node",
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
    "entry_id",
    "meeting_id",
    "nodes_of",
    "part_id",
    "signers",
    "skills_held",
    "topological_order",
    "work_minutes",
]
