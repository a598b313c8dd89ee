"""Response curves from a weekly series of spend and outcome.

`read_series` reads and checks a CSV, `fit_curves` fits, and a `FitResult` turns into channels or a whole scenario;
`fit_file` does the first two.
"""

from optimizer.fitting.fit import FitOptions, fit_curves, fit_file
from optimizer.fitting.reading import read_series
from optimizer.fitting.result import Band, ChannelFit, FamilyScore, FitResult
from optimizer.fitting.scenario import ScenarioOptions
from optimizer.fitting.series import Series

__all__ = [
    "Band",
    "ChannelFit",
    "FamilyScore",
    "FitOptions",
    "FitResult",
    "ScenarioOptions",
    "Series",
    "fit_curves",
    "fit_file",
    "read_series",
]
