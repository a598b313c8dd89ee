"""Requirements of a document by name, so that a bound or a conflict can be told in the user's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from optimizer.allocation.bands import Band
from scenarios.document.budget import GroupBudget, LineBudget
from scenarios.document.campaigns import Campaign
from scenarios.document.channels import Channel
from scenarios.document.goals import Kpi
from scenarios.document.organisation import Skill
from scenarios.document.rules import Commitment, ExclusiveRule, Package, RequiredChannel, Scoped
from scenarios.document.scenario import Scenario
from scenarios.errors import Path, Problem
from scenarios.i18n import LANGUAGES, Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import BindingKind

Measure: TypeAlias = Literal["money", "share", "hours", "count", "volume", "none"]
"""What one more unit of a requirement is; ``none`` for what is either asked for or not."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that the document asks for, or that the team sets. Two are the same if ``code`` and ``subject`` are."""

    code: str
    subject: tuple[str, ...]
    kind: BindingKind = field(compare=False)
    measure: Measure = field(compare=False)
    name: Message = field(compare=False)
    path: Path = field(compare=False)
    limit: float | None = field(default=None, compare=False)
    """The figure in the document (currency units, share, count or volume)."""

    @property
    def where(self) -> str:
        """Its place in the document, for example ``budget.groups[0].spend_min``."""
        return Problem(code="", path=self.path).where


def texts(message: Message) -> Mapping[str, str]:
    """A message by language, to be a value in another message."""
    return {language: message.render(language) for language in LANGUAGES}


def period_name(scenario: Scenario, period: int) -> Mapping[str, str]:
    """A period of the horizon by its number, from 1."""
    return texts(Message(f"allocation.period.{scenario.horizon.period}", {"number": period + 1}))


class Requirements:
    """All requirements of a scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._campaigns = {campaign.id: index for index, campaign in enumerate(scenario.campaigns)}
        self._channels = {channel.id: index for index, channel in enumerate(scenario.channels)}
        self._skills = {skill.id: index for index, skill in enumerate(scenario.organisation.skills)}

    def campaign(self, code: str, campaign: Campaign, part: str, measure: Measure = "none") -> Requirement:
        """Something about a campaign: ``mandatory``, ``registered``, ``window``, ``campaign_min``, ``campaign_max``."""
        path = ("campaigns", self._campaigns[campaign.id], part)
        values = {"campaign": campaign.name.texts()}
        limit = getattr(campaign, part) / MINOR_PER_UNIT if measure == "money" else None
        return _requirement(code, (campaign.id,), "campaign", measure, values, path, limit)

    def prerequisite(self, campaign: Campaign, other: Campaign) -> Requirement:
        """A campaign needs another one."""
        path = (
            "campaigns",
            self._campaigns[campaign.id],
            "prerequisites",
            campaign.prerequisites.index(other.id),
        )
        values = {"campaign": campaign.name.texts(), "other": other.name.texts()}
        return _requirement("prerequisite", (campaign.id, other.id), "campaign", "none", values, path)

    def cell(self, code: str, campaign: Campaign, place: int, channel: Channel, part: str) -> Requirement:
        """A bound of a cell: ``cell_min``, ``cell_max``, ``cell_lock``."""
        path = ("campaigns", self._campaigns[campaign.id], "channels", place, part)
        values = {"campaign": campaign.name.texts(), "channel": channel.name.texts()}
        limit = getattr(campaign.channels[place], part) / MINOR_PER_UNIT
        return _requirement(code, (campaign.id, channel.id), "cell", "money", values, path, limit)

    def observed(self, campaign: Campaign, channel: Channel, limit: float) -> Requirement:
        """The most that keeps a cell within the data behind its curve."""
        path = ("channels", self._channels[channel.id], "observed_max")
        values = {"campaign": campaign.name.texts(), "channel": channel.name.texts()}
        return _requirement("observed", (campaign.id, channel.id), "cell", "money", values, path, limit)

    def channel(self, code: str, channel: Channel, part: str) -> Requirement:
        """A bound of a channel: ``channel_min``, ``channel_max``, ``channel_lock``, ``minimum_if_active``."""
        path = ("channels", self._channels[channel.id], part)
        limit = getattr(channel, part) / MINOR_PER_UNIT
        return _requirement(
            code, (channel.id,), "channel", "money", {"channel": channel.name.texts()}, path, limit
        )

    def budget(self) -> Requirement:
        """The total budget."""
        limit = self._scenario.budget.available / MINOR_PER_UNIT
        return _requirement("budget", (), "budget", "money", {}, ("budget", "total"), limit)

    def period(self, period: int, cap: float) -> Requirement:
        """The media budget of a period."""
        given = self._scenario.budget.per_period
        path: Path = (
            ("budget", "per_period", period) if isinstance(given, tuple) else ("budget", "per_period")
        )
        values = {"period": period_name(self._scenario, period)}
        return _requirement("period", (str(period),), "period", "money", values, path, cap)

    def group(self, code: str, index: int, group: GroupBudget, part: str) -> Requirement:
        """A bound of a channel group: ``group_min``, ``group_max``, ``group_share_min``, ``group_share_max``."""
        share = code.startswith("group_share")
        kind: BindingKind = "group_share" if share else "group"
        path = ("budget", "groups", index, part)
        measure: Measure = "share" if share else "money"
        limit = getattr(group, part) / (1 if share else MINOR_PER_UNIT)
        return _requirement(code, (group.group,), kind, measure, {"group": group.group}, path, limit)

    def line(self, code: str, index: int, line: LineBudget, part: str) -> Requirement:
        """A bound of a business line: ``line_min``, ``line_max``."""
        path, limit = ("budget", "lines", index, part), getattr(line, part) / MINOR_PER_UNIT
        return _requirement(code, (line.line,), "line", "money", {"line": line.line}, path, limit)

    def goal(self, index: int, goal: Kpi, measure: Measure) -> Requirement:
        """An enforced goal."""
        code = "goal_min" if goal.direction == "at_least" else "goal_max"
        path, values = ("goals", index, "target"), {"goal": goal.name.texts()}
        return _requirement(code, (goal.id,), "goal", measure, values, path, goal.target)

    def exclusive(self, index: int, rule: ExclusiveRule) -> Requirement:
        """At most some of several are used."""
        return self._rule("exclusive", "exclusive", index, rule, "count", "at_most", rule.at_most)

    def required(self, index: int, rule: RequiredChannel) -> Requirement:
        """A channel is used only with another one."""
        return self._rule("required", "required", index, rule, "none", "requires")

    def package(self, index: int, rule: Package) -> Requirement:
        """Spend is a whole number of packages."""
        return self._rule("package", "packages", index, rule, "none", "price")

    def package_limit(self, index: int, rule: Package) -> Requirement:
        """At most so many packages."""
        return self._rule("package_limit", "packages", index, rule, "count", "at_most", rule.at_most)

    def commitment(self, index: int, rule: Commitment) -> Requirement:
        """Nothing, or at least an amount."""
        limit = rule.spend_min / MINOR_PER_UNIT
        return self._rule("commitment", "commitments", index, rule, "money", "spend_min", limit)

    def change(self, band: Band) -> tuple[Requirement, Requirement]:
        """The greatest decrease and the greatest increase of a cell or a channel."""
        rule = self._scenario.rules.change_limits[band.rule]
        names = {
            ("campaign", "channel")[place - len(band.subject)]: self._name_of(place - len(band.subject), one)
            for place, one in enumerate(band.subject)
        }
        least, most = (
            _requirement(
                f"change_{side}_{rule.each}",
                (rule.id, *band.subject),
                "rule",
                "money",
                {"rule": rule.name.texts(), **names},
                ("rules", "change_limits", band.rule, side),
                limit,
            )
            for side, limit in (("decrease", band.least), ("increase", band.most))
        )
        return least, most

    def _name_of(self, place: int, identifier: str) -> Mapping[str, str]:
        """A campaign's name at place -2 of a cell's identifiers, a channel's at place -1."""
        if place == -1:
            return self._scenario.channels[self._channels[identifier]].name.texts()
        return self._scenario.campaigns[self._campaigns[identifier]].name.texts()

    def _rule(
        self,
        code: str,
        kind: str,
        index: int,
        rule: Scoped,
        measure: Measure,
        part: str,
        limit: float | None = None,
    ) -> Requirement:
        values = {"rule": rule.name.texts()}
        return _requirement(code, (rule.id,), "rule", measure, values, ("rules", kind, index, part), limit)

    def skill(self, skill: str) -> Requirement:
        """The hours of a skill."""
        index = self._skills.get(skill)
        path: Path = ("organisation", "skills") if index is None else ("organisation", "skills", index)
        values = {"skill": self.skill_name(skill)}
        return _requirement("skill", (skill,), "skill", "hours", values, path)

    def skill_name(self, skill: str) -> Mapping[str, str]:
        """A skill by its name, or by its identifier where it is not declared."""
        index = self._skills.get(skill)
        known: Skill | None = None if index is None else self._scenario.organisation.skills[index]
        return known.name.texts() if known else dict.fromkeys(LANGUAGES, skill)


def _requirement(
    code: str,
    subject: tuple[str, ...],
    kind: BindingKind,
    measure: Measure,
    values: Mapping[str, str | int | float | Mapping[str, str]],
    path: Path,
    limit: float | None = None,
) -> Requirement:
    return Requirement(
        code, subject, kind, measure, Message(f"allocation.require.{code}", values), path, limit
    )
