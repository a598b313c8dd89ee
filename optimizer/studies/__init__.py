"""Studies that need the allocation: what a better split brings, by stated distributions.

Definitions and reports of studies stand in `scenarios.studies`; here are those whose mechanisms are solved exactly by
`optimizer.separable`. `STUDIES` has all of them by name, with their default assumptions.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from optimizer.studies.brand_shift import VIEWS, View, brand_shift
from optimizer.studies.duplicates import duplicates
from optimizer.studies.regret import RegretResult, plug_in_regret
from scenarios.studies import Study, registration
from scenarios.studies.market import CURVES, CurveSet

STUDIES: Mapping[str, Callable[[], Study]] = MappingProxyType(
    {"registration": registration, "brand_shift": brand_shift, "duplicates": duplicates}
)

__all__ = [
    "CURVES",
    "STUDIES",
    "VIEWS",
    "CurveSet",
    "RegretResult",
    "View",
    "brand_shift",
    "duplicates",
    "plug_in_regret",
]
