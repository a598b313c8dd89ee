"""Response curves from other tools: Robyn, PyMC-Marketing, Meridian, and plain tables.

`import_curves` reads a file, proves that it reproduces the source's own figures, and gives an `Imported`, which turns
into channels or a whole scenario.
"""

from scenarios.importing.door import import_curves
from scenarios.importing.options import ImportOptions
from scenarios.importing.result import Check, Imported, ImportedChannel, Window
from scenarios.importing.scenario import ScenarioOptions

__all__ = [
    "Check",
    "ImportOptions",
    "Imported",
    "ImportedChannel",
    "ScenarioOptions",
    "Window",
    "import_curves",
]
