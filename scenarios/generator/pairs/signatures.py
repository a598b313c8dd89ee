"""S7: six changes signed by one owner, or by two.

A second signature waits for the slower of two, and catches most of what the first lets pass. What slips through comes
to light before the launch and holds it up. Which of the two is quicker depends on how much slips through.
"""

from __future__ import annotations

from scenarios.document import (
    Approver,
    Campaign,
    CampaignChannel,
    Department,
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
from scenarios.studies.drivers import Drivers, Values, drivers
from scenarios.studies.measures import lead_working_days
from scenarios.studies.practice import Practice
from scenarios.studies.result import Coalition

BEFORE, AFTER = "S7_before.yaml", "S7_after.yaml"
SEED = 7
CHANGES = 6
WEEKS = 8
LATENCY = (4.0, 8.0, 24.0)
"""Working hours of a signature: half a day, a day, three days."""
REPAIR = (24.0, 40.0, 96.0)
"""Working hours that an escaped defect costs: three, five, twelve days."""
RELEASE_HOURS = 1.0
DRIVERS: Drivers = drivers(escape=0.20, caught=0.6, latency=1.0, repair=1.0)
"""All assumptions. ``escape``: with one signature; ``caught``: share of what escapes one that a second catches;
``latency`` and ``repair`` multiply the figures above."""


def document(values: Values, active: Coalition) -> Scenario:
    """Six changes in a row, then the release."""
    owners = OWNERS if "dual" in active else OWNERS[:1]
    return Scenario(
        mems=1,
        id="s7_before",
        name=SINGLE,
        description=DESCRIPTION,
        horizon=Horizon(start=office.START, periods=WEEKS),
        channels=(office.MEDIA,),
        campaigns=(_project(),),
        organisation=_organisation(values["latency"]),
        workflows=(_workflow(values, tuple(owners)),),
        budget=office.budget(1),
        objective=office.AS_TODAY,
        settings=Settings(simulation=SimulationSettings(replications=400, dispatch="due_date", seed=SEED)),
    )


OWNERS = ("market_owner", "engineering_owner")
OWNER_NAMES = (
    Label(en="Owner on the market side", zh="市场负责人"),
    Label(en="Owner on the engineering side", zh="工程负责人"),
)


def _project() -> Campaign:
    return Campaign(
        id="project",
        name=Label(en="Joint project", zh="联合项目"),
        due=office.released_from(14),
        flight_periods=1,
        channels=(CampaignChannel(channel=office.MEDIA.id, effect=office.RETURN, today=office.COST),),
        workflow="signed_changes",
    )


def _organisation(latency: float) -> Organisation:
    return Organisation(
        departments=(Department(id="joint", name=Label(en="Joint task force", zh="联合专班")),),
        skills=(Skill(id="release", name=Label(en="Release", zh="发布")),),
        people=(
            Person(
                id="manager",
                name=Label(en="Project manager", zh="项目经理"),
                department="joint",
                role="project_manager",
                skills={"release": 2},
            ),
        ),
        approvers=tuple(
            Approver(id=key, name=name, latency=office.three_point(office.times(LATENCY, latency)))
            for key, name in zip(OWNERS, OWNER_NAMES, strict=True)
        ),
    )


def _workflow(values: Values, owners: tuple[str, ...]) -> Workflow:
    escape = Escape(
        probability=values["escape"],
        caught_by_second=values["caught"],
        repair=office.three_point(office.times(REPAIR, values["repair"])),
    )
    signatures = tuple(
        Stage(
            id=f"change_{number}",
            name=Label(en=f"Change {number}", zh=f"变更{number}"),
            approvers=owners,
            escape=escape,
        )
        for number in range(1, CHANGES + 1)
    )
    release = Stage(id="release", name=Label(en="Release", zh="发布"), effort=RELEASE_HOURS, skill="release")
    return Workflow(
        id="signed_changes",
        name=Label(en="Six signed changes", zh="六次签字变更"),
        stages=(*signatures, release),
    )


SINGLE = Label(en="One signature on every change", zh="变更单人签字")
DESCRIPTION = Label(
    en="An invented project of six changes in a row. Every figure is an assumption.",
    zh="虚构的项目，依次经过六次变更。所有数字均为假设。",
)
SIGNATURES = Practice(
    id="signatures",
    files=(BEFORE, AFTER),
    before=SINGLE,
    after=Label(en="Two signatures on every change", zh="变更双签"),
    description=DESCRIPTION,
    mechanisms={"dual": ("workflows[signed_changes].stages[*].approvers",)},
    measures=(lead_working_days(),),
    drivers=DRIVERS,
    documents=document,
)
