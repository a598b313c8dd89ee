"""CP-SAT on a multi-skill project in the plain form: an optional interval for each person who could join a task."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimizer.projects.mspsp import SkillProject


def shortest(project: SkillProject, seconds: float, workers: int, seed: int) -> int | None:
    """The makespan that the solver ends with, None without a schedule."""
    model = cp_model.CpModel()
    horizon = project.horizon
    start = {task.id: model.new_int_var(0, horizon, "") for task in project.tasks}
    makespan = model.new_int_var(0, horizon, "")
    busy: dict[str, list[cp_model.IntervalVar]] = {person.id: [] for person in project.people}
    for task in project.tasks:
        model.add(makespan >= start[task.id] + task.duration)
        for one in task.after:
            model.add(start[task.id] >= start[one] + project.by_id[one].duration)
        if not task.duration:
            continue
        covers = {
            (person.id, place): model.new_bool_var("")
            for place, need in enumerate(task.needs)
            for person in project.people
            if person.can(need)
        }
        for place, need in enumerate(task.needs):
            model.add(sum(joins for (_, at), joins in covers.items() if at == place) == need.people)
        for person in project.people:
            joined = [joins for (one, _), joins in covers.items() if one == person.id]
            if joined:
                here = model.new_bool_var("")
                model.add(sum(joined) == here)
                busy[person.id].append(
                    model.new_optional_fixed_size_interval_var(start[task.id], task.duration, here, "")
                )
    for intervals in busy.values():
        model.add_no_overlap(intervals)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    return solver.value(makespan) if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else None
