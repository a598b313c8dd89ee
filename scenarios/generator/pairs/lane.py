"""S6: urgent campaigns in the queue of all others, and in a lane of their own.

The lane goes first, has one gate, runs its stages side by side and takes less effort; what it does to the others is
looked at as well. 72 hours are read as 24 working hours from the opening of the day on which the campaign comes in.
"""

from __future__ import annotations

from scenarios.document import Campaign, Label, Scenario, Settings, SimulationSettings, Workflow
from scenarios.generator.pairs import department as office
from scenarios.generator.pairs.department import Procedure, times
from scenarios.studies.drivers import Drivers, Values, drivers
from scenarios.studies.measures import lead_quantile, lead_working_days, within
from scenarios.studies.practice import Practice
from scenarios.studies.result import Coalition

BEFORE, AFTER = "S6_before.yaml", "S6_after.yaml"
SEED = 6
WORKING_DAYS, WARM_UP_DAYS, DUE_DAYS = 35, 14, 14
HANDOFF, GATE = (0.25, 1.0, 4.0), (1.0, 4.0, 10.0)
GATES, GATES_AFTER = 2, 1
PROMISE_HOURS = 24.0
DRIVERS: Drivers = drivers(
    per_day=(2.2, 3.0),
    urgent_share=(0.2, 0.4),
    lane_effort=(0.55, 0.65),
    handoff=(0.9, 1.1),
    gate=(0.9, 1.1),
    rework=(0.15, 0.25),
)
"""All assumptions. ``handoff`` and ``gate`` multiply the three-point estimates above, ``lane_effort`` every effort of
an urgent campaign."""
LANES = ("urgent", "urgent_lane")
"""The workflow of urgent campaigns, and the same as its express variant."""


def _stages(*paths: str) -> tuple[str, ...]:
    return tuple(f"workflows[{lane}].stages[{path}" for lane in LANES for path in paths)


MECHANISMS = {
    "priority": ("campaigns[*].lane",),
    "one_gate": _stages("plan_gate]", "*].predecessors"),
    "parallel": _stages("*].predecessors"),
    "less_effort": _stages("*].effort"),
}


def document(values: Values, active: Coalition) -> Scenario:
    """The department under some mechanisms."""
    normal = Procedure(gates=GATES, rework=values["rework"], order="network")
    urgent = Procedure(
        gates=GATES_AFTER if "one_gate" in active else GATES,
        rework=values["rework"],
        order="parallel" if "parallel" in active else "network",
        effort=values["lane_effort"] if "less_effort" in active else 1.0,
    )
    incoming = tuple(
        _urgent(campaign, "priority" in active) if _is_urgent(number, values["urgent_share"]) else campaign
        for number, campaign in enumerate(office.campaigns(WORKING_DAYS, values["per_day"], DUE_DAYS))
    )
    return Scenario(
        mems=1,
        id="s6_before",
        name=QUEUE,
        description=DESCRIPTION,
        horizon=office.horizon(WORKING_DAYS // office.WEEK + 4),
        channels=(office.MEDIA,),
        campaigns=incoming,
        organisation=office.organisation(times(HANDOFF, values["handoff"]), times(GATE, values["gate"])),
        workflows=(office.workflow(normal), *_lanes(urgent)),
        budget=office.budget(len(incoming)),
        objective=office.AS_TODAY,
        settings=Settings(
            simulation=SimulationSettings(replications=40, dispatch="due_date", seed=SEED),
        ),
    )


def _lanes(procedure: Procedure) -> tuple[Workflow, Workflow]:
    """Urgent campaigns go through the same stages in the queue and in the lane."""
    queue, lane = LANES
    queued = office.workflow(procedure, queue, Label(en="Urgent campaigns", zh="紧急战役"))
    name = Label(en="Urgent campaigns in their lane", zh="快速通道中的紧急战役")
    return queued.model_copy(update={"express": lane}), office.workflow(procedure, lane, name)


def _is_urgent(number: int, share: float) -> bool:
    """Every so many campaigns one is urgent, evenly spread."""
    return int((number + 1) * share) > int(number * share)


def _urgent(campaign: Campaign, first: bool) -> Campaign:
    return campaign.model_copy(
        update={"workflow": "urgent", "lane": "express" if first else "normal", "line": "urgent"}
    )


def measured(campaign: Campaign) -> bool:
    """Whether the department was busy when the campaign came in."""
    return campaign.release is not None and campaign.release >= office.released_from(WARM_UP_DAYS)


def urgent_measured(campaign: Campaign) -> bool:
    """Urgent campaigns among those that are looked at."""
    return measured(campaign) and campaign.line == "urgent"


def normal_measured(campaign: Campaign) -> bool:
    """All others among those that are looked at."""
    return measured(campaign) and campaign.line != "urgent"


QUEUE = Label(en="Urgent campaigns in the common queue", zh="紧急战役与其他战役同排队")
DESCRIPTION = Label(
    en="An invented department. Every figure is an assumption but the headcounts.",
    zh="虚构的市场部。除人数外，所有数字均为假设。",
)
LANE = Practice(
    id="lane",
    files=(BEFORE, AFTER),
    before=QUEUE,
    after=Label(en="A lane for urgent campaigns", zh="紧急战役快速通道"),
    description=DESCRIPTION,
    mechanisms=MECHANISMS,
    measures=(
        within("urgent_in_time", PROMISE_HOURS, urgent_measured),
        lead_quantile("normal_p90", 0.9, normal_measured),
        lead_quantile("urgent_p90", 0.9, urgent_measured),
        lead_working_days("normal_lead", normal_measured),
    ),
    drivers=DRIVERS,
    documents=document,
)
