"""Words of our own calendars: by them a calendar that comes back is told from what people put in themselves."""

from __future__ import annotations

import uuid

PRODUCT = "-//MEMS//interchange//EN"
TASK, LAUNCH, LEAVE = "MEMS task", "MEMS launch", "MEMS leave"
"""Categories of events."""
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:mems:interchange")


def stable_uid(*parts: str) -> str:
    """The identifier of an event: the same for the same thing in every export, so that calendars update it."""
    return f"{uuid.uuid5(_NAMESPACE, '/'.join(parts))}@mems"
