"""Documents that break one rule each: changes to the small example, the problem's code and its path."""

from tests.scenarios.buying_cases import ERRORS as BUYING
from tests.scenarios.mechanism_cases import ERRORS as MECHANISMS
from tests.scenarios.mechanism_cases import WARNINGS as DOUBTS
from tests.scenarios.rule_documents import GOAL, LAUNCH, RULE, STAGES, TEAM, URGENT, add, copy_of, to

ERRORS = [
    (
        "two channels",
        [add("channels", copy_of("channels[kol]", id="sea")), to("channels[sea].id", "kol")],
        "duplicate_id",
        "channels[3].id",
    ),
    ("two campaigns", [to("campaigns[members_day].id", "spring_launch")], "duplicate_id", "campaigns[1].id"),
    ("two stages", [to(f"{STAGES}[draw].id", "write")], "duplicate_id", "workflows[0].stages[2].id"),
    ("two people", [to("organisation.people[wu].id", "lin")], "duplicate_id", "organisation.people[3].id"),
    (
        "a channel twice in a campaign",
        [to(f"{LAUNCH}.channels[kol].channel", "search")],
        "duplicate_id",
        "campaigns[0].channels[2].channel",
    ),
    (
        "a person like a team's member",
        [add("organisation.teams", TEAM), to("organisation.people[wu].id", "lin-1")],
        "team_member_clash",
        "organisation.teams[0].id",
    ),
    (
        "two hand-offs",
        [to("organisation.handoff.between", [{"source": "brand", "target": "growth", "delay": 1}] * 2)],
        "duplicate_id",
        "organisation.handoff.between[1]",
    ),
    (
        "unknown channel",
        [to(f"{LAUNCH}.channels[kol].channel", "kl")],
        "unknown_reference",
        "campaigns[0].channels[2].channel",
    ),
    ("unknown workflow", [to(f"{LAUNCH}.workflow", "standrd")], "unknown_reference", "campaigns[0].workflow"),
    (
        "unknown prerequisite",
        [to(f"{LAUNCH}.prerequisites", ["x"])],
        "unknown_reference",
        "campaigns[0].prerequisites[0]",
    ),
    (
        "unknown department",
        [to("organisation.people[wu].department", "x")],
        "unknown_reference",
        "organisation.people[3].department",
    ),
    (
        "unknown skill of a person",
        [to("organisation.people[wu].skills", {"x": 1, "media": 3})],
        "unknown_reference",
        "organisation.people[3].skills.x",
    ),
    (
        "unknown skill of a stage",
        [to(f"{STAGES}[brief].skill", "x")],
        "unknown_reference",
        "workflows[0].stages[0].skill",
    ),
    (
        "unknown skill of a channel",
        [to("channels[kol].hours_per_10k[copy].skill", "x")],
        "unknown_reference",
        "channels[2].hours_per_10k[0].skill",
    ),
    (
        "unknown approver",
        [to(f"{STAGES}[review].approvers", ["x"])],
        "unknown_reference",
        "workflows[0].stages[3].approvers[0]",
    ),
    (
        "unknown calendar",
        [to("organisation.people[wu].calendar", "x")],
        "unknown_reference",
        "organisation.people[3].calendar",
    ),
    (
        "unknown group",
        [to("budget.groups[brand].group", "brnd")],
        "unknown_reference",
        "budget.groups[0].group",
    ),
    ("unknown line", [add("budget.lines", {"line": "x"})], "unknown_reference", "budget.lines[0].line"),
    ("unknown stage", [to("workflows[standard].launch", "x")], "unknown_reference", "workflows[0].launch"),
    (
        "unknown predecessor",
        [to(f"{STAGES}[write].predecessors", ["x"])],
        "unknown_reference",
        "workflows[0].stages[1].predecessors[0]",
    ),
    ("unknown urgent workflow", [to("risks.urgent", URGENT)], "unknown_reference", "risks.urgent.workflow"),
    ("unknown parent goal", [to("goals[revenue].parent", "x")], "unknown_reference", "goals[0].parent"),
    (
        "stages in a circle",
        [to(f"{STAGES}[brief].predecessors", ["setup"])],
        "cycle",
        "workflows[0].stages[0].predecessors",
    ),
    (
        "a stage before itself",
        [to(f"{STAGES}[write].predecessors", ["write"])],
        "cycle",
        "workflows[0].stages[1].predecessors",
    ),
    (
        "campaigns in a circle",
        [to(f"{LAUNCH}.prerequisites", ["new_flavour"])],
        "cycle",
        "campaigns[2].prerequisites",
    ),
    (
        "goals in a circle",
        [to("goals[revenue].parent", "sub"), add("goals", GOAL)],
        "cycle",
        "goals[0].parent",
    ),
    (
        "rework forward",
        [to(f"{STAGES}[write].rework", {"probability": 0.1, "target": "setup"})],
        "rework_forward",
        "workflows[0].stages[1].rework.target",
    ),
    (
        "rework sideways",
        [to(f"{STAGES}[write].rework", {"probability": 0.1, "target": "draw"})],
        "rework_forward",
        "workflows[0].stages[1].rework.target",
    ),
    (
        "one approver twice",
        [to(f"{STAGES}[review].approvers", ["director", "director"])],
        "approver_twice",
        "workflows[0].stages[3].approvers[1]",
    ),
    ("no express variant", [to(f"{LAUNCH}.lane", "express")], "express_missing", "campaigns[0].lane"),
    (
        "its own express variant",
        [to("workflows[standard].express", "standard")],
        "express_self",
        "workflows[0].express",
    ),
    ("a stage for nobody", [to(f"{STAGES}[setup].level", 4)], "stage_unstaffed", "workflows[0].stages[4]"),
    ("a stage for too few", [to(f"{STAGES}[setup].people", 2)], "stage_unstaffed", "workflows[0].stages[4]"),
    (
        "a stage in the wrong department",
        [to(f"{STAGES}[setup].department", "brand")],
        "stage_unstaffed",
        "workflows[0].stages[4]",
    ),
    (
        "the only one on leave",
        [to("organisation.people[wu].leave", [{"first": "2026-03-01", "last": "2026-04-30"}])],
        "stage_unstaffed",
        "workflows[0].stages[4]",
    ),
    (
        "a channel's skill that nobody has",
        [
            add("organisation.skills", {"id": "pr", "name": "PR"}),
            to("channels[kol].hours_per_10k[copy].skill", "pr"),
        ],
        "channel_unstaffed",
        "channels[2].hours_per_10k[0].skill",
    ),
    (
        "due before the horizon",
        [to(f"{LAUNCH}.due", "2026-03-01")],
        "due_outside_horizon",
        "campaigns[0].due",
    ),
    ("due after the horizon", [to(f"{LAUNCH}.due", "2026-04-13")], "due_outside_horizon", "campaigns[0].due"),
    (
        "released too late",
        [to(f"{LAUNCH}.release", "2026-03-24")],
        "release_after_due",
        "campaigns[0].release",
    ),
    ("planned after the end", [to("status_date", "2026-04-13")], "status_after_horizon", "status_date"),
    (
        "a horizon without end",
        [to("horizon.start", "9990-01-01"), to("horizon.periods", 2000)],
        "horizon_beyond_calendar",
        "horizon.periods",
    ),
    ("too few periods", [to("budget.per_period", [1, 2, 3])], "per_period_length", "budget.per_period"),
    ("too long a season", [to("channels[kol].season", [1.0] * 7)], "season_length", "channels[2].season"),
    ("a pattern of nothing", [to("channels[kol].pattern", [0, 0])], "pattern_zero", "channels[2].pattern"),
    (
        "benchmarks of nothing",
        [to("channels[kol].benchmarks", {})],
        "benchmarks_empty",
        "channels[2].benchmarks",
    ),
    (
        "absence without length",
        [to("risks.absence.spell_days", [])],
        "absence_spells",
        "risks.absence.spell_days",
    ),
    ("a week without work", [to("calendar.week", {})], "calendar_idle", "calendar.week"),
    (
        "holidays throughout",
        [to("calendar.holidays", [{"first": "2026-01-01", "last": "2026-12-31"}])],
        "calendar_idle",
        "calendar.week",
    ),
    (
        "a person's week without work",
        [add("organisation.calendars", {"id": "free", "week": {"mon": []}})],
        "calendar_idle",
        "organisation.calendars[0].week",
    ),
    ("nothing to do", [to("campaigns", [])], "no_campaigns", "campaigns"),
    (
        "mandatory without initiation",
        [to(f"{LAUNCH}.registered", False)],
        "mandatory_unregistered",
        "campaigns[0].registered",
    ),
    (
        "mandatory after an unregistered one",
        [
            to("campaigns[new_flavour].mandatory", True),
            to(f"{LAUNCH}.registered", False),
            to(f"{LAUNCH}.mandatory", False),
        ],
        "mandatory_needs_unregistered",
        "campaigns[2].prerequisites",
    ),
    (
        "minimums above a campaign's limit",
        [to(f"{LAUNCH}.spend_max", 100), to(f"{LAUNCH}.channels[kol].lock", 200)],
        "campaign_overfull",
        "campaigns[0].spend_max",
    ),
    (
        "a campaign's minimum out of reach",
        [to("campaigns[new_flavour].spend_min", 100), to("campaigns[new_flavour].channels", [])],
        "campaign_unreachable",
        "campaigns[2].spend_min",
    ),
    (
        "below a channel's minimum",
        [to(f"{LAUNCH}.channels[short_video].lock", 2000)],
        "cell_below_minimum",
        "campaigns[0].channels[1]",
    ),
    (
        "above a channel's limit",
        [to("channels[kol].spend_max", 100), to("campaigns[new_flavour].channels[kol].spend_min", 200)],
        "cell_above_channel",
        "campaigns[2].channels[1]",
    ),
    (
        "mandatory minimums above a channel's limit",
        [to("channels[kol].lock", 100), to(f"{LAUNCH}.channels[kol].spend_min", 200)],
        "channel_overfull",
        "channels[2]",
    ),
    (
        "a channel's minimum out of reach",
        [
            to("channels[search].spend_min", 100),
            to(f"{LAUNCH}.channels[search].lock", 0),
            to("campaigns[members_day].channels[search].spend_max", 99),
        ],
        "channel_unreachable",
        "channels[0]",
    ),
    (
        "channel minimums above a group's limit",
        [to("channels[kol].spend_min", 100), to("budget.groups[brand].spend_max", 99.99)],
        "group_overfull",
        "budget.groups[0].spend_max",
    ),
    (
        "a group's minimum out of reach",
        [to("channels[kol].spend_max", 100), to("budget.groups[brand].spend_min", 101)],
        "group_unreachable",
        "budget.groups[0].spend_min",
    ),
    (
        "shares above one",
        [
            to("budget.groups[brand].share_min", 0.6),
            add("budget.groups", {"group": "performance", "share_min": 0.5}),
        ],
        "shares_over_one",
        "budget.groups",
    ),
    (
        "shares below one",
        [
            to("budget.groups[brand].share_max", 0.5),
            add("budget.groups", {"group": "performance", "share_max": 0.4}),
        ],
        "shares_below_one",
        "budget.groups",
    ),
    (
        "mandatory campaigns above a line's limit",
        [to(f"{LAUNCH}.fixed_cost", 100), add("budget.lines", {"line": "main", "spend_max": 50})],
        "line_overfull",
        "budget.lines[0].spend_max",
    ),
    (
        "a line's minimum out of reach",
        [
            to("campaigns", [copy_of(LAUNCH, channels=[])]),
            add("budget.lines", {"line": "main", "spend_min": 50}),
        ],
        "line_unreachable",
        "budget.lines[0].spend_min",
    ),
    (
        "mandatory campaigns above the budget",
        [to(f"{LAUNCH}.fixed_cost", 235_000.01)],
        "budget_campaigns",
        "budget.total",
    ),
    (
        "channels above the budget",
        [to("channels[search].lock", 200_000), to("channels[short_video].lock", 100_000)],
        "budget_channels",
        "budget.total",
    ),
    (
        "groups above the budget",
        [to("budget.groups[brand].spend_min", 235_001)],
        "budget_groups",
        "budget.total",
    ),
    (
        "lines above the budget",
        [add("budget.lines", {"line": "main", "spend_min": 235_001})],
        "budget_lines",
        "budget.total",
    ),
    (
        "a measured inner goal",
        [add("goals", {**GOAL, "measure": "campaigns"})],
        "goal_inner_measured",
        "goals[0].measure",
    ),
    (
        "an enforced goal without measure",
        [to("goals[revenue].measure", None), to("goals[revenue].enforce", True)],
        "goal_unmeasured",
        "goals[0].measure",
    ),
    (
        "an enforced sum of ratios",
        [
            to("goals[revenue].measure", None),
            to("goals[revenue].enforce", True),
            add("goals", {**GOAL, "measure": "roas"}),
        ],
        "goal_sum",
        "goals[0].enforce",
    ),
    (
        "an unknown campaign of a goal",
        [to("goals[revenue].campaigns", ["x"])],
        "unknown_reference",
        "goals[0].campaigns[0]",
    ),
    *BUYING,
    *MECHANISMS,
]

WARNINGS = [
    *DOUBTS,
    (
        "a rule about nothing",
        [to("rules.exclusive", [{**RULE, "channels": ["kol"], "campaigns": ["members_day"]}])],
        "rule_without_cells",
        "rules.exclusive[0]",
    ),
    (
        "a skill for nothing",
        [add("organisation.skills", {"id": "pr", "name": "PR"})],
        "skill_unused",
        "organisation.skills[4]",
    ),
    (
        "a channel for nobody",
        [to("channels[kol].id", "x"), add("channels", copy_of("channels[kol]"))],
        "channel_unused",
        "channels[2]",
    ),
    (
        "a campaign without channels",
        [to("campaigns[new_flavour].channels", [])],
        "campaign_without_channels",
        "campaigns[2].channels",
    ),
    (
        "someone who is never there",
        [
            to(
                "organisation.people[zhou].leave",
                [
                    {"first": "2026-03-01", "last": "2026-03-31"},
                    {"first": "2026-04-01", "last": "2026-05-01"},
                ],
            )
        ],
        "person_never_there",
        "organisation.people[2].leave",
    ),
    ("a goal without measure", [to("goals[revenue].measure", None)], "goal_not_measured", "goals[0].measure"),
    (
        "an unused workflow for nobody",
        [
            add(
                "workflows",
                {
                    "id": "w",
                    "name": "w",
                    "stages": [{"id": "a", "name": "a", "effort": 1, "skill": "media", "level": 4}],
                },
            )
        ],
        "stage_unstaffed",
        "workflows[1].stages[0]",
    ),
]
