"""S3: a hundred campaigns a month, and how many of them are late.

Small campaigns, due a fortnight after they come in. Afterwards waits at hand-offs are visible and shorter, approvals
are quicker, retrospectives have cut rework for half a year, and a tenth of the requests is not admitted. The
half-strength package is a variant that adopts half of the first three; the warning case limits the campaigns in
progress.
"""

from __future__ import annotations

from scenarios.document import Campaign, Label, Lateness, Scenario, Settings, SimulationSettings
from scenarios.generator.documents import variant
from scenarios.generator.pairs import department as office
from scenarios.generator.pairs.department import Procedure, times
from scenarios.studies.drivers import Drivers, Values, drivers
from scenarios.studies.measures import late_share, lead_days, lead_quantile, lost_share
from scenarios.studies.practice import Practice
from scenarios.studies.result import Coalition
from scenarios.variants import SetValue, Variant

BEFORE, AFTER = "S3_before.yaml", "S3_after.yaml"
HALF, LIMITED = "S3_half.yaml", "S3_wip_limit.yaml"
SEED = 3
WORKING_DAYS, WARM_UP_DAYS, DUE_DAYS = 30, 14, 14
HANDOFF, HANDOFF_AFTER = (0.5, 3.0, 16.0), (0.5, 1.5, 8.0)
GATE, GATE_AFTER = (1.0, 5.0, 16.0), (1.0, 4.0, 10.0)
GATES = 2
MONTHS = 6
"""Of retrospectives, one a month; what is compared is the state after the last of them."""
REFUSED = 10
"""One in so many requests is not admitted."""
DECAY_PER_DAY = 0.06
WIP_LIMIT = 40
"""About rate times lead time, which Little's law gives as the mean of campaigns in progress: no room for variation."""
SCALABLE = frozenset({"handoffs", "approvals", "retrospectives"})
"""Mechanisms that can be adopted by half; a request is refused or it is not."""
DRIVERS: Drivers = drivers(
    per_day=(4.6, 5.0),
    effort=(0.45, 0.51),
    handoff=(0.9, 1.1),
    handoff_after=(0.9, 1.1),
    gate=(0.9, 1.1),
    gate_after=(0.9, 1.1),
    rework=(0.35, 0.45),
    learning=(0.05, 0.09),
)
"""All assumptions. ``handoff`` and ``gate`` multiply the three-point estimates above, ``effort`` the hours of work;
``learning`` is what a month of retrospectives takes off the rework."""
MECHANISMS = {
    "handoffs": ("organisation.handoff.default",),
    "approvals": ("organisation.approvers[head].latency",),
    "retrospectives": ("workflows[preparation].stages[review].rework.probability",),
    "admission": ("campaigns[*].registered",),
}


def half() -> Variant:
    """The scalable mechanisms, each at half its strength."""
    return variant(
        "s3_half",
        BEFORE,
        Label(en="Half of the package", zh="措施落实一半"),
        *DELAYS.changes(SCALABLE),
        adoption=0.5,
    )


def limited() -> Variant:
    """A warning: a limit at the mean number in progress makes campaigns wait before they begin."""
    return variant(
        "s3_wip_limit",
        BEFORE,
        Label(en="Limit of campaigns in progress, set too low", zh="在制品上限过低"),
        SetValue(set="organisation.wip_limit", to=WIP_LIMIT),
    )


def document(values: Values, active: Coalition) -> Scenario:
    """The department under some mechanisms."""
    learned = (1 - values["learning"]) ** MONTHS if "retrospectives" in active else 1.0
    procedure = Procedure(
        gates=GATES,
        rework=round(values["rework"] * learned, 4),
        order="network",
        effort=values["effort"],
    )
    lateness = Lateness(decay_per_day=DECAY_PER_DAY)
    incoming = office.campaigns(WORKING_DAYS, values["per_day"], DUE_DAYS, lateness)
    return Scenario(
        mems=1,
        id="s3_before",
        name=DELAYS_BEFORE,
        description=DESCRIPTION,
        horizon=office.horizon(WORKING_DAYS // office.WEEK + 4),
        channels=(office.MEDIA,),
        campaigns=_admitted(incoming) if "admission" in active else incoming,
        organisation=office.organisation(
            times(HANDOFF_AFTER, values["handoff_after"])
            if "handoffs" in active
            else times(HANDOFF, values["handoff"]),
            times(GATE_AFTER, values["gate_after"]) if "approvals" in active else times(GATE, values["gate"]),
        ),
        workflows=(office.workflow(procedure),),
        budget=office.budget(len(incoming)),
        objective=office.AS_TODAY,
        settings=Settings(
            simulation=SimulationSettings(replications=40, dispatch="due_date", seed=SEED),
        ),
    )


def _admitted(incoming: tuple[Campaign, ...]) -> tuple[Campaign, ...]:
    """All but one in so many: they are refused by turns, not by merit."""
    return tuple(
        campaign.model_copy(update={"registered": (number + 1) % REFUSED != 0})
        for number, campaign in enumerate(incoming)
    )


def measured(campaign: Campaign) -> bool:
    """Whether the department was busy when the campaign came in."""
    return campaign.release is not None and campaign.release >= office.released_from(WARM_UP_DAYS)


DELAYS_BEFORE = Label(en="A hundred campaigns a month", zh="每月上百个战役")
DESCRIPTION = Label(
    en="An invented department. Every figure is an assumption but the headcounts.",
    zh="虚构的市场部。除人数外，所有数字均为假设。",
)
DELAYS = Practice(
    id="delays",
    files=(BEFORE, AFTER),
    before=DELAYS_BEFORE,
    after=Label(
        en="Shorter hand-offs, quicker approvals, retrospectives, admission",
        zh="缩短交接、提速签批、坚持复盘、控制立项",
    ),
    description=DESCRIPTION,
    mechanisms=MECHANISMS,
    measures=(
        late_share(chosen=measured),
        lead_days(chosen=measured),
        lead_quantile("lead_p90", 0.9, measured),
        lost_share(),
    ),
    drivers=DRIVERS,
    documents=document,
)
