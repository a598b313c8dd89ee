"""Documents that break one rule about streams, shocks, meetings or single stages each."""

from tests.scenarios.rule_documents import STAGES, TEAM, URGENT, add, to

PEOPLE, APPROVER = "organisation.people", "organisation.approvers[director]"
STREAM = {"id": "desk", "name": "Desk", "workflow": "standard", "per_week": 3}
DAYS = {"first": "2026-03-09", "last": "2026-03-13"}
AWAY = {"id": "flu", "kind": "away", "days": DAYS, "person": "wu"}
REWORK = {"probability": 0.998, "target": "write", "max_times": 500}


def stream(**changes):
    return to("streams", [{**STREAM, **changes}])


def shock(**changes):
    return to("risks.shocks", [{"id": "one", "days": DAYS, **changes}])


ERRORS = [
    ("two streams", [to("streams", [STREAM, STREAM])], "duplicate_id", "streams[1].id"),
    ("two shocks", [to("risks.shocks", [AWAY, AWAY])], "duplicate_id", "risks.shocks[1].id"),
    ("a stream like a campaign", [stream(id="members_day")], "stream_like_campaign", "streams[0].id"),
    ("a stream like the urgent requests", [stream(id="urgent")], "stream_like_urgent", "streams[0].id"),
    ("unknown workflow of a stream", [stream(workflow="x")], "unknown_reference", "streams[0].workflow"),
    (
        "a stream backwards",
        [stream(first="2026-03-10", last="2026-03-09")],
        "stream_backwards",
        "streams[0].last",
    ),
    ("a flood", [stream(per_week=1e6)], "arrivals_excessive", "streams[0].per_week"),
    (
        "a flood by a surge",
        [stream(per_week=1e5), shock(kind="surge", factor=50)],
        "arrivals_excessive",
        "streams[0].per_week",
    ),
    (
        "urgent requests by the million",
        [to("risks.urgent", {**URGENT, "workflow": "standard", "per_week": 1e6})],
        "arrivals_excessive",
        "risks.urgent.per_week",
    ),
    (
        "a stream that nobody can do",
        [
            add("workflows", {"id": "desk", "name": "D", "stages": [{"id": "a", "name": "A", "latency": 1}]}),
            add("workflows[desk].stages", {"id": "b", "name": "B", "effort": 1, "skill": "copy", "level": 4}),
            stream(workflow="desk"),
        ],
        "stage_unstaffed",
        "workflows[1].stages[1]",
    ),
    (
        "urgent requests that nobody can do",
        [
            to(f"{PEOPLE}[wu].departs", "2026-02-27"),
            to("campaigns", []),
            to("risks.urgent", URGENT | {"workflow": "standard"}),
        ],
        "stage_unstaffed",
        "workflows[0].stages[4]",
    ),
    (
        "preemption of several things at once",
        [
            to("risks.urgent", {**URGENT, "workflow": "standard", "preempts": True}),
            to("organisation.multitasking", 2),
        ],
        "preempts_multitasking",
        "risks.urgent.preempts",
    ),
    *(
        (
            f"unknown {key} of a shock",
            [shock(kind=kind, **values)],
            "unknown_reference",
            f"risks.shocks[0].{key}",
        )
        for kind, key, values in (
            ("away", "person", {"person": "x"}),
            ("frozen", "role", {"role": "x"}),
            ("approvals", "approver", {"factor": 2, "approver": "x"}),
            ("supplier", "stage", {"delay": 8, "stage": "x"}),
            ("platform", "channel", {"factor": 0.5, "channel": "x"}),
        )
    ),
    (
        "unknown person of an approver",
        [to(f"{APPROVER}.person", "x")],
        "unknown_reference",
        "organisation.approvers[0].person",
    ),
    (
        "an approver who is never there",
        [
            add("organisation.teams", TEAM),
            to(f"{APPROVER}.person", "wu"),
            to(f"{APPROVER}.effort", 0.5),
            to(f"{PEOPLE}[wu].joins", "2027-01-01"),
        ],
        "approver_never_there",
        "organisation.approvers[0].person",
    ),
    (
        "defects found at an unknown stage",
        [to(f"{STAGES}[write].escape", {"probability": 0.1, "found_at": "x"})],
        "unknown_reference",
        "workflows[0].stages[1].escape.found_at",
    ),
    (
        "defects found beside the stage",
        [to(f"{STAGES}[write].escape", {"probability": 0.1, "found_at": "draw"})],
        "escape_not_later",
        "workflows[0].stages[1].escape.found_at",
    ),
    (
        "defects found where they are made",
        [to(f"{STAGES}[write].escape", {"probability": 0.1, "found_at": "write"})],
        "escape_not_later",
        "workflows[0].stages[1].escape.found_at",
    ),
    (
        "defects of the launch",
        [to(f"{STAGES}[setup].escape", {"probability": 0.1})],
        "escape_not_later",
        "workflows[0].stages[4].escape",
    ),
    (
        "overlap with nothing",
        [to(f"{STAGES}[brief].overlap", 0.5)],
        "overlap_with_nothing",
        "workflows[0].stages[0].overlap",
    ),
    (
        "a limit on a sign-off",
        [to(f"{STAGES}[review].wip_limit", 2)],
        "stage_limit_idle",
        "workflows[0].stages[3].wip_limit",
    ),
    (
        "rework for ever",
        [to(f"{STAGES}[review].rework", REWORK)],
        "rework_endless",
        "workflows[0].stages[3].rework",
    ),
    (
        "rework for ever by a factor",
        [to(f"{STAGES}[review].rework", {**REWORK, "probability": 0.499}), to("risks.rework_factor", 2)],
        "rework_endless",
        "workflows[0].stages[3].rework",
    ),
]

WARNINGS = [
    (
        "a penalty without overlap",
        [to(f"{STAGES}[setup].overlap_penalty", 0.5)],
        "overlap_penalty_idle",
        "workflows[0].stages[4].overlap_penalty",
    ),
    (
        "reuse without effort",
        [to(f"{STAGES}[review].reuse", {"probability": 0.5, "saving": 0.5})],
        "reuse_idle",
        "workflows[0].stages[3].reuse",
    ),
    (
        "effort of nobody",
        [to(f"{APPROVER}.effort", 0.5)],
        "approver_effort_idle",
        "organisation.approvers[0].effort",
    ),
    (
        "a meeting that takes place once",
        [to(f"{APPROVER}.meeting", {"every_days": 200})],
        "meeting_once",
        "organisation.approvers[0].meeting.every_days",
    ),
    (
        "hand-offs at night",
        [to("organisation.handoff.meeting", {"at": "03:00"})],
        "meeting_off_hours",
        "organisation.handoff.meeting.at",
    ),
    (
        "updates over lunch",
        [to("organisation.status_updates", {"at": "12:00"})],
        "meeting_off_hours",
        "organisation.status_updates.at",
    ),
    (
        "someone who joins too late",
        [
            add(
                PEOPLE,
                {
                    "id": "new",
                    "name": "N",
                    "department": "brand",
                    "role": "r",
                    "skills": {"copy": 1},
                    "joins": "2027-01-01",
                },
            )
        ],
        "person_joins_late",
        "organisation.people[4].joins",
    ),
    (
        "someone who has departed",
        [
            add(
                PEOPLE,
                {
                    "id": "old",
                    "name": "O",
                    "department": "brand",
                    "role": "r",
                    "skills": {"copy": 1},
                    "departs": "2026-01-31",
                },
            )
        ],
        "person_departed",
        "organisation.people[4].departs",
    ),
    ("a stream of last year", [stream(last="2025-12-31")], "stream_outside_horizon", "streams[0]"),
    (
        "a shock of last year",
        [to("risks.shocks", [{**AWAY, "days": {"first": "2025-12-01", "last": "2025-12-31"}}])],
        "shock_outside_horizon",
        "risks.shocks[0].days",
    ),
    ("a surge of nothing", [shock(kind="surge", factor=2)], "shock_without_effect", "risks.shocks[0]"),
    ("a supplier of nothing", [shock(kind="supplier", delay=8)], "shock_without_effect", "risks.shocks[0]"),
]
