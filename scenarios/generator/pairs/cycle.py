"""S1: preparation in silos, and with shorter hand-offs, one gate, overlapped stages, templates and less rework.

Eight stages for 2.2 campaigns on every working day. Before: one after another, three gates, long hand-offs. Afterwards
five mechanisms act together; the study asks what each of them does alone.
"""

from __future__ import annotations

from scenarios.document import Campaign, Label, Scenario, Settings, SimulationSettings
from scenarios.generator.pairs import department as office
from scenarios.generator.pairs.department import Hours, Procedure, times
from scenarios.studies.drivers import Drivers, Values, drivers
from scenarios.studies.measures import late_share, lead_days, lead_quantile
from scenarios.studies.practice import Practice
from scenarios.studies.result import Coalition

BEFORE, AFTER = "S1_before.yaml", "S1_after.yaml"
SEED = 1
WORKING_DAYS, WARM_UP_DAYS, DUE_DAYS = 40, 14, 21
"""Campaigns come in for eight weeks; those of the first two fill the department and are not looked at."""
HANDOFF, HANDOFF_AFTER = (1.0, 4.0, 20.0), (0.25, 1.0, 4.0)
GATE, GATE_AFTER = (2.0, 6.0, 20.0), (1.0, 4.0, 10.0)
GATES, GATES_AFTER = 3, 1
DRIVERS: Drivers = drivers(
    per_day=(2.0, 2.4),
    effort=(0.9, 1.1),
    handoff=(0.8, 1.2),
    handoff_after=(0.8, 1.2),
    gate=(0.8, 1.2),
    gate_after=(0.8, 1.2),
    rework=(0.3, 0.4),
    rework_after=(0.15, 0.25),
    reuse_share=(0.4, 0.6),
    reuse_saving=(0.4, 0.6),
    overlap=(0.4, 0.6),
    overlap_penalty=(0.2, 0.4),
)
"""All assumptions. ``handoff`` and ``gate`` multiply the three-point estimates above."""
_STAGES = "workflows[preparation].stages"
MECHANISMS = {
    "handoffs": ("organisation.handoff.default",),
    "gates": (f"{_STAGES}[*]", "organisation.approvers[head].latency"),
    "overlap": tuple(f"{_STAGES}[*].{key}" for key in ("overlap", "overlap_penalty")),
    "reuse": (f"{_STAGES}[*].reuse",),
    "rework": (f"{_STAGES}[*].rework.probability",),
}


def measured(campaign: Campaign) -> bool:
    """Whether the department was busy when the campaign came in."""
    return campaign.release is not None and campaign.release >= office.released_from(WARM_UP_DAYS)


def document(values: Values, active: Coalition) -> Scenario:
    """The department under some mechanisms."""

    def hours(mechanism: str, driver: str, before: Hours, after: Hours) -> Hours:
        if mechanism in active:
            return times(after, values[f"{driver}_after"])
        return times(before, values[driver])

    procedure = Procedure(
        gates=GATES_AFTER if "gates" in active else GATES,
        rework=values["rework_after" if "rework" in active else "rework"],
        overlap=values["overlap"] if "overlap" in active else 0.0,
        penalty=values["overlap_penalty"],
        reuse=(values["reuse_share"], values["reuse_saving"]) if "reuse" in active else (0.0, 0.0),
        effort=values["effort"],
    )
    incoming = office.campaigns(WORKING_DAYS, values["per_day"], DUE_DAYS)
    return Scenario(
        mems=1,
        id="s1_before",
        name=CYCLE_BEFORE,
        description=DESCRIPTION,
        horizon=office.horizon(WORKING_DAYS // office.WEEK + 6),
        channels=(office.MEDIA,),
        campaigns=incoming,
        organisation=office.organisation(
            hours("handoffs", "handoff", HANDOFF, HANDOFF_AFTER), hours("gates", "gate", GATE, GATE_AFTER)
        ),
        workflows=(office.workflow(procedure),),
        budget=office.budget(len(incoming)),
        objective=office.AS_TODAY,
        settings=Settings(
            simulation=SimulationSettings(replications=40, dispatch="due_date", seed=SEED),
        ),
    )


CYCLE_BEFORE = Label(en="Preparation in silos", zh="职能孤岛式筹备")
DESCRIPTION = Label(
    en="An invented department. Every figure is an assumption but the headcounts.",
    zh="虚构的市场部。除人数外，所有数字均为假设。",
)
CYCLE = Practice(
    id="cycle",
    files=(BEFORE, AFTER),
    before=CYCLE_BEFORE,
    after=Label(
        en="Hand-offs, gates, overlap, reuse and rework changed", zh="交接、审批、并行、复用与返工全面改进"
    ),
    description=DESCRIPTION,
    mechanisms=MECHANISMS,
    measures=(
        lead_days(chosen=measured),
        lead_quantile("lead_p90", 0.9, measured),
        late_share(chosen=measured),
    ),
    drivers=DRIVERS,
    documents=document,
)
