"""Documents of a practice run as today's plan: no schedule, steps go by due date, everything else is the simulation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scenarios.document import Scenario, SimulationSettings
from scenarios.i18n import Message
from scenarios.outcome import Outcome
from scenarios.plan import Plan, Provenance
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent
from scenarios.studies.effects import Effects, Levels
from scenarios.studies.practice import Practice
from scenarios.studies.result import NOBODY, Coalition
from scenarios.studies.study import LEAST_REPLICATIONS, subsets
from scenarios.today import todays_allocation
from simulation.runner import simulate


def play(
    practice: Practice,
    replications: int = 40,
    seed: int = 1,
    confidence: float = 0.95,
    *,
    coalitions: Iterable[Coalition] | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Effects:
    """Run combinations of a practice's mechanisms, all with the same chances.

    Args:
        practice: what is changed; its drivers are taken at the middles of their ranges.
        replications: of each combination, at least `LEAST_REPLICATIONS`.
        seed: of the simulation.
        confidence: of the intervals.
        coalitions: which combinations are played, none and all in any case; every one where left out.
        progress: told after each combination.
        cancelled: asked before each combination.

    Raises:
        ValueError: too few replications.
        Cancellation: ``cancelled`` returned True.
    """
    if replications < LEAST_REPLICATIONS:
        message = f"a study needs at least {LEAST_REPLICATIONS} replications, not {replications}"
        raise ValueError(message)
    chosen = subsets(practice.names) if coalitions is None else tuple(coalitions)
    wanted = dict.fromkeys((NOBODY, *chosen, practice.everything))
    played: dict[Coalition, tuple[Scenario, Outcome]] = {}
    for number, coalition in enumerate(wanted, start=1):
        if cancelled():
            raise Cancellation
        scenario = practice.document(coalition)
        played[coalition] = (scenario, run_today(scenario, replications, seed))
        progress(number / len(wanted), Message("studies.played", {"done": number, "of": len(wanted)}))
    return Effects(practice.id, practice.names, practice.drivers, seed, confidence, _levels(practice, played))


def run_today(scenario: Scenario, replications: int, seed: int) -> Outcome:
    """Today's campaigns of a document, run without a schedule by the document's rule of dispatch."""
    settings = scenario.settings.simulation.model_copy(
        update={"replications": replications, "seed": seed, "precision": None, "workers": 1}
    )
    return simulate(scenario, given(scenario, settings), settings=settings)


def given(scenario: Scenario, settings: SimulationSettings) -> Plan:
    """Today's plan: the document's campaigns at their due dates with today's spend, and no schedule."""
    provenance = Provenance(
        scenario=scenario.id, content_hash=scenario.content_hash(), seed=settings.seed, versions={}
    )
    return Plan(provenance=provenance, allocation=todays_allocation(scenario))


def _levels(practice: Practice, played: Mapping[Coalition, tuple[Scenario, Outcome]]) -> Mapping[str, Levels]:
    return {
        measure.id: Levels(
            measure.unit,
            {coalition: measure.count(*one) for coalition, one in played.items()},
            {coalition: measure.per(*one) for coalition, one in played.items()},
        )
        for measure in practice.measures
    }
