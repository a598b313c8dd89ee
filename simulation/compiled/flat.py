"""A blueprint as the flat memory that kernels read, worked out once for all replications."""

from __future__ import annotations

from simulation.blueprint import Blueprint
from simulation.compiled import layout_kernel as at
from simulation.compiled.arena import Arena
from simulation.compiled.flat_jobs import Jobs
from simulation.compiled.flat_people import put_people
from simulation.compiled.flat_processes import Processes
from simulation.compiled.flat_streams import put_streams
from simulation.compiled.flat_times import Times
from simulation.draws import Stream
from simulation.philox import WORD

_RULES = {
    "plan": at.PLAN,
    "due_date": at.DUE_DATE,
    "weighted": at.WEIGHTED,
    "critical_ratio": at.CRITICAL_RATIO,
    "first_come": at.FIRST_COME,
}
_MASKS = (at.FREE, at.HERE, at.SHARING, at.AT_WORK, at.SHARERS, at.ABSENT)


def flatten(blueprint: Blueprint, numbers: int = 1) -> Arena:
    """Lay out a blueprint: header and records, to be followed by the rooms that may have to grow.

    Args:
        blueprint: what is simulated.
        numbers: room for unusually many requests of a day; twice as large makes it twice as much.
    """
    workload = blueprint.workload
    arena = Arena(len(workload.people), int(Stream(blueprint.seed, 0).salt))
    times = Times(arena)
    processes = Processes(arena, times, workload.skills)
    jobs = Jobs(arena, processes, blueprint)
    header: dict[int, int | float] = {
        **_settings(blueprint),
        at.WORDS: arena.words,
        at.SHARED: times.put(workload.shared),
        at.UPDATES: times.put(workload.updates) if workload.updates else at.NONE,
        **jobs.put(),
        **put_people(arena, times, blueprint),
        **put_streams(arena, processes, blueprint, numbers),
        at.SKILL_COUNT: len(workload.skills),
        at.SKILL_BUSY: arena.reserve(len(workload.skills)),
        at.GROUP_COUNT: len(blueprint.limits),
        at.GROUP_LIMITS: arena.ints(blueprint.limits),
        at.GROUP_ROOM: arena.reserve(len(blueprint.limits)),
        **{mask: arena.reserve(arena.words) for mask in _MASKS},
    }
    step_words = -(-processes.most_steps // at.BITS)
    header |= {at.STEP_WORDS: step_words, at.ROW_SIZE: at.ON_IT + arena.words + step_words}
    arena.fill(0, header)
    jobs.put_rows(header)
    return arena


def _settings(blueprint: Blueprint) -> dict[int, int | float]:
    workload = blueprint.workload
    return {
        at.SEED: blueprint.seed & WORD,
        at.WINDOW_OPENS: blueprint.window[0],
        at.WINDOW_CLOSES: blueprint.window[1],
        at.RULE: _RULES[blueprint.dispatch],
        at.BY_LOAD: int(blueprint.people_choice == "least_loaded"),
        at.SWITCHING: workload.switching_loss,
        at.MULTITASKING: workload.multitasking,
        at.PREEMPTS: int(blueprint.preempts and workload.multitasking == 1),
        at.APPROVAL_FACTOR: float(blueprint.approval_factor),
        at.COVER: int(blueprint.cover),
        at.WIP_LIMIT: at.NONE if workload.wip_limit is None else workload.wip_limit,
    }
