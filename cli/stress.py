"""Commands that question a plan's simulation. Heavy imports happen inside them, so that help answers at once."""

from __future__ import annotations

import argparse

from cli.console import BAD_INPUT, FAULT, OK, Console
from cli.delivery import refuse, with_settings

MOST_COMPARED = 50
"""Replications in which the engines are compared, unless more are asked for."""


def compare_engines(args: argparse.Namespace, console: Console) -> int:
    """Run the replications of a record's plan in both engines, and say whether they agree in everything."""
    from scenarios.record_file import read_record
    from simulation.blueprint import build_blueprint
    from simulation.compiled import AVAILABLE
    from simulation.twins import compare

    if not AVAILABLE:
        return console.fail(BAD_INPUT, {"code": "no_compiler"}, console.say("cli.twins.absent"))
    record = read_record(args.record)
    if not record.feasible:
        return refuse(record, console)
    args.engine = None
    scenario = with_settings(record.scenario, args)
    settings = scenario.settings.simulation
    count = args.replications or min(MOST_COMPARED, settings.replications)
    found = compare(build_blueprint(scenario, record.plan, settings), range(count))
    if found.parting is None:
        counts = {"replications": found.replications, "rows": found.rows}
        console.answer({"equal": True, **counts}, console.say("cli.twins.equal", **counts))
        return OK
    parting = found.parting
    told: dict[str, int | str] = {
        "number": parting.replication,
        "row": parting.row,
        "simpy": parting.simpy,
        "compiled": parting.compiled,
        "seed": settings.seed,
    }
    return console.fail(FAULT, {"code": "twins", **told}, console.say("cli.twins.different", **told))
