"""The event log of a run as process mining knows it: who did what in which case, and when.

Cases are campaigns, periods of running them, and requests; activities are stages. The lifecycle is the standard one of
XES (IEEE 1849-2016, extension *lifecycle*).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Lifecycle: TypeAlias = Literal[
    "schedule", "assign", "start", "suspend", "resume", "complete", "ate_abort", "withdraw", "reassign"
]
LIFECYCLES: tuple[Lifecycle, ...] = get_args(Lifecycle)


@dataclass(frozen=True, slots=True)
class Event:
    """One row of a log. Times are local wall-clock time, to the minute.

    Attributes:
        case: what is carried out.
        activity: the stage; ``case.launched`` and the like for what concerns the case as a whole.
        lifecycle: the standard transition that comes nearest.
        time: when.
        resource: who; empty where nobody in particular.
        visit: number of the visit to the stage, from 1; None for the case as a whole.
        cause: what it was precisely (``rejected``, ``admitted``, ``change request`` ...).
    """

    case: str
    activity: str
    lifecycle: Lifecycle
    time: dt.datetime
    resource: str
    visit: int | None
    cause: str


COLUMNS = ("case", "activity", "lifecycle", "time", "resource", "visit", "cause")
