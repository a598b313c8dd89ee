"""An urgent campaign as it is told: a file with one campaign, or a workflow, a day and what it is worth."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from scenarios.document.campaigns import Campaign
from scenarios.document.scenario import Scenario
from scenarios.errors import UserError
from scenarios.i18n import Message
from scenarios.money import to_units
from scenarios.plan import Allocation
from scenarios.reading import parse_json
from scenarios.reading.content import read_content
from scenarios.reading.text import text_of
from scenarios.reading.yaml import parse
from scenarios.suggestions import listing
from scenarios.valuation import Valuation

SUFFIXES = frozenset({".yaml", ".yml", ".json"})


def urgent_campaign(scenario: Scenario, allocation: Allocation, text: str, number: int = 0) -> Campaign:
    """The campaign that ``text`` tells.

    Args:
        scenario: the document that it comes to.
        allocation: the split of the plan under way.
        text: the name of a YAML or JSON file with one campaign in the document's form, or ``WORKFLOW:DATE`` with
            ``:VALUE`` (currency units of revenue) after it. Without a value it is worth what the campaigns that run
            bring on average; in any case a late day costs a tenth of it.
        number: tells several of the second form apart.

    Raises:
        DocumentError: the file, or the campaign in the document, has faults.
        UserError: there is no such workflow, or the day or value is none.
    """
    if Path(text).suffix in SUFFIXES:
        path = Path(text)
        return _checked(scenario, parse(text_of(read_content(path), path.name), path.name).plain(), path.name)
    return _checked(scenario, _brief(scenario, allocation, text, number), text)


def _checked(scenario: Scenario, campaign: Any, source: str) -> Campaign:
    """The campaign as the last one of the document, which is checked as a whole."""
    document = scenario.model_dump(mode="json")
    document["campaigns"].append(campaign)
    return parse_json(json.dumps(document, ensure_ascii=False, default=str), source).campaigns[-1]


def _brief(scenario: Scenario, allocation: Allocation, text: str, number: int) -> dict[str, Any]:
    workflow, _, rest = text.partition(":")
    day, _, value = rest.partition(":")
    workflows = {one.id: one for one in scenario.workflows}
    if workflow not in workflows:
        values = {"workflow": workflow, "workflows": listing(workflows)}
        raise UserError(Message("replan.error.workflow", values))
    try:
        due, worth = dt.date.fromisoformat(day), float(value) if value else _usual(scenario, allocation)
    except ValueError:
        raise UserError(Message("replan.error.urgent", {"text": text})) from None
    return {
        "id": f"urgent_{due:%Y%m%d}_{number + 1}",
        "name": {"en": f"Urgent {due.isoformat()}", "zh": f"紧急战役 {due.isoformat()}"},
        "due": due.isoformat(),
        "workflow": workflow,
        "lane": "express" if workflows[workflow].express else "normal",
        "value": worth,
        "lateness": {"loss_per_day": worth / 10},
    }


def _usual(scenario: Scenario, allocation: Allocation) -> float:
    """Mean revenue of the campaigns that run, currency units."""
    valuation = Valuation(scenario)
    values = [valuation.on_time_revenue(campaign, allocation) for campaign in allocation.running]
    return float(to_units(sum(values) // max(1, len(values))))
