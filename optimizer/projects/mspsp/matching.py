"""Who covers which need: maximum matching between the places of a team and people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.projects.mspsp.project import Need, Person


def matched(needs: Sequence[Need], people: Sequence[Person]) -> Mapping[str, str] | None:
    """The skill that each person of a team covers, by the person's identifier; None where no team exists.

    Augmenting paths (Kuhn 1955, Naval Research Logistics 2); people who stand first are preferred.
    """
    if sum(need.people for need in needs) > len(people):
        return None
    places = [need for need in needs for _ in range(need.people)]
    able = [[k for k, person in enumerate(people) if person.can(place)] for place in places]
    holder: dict[int, int] = {}
    for place in range(len(places)):
        if not _augment(place, able, holder):
            return None
    return {people[person].id: places[place].skill for person, place in holder.items()}


def _augment(place: int, able: Sequence[Sequence[int]], holder: dict[int, int]) -> bool:
    """Fill one more place breadth first, moving people where needed."""
    queue = [place]
    came: dict[int, int] = {}
    while queue:
        current = queue.pop(0)
        for person in able[current]:
            if person in came:
                continue
            came[person] = current
            if person not in holder:
                _settle(person, came, holder, place)
                return True
            queue.append(holder[person])
    return False


def _settle(person: int, came: Mapping[int, int], holder: dict[int, int], place: int) -> None:
    """Hand each place of the path to the person it came to."""
    before = {held: who for who, held in holder.items()}
    while True:
        current = came[person]
        holder[person] = current
        if current == place:
            return
        person = before[current]
