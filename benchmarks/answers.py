"""Answers of the simulation: delay of a busy team by cause, parts that add up exactly, and what idle people change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.busy_team import busy_team
from benchmarks.rows import Bar, Row, timed
from scenarios.document import Scenario
from scenarios.document.base import Label
from scenarios.document.settings import SimulationSettings
from scenarios.plan import Plan, Provenance
from scenarios.today import todays_allocation
from simulation.answers import attribute_delay, bottlenecks, campaign_profiles
from simulation.answers.remedies import Remedy, remedies

REPLICATIONS = 400


def run(
    seeds: Sequence[int], instances: Path | None, seconds: float, replications: int = REPLICATIONS
) -> list[Row]:
    """All rows; ``instances`` and ``seconds`` are not used."""
    del instances, seconds
    return [row for seed in seeds for row in (*_delay(seed, replications), *_idle(seed, replications))]


def _delay(seed: int, replications: int) -> list[Row]:
    """The whole of the delay in its parts: nothing is left over."""
    scenario, plan, settings = _case(seed, replications)
    found, taken = timed(lambda: attribute_delay(scenario, plan, settings=settings))
    left = sum(one.minutes for one in found.parts) - found.denominator * found.total_minutes
    removed = sum(one.removed.launch_days.value for one in found.parts)
    _, reading = timed(lambda: campaign_profiles(scenario, plan, settings=settings, logged=10))
    name = f"busy team seed {seed}"
    return [
        Row(f"{name}: delay by cause, {found.runs} x {replications} replications", taken, "s"),
        Row(f"{name}: what the parts leave over", abs(left), "minutes", bar=Bar("<=", 0)),
        Row(
            f"{name}: removals one at a time, of the delay", removed / found.total.launch_days.value, "share"
        ),
        Row(f"{name}: launches and chains of all campaigns", reading, "s"),
    ]


def _idle(seed: int, replications: int) -> list[Row]:
    """One person more who has a skill that nothing asks for: the gain, in half-widths of the base's interval."""
    scenario, plan, settings = _case(seed, replications)
    with_idle = _with_idle(scenario)
    tried: list[Remedy] = [
        one for one in remedies(with_idle, frozenset({"prep"}), {}) if one.key == "role/idle"
    ]
    found = bottlenecks(with_idle, plan, tried=tried, settings=settings)
    (gain,) = found.gains
    width = found.base.launch_days.half_width or 0.0
    return [
        Row(
            f"busy team seed {seed}: an idle role's gain, of the interval's half-width",
            abs(gain.change.launch_days.value) / width,
            "share",
            bar=Bar("<=", 1),
        )
    ]


def _with_idle(scenario: Scenario) -> Scenario:
    organisation = scenario.organisation
    skills = (*organisation.skills, organisation.skills[0].model_copy(update={"id": "idle"}))
    idle = organisation.everyone()[0].model_copy(
        update={"id": "idle", "role": "idle", "name": Label(en="Idle", zh="闲置"), "skills": {"idle": 2}}
    )
    changed = organisation.model_copy(update={"skills": skills, "people": (*organisation.people, idle)})
    return scenario.model_copy(update={"organisation": changed})


def _case(seed: int, replications: int) -> tuple[Scenario, Plan, SimulationSettings]:
    scenario = busy_team(seed=seed)
    settings = SimulationSettings(
        replications=replications, dispatch="due_date", engine="compiled", workers=2, seed=seed
    )
    provenance = Provenance(
        scenario=scenario.id, content_hash=scenario.content_hash(), seed=seed, versions={}
    )
    return scenario, Plan(provenance=provenance, allocation=todays_allocation(scenario)), settings
