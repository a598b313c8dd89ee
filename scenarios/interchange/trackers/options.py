"""What an export of a tracker does not say about itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

DateOrder: TypeAlias = Literal["day", "month"]


@dataclass(frozen=True, slots=True)
class TrackerOptions:
    """How to read an export.

    Attributes:
        start: first day of the plan; by default the earliest date that open items or the export itself have.
        columns: headers by part, where a site calls them otherwise: ``{"estimate": "Custom field (Effort)"}``.
        date_order: whether 03/04/2027 begins with the day or with the month; needed only where no date tells.
    """

    start: dt.date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
