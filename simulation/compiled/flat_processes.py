"""Processes, steps and durations in the flat memory."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.network import Process
from simulation.compiled import layout_kernel as at
from simulation.compiled.arena import Arena
from simulation.compiled.flat_times import Times
from simulation.distributions import DurationSampler
from simulation.draws import Purpose
from simulation.processes import Latency, ProcessBlueprint, StepBlueprint

_KINDS = {"work": at.WORK, "approval": at.APPROVAL, "wait": at.WAIT}


class Processes:
    """Puts each process into memory once, however many jobs have it."""

    def __init__(self, arena: Arena, times: Times, skills: Sequence[str]) -> None:
        self._arena, self._times = arena, times
        self._skills = {skill: place for place, skill in enumerate(skills)}
        self._processes: dict[int, tuple[Process, int]] = {}
        self._values: dict[bytes, int] = {}
        self.most_steps = 1
        """Steps of the longest process."""

    def put(self, process: Process, blueprint: ProcessBlueprint) -> int:
        """Address of a process; all blueprints of it are alike."""
        # Processes are kept along with their addresses, so that no other can have the same identity.
        if id(process) not in self._processes:
            self._processes[id(process)] = (process, self._put(blueprint))
        return self._processes[id(process)][1]

    def _put(self, blueprint: ProcessBlueprint) -> int:
        arena = self._arena
        self.most_steps = max(self.most_steps, len(blueprint.steps))
        records = [self._step(step) for step in blueprint.steps]
        steps = [arena.record(at.STEP_SIZE, record) for record in records]
        return arena.record(
            at.PROCESS_SIZE,
            {
                at.STEPS: steps[0],
                at.STEP_COUNT: len(steps),
                at.LAUNCH_STEP: blueprint.launch,
                at.CHANGE_TARGET: blueprint.change_target,
                at.DURATIONS: self.durations(
                    blueprint.sampler, [variate.purpose for variate in blueprint.variates]
                ),
                at.COINS: arena.ints([coin.purpose for coin in blueprint.coins]),
            },
        )

    def durations(self, sampler: DurationSampler, purposes: Sequence[Purpose]) -> int:
        """Address of the records of all durations of a sampler."""
        tables = sampler.tables
        first = self._arena.reserve(len(purposes) * at.DURATION_SIZE)
        for place, purpose in enumerate(purposes):
            start, count = int(tables.first[place]), int(tables.count[place])
            values = tables.values[start : start + count]
            key = values.tobytes()
            if key not in self._values:
                self._values[key] = self._arena.reals(values)
            self._arena.fill(
                first + place * at.DURATION_SIZE,
                {
                    at.FORM: int(tables.form[place]),
                    at.VALUES: self._values[key],
                    at.VALUE_COUNT: count,
                    at.FACTOR: float(tables.factor[place]),
                    at.PURPOSE: int(purpose),
                },
            )
        return first

    def _step(self, blueprint: StepBlueprint) -> dict[int, int | float]:
        """The fields of a step."""
        arena, step = self._arena, blueprint.step
        return {
            at.KIND: _KINDS[step.kind],
            at.PEOPLE: step.people,
            at.SKILL: self._skills.get(blueprint.skill, at.NONE),
            at.EFFORT: blueprint.effort,
            at.MEAN: float(step.effort.mean),
            at.UNLIMITED: int(blueprint.unlimited),
            at.PREDECESSORS: arena.list(step.predecessors),
            at.SUCCESSORS: arena.list(step.successors),
            at.DESCENDANTS: arena.list(step.descendants),
            at.CHOICE: arena.list(blueprint.choice),
            at.HANDOFFS: arena.records(
                (one.predecessor, one.variate, self._times.put(one.timeline)) for one in blueprint.handoffs
            ),
            at.LATENCIES: arena.records([self._latency(one) for one in blueprint.latencies]),
            at.GROUPS: arena.list(blueprint.groups),
            at.ABLE: arena.mask(blueprint.able),
            **self._rules(blueprint),
        }

    def _rules(self, blueprint: StepBlueprint) -> dict[int, int | float]:
        """What may happen to a step, and how likely."""
        arena, rules = self._arena, blueprint.rules
        return {
            at.COIN: blueprint.coin,
            at.TARGET: rules.target,
            at.CHANCES: arena.real_list(rules.rejection),
            at.REPEATS: arena.real_list(rules.repeats),
            at.REUSE: blueprint.reuse,
            at.REUSES: float(rules.reuse),
            at.KEPT: float(rules.kept),
            at.PENALTY: float(rules.penalty),
            at.ESCAPE: blueprint.escape,
            at.ESCAPES: float(rules.escape),
            at.DEFECT_COST: rules.defect_cost,
            at.REPAIR: blueprint.repair,
            at.FINDS: arena.list(rules.finds),
            at.PREVIEWS: arena.records((later, float(overlap)) for later, overlap in rules.previews),
        }

    def _latency(self, latency: Latency) -> tuple[int, int, int, int]:
        """The fields of a sign-off or wait."""
        arena = self._arena
        slowdowns = arena.records((one.start, one.end, float(one.factor)) for one in latency.slowdowns)
        slips = arena.records((one.start, one.end, one.variate) for one in latency.slips)
        return self._times.put(latency.timeline), latency.variate, slowdowns, slips
