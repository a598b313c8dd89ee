"""A resource-constrained project as a PyJobShop model: renewable resources, one mode for each task, makespan."""

from __future__ import annotations

import importlib
import importlib.util

from optimizer.projects.rcpsp import Project, check


def available() -> bool:
    """Whether PyJobShop is installed."""
    return importlib.util.find_spec("pyjobshop") is not None


def shortest(project: Project, seconds: float, workers: int) -> int | None:
    """The makespan of PyJobShop's schedule, checked as ours are; None if it finds none in time."""
    model = importlib.import_module("pyjobshop").Model()
    resources = [model.add_renewable(capacity) for capacity in project.capacities]
    tasks = [model.add_task() for _ in project.durations]
    for task, length, demands in zip(tasks, project.durations, project.demands, strict=True):
        held = [(resource, units) for resource, units in zip(resources, demands, strict=True) if units]
        model.add_mode(task, [one for one, _ in held], length, [units for _, units in held])
    for task, after in zip(tasks, project.successors, strict=True):
        for one in after:
            model.add_end_before_start(task, tasks[one])
    model.set_objective(weight_makespan=1)
    result = model.solve(time_limit=seconds, display=False, num_workers=workers)
    if result.best is None or not result.best.tasks:
        return None
    starts = [int(task.start) for task in result.best.tasks]
    if check(project, starts):
        message = f"PyJobShop's schedule of {project.name} cannot be kept"
        raise RuntimeError(message)
    return project.makespan(starts)
