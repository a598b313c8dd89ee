"""The parts of the scenario page: choosing a document, editing it, keeping it."""
