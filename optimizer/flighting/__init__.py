"""Flighting: when to spend how much on which line, with a proven bound."""

from optimizer.flighting.answer import FlightAnswer
from optimizer.flighting.plan_flights import plan_flights
from optimizer.flighting.problem import NOTHING, CarryOut, FlightProblem, Limit, Line

__all__ = ["NOTHING", "CarryOut", "FlightAnswer", "FlightProblem", "Limit", "Line", "plan_flights"]
