"""Where steps stand, in the terms of Project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.actuals import Actuals
from scenarios.document import Horizon


@dataclass(frozen=True, slots=True)
class Progress:
    """When a step was begun, when it was finished, if it was, and how many percent of it are done."""

    started: dt.datetime
    finished: dt.datetime | None
    percent: int


def progress_of(actuals: Actuals | None, horizon: Horizon) -> Mapping[tuple[str, str], Progress]:
    """Progress by campaign and step; of running steps without a known share nothing counts as done."""
    return {
        (one.job, one.step): Progress(
            horizon.moment(one.started),
            None if one.finished is None else horizon.moment(one.finished),
            100 if one.finished is not None else round(100 * (one.share_done or 0.0)),
        )
        for one in (actuals.steps if actuals else ())
        if one.started is not None
    }
