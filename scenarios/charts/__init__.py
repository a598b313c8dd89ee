"""Figures of plans, outcomes and comparisons: pure functions that return a plotly figure and never show it.

Every figure takes the language it speaks, states in its title what it shows and on its axes in which unit, fixes its
colours by the place of things in the document, and stays readable at the width of a phone.
"""

from scenarios.charts.bridge import bridge_chart
from scenarios.charts.forest import forest_chart
from scenarios.charts.frontier import Frontier, Measured, frontier_chart
from scenarios.charts.gantt import gantt_chart
from scenarios.charts.launches import launch_chart, waiting_chart
from scenarios.charts.parts import parts_chart
from scenarios.charts.people import load_chart, people_chart
from scenarios.charts.response import marginal_chart, response_chart
from scenarios.charts.spend import allocation_chart, split_chart
from scenarios.charts.value import value_chart

__all__ = [
    "Frontier",
    "Measured",
    "allocation_chart",
    "bridge_chart",
    "forest_chart",
    "frontier_chart",
    "gantt_chart",
    "launch_chart",
    "load_chart",
    "marginal_chart",
    "parts_chart",
    "people_chart",
    "response_chart",
    "split_chart",
    "value_chart",
    "waiting_chart",
]
