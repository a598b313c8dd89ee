"""The organisation, its workflows and what may go wrong."""

from hypothesis import strategies as st

from tests.strategies.basics import (
    durations,
    fractions,
    identifiers,
    labels,
    money,
    optional,
    positive,
    small,
    spans,
    sparse,
    weeks,
)


@st.composite
def organisations(draw, first, last):
    """Departments, people, teams, skills, calendars and approvers that fit together."""
    departments, skills = draw(identifiers(1, 2, "d.")), draw(identifiers(1, 3))
    calendars = [{"id": name, "week": draw(weeks())} for name in draw(identifiers(0, 1))]
    one_calendar = st.sampled_from([None, *(calendar["id"] for calendar in calendars)])
    leave = st.lists(spans(first, last), max_size=2)
    kinds = st.sampled_from(["strategic", "execution", "other"])

    def person(name):
        levels = st.dictionaries(st.sampled_from(skills), st.integers(1, 4), min_size=1)
        department = draw(st.sampled_from(departments))
        required = {"id": name, "name": draw(labels), "department": department, "skills": draw(levels)}
        return sparse(
            draw, required, {"kind": kinds, "cost_per_hour": money(0, 300), "calendar": one_calendar}
        )

    people = [{**person(name), "role": "member", "leave": draw(leave)} for name in draw(identifiers(1, 3))]
    teams = [
        {**person(name), "headcount": draw(st.integers(1, 3))} for name in draw(identifiers(0, 1, "team."))
    ]
    approvers = [
        {"id": name, "name": draw(labels), "latency": draw(durations()), "calendar": draw(one_calendar)}
        for name in draw(identifiers(1, 2))
    ]
    pair = st.fixed_dictionaries(
        {"source": st.just(departments[0]), "target": st.just(departments[-1]), "delay": durations(4)}
    )
    handoff = {"default": draw(durations(4)), "between": draw(st.lists(pair, max_size=1))}
    required = {"departments": [{"id": name, "name": draw(labels)} for name in departments]}
    required |= {"skills": [{"id": name, "name": draw(labels)} for name in skills], "people": people}
    required |= {"teams": teams, "calendars": calendars, "approvers": approvers, "handoff": handoff}
    options = {"wip_limit": optional(st.integers(1, 5)), "speed_by_level": st.just([70, 100, 120, 140])}
    return sparse(draw, required, options)


@st.composite
def stages(draw, identifier, earlier, organisation):
    """A stage that the organisation can do, after any of ``earlier``."""
    stage = {"id": identifier, "name": draw(labels)}
    if draw(st.booleans()) or not earlier:
        someone = draw(st.sampled_from([*organisation["people"], *organisation["teams"]]))
        skill, level = draw(st.sampled_from(sorted(someone["skills"].items())))
        stage |= {"effort": draw(durations()), "skill": skill, "level": draw(st.integers(1, level))}
        stage["department"] = draw(st.sampled_from([None, someone["department"]]))
        stage["people"] = draw(st.integers(1, someone.get("headcount", 1)))
    elif draw(st.booleans()):
        names = [approver["id"] for approver in organisation["approvers"]]
        stage["approvers"] = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
        stage |= draw(st.sampled_from([{}, {"latency": 2}]))
    else:
        stage["latency"] = draw(durations(8))
    if earlier and draw(st.booleans()):
        stage["predecessors"] = draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True))
    if draw(st.booleans()):
        rework = {"probability": draw(fractions), "target": identifier}
        options = {"repeat_effort": fractions, "max_times": st.integers(1, 4)}
        stage["rework"] = sparse(draw, rework, options)
    return stage


@st.composite
def workflows(draw, identifier, organisation):
    """An activity network of one to four stages."""
    names = draw(identifiers(1, 4))
    found = [draw(stages(name, names[:position], organisation)) for position, name in enumerate(names)]
    options = {"launch": st.sampled_from(names), "change_target": st.sampled_from(names)}
    return sparse(draw, {"id": identifier, "name": draw(labels), "stages": found}, options)


@st.composite
def risks(draw, workflow_ids):
    """Every mechanism, perhaps."""
    absence = {"daily_probability": fractions, "spell_days": st.just([1, 4]), "cover": st.booleans()}
    changes = {"at_most": st.integers(0, 3), "probability": fractions, "extra_effort": durations(8)}
    changes["repeat_effort"] = fractions
    urgent = {"per_week": small, "workflow": st.sampled_from(workflow_ids), "value": money(0, 900)}
    urgent["promise_hours"] = positive
    options = {
        "absence": st.fixed_dictionaries(absence),
        "change_requests": st.fixed_dictionaries(changes),
        "urgent": st.fixed_dictionaries(urgent),
        "approval_latency_factor": small,
        "handoff_factor": small,
        "rework_factor": small,
        "varying_durations": st.booleans(),
    }
    return sparse(draw, {}, options)
