"""Response curves from a weekly series of spend and outcome.

`read_series` reads and checks a CSV (`read_panel` one with several regions, `read_lift_tests` one of experiments),
`fit_curves` fits, and a `FitResult` turns into channels or a whole scenario; `fit_file` does all of it.
"""

from optimizer.fitting.files import fit_file
from optimizer.fitting.fit import FitOptions, fit_curves
from optimizer.fitting.holdout import Holdout
from optimizer.fitting.lift_file import read_lift_tests
from optimizer.fitting.lifts import LiftTest
from optimizer.fitting.panel_file import read_panel
from optimizer.fitting.reading import Columns, read_series
from optimizer.fitting.result import Band, ChannelFit, FamilyScore, FitResult, PriceEffect, RegionCell
from optimizer.fitting.scenario import ScenarioOptions
from optimizer.fitting.series import Panel, Series

__all__ = [
    "Band",
    "ChannelFit",
    "Columns",
    "FamilyScore",
    "FitOptions",
    "FitResult",
    "Holdout",
    "LiftTest",
    "Panel",
    "PriceEffect",
    "RegionCell",
    "ScenarioOptions",
    "Series",
    "fit_curves",
    "fit_file",
    "read_lift_tests",
    "read_panel",
    "read_series",
]
