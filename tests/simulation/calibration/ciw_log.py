"""A history that another tool makes: an open network of queues in Ciw, with known service distributions."""

import csv
import datetime as dt
import importlib

import numpy as np

from scenarios.history import EventColumns, read_history
from tests.simulation.documents import ALWAYS, people, team, work

START = dt.datetime.fromisoformat("2026-01-05T00:00:00")
STATIONS = ("brief", "draw", "build")
SERVERS = (2, 3, 2)
RETURN = 0.25
"""Share of the customers that `draw` sends back to `brief`'s exit, that is, to itself."""
MEAN = {"brief": 3.0, "draw": 6.0, "build": 4.0}
SIGMA = 0.5
COLUMNS = EventColumns(
    case="Customer", activity="Node", start="From", end="To", resource="Server", ready="Ready"
)


def network():
    """Three stations in a row; hours. The second has a feedback to itself."""
    ciw = importlib.import_module("ciw")
    dists = ciw.dists
    return ciw.create_network(
        arrival_distributions=[dists.Exponential(rate=0.2), None, None],
        service_distributions=[
            dists.Triangular(1, 3, 5),
            dists.Lognormal(np.log(MEAN["draw"]) - SIGMA**2 / 2, SIGMA),
            dists.Exponential(rate=1 / MEAN["build"]),
        ],
        routing=[[0.0, 1.0, 0.0], [0.0, RETURN, 1.0 - RETURN], [0.0, 0.0, 0.0]],
        number_of_servers=list(SERVERS),
    )


def log(path, seed, customers):
    """Ciw's own records as a CSV; a server is a person, and service on a second visit takes a whole fresh time.

    It runs on for some more customers, so that nothing long is missing of the first ``customers``.
    """
    ciw = importlib.import_module("ciw")
    ciw.seed(seed)
    simulation = ciw.Simulation(network())
    simulation.simulate_until_max_customers(customers + 40)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Customer", "Node", "From", "To", "Server", "Ready"])
        for record in simulation.get_all_records():
            if record.id_number > customers:
                continue
            times = (
                (START + dt.timedelta(hours=float(hours))).isoformat(" ")
                for hours in (record.service_start_date, record.service_end_date, record.arrival_date)
            )
            begun, ended, ready = times
            station = STATIONS[record.node - 1]
            writer.writerow([record.id_number, station, begun, ended, f"{station}{record.server_id}", ready])
    return path


def document():
    """The same network as a workflow, with estimates that are all wrong, around the clock."""
    staff = people(
        **{
            f"{name}{n + 1}": [name]
            for name, count in zip(STATIONS, SERVERS, strict=True)
            for n in range(count)
        }
    )
    stages = [work(name, [1, 2, 3], name) for name in STATIONS]
    stages[1]["rework"] = {"probability": 0.05, "target": "draw", "repeat_effort": 0.5, "max_times": 1000}
    return team(stages, staff, week=ALWAYS)


def history(path, seed, customers):
    """The history of the first ``customers``."""
    return read_history(log(path, seed, customers), columns=COLUMNS)
