"""Drawn ingredients of generated scenarios: campaigns with dates, audiences and sizes, channels, a team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count, islice, zip_longest

from scenarios.document import Label, LaunchWindow, Organisation, Workflow
from scenarios.generator.campaigns import CampaignSpec, Uses, channel_uses
from scenarios.generator.draws import Draws
from scenarios.generator.organisation import numbered_people, organisation
from scenarios.generator.tables import ChannelKind, campaign_kinds, channel_kinds, roles
from scenarios.generator.workflows import workflows

START = dt.date(2027, 1, 4)
CHANNELS_PER_CAMPAIGN = 6
LEAD_DAYS = 21
"""Where the horizon allows, nothing is due in its first three weeks."""
PREREQUISITE_DAYS = 42
"""A prerequisite is due at least so long before."""
LINES = ("stores", "bottled", "gifting", "members")


def channels(number: int) -> tuple[ChannelKind, ...]:
    """``number`` channels, brand and performance in turn; after the table's last row they begin anew, numbered."""
    brand = [kind for kind in channel_kinds() if kind.group == "brand"]
    performance = [kind for kind in channel_kinds() if kind.group == "performance"]
    mixed = [kind for kind in chain(*zip_longest(performance, brand)) if kind]
    rounds = (_repeated(kind, turn) for turn in count(1) for kind in mixed)
    return tuple(islice(rounds, number))


def _repeated(kind: ChannelKind, turn: int) -> ChannelKind:
    if turn == 1:
        return kind
    name = Label(en=f"{kind.name.en} {turn}", zh=f"{kind.name.zh}{turn}")
    return replace(kind, id=f"{kind.id}_{turn}", name=name)


def campaigns(number: int, weeks: int, draws: Draws) -> tuple[CampaignSpec, ...]:
    """``number`` campaigns due in a horizon of so many weeks."""
    specs = [_campaign(f"campaign_{index:03d}", index, weeks, draws) for index in range(1, number + 1)]
    return tuple(replace(spec, prerequisites=_prerequisites(spec, specs, draws)) for spec in specs)


def _campaign(key: str, index: int, weeks: int, draws: Draws) -> CampaignSpec:
    days = 7 * weeks
    due = START + dt.timedelta(days=draws.integer(min(LEAD_DAYS, days - 1), days - 1, "due", key))
    reach = round(min(2.5, max(0.4, draws.lognormal(0.4, "reach", key))), 1)
    return CampaignSpec(
        id=key,
        name=Label(en=f"Campaign {index}", zh=f"战役{index}"),
        line=draws.choice(LINES, "line", key),
        kind=draws.choice(tuple(campaign_kinds()), "kind", key),
        due=due,
        window=_window(due, weeks, draws, key),
        flight=min(draws.integer(1, 6, "flight", key), weeks - (due - START).days // 7),
        reach=reach,
        size=reach * draws.lognormal(0.3, "size", key),
        value=round(90_000 * reach * draws.lognormal(0.4, "value", key), -3),
        mandatory=draws.happens(0.2, "mandatory", key),
        in_today=draws.happens(0.9, "in_today", key),
        fixed_cost=round(40_000 * reach, -3) if draws.happens(0.4, "fixed_cost", key) else 0.0,
    )


def _window(due: dt.date, weeks: int, draws: Draws, key: str) -> LaunchWindow | None:
    if draws.happens(0.6, "fixed_date", key):
        return None
    earlier, later = (dt.timedelta(weeks=draws.integer(0, 2, side, key)) for side in ("earlier", "later"))
    last_day = START + dt.timedelta(days=7 * weeks - 1)
    return LaunchWindow(earliest=max(START, due - earlier), latest=min(last_day, due + later))


def _prerequisites(spec: CampaignSpec, specs: Sequence[CampaignSpec], draws: Draws) -> tuple[str, ...]:
    """Now and then one earlier campaign; never an optional one for a mandatory one, which would force it to run."""
    early = [
        other.id
        for other in specs
        if (spec.due - other.due).days >= PREREQUISITE_DAYS and (other.mandatory or not spec.mandatory)
    ]
    if not early or not draws.happens(0.15, "has_prerequisite", spec.id):
        return ()
    return (draws.choice(early, "prerequisite", spec.id),)


def uses(specs: Sequence[CampaignSpec], kinds: Sequence[ChannelKind], draws: Draws) -> Uses:
    """As `channel_uses`, with at most `CHANNELS_PER_CAMPAIGN` channels each."""
    return {
        key: {name: fits[name] for name in draws.sample(tuple(fits), CHANNELS_PER_CAMPAIGN, "uses", key)}
        for key, fits in channel_uses(specs, kinds, draws).items()
    }


def team(people: int, draws: Draws) -> tuple[Organisation, tuple[Workflow, ...]]:
    """So many people and their workflows. Where a role has nobody, stages are not tied to departments."""
    members = numbered_people(people, draws)
    if len({person.role for person in members}) == len(roles()):
        return organisation(members), workflows()
    return organisation(members), tuple(_anywhere(workflow) for workflow in workflows())


def _anywhere(workflow: Workflow) -> Workflow:
    stages = tuple(stage.model_copy(update={"department": None}) for stage in workflow.stages)
    return workflow.model_copy(update={"stages": stages})
