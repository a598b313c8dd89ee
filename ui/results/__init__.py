"""The parts of the pages that show a run."""
