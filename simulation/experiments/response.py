"""The response of a simulation to its assumptions: what `simulation.experiments.sensitivity` varies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.plan import Plan
from simulation.blueprint import build_blueprint
from simulation.engines import Engine, resolve, run_batch
from simulation.experiments.executors import Executor
from simulation.experiments.factors import Factor, Values, check_factors, with_values
from simulation.experiments.places import HERE, Place
from simulation.experiments.sensitivity import Response
from simulation.stopping import Goal, terms

Planner = Callable[[Scenario], Plan]
"""Plans a changed scenario anew; a function of a module, so that it can go to other processes."""


@dataclass(frozen=True, slots=True)
class Model:
    """A scenario whose assumptions are varied: each point is the mean of a measure over the same replications.

    With a plan, the plan stays as it is, whatever the assumptions become; with a planner it is made anew each time.
    """

    scenario: Scenario
    plan: Plan | Planner
    factors: tuple[Factor, ...]
    measure: Goal = "net_value"

    def at(self, values: Values, settings: SimulationSettings, engine: Engine) -> float:
        """The mean of the measure at one point.

        Raises:
            SimulationError: the scenario cannot be simulated there.
        """
        changed = with_values(self.scenario, self.factors, values)
        plan = self.plan(changed) if callable(self.plan) else self.plan
        blueprint = build_blueprint(changed, plan, settings)
        batch = run_batch(blueprint, 0, settings.replications, engine=engine)
        targets = np.array(blueprint.ledger.targets, dtype=np.int64)
        return float(terms(self.measure, batch, targets).mean())


def response(
    model: Model, settings: SimulationSettings, *, workers: int | None = None, place: Place = HERE
) -> Response:
    """The response of a simulated scenario: all points with the same draws for the same purpose.

    Args:
        model: what is varied, and what is looked at.
        settings: replications at each point, seed, rules of dispatch, engine.
        workers: threads or processes; the settings' number where left out.
        place: where points are run; checkpoints are not kept.

    Raises:
        SimulationError: a factor cannot be varied over its range.
    """
    check_factors(model.scenario, model.factors)
    engine = resolve(settings.engine)
    executor = place.executor(engine, settings.workers if workers is None else workers)
    return partial(_evaluate, model, settings, engine, executor)


def _evaluate(
    model: Model,
    settings: SimulationSettings,
    engine: Engine,
    executor: Executor,
    points: Sequence[Values],
) -> list[float]:
    return list(executor.run(partial(_point, model, settings, engine), points))


def _point(model: Model, settings: SimulationSettings, engine: Engine, values: Values) -> float:
    return model.at(values, settings, engine)
