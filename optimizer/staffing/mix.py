"""The talent mix: shares of strategic, executing and other people, and whether they keep the document's limits."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.document import Scenario
from scenarios.document.organisation import RoleKind
from scenarios.i18n import Message

KINDS: tuple[RoleKind, ...] = ("strategic", "execution", "other")


@dataclass(frozen=True, slots=True)
class Mix:
    """People by kind of role who are there at the end of the horizon, and remarks where a share is out of bounds."""

    people: tuple[tuple[RoleKind, int], ...]
    remarks: tuple[Message, ...]

    def share(self, kind: RoleKind) -> float:
        """Share of a kind among all; 0 without anybody."""
        total = sum(count for _, count in self.people)
        return dict(self.people)[kind] / total if total else 0.0


def talent_mix(scenario: Scenario, source: Scenario | None = None) -> Mix:
    """The mix of the people who stay to the end of the horizon; evenings and freelancers belong to nobody's share.

    ``source`` is the scenario that a staffed one was made from: its limits count, its roles and those hired for.
    Where nobody's kind of role is said there is nothing to remark on.
    """
    given = source or scenario
    calendars = {one.id for one in given.organisation.calendars}
    hired_for = {one.role for one in given.staffing.hiring}
    roles = {one.role for one in given.organisation.everyone()} | hired_for
    counts = dict.fromkeys(KINDS, 0)
    for person in scenario.organisation.everyone():
        stays = person.departs is None or person.departs >= scenario.horizon.end
        if stays and person.role in roles and (person.calendar is None or person.calendar in calendars):
            counts[person.kind] += 1
    bare = Mix(tuple(counts.items()), ())
    limits, remarks = given.staffing, []
    if counts["other"] == sum(counts.values()):
        return bare
    if bare.share("strategic") < limits.strategic_share_min:
        remarks.append(_remark("strategic", bare.share("strategic"), limits.strategic_share_min))
    if bare.share("execution") > limits.execution_share_max:
        remarks.append(_remark("execution", bare.share("execution"), limits.execution_share_max))
    return Mix(bare.people, tuple(remarks))


def _remark(kind: RoleKind, share: float, limit: float) -> Message:
    values = {"share": f"{100 * share:.1f}%", "limit": f"{100 * limit:.1f}%"}
    return Message(f"staffing.mix.{kind}", values)
