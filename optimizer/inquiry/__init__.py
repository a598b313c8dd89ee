"""Questions to a schedule: why late, why impossible, why here, how much slack, what is one more worth."""
