"""Which of many scenarios is best: ranking and selection with common random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from scenarios.document.base import Id, Label, Value
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.statistics import Estimate, Floats, mean
from simulation.blueprint import Blueprint, build_blueprint
from simulation.engines import Engine, Wanted, resolve, run_batch
from simulation.experiments.cases import Case
from simulation.experiments.checkpoints import run_key
from simulation.experiments.chunks import Chunk
from simulation.experiments.errors import ExperimentError
from simulation.experiments.executors import Executor
from simulation.experiments.places import HERE, Place
from simulation.experiments.selection import End, Race, kim_nelson
from simulation.stopping import Goal, terms

LESS_IS_BETTER: frozenset[Goal] = frozenset({"lateness_days"})
PART = 10
"""Replications of one scenario that a worker does at a time."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asked of a selection; see `simulation.experiments.selection.kim_nelson`."""

    zone: float
    """Least difference worth detecting, in the unit of the measure (`simulation.stopping.Goal`)."""
    measure: Goal = "net_value"
    confidence: float = 0.95
    first: int = 20
    most: int = 2_000


class Candidate(Value):
    """A scenario in the selection."""

    scenario: Id
    name: Label
    replications: int
    estimate: Estimate
    fate: Literal["best", "kept", "worse", "tied", "duplicate"]
    """Kept: it may be as good as the best. Tied: the same as ``of`` in every replication. Duplicate: the same document
    and plan as ``of``, and not run."""
    of: Id | None = None
    """The scenario that it is worse than, or the same as."""


class Ranking(Value):
    """The outcome of a selection; the best first, then what may be as good, then the others by mean."""

    measure: Goal
    zone: float
    confidence: float
    end: End
    replications: int
    """In all, over all scenarios."""
    candidates: tuple[Candidate, ...]

    @property
    def subset(self) -> tuple[Id, ...]:
        """The scenarios that may be best."""
        return tuple(one.scenario for one in self.candidates if one.fate in {"best", "kept"})


def rank(
    cases: Sequence[Case],
    rule: Rule,
    *,
    settings: SimulationSettings | None = None,
    workers: int | None = None,
    engine: Wanted | None = None,
    place: Place = HERE,
) -> Ranking:
    """Select the best of several scenarios, all with the same draws for the same purpose.

    Args:
        cases: at least two, each with an identifier of its own.
        rule: the measure, the indifference zone, the confidence and the cap.
        settings: seed and rules of dispatch for all; those of the first case by default.
        workers: as for `simulation.simulate`.
        engine: as for `simulation.simulate`.
        place: where replications run; checkpoints are not kept.

    Raises:
        SimulationError: fewer than two cases, two of one name, or a case that cannot be simulated.
    """
    names = [case.scenario.id for case in cases]
    if len(set(names)) < max(2, len(names)):
        raise ExperimentError(Message("experiments.error.cases"))
    settings = settings or cases[0].scenario.settings.simulation
    chosen = resolve(engine or settings.engine)
    same = _duplicates(cases, settings)
    unique = [place for place in range(len(cases)) if place not in same]
    blueprints = tuple(build_blueprint(cases[one].scenario, cases[one].plan, settings) for one in unique)
    executor = place.executor(chosen, settings.workers if workers is None else workers)
    sign = -1.0 if rule.measure in LESS_IS_BETTER else 1.0
    sampler = partial(_sample, blueprints, chosen, rule.measure, sign, executor)
    if len(unique) == 1:
        race = Race(0, "tied", rule.first, (), (sampler([0], 0, rule.first)[:, 0],))
    else:
        race = kim_nelson(
            sampler,
            len(unique),
            zone=rule.zone,
            confidence=rule.confidence,
            first=rule.first,
            most=rule.most,
        )
    return _ranking(cases, rule, race, unique, same, sign)


def _duplicates(cases: Sequence[Case], settings: SimulationSettings) -> dict[int, int]:
    """Cases with the document and the plan of an earlier one, names aside."""
    nameless = {"id": "x", "name": Label(en="x", zh="x"), "description": None}
    first: dict[str, int] = {}
    same = {}
    for place, case in enumerate(cases):
        key = run_key(case.scenario.model_copy(update=nameless), case.plan, settings)
        if first.setdefault(key, place) != place:
            same[place] = first[key]
    return same


def _sample(
    blueprints: tuple[Blueprint, ...],
    engine: Engine,
    measure: Goal,
    sign: float,
    executor: Executor,
    who: Sequence[int],
    first: int,
    count: int,
) -> Floats:
    """(count, number of alternatives) terms of the measure, larger ones better."""
    starts = range(first, first + count, PART)
    parts = [(one, Chunk(start, min(PART, first + count - start))) for one in who for start in starts]
    work = partial(_terms, tuple(blueprints[one] for one in who), engine, measure)
    position = {one: place for place, one in enumerate(who)}
    found = list(executor.run(work, [(position[one], chunk) for one, chunk in parts]))
    table = np.concatenate(found).reshape(len(who), count)
    return np.asarray(sign * table.T)


def _terms(
    blueprints: tuple[Blueprint, ...], engine: Engine, measure: Goal, part: tuple[int, Chunk]
) -> Floats:
    blueprint, chunk = blueprints[part[0]], part[1]
    batch = run_batch(blueprint, chunk.first, chunk.count, engine=engine)
    targets = np.array(blueprint.ledger.targets, dtype=np.int64)
    return np.asarray(terms(measure, batch, targets), dtype=float)


def _ranking(
    cases: Sequence[Case],
    rule: Rule,
    race: Race,
    unique: list[int],
    same: dict[int, int],
    sign: float,
) -> Ranking:
    found = {case: _candidate(cases, rule, race, unique, place, sign) for place, case in enumerate(unique)}
    for case, original in same.items():
        scenario = cases[case].scenario
        update = {"scenario": scenario.id, "name": scenario.name, "replications": 0}
        update |= {"fate": "duplicate", "of": cases[original].scenario.id}
        found[case] = found[original].model_copy(update=update)
    order = ("best", "kept", "tied", "worse", "duplicate")
    ranked = sorted(found.values(), key=lambda one: (order.index(one.fate), -sign * one.estimate.value))
    return Ranking(
        measure=rule.measure,
        zone=rule.zone,
        confidence=rule.confidence,
        end=race.end,
        replications=sum(one.replications for one in ranked),
        candidates=tuple(ranked),
    )


def _candidate(
    cases: Sequence[Case], rule: Rule, race: Race, unique: list[int], place: int, sign: float
) -> Candidate:
    scenario = cases[unique[place]].scenario
    fate: Literal["best", "kept", "worse", "tied"] = "best"
    by = None
    if place != race.best:
        told = race.fates[place]
        fate = "kept" if told.kept else "tied" if told.tied else "worse"
        by = None if told.beaten_by is None else cases[unique[told.beaten_by]].scenario.id
    samples = sign * race.samples[place]
    return Candidate(
        scenario=scenario.id,
        name=scenario.name,
        replications=len(samples),
        estimate=mean(samples, rule.confidence),
        fate=fate,
        of=by,
    )
