"""Makes a plan again while it is under way. `docs/concepts/replanning.md` tells how."""

from optimizer.replan.case import Options
from optimizer.replan.disruptions import Absence, Departure, Disruption, Urgent
from optimizer.replan.prices import Prices
from optimizer.replan.replan import replan
from optimizer.replan.result import Replan
from optimizer.replan.smallest import Restoration, restore

__all__ = [
    "Absence",
    "Departure",
    "Disruption",
    "Options",
    "Prices",
    "Replan",
    "Restoration",
    "Urgent",
    "replan",
    "restore",
]
