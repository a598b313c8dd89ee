"""The jobs of one replication, as courses with their draws."""

from __future__ import annotations

from simulation.blueprint import Blueprint
from simulation.course import Course
from simulation.draws import Stream
from simulation.states import Lane, Terms
from simulation.streams import Arrival, StreamBlueprint

_LANES = {"urgent": Lane.URGENT, "express": Lane.EXPRESS, "normal": Lane.NORMAL}


def planned_courses(blueprint: Blueprint, stream: Stream) -> list[Course]:
    """The planned jobs, in the order of the workload."""
    return [
        Course(
            one.job.index,
            one.process,
            draws,
            Terms(
                Lane.EXPRESS if one.job.express else Lane.NORMAL,
                size=one.job.size,
                target=one.job.target,
                loss_per_day=one.job.loss_per_day,
                planned=one.planned,
                limited=one.job.limited,
                begun=one.begun,
            ),
        )
        for one, draws in zip(blueprint.jobs, blueprint.draws.draws(stream), strict=True)
    ]


def request_courses(
    blueprint: Blueprint, arrivals: list[list[Arrival]], stream: Stream
) -> list[list[Course]]:
    """The requests of open work by stream, in order of arrival; numbered after the planned jobs."""
    number = len(blueprint.jobs)
    courses = []
    for index, (source, own) in enumerate(zip(blueprint.streams, arrivals, strict=True)):
        courses.append(_requests(source, index, number, own, stream))
        number += len(own)
    return courses


def _requests(
    source: StreamBlueprint, index: int, first: int, arrivals: list[Arrival], stream: Stream
) -> list[Course]:
    draws = source.draws(arrivals, stream) if arrivals else []
    return [
        Course(
            first + place,
            source.process,
            draws[place],
            Terms(_LANES[source.lane], size=source.size, stream=index, arrival=arrival.moment),
        )
        for place, arrival in enumerate(arrivals)
    ]
