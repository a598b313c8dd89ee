"""Studies that need the allocation: what a better split brings, by stated distributions.

Definitions and reports of studies stand in `scenarios.studies`; here are those whose mechanisms are solved exactly by
`optimizer.separable`.
"""

from optimizer.studies.brand_shift import VIEWS, View, brand_shift
from optimizer.studies.duplicates import duplicates
from optimizer.studies.regret import RegretResult, plug_in_regret
from scenarios.studies.market import CURVES, CurveSet

__all__ = [
    "CURVES",
    "VIEWS",
    "CurveSet",
    "RegretResult",
    "View",
    "brand_shift",
    "duplicates",
    "plug_in_regret",
]
