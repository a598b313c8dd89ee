"""Resource-constrained project scheduling, one kind of work for each demand. `docs/concepts/projects.md` tells how."""

from optimizer.projects.rcpsp.check import check
from optimizer.projects.rcpsp.project import Project
from optimizer.projects.rcpsp.reading import read_project
from optimizer.projects.rcpsp.result import ProjectSchedule
from optimizer.projects.rcpsp.solve import solve

__all__ = ["Project", "ProjectSchedule", "check", "read_project", "solve"]
