"""What replications are worth, many at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.arrays import Ints
from simulation.blueprint import Blueprint
from simulation.compiled.chunk_kernel import Columns
from simulation.compiled.money_kernel import lateness, rounded_products


@dataclass(frozen=True, eq=False)
class Money:
    """Amounts in minor units: (R, C) by campaign, or (R,)."""

    revenue: Ints
    lateness_loss: Ints
    contribution: Ints
    staff_cost: Ints
    urgent_contribution: Ints
    net_value: Ints


def money_of(blueprint: Blueprint, columns: Columns, urgent_kept: Ints) -> Money:
    """The money of replications by `simulation.ledger.Ledger`'s rules."""
    ledger, rows = blueprint.ledger, len(columns.wip_minutes)
    on_time = np.array(ledger.on_time, dtype=np.int64)
    rules = [document.lateness for document in ledger.documents]
    loss = np.empty_like(columns.launch)
    lateness(
        columns.launch,
        np.array(ledger.targets, dtype=np.int64),
        on_time,
        np.array([rule.decay_per_day for rule in rules], dtype=float),
        np.array([rule.loss_per_day for rule in rules], dtype=float),
        loss,
    )
    revenue = on_time - loss
    contribution, staff_cost = np.empty(rows, dtype=np.int64), np.empty(rows, dtype=np.int64)
    rounded_products(revenue, np.full(len(on_time), ledger.margin, dtype=float), 1.0, contribution)
    wages = np.array([worker.cost_per_hour for worker in blueprint.workload.people], dtype=float)
    rounded_products(columns.worked, wages, 60.0, staff_cost)
    urgent = urgent_kept * ledger.urgent_value
    fixed = ledger.media + ledger.campaign_fixed + ledger.fixed
    cost = fixed + columns.defect_cost + (staff_cost if ledger.staff_counts else 0)
    return Money(revenue, loss, contribution, staff_cost, urgent, contribution + urgent - cost)
