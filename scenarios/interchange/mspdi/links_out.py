"""Predecessors as links: waits that stand for lags become lags again, overlap becomes a lead in percent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from scenarios.document import Stage, Workflow
from scenarios.document.durations import Constant, to_minutes
from scenarios.interchange.mspdi.build import child
from scenarios.interchange.mspdi.vocabulary import HOURS, LINK_TYPES, PERCENT_LAG
from scenarios.interchange.project.stages import LAG
from scenarios.interchange.remarks import Remarks

FINISH_TO_START = LINK_TYPES.index("FS")


def lags_of(workflow: Workflow) -> dict[str, Stage]:
    """The waits of a workflow that are lags of links: made from one by reading, and still of that form."""
    before = {stage.id: workflow.predecessors(number) for number, stage in enumerate(workflow.stages)}
    after: dict[str, list[str]] = {}
    for stage, needs in before.items():
        for one in needs:
            after.setdefault(one, []).append(stage)
    launch = workflow.launch or workflow.stages[-1].id
    overlapping = {stage.id for stage in workflow.stages if stage.overlap}
    return {
        stage.id: stage
        for stage in workflow.stages
        if stage.id.startswith(LAG)
        and isinstance(stage.latency, Constant)
        and before[stage.id]
        and stage.id != launch
        and len(after.get(stage.id, ())) == 1
        and not overlapping.intersection([stage.id, *after[stage.id]])
        and not any(one.startswith(LAG) for one in before[stage.id])
    }


def write_links(
    task: ET.Element,
    workflow: Workflow,
    position: int,
    lags: Mapping[str, Stage],
    uids: Mapping[str, int],
    remarks: Remarks,
) -> None:
    """Append the links of the stage at ``position``; ``uids`` are those of stages."""
    stage = workflow.stages[position]
    for before, minutes in _before(workflow, position, lags):
        if stage.overlap:
            percent = round(stage.overlap * 100)
            if abs(percent - stage.overlap * 100) > 1e-9:
                remarks.left("overlap_rounded", stage.name.en)
            link(task, uids[before], -percent, PERCENT_LAG)
        else:
            link(task, uids[before], minutes * 10)


def link(task: ET.Element, uid: int, lag: int = 0, form: int = HOURS) -> None:
    """Append a link from finish to start; ``lag`` in tenths of minutes, or in percent."""
    child(
        task,
        "PredecessorLink",
        PredecessorUID=uid,
        Type=FINISH_TO_START,
        CrossProject=False,
        LinkLag=lag,
        LagFormat=form,
    )


def _before(workflow: Workflow, position: int, lags: Mapping[str, Stage]) -> Iterator[tuple[str, int]]:
    """The stages that one waits for, with the lag in minutes."""
    positions = {stage.id: number for number, stage in enumerate(workflow.stages)}
    for one in workflow.predecessors(position):
        lag = lags.get(one)
        if lag is None:
            yield one, 0
        elif lag.latency is not None:
            for earlier in workflow.predecessors(positions[one]):
                yield earlier, to_minutes(lag.latency.mean)
