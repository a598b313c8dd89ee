"""Flighting: when to spend how much on which line, with a proven bound."""

from optimizer.flighting.problem import NOTHING, CarryOut, FlightProblem, Limit, Line, Tier

__all__ = ["NOTHING", "CarryOut", "FlightProblem", "Limit", "Line", "Tier"]
