"""Changes in the user's words, as proposals: "move the launch of Spring by 3 days (to 2027-03-04)"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import singledispatchmethod

from optimizer.inquiry.changes import (
    AddHelp,
    Change,
    DropCampaign,
    DropPrerequisite,
    DropReview,
    DropSignature,
    ExtendStay,
    Hire,
    LowerLevel,
    MoveLaunch,
    OpenPlace,
    Quicken,
    QuickenHandoff,
    RaiseWip,
    ShiftLeave,
    Shrink,
    SmallerTeam,
    StartEarlier,
    Train,
)
from optimizer.inquiry.wording import Texts, Values, Words, both, joined
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.i18n import Message


class Proposals:
    """Changes of one case in words."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._scenario = words.case.scenario

    def together(self, changes: Iterable[Change]) -> Texts:
        """Changes that are made together."""
        return joined("inquiry.and", (both(self.change(one)) for one in changes))

    def either(self, proposals: Iterable[Texts]) -> Texts:
        """Proposals of which one is to be chosen."""
        return joined("inquiry.or", proposals)

    @singledispatchmethod
    def change(self, change: Change) -> Message:
        """A change in words."""
        message = f"no words for {change}"
        raise TypeError(message)

    @change.register
    def _(self, change: MoveLaunch) -> Message:
        target = self._words.case.targets[change.campaign].minute + change.days * MINUTES_PER_DAY
        return Message(
            "inquiry.change.move" if change.days > 1 else "inquiry.change.move.one",
            {
                "campaign": self._words.campaign(change.campaign),
                "days": change.days,
                "day": self._words.day(target),
            },
        )

    @change.register
    def _(self, change: StartEarlier) -> Message:
        release = next(one.release for one in self._scenario.campaigns if one.id == change.campaign)
        day = (release or self._scenario.horizon.start) - dt.timedelta(days=change.days)
        return Message(
            "inquiry.change.start_earlier" if change.days > 1 else "inquiry.change.start_earlier.one",
            {
                "campaign": self._words.campaign(change.campaign),
                "days": change.days,
                "day": day.isoformat(),
            },
        )

    @change.register
    def _(self, change: Shrink) -> Message:
        values: Values = {"campaign": self._words.campaign(change.campaign), "percent": 10 * change.tenths}
        return Message("inquiry.change.shrink", values)

    @change.register
    def _(self, change: DropCampaign) -> Message:
        return Message("inquiry.change.drop", {"campaign": self._words.campaign(change.campaign)})

    @change.register
    def _(self, change: DropPrerequisite) -> Message:
        campaigns = (change.campaign, change.earlier)
        names = dict(zip(("campaign", "earlier"), map(self._words.campaign, campaigns), strict=True))
        return Message("inquiry.change.drop_prerequisite", names)

    @change.register
    def _(self, change: ShiftLeave) -> Message:
        span = self._words.people[change.person].leave[change.number]
        direction = "later" if change.days > 0 else "earlier"
        one = ".one" if abs(change.days) == 1 else ""
        return Message(
            f"inquiry.change.leave.{direction}{one}",
            {
                "person": self._words.person(change.person),
                "first": span.first.isoformat(),
                "days": abs(change.days),
            },
        )

    @change.register
    def _(self, change: ExtendStay) -> Message:
        values: Values = {"person": self._words.person(change.person), "days": change.days}
        return Message("inquiry.change.stay" if change.days > 1 else "inquiry.change.stay.one", values)

    @change.register
    def _(self, change: AddHelp) -> Message:
        people = change.heads * change.share
        kind = "half" if people < 1 else "one" if people == 1 else "some"
        key = f"inquiry.change.help.{kind}{'' if change.weeks == 1 else '.weeks'}"
        values: Values = {
            "people": f"{people:g}",
            "skill": self._words.skill(change.skill),
            "week": change.week + 1,
            "last": change.week + change.weeks,
        }
        return Message(key, values)

    @change.register
    def _(self, change: Hire) -> Message:
        return Message("inquiry.change.hire", {"skill": self._words.skill(change.skill)})

    @change.register
    def _(self, change: Train) -> Message:
        values: Values = {
            "person": self._words.person(change.person),
            "skill": self._words.skill(change.skill),
            "level": change.level,
        }
        return Message("inquiry.change.train", values)

    @change.register
    def _(self, change: LowerLevel) -> Message:
        return self._of_stage("lower_level", change.workflow, change.stage)

    @change.register
    def _(self, change: OpenPlace) -> Message:
        return self._of_stage("open_place", change.workflow, change.stage)

    @change.register
    def _(self, change: DropReview) -> Message:
        return self._of_stage("drop_review", change.workflow, change.stage)

    def _of_stage(self, key: str, workflow: str, stage: str) -> Message:
        return Message(f"inquiry.change.{key}", {"stage": self._words.stage(workflow, stage)})

    @change.register
    def _(self, change: SmallerTeam) -> Message:
        people = self._words.stage_of(change.workflow, change.stage).people - change.fewer
        values: Values = {"stage": self._words.stage(change.workflow, change.stage), "people": people}
        return Message("inquiry.change.smaller_team", values)

    @change.register
    def _(self, change: DropSignature) -> Message:
        values: Values = {
            "stage": self._words.stage(change.workflow, change.stage),
            "approver": self._words.approver(change.approver),
        }
        return Message("inquiry.change.drop_signature", values)

    @change.register
    def _(self, change: Quicken) -> Message:
        values: Values = {
            "stage": self._words.stage(change.workflow, change.stage),
            "percent": 10 * change.tenths,
        }
        return Message("inquiry.change.quicken", values)

    @change.register
    def _(self, change: QuickenHandoff) -> Message:
        places = self._words.names.departments
        values: Values = {
            "source": places[change.source].texts(),
            "target": places[change.target].texts(),
            "percent": 10 * change.tenths,
        }
        return Message("inquiry.change.quicken_handoff", values)

    @change.register
    def _(self, change: RaiseWip) -> Message:
        limit = (self._scenario.organisation.wip_limit or 0) + change.more
        return Message("inquiry.change.wip", {"limit": limit})
