"""The steps of a campaign as the stages of a workflow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from scenarios.document import Label, Stage
from scenarios.document.durations import Constant, Duration
from scenarios.interchange.estimates import hours_of, read_estimate
from scenarios.interchange.faults import Faults
from scenarios.interchange.names import Identifiers
from scenarios.interchange.project.model import Link, Task
from scenarios.interchange.project.outline import Bundle, Outline
from scenarios.interchange.project.staffing import Staffing, label
from scenarios.interchange.remarks import Remarks

LAG = "lag."
"""How the identifiers of waits begin that stand for the lag of a link."""
MOST_STAGES = 200
MOST_PEOPLE = 20


@dataclass(slots=True)
class StageMaker:
    """Makes the stages of one campaign."""

    bundle: Bundle
    outline: Outline
    staffing: Staffing
    remarks: Remarks
    faults: Faults
    ids: dict[str, str] = field(default_factory=dict)
    """Identifiers of stages by the keys of tasks."""
    _taken: Identifiers = field(default_factory=lambda: Identifiers("step"))
    _before: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _lags: dict[str, list[Stage]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for task in self.bundle.steps:
            own = task.fields.get("stage", "")
            fresh = own and own not in self._taken.taken
            self.ids[task.key] = own if fresh else self._taken.of(task.name)
            self._taken.taken.add(self.ids[task.key])

    def stages(self) -> tuple[Stage, ...]:
        """The stages in the order of the outline, the waits of links before what waits."""
        inside = {
            task.key: [
                link.predecessor for link in self.outline.links[task.key] if link.predecessor in self.ids
            ]
            for task in self.bundle.steps
        }
        for key in TopologicalSorter(inside).static_order():
            self._before[key] = self._predecessors(self.outline.tasks[key])
        made: list[Stage] = []
        for task in self.bundle.steps:
            made += [*self._lags.get(task.key, ()), self._stage(task)]
        if len(made) > MOST_STAGES:
            place = (self.bundle.head or self.bundle.steps[0]).place
            self.faults.add("stages", place, name=self.bundle.name, found=len(made), most=MOST_STAGES)
        return with_default_order(tuple(made))

    def _stage(self, task: Task) -> Stage:
        own = self.ids[task.key]
        before, overlap = self._before[task.key], self._overlap(task)
        need = self.staffing.need(task)
        shared = {"id": own, "name": label(task.name), "predecessors": before}
        department = task.fields.get("department")
        if task.fields.get("approvers"):
            signing = tuple(task.fields["approvers"].split("; "))
            latency = self._written(task)
            return Stage(**shared, approvers=signing, latency=latency, department=department, overlap=overlap)
        if need is None:
            if (task.duration or 0) > 0 and not task.fields.get("stage"):
                self.remarks.note("nobody", task.name)
            latency = self._written(task) or hours_of(max(task.duration or 0, 0))
            return Stage(**shared, latency=latency, department=department, overlap=overlap)
        if need.people > MOST_PEOPLE:
            self.faults.value(task.place, task.name, str(need.people), "people")
        return Stage(
            **shared,
            effort=self._effort(task, need.people),
            skill=need.skill,
            level=need.level,
            people=min(need.people, MOST_PEOPLE),
            department=department,
            overlap=overlap,
        )

    def _written(self, task: Task) -> Duration | None:
        text = task.fields.get("effort", "")
        if not text:
            return None
        found = read_estimate(text)
        if found is None:
            self.faults.value(task.place, "Estimate", text, "estimate")
        elif task.scale != 1.0:
            self.remarks.note("estimate_scaled", task.name)
            return Constant(hours=found.mean * task.scale)
        return found

    def _effort(self, task: Task, people: int) -> Duration:
        written = self._written(task)
        if written is not None:
            return written
        booked = [one.minutes for one in task.assignments if one.minutes is not None]
        if not booked:
            return hours_of(max(task.duration or 0, 0))
        if len(set(booked)) > 1:
            self.remarks.left("unequal_work", task.name)
        return hours_of(max(sum(booked), 0) / max(people, len(booked)))

    def _predecessors(self, task: Task) -> tuple[str, ...]:
        """What a stage waits for."""
        return tuple(dict.fromkeys(one for link in self._links(task) for one in self._of_link(link, task)))

    def _links(self, task: Task) -> list[Link]:
        return [link for link in self.outline.links[task.key] if link.predecessor in self.ids]

    def _of_link(self, link: Link, task: Task) -> Iterator[str]:
        earlier = self.outline.tasks[link.predecessor]
        if link.kind in {"FF", "SF"}:
            self.remarks.left("links_to_finish", f"{earlier.name} → {task.name}")
            return
        lag = round(link.lag + link.share * (earlier.duration or 0))
        if link.kind == "FS":
            before: tuple[str, ...] = (self.ids[earlier.key],)
        else:
            self.remarks.left("links_from_start", f"{earlier.name} → {task.name}")
            before = self._before[earlier.key]
        if lag > 0:
            yield self._wait(before, lag, task)
        else:
            yield from before

    def _wait(self, before: tuple[str, ...], minutes: int, task: Task) -> str:
        own = self._taken.of(f"{LAG}{'.'.join(before)}.{self.ids[task.key]}")
        names = Label(en=f"Lag before {task.name}"[:400], zh=f"{task.name}前的间隔"[:400])
        wait = Stage(id=own, name=names, latency=hours_of(minutes), predecessors=before)
        self._lags.setdefault(task.key, []).append(wait)
        return own

    def _overlap(self, task: Task) -> float:
        """Leads as overlap: the document has one share for all predecessors of a stage."""
        links = self._links(task)
        shares = {self._lead(link) for link in links if link.kind == "FS"}
        share = shares.pop() if len(shares) == 1 else 0.0
        if shares or share > 1 or (share > 0 and any(link.kind != "FS" for link in links)):
            self.remarks.left("leads", task.name)
            return 0.0
        return share

    def _lead(self, link: Link) -> float:
        duration = self.outline.tasks[link.predecessor].duration or 0
        written = -link.share - (link.lag / duration if duration else 0.0)
        if link.lag < 0 and not duration:
            return 2.0  # a lead on nothing: no share of it can be told
        return max(0.0, round(written, 4))


def with_default_order(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """Predecessors left out where they are the stage listed before: how people write a chain."""
    previous: str | None = None
    found = []
    for stage in stages:
        expected = (previous,) if previous is not None else ()
        plain = stage.predecessors == expected
        found.append(stage.model_copy(update={"predecessors": None}) if plain else stage)
        previous = stage.id
    return tuple(found)


def launch_of(bundle: Bundle, outline: Outline, ids: Mapping[str, str]) -> str | None:
    """The stage whose end is the launch, None for the last one.

    What the launch's own milestone waits for; else the last milestone that has a deadline; else the last stage that
    nothing waits for.
    """
    if bundle.launch is not None:
        marked = [link.predecessor for link in outline.links[bundle.launch.key]]
        found = next((key for key in marked if key in ids), bundle.steps[-1].key)
    else:
        dated = [task.key for task in bundle.steps if task.milestone and task.deadline]
        needed = {link.predecessor for task in bundle.steps for link in outline.links[task.key]}
        ends = [task.key for task in bundle.steps if task.key not in needed]
        found = (dated or ends or [bundle.steps[-1].key])[-1]
    return None if found == bundle.steps[-1].key else ids[found]
