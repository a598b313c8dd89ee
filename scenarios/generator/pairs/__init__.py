"""Before and after: pairs of scenarios that differ only in what they declare.

Each pair is one honest instance of a study (`scenarios.studies`), at the middle of its assumed ranges; what the change
brings is whatever the engines find. They are written by `write_pairs`. `PRACTICES` has those whose documents run
through the simulation (`simulation.studies`).
"""

from scenarios.generator.pairs.practices import PRACTICES
from scenarios.generator.pairs.writing import pairs, write_pairs

__all__ = ["PRACTICES", "pairs", "write_pairs"]
