"""Small scenario documents for the simulation's tests."""

from scenarios.document import Scenario, SimulationSettings

ALWAYS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "00:00-24:00")
BY_DATE = SimulationSettings(replications=20, dispatch="due_date", workers=1)


def work(identifier, hours, skill="craft", **more):
    """A stage with effort."""
    return {"id": identifier, "name": identifier, "effort": hours, "skill": skill, **more}


def campaign(identifier, workflow="prep", **more):
    """A campaign that is worth something."""
    return {
        "id": identifier,
        "name": identifier,
        "due": "2027-01-18",
        "workflow": workflow,
        "value": 1000,
        "lateness": {"loss_per_day": 10},
        **more,
    }


def people(**skills):
    """Named people of one department; a skill without a level has level 2, which is normal speed."""
    return [
        {
            "id": name,
            "name": name,
            "department": "team",
            "role": "member",
            "skills": dict.fromkeys(own, 2) if isinstance(own, (list, tuple)) else own,
            "cost_per_hour": 60,
        }
        for name, own in skills.items()
    ]


def team(stages, staff, campaigns=(), *, week=None, periods=8, workflows=(), organisation=None, **parts):
    """A scenario whose workflow ``prep`` has the given stages."""
    skills = sorted({skill for person in staff for skill in person["skills"]})
    names = sorted({person["department"] for person in staff} | {"team"})
    return Scenario.model_validate(
        {
            "mems": 1,
            "id": "test",
            "name": "Test",
            "horizon": {"start": "2027-01-04", "periods": periods},
            "calendar": {"week": week} if week is not None else {},
            "campaigns": list(campaigns),
            "organisation": {
                "departments": [{"id": name, "name": name} for name in names],
                "skills": [{"id": skill, "name": skill} for skill in skills],
                "people": staff,
                **(organisation or {}),
            },
            "workflows": [{"id": "prep", "name": "Preparation", "stages": stages}, *workflows],
            "budget": {"total": 0},
            **parts,
        }
    )


BUSY_RISKS = {
    "absence": {"daily_probability": 0.05, "spell_days": [1, 3]},
    "change_requests": {"at_most": 2, "probability": 0.5, "extra_effort": [1, 2, 6]},
    "urgent": {"per_week": 2, "workflow": "quick", "value": 40, "promise_hours": 48},
}
BUSY_STAGES = [
    work("brief", [1, 2, 4], "plan"),
    {"id": "approve", "name": "Approve", "approvers": ["head", "finance"]},
    work("copy", [4, 8, 16]),
    work("design", [6, 10, 20], "draw", predecessors=["approve"], department="studio"),
    work(
        "review",
        [1, 2, 3],
        "plan",
        people=2,
        department="lead",
        predecessors=["copy", "design"],
        rework={"probability": 0.4, "target": "copy"},
    ),
    {"id": "platform", "name": "Platform check", "latency": [2, 4, 12]},
    work("launch", [1, 2, 4], "draw"),
    work("report", [1, 2, 4], "plan", rework={"probability": 0.3, "target": "report", "max_times": 2}),
]
BUSY_STAFF = [
    {**person, "department": department}
    for person, department in zip(
        people(
            ann={"plan": 3, "craft": 1},
            bo=["plan"],
            cy=["craft"],
            dee=["draw"],
            eve=["draw", "craft", "plan"],
        ),
        ["lead", "lead", "team", "studio", "studio"],
        strict=True,
    )
]
BUSY_APPROVERS = [
    {"id": "head", "name": "Head", "department": "lead", "latency": [1, 4, 12]},
    {"id": "finance", "name": "Finance", "latency": {"distribution": "exponential", "hours": 3}},
]


def busy(**parts):
    """Five campaigns that compete, with every mechanism at work; ``parts`` replace top-level parts."""
    quick = {"id": "quick", "name": "Quick", "stages": [work("post", [1, 2, 6]), work("check", 0.5, "plan")]}
    express = {"id": "short", "name": "Short", "stages": [work("copy", [2, 4, 6]), work("launch", 2, "draw")]}
    campaigns = [
        campaign("spring", release="2027-01-05"),
        campaign("summer", prerequisites=["spring"], due="2027-02-01"),
        campaign("fair", lane="express", due="2027-01-11"),
        campaign("autumn", size=1.5, lateness={"decay_per_day": 0.1}),
        campaign("winter", due="2027-01-25"),
    ]
    document = team(
        BUSY_STAGES,
        BUSY_STAFF,
        campaigns,
        workflows=[quick, express],
        organisation={
            "approvers": BUSY_APPROVERS,
            "handoff": {"default": [0.5, 2, 8]},
            "wip_limit": 2,
        },
        risks=BUSY_RISKS,
        objective={"staff_cost": True, "margin": 0.6},
    ).model_dump(mode="json")
    workflows = [
        {**document["workflows"][0], "launch": "launch", "express": "short"},
        *document["workflows"][1:],
    ]
    return Scenario.model_validate({**document, "workflows": workflows, **parts})


def moments(log, kind, step, job=0):
    """Hours at which something happened to a step of a job."""
    index = log.steps[job].index(step)
    return [row[0] / 60 for row in log.of(kind).tolist() if row[2] == job and row[3] == index]
