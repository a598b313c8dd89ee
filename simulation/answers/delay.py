"""Why campaigns launch when they do: delay attributed to causes by Shapley values, in parts that add up exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scenarios.arrays import Ints
from scenarios.document.base import Value
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.plan import Plan
from scenarios.progress import Cancelled, Progress, never, part, silent
from scenarios.rounding import exact_sum
from scenarios.statistics import Estimate, mean
from simulation.answers.causes import Cause, is_present, standard_causes, without
from simulation.answers.sample import Case, Sample, sample
from simulation.answers.shapley import (
    MOST_EXACT,
    Coalition,
    Parts,
    balanced_orders,
    coalitions,
    exact_parts,
    permutation_parts,
    prefixes,
)

LAUNCH, LATE, NET = range(3)
"""Columns of a worth: summed launch minutes, summed minutes late, net value before staff cost in minor units."""
ORDERS = 60
"""Permutations that are sampled beyond `MOST_EXACT` causes."""


class Effect(Value):
    """Days later (per campaign), days later beyond the target (per campaign), and net value (minor units).

    The net value is that of the whole plan, also where one campaign is asked about, and before staff cost: work without
    limit needs nobody, and nobody's pay.
    """

    launch_days: Estimate
    late_days: Estimate
    net_value: Estimate


class DelayPart(Value):
    """What one cause adds.

    ``minutes / denominator`` is its exact part of the summed launch minutes over all campaigns and replications.
    ``alone`` is what it adds where there is no other cause, ``removed`` what goes if it alone is removed: removing
    causes one at a time counts what several of them cause together more than once, or not at all.
    """

    cause: str
    label: Message
    part: Effect
    alone: Effect
    removed: Effect
    minutes: int
    present: bool
    """False: the document does not have it, its part is zero and nothing was run."""


class Attribution(Value):
    """The delay between a world without any of the causes and the one that is simulated."""

    campaigns: tuple[str, ...]
    replications: int
    confidence: float
    dispatch: str
    exact: bool
    """All coalitions were run; else ``orders`` permutations were sampled, and the parts themselves are estimates."""
    runs: int
    """Coalitions that were run, each with all replications."""
    orders: int
    base_days: Estimate
    """Mean days from release to launch without any of the causes."""
    total: Effect
    total_minutes: int
    denominator: int
    parts: tuple[DelayPart, ...]
    never: int
    """Launches that never came in the simulated world: they count as launches when the calendars end."""

    def share(self, one: DelayPart) -> float | None:
        """The cause's share of all delay; None where there is no delay."""
        whole = self.denominator * self.total_minutes
        return one.minutes / whole if whole else None


@dataclass(frozen=True, eq=False)
class _Game:
    """Worths (R, 3) of coalitions of causes that are there."""

    worth: Mapping[Coalition, Ints]
    players: int
    campaigns: tuple[str, ...]
    released: int
    """Sum of the release minutes."""
    never: int
    confidence: float

    def effect(self, terms: Ints, divisor: int = 1) -> Effect:
        """The mean effect of (R, 3) terms over ``divisor``."""
        days = divisor * len(self.campaigns) * MINUTES_PER_DAY
        return Effect(
            launch_days=mean(terms[:, LAUNCH] / days, self.confidence),
            late_days=mean(terms[:, LATE] / days, self.confidence),
            net_value=mean(terms[:, NET] / divisor, self.confidence),
        )

    def base_days(self) -> Estimate:
        """Days from release to launch without any cause."""
        minutes = self.worth[frozenset()][:, LAUNCH] - self.released
        return mean(minutes / (len(self.campaigns) * MINUTES_PER_DAY), self.confidence)

    def alone(self, player: int) -> Ints:
        return np.asarray(self.worth[frozenset({player})] - self.worth[frozenset()])

    def removed(self, player: int) -> Ints:
        everyone = frozenset(range(self.players))
        return np.asarray(self.worth[everyone] - self.worth[everyone - {player}])

    def total(self) -> Ints:
        return np.asarray(self.worth[frozenset(range(self.players))] - self.worth[frozenset()])


def attribute_delay(
    scenario: Scenario,
    plan: Plan,
    *,
    causes: Sequence[Cause] | None = None,
    campaign: str | None = None,
    orders: int = ORDERS,
    settings: SimulationSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Attribution:
    """Attribute delay to causes, with common random numbers in all coalitions of causes.

    A coalition is simulated with its causes at work and all others removed; its worth are the launch minutes. Up to
    `MOST_EXACT` causes that the document has, all coalitions are run (``2^n`` times the replications), beyond that
    those of ``orders`` sampled permutations. In both cases the parts add up to the total exactly.

    Args:
        scenario: the document.
        plan: what runs.
        causes: what is told apart; `standard_causes` by default.
        campaign: of this campaign alone; of all together by default.
        orders: permutations where they are sampled.
        settings: replications, seed, dispatch; the scenario's own by default.
        progress: told after each batch.
        cancelled: asked between batches.

    Raises:
        SimulationError: as for `simulation.simulate`; `NothingRuns` where no campaign (or not this one) runs.
    """
    case = Case.of(scenario, plan, settings)
    wanted = tuple(causes) if causes is not None else standard_causes()
    players = tuple(cause for cause in wanted if is_present(case, cause))
    exact = len(players) <= MOST_EXACT
    drawn = [] if exact else balanced_orders(len(players), orders, case.settings.seed)
    needed = tuple(coalitions(len(players))) if exact else _needed(len(players), drawn)
    game = _play(case, players, needed, campaign, progress, cancelled)
    parts = exact_parts(game.worth, len(players)) if exact else permutation_parts(game.worth, drawn)
    total = game.total()
    return Attribution(
        campaigns=game.campaigns,
        replications=len(total),
        confidence=game.confidence,
        dispatch=case.settings.dispatch,
        exact=exact,
        runs=len(needed),
        orders=len(drawn),
        base_days=game.base_days(),
        total=game.effect(total),
        total_minutes=exact_sum(total[:, LAUNCH]),
        denominator=parts.denominator,
        parts=tuple(_parts(scenario, game, parts, wanted, players)),
        never=game.never,
    )


def _play(
    case: Case,
    players: tuple[Cause, ...],
    needed: Sequence[Coalition],
    campaign: str | None,
    progress: Progress,
    cancelled: Cancelled,
) -> _Game:
    """Run every coalition; ``needed`` holds that of all players."""
    worth: dict[Coalition, Ints] = {}
    real: Sample | None = None
    for number, coalition in enumerate(needed):
        gone = [cause for index, cause in enumerate(players) if index not in coalition]
        share = part(progress, number / len(needed), (number + 1) / len(needed))
        one = sample(without(case, gone), progress=share, cancelled=cancelled).only(campaign)
        worth[coalition] = np.stack([one.launch.sum(axis=1), one.late.sum(axis=1), one.earned], axis=1)
        if not gone:
            real = one
    if real is None:
        message = "the coalition of all causes is among those that are needed"
        raise ValueError(message)
    return _Game(worth, len(players), real.campaigns, int(real.release.sum()), real.never, real.confidence)


def _needed(players: int, orders: Sequence[Sequence[int]]) -> tuple[Coalition, ...]:
    """Coalitions for sampled orders, and those that show each cause alone and each one removed."""
    everyone = frozenset(range(players))
    shown = [frozenset[int](), everyone]
    for player in range(players):
        shown += [frozenset({player}), everyone - {player}]
    return tuple(dict.fromkeys((*shown, *prefixes(orders))))


def _parts(
    scenario: Scenario, game: _Game, parts: Parts, wanted: Iterable[Cause], players: tuple[Cause, ...]
) -> Iterable[DelayPart]:
    nothing = np.zeros_like(game.total())
    for cause in wanted:
        player = players.index(cause) if cause in players else None
        own = nothing if player is None else parts.numerators[player]
        yield DelayPart(
            cause=cause.key,
            label=cause.label(scenario),
            part=game.effect(own, parts.denominator),
            alone=game.effect(nothing if player is None else game.alone(player)),
            removed=game.effect(nothing if player is None else game.removed(player)),
            minutes=exact_sum(own[:, LAUNCH]),
            present=player is not None,
        )
