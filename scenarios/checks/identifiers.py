"""Nothing is defined twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from scenarios.checks.rules import kind_name, problem
from scenarios.document import Scenario
from scenarios.document.channels import Channel
from scenarios.errors import Path, Problem


def duplicate_identifiers(scenario: Scenario) -> Iterator[Problem]:
    """Identifiers are unique within their list, the members of teams among the people."""
    organisation, budget = scenario.organisation, scenario.budget
    lists: dict[str, tuple[Path, Sequence[object], str]] = {
        "channel": (("channels",), scenario.channels, "id"),
        "campaign": (("campaigns",), scenario.campaigns, "id"),
        "workflow": (("workflows",), scenario.workflows, "id"),
        "stream": (("streams",), scenario.streams, "id"),
        "shock": (("risks", "shocks"), scenario.risks.shocks, "id"),
        "goal": (("goals",), scenario.goals, "id"),
        "department": (("organisation", "departments"), organisation.departments, "id"),
        "skill": (("organisation", "skills"), organisation.skills, "id"),
        "team": (("organisation", "teams"), organisation.teams, "id"),
        "calendar": (("organisation", "calendars"), organisation.calendars, "id"),
        "approver": (("organisation", "approvers"), organisation.approvers, "id"),
        "group": (("budget", "groups"), budget.groups, "group"),
        "line": (("budget", "lines"), budget.lines, "line"),
        "fixed_cost": (("budget", "fixed_costs"), budget.fixed_costs, "id"),
        **{
            name: (("staffing", name), getattr(scenario.staffing, name), "id")
            for name in ("hiring", "freelance", "overtime", "training", "rotation")
        },
        **{
            f"{name}_rule": (("rules", name), getattr(scenario.rules, name), "id")
            for name in type(scenario.rules).model_fields
        },
    }
    for kind, (path, items, key) in lists.items():
        yield from _repeated(kind, path, items, key)
    yield from _repeated_people(scenario)
    yield from _repeated_handoffs(scenario)
    for number, workflow in enumerate(scenario.workflows):
        yield from _repeated("stage", ("workflows", number, "stages"), workflow.stages, "id")
    for number, campaign in enumerate(scenario.campaigns):
        yield from _repeated("cell", ("campaigns", number, "channels"), campaign.channels, "channel")
    yield from chain.from_iterable(
        _repeated_hours(("channels", number), channel) for number, channel in enumerate(scenario.channels)
    )


def _repeated(kind: str, path: Path, items: Iterable[object], key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, item in enumerate(items):
        identifier = getattr(item, key)
        if identifier in seen:
            yield problem("duplicate_id", (*path, number, key), kind=kind_name(kind), id=identifier)
        seen.add(identifier)


def _repeated_hours(path: Path, channel: Channel) -> Iterator[Problem]:
    yield from _repeated(
        "skill", (*path, "hours_per_active_period"), channel.hours_per_active_period, "skill"
    )
    yield from _repeated("skill", (*path, "hours_per_10k"), channel.hours_per_10k, "skill")


def _repeated_people(scenario: Scenario) -> Iterator[Problem]:
    organisation = scenario.organisation
    yield from _repeated("person", ("organisation", "people"), organisation.people, "id")
    seen = {person.id for person in organisation.people}
    for number, team in enumerate(organisation.teams):
        members = [member.id for member in team.members()]
        clash = next((member for member in members if member in seen), None)
        if clash and team.id not in {earlier.id for earlier in organisation.teams[:number]}:
            yield problem(
                "team_member_clash", ("organisation", "teams", number, "id"), id=team.id, member=clash
            )
        seen.update(members)


def _repeated_handoffs(scenario: Scenario) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for number, handoff in enumerate(scenario.organisation.handoff.between):
        pair = (handoff.source, handoff.target)
        if pair in seen:
            path = ("organisation", "handoff", "between", number)
            yield problem("duplicate_id", path, kind=kind_name("handoff"), id=" → ".join(pair))
        seen.add(pair)
