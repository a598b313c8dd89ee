"""A million replications in the memory of a thousand: tallied as they come, and summed up at the end."""

from __future__ import annotations

from contextlib import closing
from functools import partial, reduce

from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.plan import Plan
from scenarios.valuation import Valuation
from simulation.blueprint import Blueprint, build_blueprint
from simulation.engines import Engine, Wanted, resolve, run_batch
from simulation.experiments.checkpoints import Checkpoints, run_chunks, run_key
from simulation.experiments.chunks import Chunk, chunk_plan
from simulation.experiments.places import HERE, Place, Progress
from simulation.experiments.summary import Summary, summary_of
from simulation.experiments.tally import Frame, Tally
from simulation.outcomes import provenance_of

RESOLUTION = 1_000
"""The bins of the net value are about this part of the money that is at stake."""


def simulate_streaming(
    scenario: Scenario,
    plan: Plan,
    *,
    settings: SimulationSettings | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    engine: Wanted | None = None,
    place: Place = HERE,
) -> Summary:
    """Run a plan many times and keep sums and histograms only; arguments as for `simulation.simulate`.

    The summary is the same to the last bit for any number of workers, either engine and any place, and whether the run
    was interrupted or not.

    Raises:
        SimulationError: as for `simulation.simulate`.
    """
    settings = settings or scenario.settings.simulation
    chosen = resolve(engine or settings.engine)
    blueprint = build_blueprint(scenario, plan, settings)
    frame = frame_of(scenario, plan, blueprint)
    checkpoints = None
    if place.checkpoint is not None:
        checkpoints = Checkpoints(place.checkpoint / run_key(scenario, plan, settings)[:16], Tally)
    running = run_chunks(
        partial(tally, blueprint, frame, chosen),
        chunk_plan(settings.replications),
        place.executor(chosen, settings.workers if workers is None else workers),
        checkpoints,
    )
    with closing(running):
        found = reduce(Tally.merge, (_told(part, settings.replications, progress) for part in running))
    provenance = provenance_of(scenario, settings, chosen)
    return summary_of(scenario, blueprint, frame, found, settings.confidence, chosen, provenance)


def tally(blueprint: Blueprint, frame: Frame, engine: Engine, chunk: Chunk) -> Tally:
    """The tally of a chunk of replications."""
    return Tally.of(run_batch(blueprint, chunk.first, chunk.count, engine=engine), frame)


def frame_of(scenario: Scenario, plan: Plan, blueprint: Blueprint) -> Frame:
    """What all replications of a plan share."""
    ledger, valuation = blueprint.ledger, Valuation(scenario)
    opening, ending = blueprint.window
    fixed = ledger.media + ledger.campaign_fixed + ledger.fixed
    at_stake = fixed + sum(valuation.on_time_revenue(one, plan.allocation) for one in ledger.campaigns)
    return Frame(
        targets=ledger.targets,
        fixed_cost=fixed,
        staff_counts=ledger.staff_counts,
        horizon_minutes=ending - opening,
        value_width=bin_width(at_stake),
    )


def bin_width(at_stake: int) -> int:
    """1, 2 or 5 times a power of ten: the least that is `RESOLUTION`-th of what is at stake, or more.

    >>> bin_width(123_456_00), bin_width(0)
    (20000, 1)
    """
    width = 1
    while width * RESOLUTION < at_stake:
        width = width * 5 // 2 if str(width).startswith("2") else width * 2
    return width


def _told(part: tuple[Chunk, Tally], most: int, progress: Progress | None) -> Tally:
    if progress:
        progress(part[0].end, most)
    return part[1]
