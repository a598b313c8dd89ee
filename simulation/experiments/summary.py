"""What a tally says: means with intervals, and quantiles with the bounds of their bins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from scenarios.document.base import Id, Value
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.measures import BY_KEY, MINUTES_PER_HOUR, MINUTES_PER_WEEK
from scenarios.outcome import CAUSES, WaitCause
from scenarios.plan import Provenance
from scenarios.statistics import Estimate, mean_from_sums, proportion
from scenarios.summary.values import LAUNCH_QUANTILES, VALUE_QUANTILES
from simulation.blueprint import Blueprint
from simulation.engines import Engine
from simulation.experiments.accumulate import BinnedQuantile, Histogram
from simulation.experiments.tally import CAMPAIGN, STREAM, WHOLE, Frame, Tally
from simulation.outcomes import never_launched
from simulation.overload import overloads


class CampaignFigures(Value):
    """One campaign's course. Launch quantiles are minutes from the start of the horizon, in bins of a day."""

    campaign: Id
    launch: tuple[BinnedQuantile, ...]
    launched: Estimate
    on_time: Estimate
    lead_days: Estimate | None
    """Over the replications in which it was launched."""
    late_days: Estimate | None
    revenue: Estimate
    lateness_loss: Estimate
    rework_visits: Estimate
    defects: Estimate
    waiting_hours: Mapping[WaitCause, Estimate]


class StreamFigures(Value):
    """One stream of requests, for a replication."""

    stream: Id
    requests: Estimate
    refused: Estimate
    completed: Estimate
    mean_lead_hours: float | None
    """Over all requests of all replications that were launched."""


class Summary(Value):
    """Everything that is known of replications whose samples were not kept. Money in minor units."""

    scenario: Id
    currency: str
    provenance: Provenance
    engine: Literal["simpy", "compiled"]
    replications: int
    confidence: float
    measures: Mapping[Id, Estimate]
    """By the keys of `scenarios.measures.MEASURES`, those that are defined."""
    loss_probability: Estimate
    least_net_value: int
    largest_net_value: int
    net_value: tuple[BinnedQuantile, ...]
    value_width: int
    """Width of the bins of the net value."""
    campaigns: tuple[CampaignFigures, ...]
    people: Mapping[Id, Estimate | None]
    """Utilisation; None for someone who is never there."""
    load: Mapping[Id, tuple[BinnedQuantile, ...]]
    """Quantiles of everyone's utilisation over the replications, in permille."""
    streams: tuple[StreamFigures, ...]
    notes: tuple[Message, ...] = ()


def summary_of(
    scenario: Scenario,
    blueprint: Blueprint,
    frame: Frame,
    tally: Tally,
    confidence: float,
    engine: Engine,
    provenance: Provenance,
) -> Summary:
    """The summary of a tally."""
    people = [worker.id for worker in blueprint.workload.people]
    count = tally.whole.count
    value = WHOLE.index("net_value")
    return Summary(
        scenario=scenario.id,
        currency=scenario.currency,
        provenance=provenance,
        engine=engine,
        replications=count,
        confidence=confidence,
        measures=_measures(tally, frame, blueprint, confidence),
        loss_probability=proportion(tally.whole.total[WHOLE.index("losses")], count, confidence),
        least_net_value=tally.whole.least[value],
        largest_net_value=tally.whole.most[value],
        net_value=_quantiles(tally.net_value, 0, VALUE_QUANTILES, confidence),
        value_width=frame.value_width,
        campaigns=tuple(
            _campaign(tally, campaign, place, confidence)
            for place, campaign in enumerate(blueprint.ledger.campaigns)
        ),
        people={
            person: tally.person(place).estimate(confidence, (0, 1)) for place, person in enumerate(people)
        },
        load={
            person: _quantiles(tally.load, place, VALUE_QUANTILES, confidence)
            for place, person in enumerate(people)
        },
        streams=tuple(
            _stream(tally, one.id, place, confidence) for place, one in enumerate(scenario.streams)
        ),
        notes=(*_notes(scenario, blueprint.ledger.campaigns, tally), *overloads(scenario, blueprint)),
    )


def _measures(tally: Tally, frame: Frame, blueprint: Blueprint, confidence: float) -> dict[str, Estimate]:
    media, horizon = blueprint.ledger.media, frame.horizon_minutes
    campaigns = len(frame.targets)

    def whole(name: str, key: str, scale: float = 1.0) -> Estimate:
        found = tally.whole.estimate(WHOLE.index(name), confidence).scaled(scale)
        return _cut(found, BY_KEY[key].within)

    def ratio(above: str, below: str, key: str, scale: float = 1.0) -> Estimate | None:
        found = tally.ratio(above, below).estimate(confidence)
        return None if found is None else _cut(found.scaled(scale), BY_KEY[key].within)

    found = {
        "net_value": whole("net_value", "net_value"),
        "revenue": whole("revenue", "revenue"),
        "cost": whole("cost", "cost"),
        "net_roi": ratio("net_value", "cost", "net_roi"),
        "roas": whole("revenue", "roas", 1 / media) if media else None,
        "lateness_loss": whole("lateness_loss", "lateness_loss"),
        "on_time": whole("on_time", "on_time", 1 / campaigns) if campaigns else None,
        "lead_days": ratio("lead", "launched", "lead_days", 1 / MINUTES_PER_DAY),
        "throughput": whole("inside", "throughput", MINUTES_PER_WEEK / horizon),
        "wip": whole("wip_minutes", "wip", 1 / horizon),
        "utilisation": ratio("busy", "available", "utilisation"),
        "urgent_kept": ratio("urgent_kept", "urgent_requests", "urgent_kept"),
        "urgent_lead_hours": ratio(
            "urgent_lead", "urgent_requests", "urgent_lead_hours", 1 / MINUTES_PER_HOUR
        ),
        "staff_cost": whole("staff_cost", "staff_cost"),
    }
    return {key: one for key, one in found.items() if one is not None}


def _campaign(tally: Tally, campaign: str, place: int, confidence: float) -> CampaignFigures:
    first = place * len(CAMPAIGN)
    count, moments = tally.whole.count, tally.campaigns

    def column(name: str) -> int:
        return first + CAMPAIGN.index(name)

    def mean(name: str, scale: float = 1.0) -> Estimate:
        return _cut(moments.estimate(column(name), confidence).scaled(scale), (0, float("inf")))

    launched = moments.total[column("launched")]

    def given_launch(name: str) -> Estimate | None:
        # Where it was not launched these columns are zero, so that their sums are those of the launches.
        if not launched:
            return None
        total, squares = moments.total[column(name)], moments.squares[column(name)]
        found = mean_from_sums(launched, total, squares, confidence).scaled(1 / MINUTES_PER_DAY)
        return _cut(found, (0, float("inf")))

    return CampaignFigures(
        campaign=campaign,
        launch=_quantiles(tally.launch, place, LAUNCH_QUANTILES, confidence),
        launched=proportion(launched, count, confidence),
        on_time=proportion(moments.total[column("on_time")], count, confidence),
        lead_days=given_launch("lead"),
        late_days=given_launch("late"),
        revenue=mean("revenue"),
        lateness_loss=mean("lateness_loss"),
        rework_visits=mean("rework_visits"),
        defects=mean("defects"),
        waiting_hours={cause: mean(cause, 1 / MINUTES_PER_HOUR) for cause in CAUSES},
    )


def _stream(tally: Tally, stream: str, place: int, confidence: float) -> StreamFigures:
    first = place * len(STREAM)
    requests, refused, completed = (
        _cut(tally.streams.estimate(first + column, confidence), (0, float("inf"))) for column in range(3)
    )
    done, lead = tally.streams.total[first + 2], tally.streams.total[first + 3]
    return StreamFigures(
        stream=stream,
        requests=requests,
        refused=refused,
        completed=completed,
        mean_lead_hours=lead / done / MINUTES_PER_HOUR if done else None,
    )


def _quantiles(
    histogram: Histogram, column: int, probabilities: tuple[float, ...], confidence: float
) -> tuple[BinnedQuantile, ...]:
    return tuple(histogram.quantile(column, one, confidence) for one in probabilities)


def _cut(found: Estimate, within: tuple[float, float]) -> Estimate:
    if found.low is None or found.high is None:
        return found
    return found.model_copy(update={"low": max(found.low, within[0]), "high": min(found.high, within[1])})


def _notes(scenario: Scenario, campaigns: tuple[str, ...], tally: Tally) -> tuple[Message, ...]:
    count = tally.whole.count
    missed = [
        count - tally.campaigns.total[place * len(CAMPAIGN) + CAMPAIGN.index("launched")]
        for place in range(len(campaigns))
    ]
    return tuple(
        never_launched(scenario, campaign, times, count)
        for campaign, times in zip(campaigns, missed, strict=True)
        if times
    )
