"""Commands that explain and question a plan. Heavy imports happen inside them, so that help answers at once."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.console import OK, Console
from cli.delivery import deliver, derived, explained, read_scenario_of, refuse, with_settings
from cli.measures import tell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from optimizer.whatif.reports import Purpose
    from scenarios.document import Scenario
    from scenarios.record import Record
    from scenarios.text.report import Report


def evaluate(args: argparse.Namespace, console: Console) -> int:
    """Run today's plan, or a split given by hand, as it is; tell what it brings and what it breaks."""
    import pipeline
    from scenarios.reading.split import as_given, read_split

    scenario = _scenario(args)
    amounts = read_split(args.split, scenario) if args.split else None
    record = pipeline.run(
        pipeline.as_today(scenario) if amounts is None else as_given(scenario, amounts),
        progress=console.progress,
    )
    return deliver(record, args, console, explain_from=scenario)


def explain(args: argparse.Namespace, console: Console) -> int:
    """Say why the plan of a record is as it is."""
    from scenarios.record_file import read_record
    from scenarios.text.report import together

    record = read_record(args.record)
    if not record.feasible:
        return refuse(record, console)
    found, text = explained(record, console)
    reports = [_EXPLAINED[wanted](record, args, console) for wanted in args.also]
    document = {
        **found.to_dict(console.language),
        "reports": [one.to_dict(console.language) for one in reports],
    }
    console.answer(document, "\n\n".join([text, together(reports, console.language)] if reports else [text]))
    return OK


def _quadrants(record: Record, _args: argparse.Namespace, _console: Console) -> Report:
    from scenarios.marketing.quadrants import plan_quadrants

    return plan_quadrants(record.scenario, record.plan).report()


def _break_even(record: Record, _args: argparse.Namespace, _console: Console) -> Report:
    from scenarios.marketing.break_even import plan_break_even

    return plan_break_even(record.scenario, record.plan).report()


def _goals(record: Record, _args: argparse.Namespace, _console: Console) -> Report:
    from scenarios.control.tracing import trace

    return trace(record.scenario, record.plan.allocation).report()


def _rules(record: Record, args: argparse.Namespace, console: Console) -> Report:
    from optimizer.allocation.rule_costs import RuleCosts, rule_costs
    from optimizer.allocation.rule_report import rule_report

    allocation = record.plan.allocation
    if allocation.proof.status == "as_given":
        return rule_report(RuleCosts((), ()))
    found = rule_costs(record.scenario, allocation, seconds=args.search_seconds, progress=console.progress)
    console.end_progress()
    return rule_report(found)


_EXPLAINED = {"quadrants": _quadrants, "break_even": _break_even, "goals": _goals, "rules": _rules}


def mode(args: argparse.Namespace, console: Console) -> int:
    """Write a scenario under a strategy mode: scale, profit, growth or brand."""
    from scenarios.marketing.strategies import in_mode
    from scenarios.writing import write_scenario

    write_scenario(derived(in_mode(_scenario(args), args.mode), args.mode), args.out)
    console.answer({"written": str(args.out)}, console.say("cli.fit.done", path=args.out))
    return OK


def risk(args: argparse.Namespace, console: Console) -> int:
    """Appraise a plan under the draws of its curves, with its frontier, alternatives and shocks where asked for."""
    from optimizer.risk import appraise_risk
    from optimizer.risk.reports import appraisal_reports
    from scenarios.record_file import read_record

    record = read_record(args.record)
    if not record.feasible:
        return refuse(record, console)
    scenario, allocation = record.scenario, record.plan.allocation
    reports = list(appraisal_reports(scenario, appraise_risk(scenario, allocation, tail=args.tail)))
    for wanted in _shown(args):
        found = _RISK_REPORTS[wanted](record, args)
        if found is not None:
            reports.append(found)
    return tell(reports, console)


def _shown(args: argparse.Namespace) -> list[str]:
    """What is to be shown: what was asked for, and what the scenario to be written is taken from."""
    source = ["alternatives" if args.alternative else "frontier"] if args.out else []
    return list(dict.fromkeys([*args.show, *source]))


def _frontier_report(record: Record, args: argparse.Namespace) -> Report | None:
    from optimizer.risk import plan_frontier
    from optimizer.risk.reports import frontier_report
    from scenarios.errors import UserError
    from scenarios.i18n import Message
    from scenarios.suggestions import listing

    found = plan_frontier(
        record.scenario, record.plan.allocation, tail=args.tail, seconds=args.search_seconds
    )
    if found is None:
        return None
    if args.out and not args.alternative:
        chosen = [one for one in found.points if abs(one.aversion - args.aversion) < 1e-9]
        if not chosen:
            known = listing(f"{one.aversion:g}" for one in found.points)
            told = {"known": known, "wanted": f"{args.aversion:g}"}
            raise UserError(Message("risk.no_point" if found.draws > 1 else "risk.no_choice", told))
        _write_split(record, chosen[0].spend, args.out, "aversion", weight=f"{args.aversion:.0%}")
    return frontier_report(found)


def _alternatives_report(record: Record, args: argparse.Namespace) -> Report | None:
    from optimizer.risk.plan_alternatives import plan_alternatives
    from optimizer.risk.reports import alternatives_report

    allocation = record.plan.allocation
    found = plan_alternatives(record.scenario, allocation, seconds=args.search_seconds)
    if found is None:
        return None
    for one in found.found:
        if args.out and one.kind == args.alternative:
            _write_split(record, one.spend, args.out, one.kind)
    return alternatives_report(record.scenario, allocation, found)


def _write_split(
    record: Record, spend: Mapping[tuple[str, str], int], path: Path, what: str, **told: object
) -> None:
    """The scenario of a record with its spend locked at a split, under a name that tells which."""
    from optimizer.risk import lock_changes
    from scenarios.variants import apply_changes
    from scenarios.writing import write_scenario

    locked = apply_changes(record.scenario, lock_changes(record.scenario, spend))
    write_scenario(derived(locked, what, **told), path)


def _sensitivity_report(record: Record, args: argparse.Namespace) -> Report | None:
    from optimizer.risk import sensitivity
    from optimizer.risk.reports import sensitivity_report

    found = sensitivity(record.scenario, record.plan.allocation, seconds=args.search_seconds)
    return None if found is None else sensitivity_report(record.scenario, found)


_RISK_REPORTS = {
    "frontier": _frontier_report,
    "alternatives": _alternatives_report,
    "shocks": _sensitivity_report,
}


def _scenario(args: argparse.Namespace) -> Scenario:
    """The document in a file, or that of the record in it, with the settings of the command line."""
    return with_settings(read_scenario_of(args.file), args)


def tradeoff(args: argparse.Namespace, console: Console) -> int:
    """Trace what a floor for a channel group's share of media costs."""
    from optimizer.tradeoff import share_frontier

    found = share_frontier(_scenario(args), args.group, args.floors, progress=console.progress)
    console.end_progress()
    console.answer(found.to_dict(console.language), found.render(console.language))
    return OK


def frontier(args: argparse.Namespace, console: Console) -> int:
    """What other budgets would bring, and which budget a purpose needs, with campaigns and launches as decided."""
    from optimizer import whatif
    from optimizer.whatif.reports import frontier_report, target_report, worth_report
    from scenarios.record_file import read_record

    record = read_record(args.record)
    if not record.feasible:
        return refuse(record, console)
    decided = (record.scenario, record.plan.allocation)
    headline = record.scenario.objective.roi
    total = record.scenario.budget.total
    budgets = [round(100 * one) for one in args.budgets] if args.budgets else _around(total)
    reports = [frontier_report(whatif.money_frontier(*decided, budgets))]
    reports.append(worth_report(whatif.worth_of_next_10k(*decided)))
    if args.revenue is not None:
        found = whatif.budget_for_revenue(*decided, round(100 * args.revenue))
        reports.append(target_report(found, "revenue"))
    if args.roi is not None:
        reports.append(target_report(whatif.budget_for_roi(*decided, args.roi), headline))
    if args.marginal_roi is not None:
        found = whatif.budget_for_marginal_roi(*decided, args.marginal_roi)
        purpose: Purpose = "marginal_net_roi" if headline == "net_roi" else "marginal_roas"
        reports.append(target_report(found, purpose))
    return tell(reports, console)


AROUND = range(60, 151, 10)
"""Percentages of the budget that a frontier shows unless told otherwise."""


def _around(total: int) -> list[int]:
    return [total * share // 100 for share in AROUND]
