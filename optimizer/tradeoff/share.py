"""The frontier between a channel group's share of media and net value, by the epsilon-constraint method.

Net value is maximised under a rising floor of the group's share (Haimes, Lasdon and Wismer 1971). A plan that keeps a
higher floor keeps every lower one, and what no plan can beat under a lower floor none can beat under a higher one: so
each point takes the best value found at its floor or above, and the least bound proven at its floor or below. The
frontier falls and its points do not dominate each other, whatever the time limits left unproven.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from optimizer.allocation import allocate
from scenarios.document.base import Id, Value
from scenarios.document.budget import GroupBudget
from scenarios.document.scenario import Scenario
from scenarios.errors import UserError
from scenarios.i18n import Message
from scenarios.plan import Allocation, Minor, Status
from scenarios.progress import Cancelled, Progress, never, part, silent
from scenarios.suggestions import listing
from scenarios.text.report import Heading, Report, Reported
from scenarios.valuation import Valuation


class SharePoint(Value):
    """The best plan found in which the group has at least ``floor`` of all media.

    ``value`` is what the scenario maximises (net value without lateness), ``bound`` what no plan can exceed; ``near``
    and ``long`` are that plan's net value without and with the channels' long-term multipliers. Minor units.
    """

    floor: float
    share: float
    value: Minor
    bound: float | None
    near: Minor
    long: Minor
    status: Status
    allocation: Allocation

    @property
    def gap(self) -> float | None:
        """How far the value may be from the best, relative to it."""
        return None if self.bound is None else (self.bound - self.value) / max(abs(self.value), 1)


class ShareFrontier(Value, Reported):
    """Points by rising floor; ``unreachable`` are floors that no plan can keep, or for which none was found."""

    group: Id
    points: tuple[SharePoint, ...]
    unreachable: tuple[float, ...] = ()

    def report(self) -> Report:
        """A row for every floor."""
        notes = [
            Message("tradeoff.unreachable", {"floor": f"{floor:.0%}", "group": self.group})
            for floor in self.unreachable
        ]
        return Report(
            title=Message("tradeoff.title", {"group": self.group}),
            headings=(
                Heading("share_floor", "share"),
                Heading("share_reached", "share"),
                Heading("best_value", "money"),
                Heading("proven_gap", "share"),
                Heading("near_term", "money"),
                Heading("long_term", "money"),
            ),
            rows=tuple((one.floor, one.share, one.value, one.gap, one.near, one.long) for one in self.points),
            notes=(*notes, Message("tradeoff.about")),
        )


def share_frontier(
    scenario: Scenario,
    group: str,
    floors: Sequence[float],
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> ShareFrontier:
    """The frontier over ``floors`` (shares of all media, from 0 to 1) of a channel group.

    Every floor takes the allocation's own time limit. Other requirements of the scenario stay as they are.

    Raises:
        UserError: no channel belongs to the group, or a floor is no share.
        Cancellation: ``cancelled`` returned True.
    """
    _check(scenario, group, floors)
    rising = sorted(set(floors))
    found: list[tuple[float, Allocation]] = []
    for place, floor in enumerate(rising):
        step = part(progress, place / len(rising), (place + 1) / len(rising))
        found.append(
            (floor, allocate(with_floor(scenario, group, floor), progress=step, cancelled=cancelled))
        )
    solved = [(floor, answer) for floor, answer in found if answer.proof.value is not None]
    reached = {floor for floor, _ in solved}
    return ShareFrontier(
        group=group,
        points=_points(scenario, group, solved),
        unreachable=tuple(floor for floor in rising if floor not in reached),
    )


def with_floor(scenario: Scenario, group: str, floor: float) -> Scenario:
    """The scenario in which a group has at least ``floor`` of all media; a higher floor of its own stays."""
    present = next((one for one in scenario.budget.groups if one.group == group), GroupBudget(group=group))
    raised = present.model_copy(
        update={
            "share_min": max(floor, present.share_min),
            "share_max": max(floor, present.share_max),
        }
    )
    others = tuple(one for one in scenario.budget.groups if one.group != group)
    budget = scenario.budget.model_copy(update={"groups": (*others, raised)})
    return scenario.model_copy(update={"budget": budget})


def _points(
    scenario: Scenario, group: str, solved: Sequence[tuple[float, Allocation]]
) -> tuple[SharePoint, ...]:
    bounds = list(accumulate((answer.proof.bound for _, answer in solved), _least))
    best = list(accumulate((answer for _, answer in reversed(solved)), _better))[::-1]
    return tuple(
        _point(scenario, group, floor, answer, bound)
        for (floor, _), answer, bound in zip(solved, best, bounds, strict=True)
    )


def _point(
    scenario: Scenario, group: str, floor: float, answer: Allocation, bound: float | None
) -> SharePoint:
    channels = {channel.id for channel in scenario.channels if channel.group == group}
    within = sum(amount for channel, amount in answer.channel_spend.items() if channel in channels)
    value = round(answer.proof.value or 0.0)
    gap = None if bound is None else (bound - value) / max(abs(value), 1)
    proven = gap is not None and gap <= scenario.settings.solver.relative_gap
    return SharePoint(
        floor=floor,
        share=within / answer.media if answer.media else 0.0,
        value=value,
        bound=bound,
        near=_net(scenario, answer, long_term=False),
        long=_net(scenario, answer, long_term=True),
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
        allocation=answer,
    )


def _net(scenario: Scenario, answer: Allocation, *, long_term: bool) -> int:
    objective = scenario.objective.model_copy(update={"long_term": long_term})
    seen = scenario.model_copy(update={"objective": objective})
    return Valuation(seen).statement(answer).net_value


def _better(one: Allocation, other: Allocation) -> Allocation:
    return other if (other.proof.value or 0.0) > (one.proof.value or 0.0) else one


def _least(one: float | None, other: float | None) -> float | None:
    known = [bound for bound in (one, other) if bound is not None]
    return min(known, default=None)


def _check(scenario: Scenario, group: str, floors: Sequence[float]) -> None:
    groups = sorted({channel.group for channel in scenario.channels})
    if group not in groups:
        raise UserError(Message("tradeoff.no_group", {"group": group, "known": listing(groups)}))
    wrong = [floor for floor in floors if not 0 <= floor <= 1]
    if wrong or not floors:
        raise UserError(Message("tradeoff.no_share", {"found": listing(f"{floor:g}" for floor in wrong)}))
