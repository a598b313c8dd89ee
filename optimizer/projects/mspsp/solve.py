"""The shortest schedule of a project of skills, with what is proven about it."""

from __future__ import annotations

from optimizer.projects.mspsp.bound import lower_bound
from optimizer.projects.mspsp.check import check
from optimizer.projects.mspsp.instance import Instance
from optimizer.projects.mspsp.limits import Limits
from optimizer.projects.mspsp.project import SkillProject
from optimizer.projects.mspsp.proof import SHORTEST, provable, prove
from optimizer.projects.mspsp.schedule import Answer
from optimizer.projects.mspsp.search import CHAINS, compile_kernels, refuse_too_long, search
from scenarios.i18n import Message
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent

SEARCH_SHARE = 0.7
"""Of the time, before constraint programming takes over, where the project is small enough for it."""


def solve(
    project: SkillProject,
    *,
    seconds: float,
    workers: int = 2,
    seed: int = 1,
    budget: int | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Answer:
    """The shortest schedule found: a compiled search first, then, on small projects, constraint programming.

    Args:
        project: tasks, people and skills.
        seconds: of the whole, without the compilation of kernels; a lower bound is computed and one round of the search
            is run in any case.
        workers: threads.
        seed: of all randomness.
        budget: schedules to make, instead of ``seconds``: the answer is then the same every time, for any number of
            workers, and constraint programming is left out.
        progress: told the share done.
        cancelled: asked before the search and at every barrier.

    Raises:
        UserError: durations add up to more slots than the search can hold.
        ValueError: seconds, workers or budget are not positive.
        Cancellation: ``cancelled`` said so.
    """
    if not (seconds > 0 and workers > 0 and (budget is None or budget > 0)):
        message = f"seconds, workers and budget are positive, not {seconds}, {workers} and {budget}"
        raise ValueError(message)
    compile_kernels()
    limits = Limits.of(seconds, budget, CHAINS)
    instance = Instance(project)
    refuse_too_long(instance)
    bound = lower_bound(instance)
    if cancelled():
        raise Cancellation
    exact = budget is None and seconds * (1 - SEARCH_SHARE) > SHORTEST and provable(instance)
    share = SEARCH_SHARE if exact else 1.0

    def pause(used: float, makespan: int) -> None:
        if cancelled():
            raise Cancellation
        progress(used * share, Message("skill_projects.search", {"makespan": makespan, "bound": bound}))

    found = search(instance, bound, limits.part(share), workers=workers, seed=seed, pause=pause)
    schedule = found.schedule
    if exact and found.makespan > bound:
        pause(1.0, found.makespan)
        proven = prove(instance, schedule, bound, limits, workers=workers, seed=seed, cancelled=cancelled)
        schedule, bound = proven
        if cancelled():
            raise Cancellation
    progress(1.0, Message("skill_projects.search", {"makespan": schedule.makespan(project), "bound": bound}))
    if wrong := check(project, schedule):
        raise RuntimeError("; ".join(one.render("en") for one in wrong))
    return Answer(schedule, schedule.makespan(project), bound, schedule.cost(project), found.made)
