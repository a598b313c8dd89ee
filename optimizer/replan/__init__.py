"""Makes a plan again while it is under way. `docs/concepts/replanning.md` tells how."""

from optimizer.replan.disruptions import Absence, Departure, Disruption, Urgent
from optimizer.replan.prices import Prices
from optimizer.replan.replan import Options, replan
from optimizer.replan.result import Replan

__all__ = ["Absence", "Departure", "Disruption", "Options", "Prices", "Replan", "Urgent", "replan"]
