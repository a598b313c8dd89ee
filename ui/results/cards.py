"""The headline figures of a run, none without its proof or its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from scenarios.plan import Proof, Statement, Status
from scenarios.record import Record
from scenarios.statistics import Estimate
from scenarios.summary import OutcomeSummary
from ui.text import interval, money, number, percent, t


@dataclass(frozen=True, slots=True)
class Card:
    """One figure: its catalogue key, what it is, and how sure that is."""

    key: str
    value: str
    beside: str = ""


def cards(record: Record, summary: OutcomeSummary | None) -> None:
    """Net value, return, punctuality and proof of a feasible run."""
    show_cards(_money(record, summary) + _execution(summary) + [_proof(record)])
    if record.plan.schedule is not None:
        st.badge(
            t("ui.plan.verified"), icon=":material/verified:", color="green", help=t("ui.plan.verified.help")
        )


def show_cards(shown: Sequence[Card]) -> None:
    """Figures side by side, each with its definition and with what is known of its certainty."""
    per_row = 3 if len(shown) <= 6 else 4
    for start in range(0, len(shown), per_row):
        for place, card in zip(st.columns(per_row), shown[start : start + per_row], strict=False):
            with place, st.container(border=True, height="stretch", gap=None):
                st.metric(t(f"ui.card.{card.key}"), card.value, help=t(f"ui.card.{card.key}.help"))
                st.caption(card.beside)


def _money(record: Record, summary: OutcomeSummary | None) -> list[Card]:
    projected = record.plan.projected
    if projected is None:
        return []
    currency = record.scenario.currency
    found = [Card("net_value", money(projected.net_value, currency), t("ui.card.planned"))]
    if summary is not None:
        value = summary.money.net_value
        found.append(
            Card(
                "simulated_value",
                money(value.value, currency),
                interval(value, lambda one: money(one, currency)),
            )
        )
    returns = {"net_roi": _net_roi(projected, summary), "roas": _roas(projected, summary)}
    headline = record.scenario.objective.roi
    return [*found, returns.pop(headline), *returns.values()]


def _net_roi(projected: Statement, summary: OutcomeSummary | None) -> Card:
    return Card(
        "net_roi", percent(projected.net_roi), _beside(summary.money.net_roi if summary else None, percent)
    )


def _roas(projected: Statement, summary: OutcomeSummary | None) -> Card:
    return Card("roas", number(projected.roas), _beside(summary.money.roas if summary else None, number))


def _beside(estimate: Estimate | None, write: Callable[[float], str]) -> str:
    return "" if estimate is None else t("ui.card.simulated", value=interval(estimate, write))


def _execution(summary: OutcomeSummary | None) -> list[Card]:
    if summary is None or summary.team.on_time is None:
        return []
    on_time = summary.team.on_time
    return [Card("on_time", percent(on_time.value), interval(on_time, percent))]


def _proof(record: Record) -> Card:
    proof = record.plan.allocation.proof
    return Card("proof", t(f"ui.status.{proof.status.value}"), _limits(proof, record.scenario.currency))


def _limits(proof: Proof, currency: str) -> str:
    if proof.status is Status.AS_GIVEN or proof.bound is None:
        return ""
    return t("ui.card.bound", bound=money(proof.bound, currency), gap=percent(proof.gap))
