"""Histories with known parameters: what the product's own simulation did, written as a CSV of visits."""

import csv
import datetime as dt
from typing import Any

from scenarios.document import SimulationSettings
from scenarios.history import read_history
from simulation import Kind, replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import campaign, people, team, work

HEADER = ("case", "activity", "start", "end", "resource", "outcome", "ready")
START = dt.date(2027, 1, 4)
FIRST_COME = SimulationSettings(replications=1, dispatch="due_date", workers=1)

TRUTH: dict[str, Any] = {
    "estimates": {
        "brief": {"distribution": "triangular", "low": 1, "mode": 3, "high": 6},
        "draw": {"distribution": "lognormal", "hours": 9, "sigma": 0.6},
        "build": {"distribution": "exponential", "hours": 5},
    },
    "rework": 0.3,
    "repeat": 0.4,
    "handoff": {"distribution": "lognormal", "hours": 3, "sigma": 0.4},
    "latency": {"distribution": "exponential", "hours": 4},
}
MEANS = {"brief": 10 / 3, "draw": 9, "build": 5, "default": 3, "head": 4}
"""Mean hours in `TRUTH`, by what is fitted."""


def department(
    cases, *, every=2, estimates=None, rework=None, repeat=0.5, handoff=None, latency=None, staff=None
):
    """A small department through which ``cases`` campaigns go, one released every few days."""
    hours = {"brief": [1, 2, 5], "draw": 6, "build": 4, **(estimates or {})}
    stages = [
        work("brief", hours["brief"], "plan", department="lead"),
        work("draw", hours["draw"], "craft", department="team"),
        {
            "id": "review",
            "name": "Review",
            "approvers": ["head"],
            "rework": {
                "probability": 0.1 if rework is None else rework,
                "target": "draw",
                "repeat_effort": repeat,
            },
        },
        work("build", hours["build"], "code", department="shop"),
        {"id": "check", "name": "Platform check", "latency": 4},
    ]
    crew = staff or people(ann=["plan"], ada=["plan"], bo=["craft"], cy=["craft"], dee=["code"], eve=["code"])
    places = {"plan": "lead", "craft": "team", "code": "shop"}
    crew = [{**one, "department": places[next(iter(one["skills"]))]} for one in crew]
    days = [str(START + dt.timedelta(days=number * every)) for number in range(cases)]
    campaigns = [campaign(f"c{n:03}", due=day, release=day) for n, day in enumerate(days)]
    return team(
        stages,
        crew,
        campaigns,
        periods=cases * every // 6 + 20,
        organisation={
            "approvers": [
                {"id": "head", "name": "Head", "department": "team", "latency": latency or [1, 2, 8]}
            ],
            "handoff": {"default": handoff or [1, 2, 3]},
        },
    )


def visits(scenario, number=0):
    """Rows of a log of one replication, by case, stage and visit."""
    log = replicate(scenario, plan_of(scenario), number, settings=FIRST_COME).log
    rows = {}
    for time, kind, job, step, visit, person in log.rows.tolist():
        if step < 0:
            continue
        moment = scenario.horizon.moment(time).isoformat(" ")
        row = rows.setdefault((job, step, visit), {"case": log.jobs[job], "activity": log.steps[job][step]})
        if kind == Kind.READY:
            row["ready"] = moment
        elif kind == Kind.STARTED:
            row["start"] = moment
            row.setdefault("people", [])
            row["people"] += [log.people[person]] if person >= 0 else []
        elif kind in {Kind.ENDED, Kind.VOIDED}:
            row["end"] = moment
            row["outcome"] = "ok" if kind == Kind.ENDED else "void"
        elif kind == Kind.REJECTED:
            row["outcome"] = "rejected"
    return [row for row in rows.values() if "end" in row]


def write(path, rows, columns=HEADER):
    """The rows as a CSV with the given columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            cells = {**row, "resource": ";".join(row["people"])}
            writer.writerow([cells.get(name, "") for name in columns])
    return path


def history(path, scenario, number=0, columns=HEADER[:6]):
    """The history of one replication; without moments of readiness unless they are asked for."""
    return read_history(write(path, visits(scenario, number), columns))
