"""The first page: what is recommended, how good it is known to be, how it holds up, and what it was made from."""

from __future__ import annotations

from scenarios.export.table import Cell, Kind, Table, Typed
from scenarios.export.tables.context import Context
from scenarios.plan import Proof
from scenarios.rounding import round_half_up
from scenarios.statistics import Estimate

Fact = tuple[str, str, Typed, Typed, Typed]
NOTHING = Typed("text", None)


def headline(context: Context) -> Table:
    """Facts by section: value, and the ends of its interval where it has one."""
    facts = [*_plan(context), *_execution(context), *_provenance(context)]
    rows: list[tuple[Cell, ...]] = [
        (
            context.say(f"export.section.{section}"),
            context.say(f"export.fact.{key}"),
            value,
            context.currency if value.kind == "money" else "",
            low,
            high,
        )
        for section, key, value, low, high in facts
    ]
    columns = context.columns("section", "fact", "fact_value", "unit", "low", "high")
    return Table("summary", context.say("export.table.summary"), columns, tuple(rows))


def _plan(context: Context) -> list[Fact]:
    allocation, projected = context.plan.allocation, context.plan.projected
    facts = [
        _text("plan", "strategy", context.say(f"export.strategy.{context.scenario.objective.strategy}")),
        *_proof("plan", "allocation", allocation.proof, context),
        _one("plan", "running", "integer", len(allocation.running)),
        _one("plan", "campaigns", "integer", len(context.scenario.campaigns)),
        _one("plan", "media", "money", context.split.recommended),
        _one("plan", "media_today", "money", context.split.today),
    ]
    if projected is not None:
        facts += [
            _one("plan", "projected_revenue", "money", projected.revenue),
            _one("plan", "projected_net", "money", projected.net_value),
            _one("plan", "projected_roi", "share", projected.net_roi),
            _one("plan", "projected_roas", "number", projected.roas),
        ]
    if context.plan.schedule is not None:
        facts += _proof("plan", "schedule", context.plan.schedule.proof, context)
    return facts


def _proof(section: str, key: str, proof: Proof, context: Context) -> list[Fact]:
    facts = [_text(section, f"{key}_status", context.say(f"status.{proof.status.value}"))]
    if proof.bound is not None:
        facts.append(_one(section, f"{key}_bound", "money", round_half_up(proof.bound)))
    if proof.gap is not None:
        facts.append(_one(section, f"{key}_gap", "share", proof.gap))
    return facts


def _execution(context: Context) -> list[Fact]:
    found = context.summary
    if found is None:
        return [_text("execution", "simulated", context.say("export.no"))]
    cash, team = found.money, found.team
    return [
        _one("execution", "replications", "integer", found.replications),
        _one("execution", "confidence", "share", found.confidence),
        _estimate("expected_net", "money", cash.net_value),
        _estimate("expected_revenue", "money", cash.revenue),
        _estimate("expected_loss", "money", cash.lateness_loss),
        _estimate("net_roi", "share", cash.net_roi),
        _estimate("roas", "number", cash.roas),
        _estimate("loss_probability", "share", cash.loss_probability),
        _estimate("on_time", "share", team.on_time),
        _estimate("lead_days", "number", team.lead_days),
        _estimate("throughput", "number", team.throughput),
        _estimate("wip", "number", team.wip),
        _estimate("utilisation", "share", team.utilisation),
        _estimate("urgent_kept", "share", team.urgent_kept),
    ]


def _provenance(context: Context) -> list[Fact]:
    made = context.plan.provenance
    scenario = context.scenario
    versions = ", ".join(f"{name} {version}" for name, version in made.versions.items())
    facts = [
        _text("assumptions", "roi_headline", context.say(f"export.roi.{scenario.objective.roi}")),
        _one("assumptions", "margin", "share", scenario.objective.margin),
        _text(
            "assumptions",
            "staff_cost",
            context.say("export.yes" if scenario.objective.staff_cost else "export.no"),
        ),
        _text(
            "assumptions",
            "long_term",
            context.say("export.yes" if scenario.objective.long_term else "export.no"),
        ),
        _text(
            "assumptions",
            "lifetime",
            context.say("export.yes" if scenario.objective.lifetime else "export.no"),
        ),
        _one("assumptions", "load_limit", "share", scenario.settings.planning.load_limit),
        _text("provenance", "scenario", scenario.id),
        _text("provenance", "horizon", f"{scenario.horizon.start} – {scenario.horizon.end}"),
        _text("provenance", "hash", made.content_hash),
        _text("provenance", "seed", str(made.seed)),
        _text("provenance", "versions", versions),
    ]
    if context.record.outcome is not None:
        facts.append(
            _text("provenance", "engine", context.say(f"export.engine.{context.record.outcome.engine}"))
        )
    return facts


def _text(section: str, key: str, value: str) -> Fact:
    return section, key, Typed("text", value), NOTHING, NOTHING


def _one(section: str, key: str, kind: Kind, value: float | None) -> Fact:
    return section, key, Typed(kind, value), NOTHING, NOTHING


def _estimate(key: str, kind: Kind, estimate: Estimate | None) -> Fact:
    ends = (None,) * 3 if estimate is None else (estimate.value, estimate.low, estimate.high)
    shown = [round_half_up(end) if kind == "money" and end is not None else end for end in ends]
    return "execution", key, Typed(kind, shown[0]), Typed(kind, shown[1]), Typed(kind, shown[2])
