"""Multi-skill project scheduling: tasks that need several people with given skills at the same time."""

from optimizer.projects.mspsp.check import check
from optimizer.projects.mspsp.dzn import read_dzn
from optimizer.projects.mspsp.imopse import read_def
from optimizer.projects.mspsp.project import Need, Person, SkillProject, Task
from optimizer.projects.mspsp.schedule import Answer, Schedule
from optimizer.projects.mspsp.solve import solve

__all__ = [
    "Answer",
    "Need",
    "Person",
    "Schedule",
    "SkillProject",
    "Task",
    "check",
    "read_def",
    "read_dzn",
    "solve",
]
