"""One document in which every field of the simulation's further mechanisms has a value of its own."""

from scenarios.document import Scenario
from scenarios.templates import small_scenario

DAYS = {"first": "2026-03-09", "last": "2026-03-13"}
SHOCKS = [
    {"kind": "away", "person": "wu"},
    {"kind": "frozen", "role": "editor"},
    {"kind": "approvals", "factor": 3, "approver": "director"},
    {"kind": "surge", "factor": 1.5},
    {"kind": "supplier", "delay": {"distribution": "empirical", "values": [0, 0, 8, 24]}, "stage": "print"},
    {"kind": "budget", "factor": 0.8},
    {"kind": "platform", "factor": 0.6, "channel": "kol"},
]


def everything():
    """The small example with all of it."""
    document = small_scenario().model_dump(mode="json")
    _organisation(document["organisation"])
    _stages(document["workflows"][0]["stages"])
    document["streams"] = [
        {
            "id": "desk",
            "name": {"en": "Desk", "zh": "日常"},
            "workflow": "standard",
            "per_week": 2.5,
            "arrivals": "regular",
            "lane": "express",
            "size": 0.5,
            "first": "2026-03-09",
            "last": "2026-03-31",
            "limit": 4,
            "overflow": "refuse",
        }
    ]
    risks = document["risks"]
    risks["shocks"] = [
        {"id": f"shock-{number}", "days": DAYS, **shock} for number, shock in enumerate(SHOCKS)
    ]
    risks["change_requests"]["control"] = {"accepted": 0.6, "review": [2, 4, 8]}
    risks["urgent"] = {"per_week": 1, "workflow": "standard", "limit": 2, "preempts": True}
    document["settings"]["planning"] |= {"continuity": 2, "preferences": 0.5, "fairness": 1}
    document["settings"]["simulation"] |= {
        "dispatch": "critical_ratio",
        "people_choice": "fastest",
        "engine": "simpy",
    }
    return Scenario.model_validate(document)


def _organisation(organisation):
    weekly = {"every_days": 4, "at": "14:30"}
    organisation["departments"][0]["wip_limit"] = 6
    organisation["people"][1] |= {
        "joins": "2026-03-09",
        "departs": "2026-04-30",
        "ramp_up_weeks": 3,
        "ramp_up_speed": 60,
        "prefers": ["copy"],
        "avoids": ["design"],
    }
    organisation["approvers"][0] |= {"meeting": weekly, "person": "lin", "effort": [0.2, 0.5, 1]}
    organisation["handoff"] |= {
        "meeting": weekly,
        "between": [{"source": "brand", "target": "growth", "delay": 2, "meeting": weekly}],
    }
    organisation |= {
        "switching_loss": 15,
        "status_updates": weekly,
        "escalation": {"days_before": 3.5, "approval_factor": 0.5},
    }


def _stages(stages):
    stages[2] |= {
        "reuse": {"probability": 0.3, "saving": 0.4},
        "overlap": 0.5,
        "overlap_penalty": 0.2,
        "wip_limit": 2,
        "continues": "brief",
        "escape": {
            "probability": 0.1,
            "caught_by_second": 0.7,
            "found_at": "setup",
            "repair": {"distribution": "lognormal", "hours": 6, "sigma": 0.5},
            "cost": 1200.5,
        },
    }
    stages[3]["rework"] |= {"probability_decay": 0.5, "effort_decay": 0.8, "max_times": 40}
    stages.insert(3, {"id": "print", "name": "Print", "latency": 8, "predecessors": ["draw"]})
