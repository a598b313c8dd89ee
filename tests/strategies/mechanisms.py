"""What the simulation knows beyond the schedule, added to a document that is drawn already.

A document has none of it now and then, and otherwise each mechanism with a chance of about one in three, so that
mechanisms meet one another and also occur alone.
"""

import datetime as dt

from hypothesis import strategies as st

from tests.strategies.basics import durations, fractions, labels, money, positive, small, spans, sparse

meetings = st.fixed_dictionaries(
    {},
    optional={"every_days": st.integers(1, 7), "at": st.sampled_from(["09:30", "10:00", "14:15", "00:00"])},
)
decays = st.sampled_from([0.0, 0.5, 0.9, 1.0]) | st.floats(0, 1)


def some(draw):
    """One time in three."""
    return draw(st.sampled_from([False, True, False]))


def plan_mechanisms(draw, document, first, last, *, departures):
    """Add what the schedule knows of: meetings, people who join and depart, approvers who are people."""
    organisation = document["organisation"]
    for approver in organisation["approvers"]:
        if some(draw):
            approver["meeting"] = draw(meetings)
        if some(draw):
            approver |= {
                "person": draw(st.sampled_from(everyone(organisation))),
                "effort": draw(durations(3)),
            }
    for place in (organisation["handoff"], *organisation["handoff"]["between"]):
        if some(draw):
            place["meeting"] = draw(meetings)
    for person in organisation["people"]:
        if some(draw):
            joins = draw(st.dates(first, last))
            person["joins"] = joins.isoformat()
            if departures and some(draw):
                person["departs"] = (joins + dt.timedelta(days=draw(st.integers(0, 30)))).isoformat()


def course_mechanisms(draw, document, first, last):
    """Add what makes the real course differ from the schedule."""
    _organisation(draw, document["organisation"])
    for person in document["organisation"]["people"]:
        if "joins" in person and some(draw):
            person |= {"ramp_up_weeks": draw(st.integers(0, 8)), "ramp_up_speed": draw(st.integers(1, 100))}
    for workflow in document["workflows"]:
        for stage in workflow["stages"]:
            _stage(draw, workflow, stage)
    if draw(st.booleans()):
        document["streams"] = draw(st.lists(streams(document, first, last), min_size=1, max_size=2))
        for number, stream in enumerate(document["streams"]):
            stream["id"] = f"stream.{number}"
    _risks(draw, document, first, last)


def _organisation(draw, organisation):
    for department in organisation["departments"]:
        if some(draw):
            department["wip_limit"] = draw(st.integers(1, 3))
    options = {
        "switching_loss": st.integers(0, 90),
        "multitasking": st.integers(1, 6),
        "status_updates": meetings,
        "escalation": st.fixed_dictionaries(
            {}, optional={"days_before": st.floats(0, 14), "approval_factor": small}
        ),
    }
    organisation |= {key: draw(strategy) for key, strategy in options.items() if some(draw)}


def _stage(draw, workflow, stage):
    before = predecessors(workflow)
    later = [other for other in before if stage["id"] in ancestors(other, before)]
    launch = workflow.get("launch", workflow["stages"][-1]["id"])
    if "rework" in stage and some(draw):
        stage["rework"] |= {"probability_decay": draw(decays), "effort_decay": draw(decays)}
    if "effort" in stage and some(draw):
        stage["reuse"] = {"probability": draw(fractions), "saving": draw(fractions)}
    if later and some(draw):
        found = st.sampled_from([*later, None] if launch in later else later)
        options = {"caught_by_second": fractions, "repair": durations(8), "cost": money(0, 500)}
        stage["escape"] = sparse(draw, {"probability": draw(fractions), "found_at": draw(found)}, options)
    if before[stage["id"]] and some(draw):
        stage["overlap"] = draw(st.sampled_from([0.25, 0.5, 1.0]) | st.floats(0.01, 1))
        stage["overlap_penalty"] = draw(st.sampled_from([0.0, 0.3]) | st.floats(0, 2))
    if "effort" in stage and some(draw):
        stage["wip_limit"] = draw(st.integers(1, 3))


@st.composite
def streams(draw, document, first, last):
    """An open workload of a few requests a week."""
    start, end = sorted([draw(st.dates(first, last)), draw(st.dates(first, last))])
    options = {
        "arrivals": st.sampled_from(["poisson", "regular"]),
        "lane": st.sampled_from(["urgent", "express", "normal"]),
        "size": positive,
        "first": st.just(start.isoformat()),
        "last": st.just(end.isoformat()),
        "limit": st.integers(1, 3),
        "overflow": st.sampled_from(["wait", "refuse"]),
    }
    workflow = draw(st.sampled_from([one["id"] for one in document["workflows"]]))
    required = {"id": "", "name": draw(labels), "workflow": workflow, "per_week": draw(st.floats(0, 7))}
    return sparse(draw, required, options)


def _risks(draw, document, first, last):
    risks = document["risks"]
    if "urgent" in risks and some(draw):
        risks["urgent"]["limit"] = draw(st.integers(1, 3))
    if "urgent" in risks and document["organisation"].get("multitasking", 1) == 1 and draw(st.booleans()):
        risks["urgent"]["preempts"] = True
    if "change_requests" in risks and draw(st.booleans()):
        control = st.fixed_dictionaries({}, optional={"accepted": fractions, "review": durations(8)})
        risks["change_requests"]["control"] = draw(control)
    if draw(st.booleans()):
        found = draw(st.lists(shocks(document, first, last), min_size=1, max_size=3))
        risks["shocks"] = [{"id": f"shock.{number}", **shock} for number, shock in enumerate(found)]


@st.composite
def shocks(draw, document, first, last):
    """A shock of any kind, without its identifier."""
    organisation = document["organisation"]
    stages = [stage["id"] for workflow in document["workflows"] for stage in workflow["stages"]]
    roles = [one["role"] for one in organisation["people"]] + [team["id"] for team in organisation["teams"]]
    approver = st.sampled_from([None, *(one["id"] for one in organisation["approvers"])])
    channel = st.sampled_from([one["id"] for one in document["channels"]])
    kinds = {
        "away": {"person": st.sampled_from(everyone(organisation))},
        "frozen": {"role": st.sampled_from(roles)},
        "approvals": {"factor": small, "approver": approver},
        "surge": {"factor": st.floats(0, 4)},
        "supplier": {"delay": durations(), "stage": st.sampled_from([None, *stages])},
        "budget": {"factor": st.floats(0, 1.5)},
        "platform": {"factor": st.floats(0, 1.5), "channel": channel},
    }
    kind = draw(st.sampled_from(sorted(kinds)))
    values = {key: draw(strategy) for key, strategy in kinds[kind].items()}
    return {"kind": kind, "days": draw(spans(first, last, 14)), **values}


def everyone(organisation):
    """Identifiers of all people, members of teams included."""
    members = [
        f"{team['id']}-{number}"
        for team in organisation["teams"]
        for number in range(1, team["headcount"] + 1)
    ]
    return [person["id"] for person in organisation["people"]] + members


def predecessors(workflow):
    """Predecessors of every stage, with the default filled in."""
    earlier: list[str] = []
    found = {}
    for stage in workflow["stages"]:
        found[stage["id"]] = stage.get("predecessors", earlier)
        earlier = [stage["id"]]
    return found


def ancestors(stage, before):
    """Everything that must precede a stage."""
    return set(before[stage]).union(*(ancestors(one, before) for one in before[stage]))
