"""S8: a product launch of market and engineering, one stage after another, and overlapped.

Five stages of a few weeks each, and three changes that are signed while execution is on its way. Afterwards hand-offs
are shorter, two owners sign, and every stage begins on preliminary results of the one before - at the price of more
work, which grows with the square of the overlap. How much overlap pays is found, not given.
"""

from __future__ import annotations

from scenarios.document import (
    Approver,
    Campaign,
    CampaignChannel,
    Department,
    Handoff,
    Horizon,
    Label,
    Organisation,
    Person,
    Scenario,
    Settings,
    SimulationSettings,
    Skill,
    Workflow,
)
from scenarios.document.workflows import Escape, Stage
from scenarios.generator.pairs import department as office
from scenarios.generator.pairs.department import Hours
from scenarios.generator.pairs.signatures import LATENCY, OWNER_NAMES, OWNERS, REPAIR
from scenarios.studies.drivers import Drivers, Values, drivers
from scenarios.studies.measures import lead_working_days
from scenarios.studies.practice import Practice
from scenarios.studies.result import Coalition

BEFORE, AFTER = "S8_before.yaml", "S8_after.yaml"
SEED = 8
CHANGES = 3
WEEKS = 40
HANDOFF, HANDOFF_AFTER = (8.0, 24.0, 72.0), (4.0, 8.0, 24.0)
DRIVERS: Drivers = drivers(
    effort=(0.9, 1.1),
    handoff=(0.8, 1.2),
    handoff_after=(0.8, 1.2),
    escape=(0.15, 0.25),
    caught=(0.5, 0.7),
    overlap=(0.3, 0.4),
    overlap_penalty=(0.6, 1.0),
)
"""All assumptions. ``overlap_penalty``: share of further work of a stage that overlaps completely."""
_STAGES = "workflows[joint_launch].stages"
MECHANISMS = {
    "handoffs": ("organisation.handoff.default",),
    "dual": (f"{_STAGES}[*].approvers",),
    "overlap": (f"{_STAGES}[*].overlap", f"{_STAGES}[*].overlap_penalty"),
}
_WORK: tuple[tuple[str, str, str, Label, Hours], ...] = (
    ("need", "market", "market_needs", Label(en="Need", zh="需求"), (64, 96, 160)),
    ("design", "engineering", "product", Label(en="Design", zh="设计"), (96, 144, 240)),
    ("kickoff", "market", "project", Label(en="Kick-off", zh="启动"), (40, 64, 112)),
    ("execute", "engineering", "engineering", Label(en="Execution", zh="执行"), (200, 320, 520)),
    ("accept", "market", "acceptance", Label(en="Acceptance", zh="验收"), (64, 96, 160)),
)
"""Stage, department, skill, name, working hours."""
_ROLES = {
    "market_needs": Label(en="Market representative", zh="市场代表"),
    "product": Label(en="Product manager", zh="产品经理"),
    "project": Label(en="Project manager", zh="项目经理"),
    "engineering": Label(en="Engineering manager", zh="工程经理"),
    "acceptance": Label(en="Acceptance lead", zh="验收负责人"),
}


def document(values: Values, active: Coalition) -> Scenario:
    """The launch under some mechanisms."""
    handoff = (
        office.times(HANDOFF_AFTER, values["handoff_after"])
        if "handoffs" in active
        else office.times(HANDOFF, values["handoff"])
    )
    return Scenario(
        mems=1,
        id="s8_before",
        name=SERIAL,
        description=DESCRIPTION,
        horizon=Horizon(start=office.START, periods=WEEKS),
        channels=(office.MEDIA,),
        campaigns=(_launch(),),
        organisation=_organisation(handoff),
        workflows=(_workflow(values, active),),
        budget=office.budget(1),
        objective=office.AS_TODAY,
        settings=Settings(simulation=SimulationSettings(replications=400, dispatch="due_date", seed=SEED)),
    )


def _launch() -> Campaign:
    return Campaign(
        id="product",
        name=Label(en="Product launch", zh="新品上市"),
        due=office.released_from(7 * 24),
        flight_periods=1,
        channels=(CampaignChannel(channel=office.MEDIA.id, effect=office.RETURN, today=office.COST),),
        workflow="joint_launch",
    )


def _organisation(handoff: Hours) -> Organisation:
    return Organisation(
        departments=(
            Department(id="market", name=Label(en="Market", zh="市场部")),
            Department(id="engineering", name=Label(en="Engineering", zh="工程部")),
        ),
        skills=tuple(Skill(id=skill, name=name) for _, _, skill, name, _ in _WORK),
        people=tuple(
            Person(
                id=skill,
                name=_ROLES[skill],
                department=department,
                role=skill,
                skills={skill: 2},
            )
            for _, department, skill, _, _ in _WORK
        ),
        approvers=tuple(
            Approver(id=key, name=name, latency=office.three_point(LATENCY))
            for key, name in zip(OWNERS, OWNER_NAMES, strict=True)
        ),
        handoff=Handoff(default=office.three_point(handoff)),
    )


def _workflow(values: Values, active: Coalition) -> Workflow:
    work = {stage[0]: _stage(values, active, *stage) for stage in _WORK}
    owners = OWNERS if "dual" in active else OWNERS[:1]
    changes = [_change(number, owners, values) for number in range(1, CHANGES + 1)]
    accept = work.pop("accept").model_copy(update={"predecessors": ("execute", changes[-1].id)})
    return Workflow(
        id="joint_launch",
        name=Label(en="Market and engineering", zh="市场与工程"),
        stages=(*work.values(), *changes, accept),
    )


def _stage(
    values: Values, active: Coalition, identifier: str, _place: str, skill: str, name: Label, hours: Hours
) -> Stage:
    overlapped = "overlap" in active and identifier != "need" and values["overlap"] > 0
    return Stage(
        id=identifier,
        name=name,
        effort=office.three_point(office.times(hours, values["effort"])),
        skill=skill,
        overlap=values["overlap"] if overlapped else 0.0,
        overlap_penalty=values["overlap_penalty"] if overlapped else 0.0,
    )


def _change(number: int, owners: tuple[str, ...], values: Values) -> Stage:
    """A change, signed while execution is on its way."""
    return Stage(
        id=f"change_{number}",
        name=Label(en=f"Change {number}", zh=f"变更{number}"),
        approvers=owners,
        predecessors=("kickoff",) if number == 1 else (f"change_{number - 1}",),
        escape=Escape(
            probability=values["escape"],
            caught_by_second=values["caught"],
            repair=office.three_point(REPAIR),
        ),
    )


SERIAL = Label(en="One stage after another, one signature", zh="逐环节串行、单人签字")
DESCRIPTION = Label(
    en="An invented launch in five stages. Every figure is an assumption.",
    zh="虚构的新品上市，分五个环节。所有数字均为假设。",
)
LAUNCH = Practice(
    id="launch",
    files=(BEFORE, AFTER),
    before=SERIAL,
    after=Label(en="Shorter hand-offs, two signatures, overlapped stages", zh="缩短交接、双人签字、环节并行"),
    description=DESCRIPTION,
    mechanisms=MECHANISMS,
    measures=(lead_working_days(),),
    drivers=DRIVERS,
    documents=document,
)
