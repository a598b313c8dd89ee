"""Microsoft Project in XML (MSPDI), in both directions."""
