"""Hypothesis strategies for scenario documents: small, valid and of every form that the schema knows.

`scenarios()` draws documents that pass every rule of `scenarios.checks`; `settings=False` and the like leave parts
of them at their defaults, for tests that run an engine and want its own settings.
"""

import datetime as dt
from functools import partial

from hypothesis import strategies as st

from scenarios.checks import check
from scenarios.document import Scenario

FIRST_DAY, LAST_DAY = dt.date(2024, 1, 1), dt.date(2029, 12, 31)
WORDS = ["tv", "短视频", "feed.ads", "a-b", "7x", "kol_1", "Expo", "私域", "p2.5", "null", "true", "é"]
AWKWARD = [
    "=1+1",
    "+86",
    "-",
    "@home",
    "1",
    "true",
    "null",
    "~",
    "2026-01-01",
    "a: b",
    "# no",
    "{x}",
    "_x000D_",
]

visible = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")) | st.sampled_from("\n\t"),
    min_size=1,
    max_size=12,
).filter(lambda text: any(not character.isspace() for character in text))
texts = st.sampled_from(AWKWARD) | visible
labels = texts | st.fixed_dictionaries({"en": texts, "zh": texts})
dates = st.dates(FIRST_DAY, LAST_DAY)

fractions = st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0]) | st.floats(0, 1)
small = st.sampled_from([0.0, 1.0, 2.5, 0.1]) | st.floats(0, 50, allow_subnormal=False)
positive = st.sampled_from([0.5, 1.0, 3.0]) | st.floats(0.01, 50, allow_subnormal=False)


def money(low=0, high=10_000):
    """Amounts in currency units, to the cent."""
    return st.integers(low * 100, high * 100).map(lambda minor: minor / 100)


def identifiers(low, high, prefix=""):
    """Lists of different identifiers."""
    return st.lists(st.sampled_from(WORDS), min_size=low, max_size=high, unique=True).map(
        lambda words: [prefix + word for word in words]
    )


def optional(strategy):
    """The value or nothing."""
    return st.none() | strategy


def sparse(draw, required, options):
    """A mapping of ``required`` keys and some of the optional ones."""
    chosen = {key: draw(strategy) for key, strategy in options.items() if draw(st.booleans())}
    return {**required, **chosen}


@st.composite
def durations(draw, high=16):
    """Working hours in each form that a document allows."""
    hours = st.sampled_from([0.0, 1.0, 4.0, 8.0]) | st.floats(0, high, allow_subnormal=False)
    points = dict(zip(("low", "mode", "high"), sorted(draw(st.tuples(hours, hours, hours))), strict=True))
    return draw(
        st.one_of(
            hours,
            st.just([*points.values()]),
            st.just({"distribution": "triangular", **points}),
            st.fixed_dictionaries({"distribution": st.just("exponential"), "hours": positive}),
            st.fixed_dictionaries(
                {"distribution": st.just("lognormal"), "hours": positive, "sigma": st.floats(0, 1)}
            ),
        )
    )


@st.composite
def spans(draw, first, last, most_days=4):
    """A few days between ``first`` and ``last``."""
    start = draw(st.dates(first, last))
    end = min(last, start + dt.timedelta(days=draw(st.integers(0, most_days - 1))))
    return {"first": start.isoformat(), "last": end.isoformat()}


@st.composite
def weeks(draw):
    """Working weeks with shifts from Monday to Friday, and perhaps an explicit free Sunday."""
    shifts = st.sampled_from(
        [["09:00-12:00", "13:00-18:00"], ["10:00-24:00"], ["00:00-08:15"], "09:30-17:00"]
    )
    week = {day: draw(shifts) for day in ("mon", "tue", "wed", "thu", "fri")}
    return draw(st.sampled_from([week, {**week, "sun": []}, {**week, "sat": ["09:00-12:00"]}]))


@st.composite
def curves(draw):
    """Response curves of every family."""
    ceiling, scale = st.floats(0, 10_000), st.floats(1, 10_000)
    spends = draw(st.lists(st.integers(1, 500), min_size=1, max_size=4, unique=True).map(sorted))
    outcomes = draw(st.lists(small, min_size=len(spends), max_size=len(spends)).map(sorted))
    table = {"family": "tabulated", "spend": [0, *spends], "outcome": [0, *outcomes]}
    slopes = st.sampled_from([0.7, 1.0, 2.5])
    families = [
        {"family": "hill", "ceiling": ceiling, "half_saturation": scale, "slope": slopes},
        {"family": "logistic", "ceiling": ceiling, "rate": st.floats(1e-5, 0.1)},
        {"family": "michaelis_menten", "ceiling": ceiling, "half_saturation": scale},
        {"family": "negative_exponential", "ceiling": ceiling, "rate": st.floats(1e-5, 0.1)},
        {"family": "power", "coefficient": st.floats(0, 50), "exponent": st.floats(0.1, 1)},
    ]
    chosen = draw(st.sampled_from([*families, table]))
    if chosen is table:
        return table
    return {
        key: draw(value) if isinstance(value, st.SearchStrategy) else value for key, value in chosen.items()
    }


@st.composite
def channels(draw, identifier, groups, skills, periods):
    """A channel without a minimum or lock, which `budgets` could contradict."""
    hours = st.lists(st.sampled_from(skills), max_size=2, unique=True).flatmap(
        lambda chosen: st.tuples(
            *(st.fixed_dictionaries({"skill": st.just(one), "hours": small}) for one in chosen)
        )
    )
    weights = st.lists(positive, min_size=1, max_size=3)
    options = {
        "retention": st.floats(0, 0.9),
        "pattern": st.sampled_from(["even", "front_loaded", "back_loaded"]) | weights,
        "season": st.lists(positive, max_size=periods),
        "long_term_multiplier": st.floats(1, 2),
        "spend_max": money(5_000, 50_000),
        "minimum_if_active": money(0, 100),
        "hours_per_active_period": hours.map(list),
        "hours_per_10k": hours.map(list),
        "benchmarks": st.fixed_dictionaries({"ctr": fractions, "cpm": optional(money(0, 50))}),
    }
    group = draw(st.sampled_from(groups))
    return sparse(
        draw, {"id": identifier, "name": draw(labels), "group": group, "curve": draw(curves())}, options
    )


@st.composite
def cells(draw, channel):
    """A campaign's use of a channel."""
    bounds = st.sampled_from([{}, {"spend_min": 100}, {"spend_max": 2500.5}, {"lock": 150.25}])
    options = {"effect": small, "scale": positive, "today": money(0, 500)}
    return {**sparse(draw, {"channel": channel}, options), **draw(bounds)}


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
def campaigns(draw, identifier, earlier, channel_ids, workflow_ids, first, last):
    """A campaign that is due within the horizon."""
    due = draw(st.dates(first, last))
    used = draw(st.lists(st.sampled_from(channel_ids), max_size=3, unique=True))
    required = {"id": identifier, "name": draw(labels), "due": due.isoformat()}
    required |= {
        "workflow": draw(st.sampled_from(workflow_ids)),
        "channels": [draw(cells(one)) for one in used],
    }
    weeks_around = st.fixed_dictionaries(
        {
            "earliest": st.integers(0, 14).map(lambda days: (due - dt.timedelta(days=days)).isoformat()),
            "latest": st.integers(0, 14).map(lambda days: (due + dt.timedelta(days=days)).isoformat()),
        }
    )
    options = {
        "line": st.sampled_from(["main", "b2b"]),
        "mandatory": st.booleans(),
        "in_today": st.booleans(),
        "value": money(0, 50_000),
        "value_per_outcome": positive,
        "window": weeks_around,
        "release": st.dates(min(first, due), due).map(dt.date.isoformat),
        "flight_periods": st.integers(1, 5),
        "lateness": st.fixed_dictionaries(
            {"loss_per_day": money(0, 100), "decay_per_day": st.floats(0, 0.2)}
        ),
        "prerequisites": st.lists(st.sampled_from(earlier), max_size=1) if earlier else st.just([]),
        "spend_max": money(1_000, 20_000),
        "fixed_cost": money(0, 500),
        "size": st.floats(0.5, 2),
    }
    return sparse(draw, required, options)


@st.composite
def budgets(draw, groups, lines, periods):
    """A budget that covers every minimum that the other strategies draw."""
    amounts = st.lists(money(500, 9_000), min_size=periods, max_size=periods)
    costs = [
        {"id": name, "name": draw(labels), "category": "venue", "amount": draw(money(0, 900))}
        for name in draw(identifiers(0, 2))
    ]
    group = st.fixed_dictionaries(
        {"group": st.sampled_from(groups), "spend_max": money(9_000, 90_000), "share_min": st.floats(0, 0.4)}
    )
    options = {
        "reserve": money(0, 2_000),
        "per_period": money(500, 9_000) | amounts,
        "groups": st.lists(group, max_size=2, unique_by=lambda one: one["group"]),
        "lines": st.sampled_from([[], [{"line": lines[0], "spend_max": 80_000}]]),
    }
    return sparse(draw, {"total": draw(money(20_000, 90_000)), "fixed_costs": costs}, options)


@st.composite
def goals(draw, channel_ids):
    """A tree of at most three indicators."""
    leaf = {"id": "leaf", "name": draw(labels), "target": draw(optional(st.floats(-100, 1e6)))}
    measures = ["revenue", "media_cost", "net_roi", "roas", "campaigns", "on_time"]
    volume = {
        "measure": "volume",
        "per_10k": draw(st.dictionaries(st.sampled_from(channel_ids), small, min_size=1)),
    }
    leaf |= draw(st.sampled_from([volume, *({"measure": measure} for measure in measures)]))
    leaf["direction"] = draw(st.sampled_from(["at_least", "at_most"]))
    root = {"id": "root", "name": draw(labels)}
    return draw(st.sampled_from([[], [leaf], [root, {**leaf, "parent": "root"}]]))


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


@st.composite
def objectives(draw):
    """What is maximised."""
    options = {
        "strategy": st.sampled_from(["today", "budget_only", "money_and_people"]),
        "roi": st.sampled_from(["net_roi", "roas"]),
        "margin": fractions,
        "long_term": st.booleans(),
        "staff_cost": st.booleans(),
        "carry_out_periods": st.integers(0, 12),
    }
    return sparse(draw, {}, options)


@st.composite
def settings(draw):
    """How long to search, how often to simulate."""
    solver = {"allocation_seconds": positive, "deterministic": st.booleans(), "workers": st.integers(1, 2)}
    solver["relative_gap"] = st.floats(0, 0.5)
    planning = {"slot_minutes": st.sampled_from([5, 30, 240]), "load_limit": st.floats(0.1, 1)}
    simulation = {"replications": st.integers(1, 50), "precision": optional(st.floats(0, 0.9))}
    simulation |= {"confidence": st.floats(0.6, 0.99), "dispatch": st.sampled_from(["plan", "due_date"])}
    simulation["seed"] = st.integers(0, 2**70)
    options = {
        "solver": st.fixed_dictionaries(solver),
        "planning": st.fixed_dictionaries(planning),
        "simulation": st.fixed_dictionaries(simulation),
    }
    return sparse(draw, {}, options)


@st.composite
def documents(draw, max_campaigns=3, with_risks=True, with_settings=True):
    """Documents as plain data. Nearly all of them pass every rule."""
    start = draw(dates)
    horizon = {"start": start.isoformat(), "periods": draw(st.integers(2, 6))}
    horizon["period"] = draw(st.sampled_from(["week", "fortnight", "month"]))
    # Every horizon has at least two weeks; dates stay within them whatever the period.
    last = start + dt.timedelta(days=13)
    groups, periods = draw(identifiers(1, 2)), horizon["periods"]
    organisation = draw(organisations(start, last))
    skills = sorted({skill for person in organisation["people"] for skill in person["skills"]})
    channel_ids, workflow_ids = draw(identifiers(1, 3)), draw(identifiers(1, 2))
    made = partial(channels, groups=groups, skills=skills, periods=periods)
    names = draw(identifiers(1, max_campaigns))
    found = [
        draw(campaigns(name, names[:place], channel_ids, workflow_ids, start, last))
        for place, name in enumerate(names)
    ]
    document = {
        "mems": 1,
        "id": draw(st.sampled_from(WORDS)),
        "name": draw(labels),
        "horizon": horizon,
        "calendar": {"week": draw(weeks()), "holidays": draw(st.lists(spans(start, last, 2), max_size=1))},
        "channels": [draw(made(name)) for name in channel_ids],
        "campaigns": found,
        "organisation": organisation,
        "workflows": [draw(workflows(name, organisation)) for name in workflow_ids],
        "budget": draw(budgets(groups, [campaign.get("line", "main") for campaign in found], periods)),
        "goals": draw(goals(channel_ids)),
        "objective": draw(objectives()),
    }
    if len(workflow_ids) == 2 and draw(st.booleans()):
        document["workflows"][0]["express"] = workflow_ids[1]
        found[0] |= {"workflow": workflow_ids[0], "lane": "express"}
    document |= {"risks": draw(risks(workflow_ids))} if with_risks else {}
    document |= {"settings": draw(settings())} if with_settings else {}
    options = {
        "description": labels,
        "currency": st.sampled_from(["CNY", "USD"]),
        "status_date": st.dates(start, last).map(dt.date.isoformat),
    }
    document["calendar"]["working_weekends"] = draw(st.lists(dates.map(dt.date.isoformat), max_size=1))
    return sparse(draw, document, options)


def scenarios(max_campaigns=3, *, with_risks=True, with_settings=True):
    """Small valid scenarios: they pass every rule of `scenarios.checks`, perhaps with warnings."""
    drawn = documents(max_campaigns, with_risks, with_settings).map(Scenario.model_validate)
    return drawn.filter(lambda scenario: not [one for one in check(scenario) if one.severity == "error"])
