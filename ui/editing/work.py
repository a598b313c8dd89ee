"""The tables of workflows: their stages, and what happens when work on them goes wrong or is made easier."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ui.editing.choices import label, named
from ui.editing.columns import Column
from ui.editing.paths import Document, look
from ui.editing.tables import Table, list_table, nested_table

WORKFLOW_PATH = ("workflows",)
_BLANK = (None, "")


def stages_named(document: Document) -> dict[str, Mapping[str, str]]:
    """Identifiers of all stages of all workflows with their names."""
    return {
        stage["id"]: label(stage.get("name"), stage["id"])
        for workflow in look(document, WORKFLOW_PATH) or ()
        for stage in workflow.get("stages") or ()
        if stage.get("id")
    }


def _workflow_columns(document: Document) -> tuple[Column, ...]:
    stages = stages_named(document)
    return (
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column("launch_stage", ("launch",), "choice", optional=True, choices=stages, erased_by=(None,)),
        Column(
            "express",
            ("express",),
            "choice",
            optional=True,
            choices=named(document, WORKFLOW_PATH),
            erased_by=(None,),
        ),
        Column(
            "change_target", ("change_target",), "choice", optional=True, choices=stages, erased_by=(None,)
        ),
    )


def _stage_columns(document: Document) -> tuple[Column, ...]:
    workflows = named(document, WORKFLOW_PATH)
    organisation = {
        key: named(document, ("organisation", key)) for key in ("skills", "departments", "approvers")
    }
    return (
        Column("workflow", ("workflow",), "choice", default=next(iter(workflows), None), choices=workflows),
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column("effort", ("effort",), "duration", optional=True, erased_by=_BLANK),
        Column(
            "skill", ("skill",), "choice", optional=True, choices=organisation["skills"], erased_by=(None,)
        ),
        Column("least_level", ("level",), "integer", default=1, low=1, high=4),
        Column("at_once", ("people",), "integer", default=1, low=1, high=20),
        Column(
            "stage_department",
            ("department",),
            "choice",
            optional=True,
            choices=organisation["departments"],
            erased_by=(None,),
        ),
        Column("approvers", ("approvers",), "choices", choices=organisation["approvers"]),
        Column("latency", ("latency",), "duration", optional=True, erased_by=_BLANK),
        Column("predecessors", ("predecessors",), "names", optional=True, erased_by=_BLANK),
    )


def _of_stages(name: str, columns: Callable[[Document], tuple[Column, ...]]) -> Table:
    """A table with further columns of the stages that there are."""

    def whole(document: Document) -> tuple[Column, ...]:
        workflows = named(document, WORKFLOW_PATH)
        return (
            Column("workflow", ("workflow",), "choice", choices=workflows, fixed=True),
            Column("name", ("name",), "label", fixed=True),
            *columns(document),
        )

    return nested_table(name, WORKFLOW_PATH, "stages", "workflow", whole, grows=False)


def _share(text: str, *path: str, part: bool = False) -> Column:
    """A share in percent that may be left out, with the whole part of the document that it belongs to or alone."""
    return Column(
        text,
        path,
        "percent",
        optional=True,
        low=0,
        high=100,
        erased_by=(None,),
        part=path[:1] if part else (),
    )


def _rework_columns(document: Document) -> tuple[Column, ...]:
    stages = stages_named(document)
    return (
        _share("rework_probability", "rework", "probability", part=True),
        Column(
            "rework_target", ("rework", "target"), "choice", optional=True, choices=stages, erased_by=(None,)
        ),
        _share("repeat_effort", "rework", "repeat_effort"),
        Column(
            "max_times",
            ("rework", "max_times"),
            "integer",
            optional=True,
            low=1,
            high=10_000,
            erased_by=(None,),
        ),
        _share("probability_decay", "rework", "probability_decay"),
        _share("effort_decay", "rework", "effort_decay"),
    )


def _reuse_columns(_document: Document) -> tuple[Column, ...]:
    return (
        _share("reuse_probability", "reuse", "probability", part=True),
        _share("reuse_saving", "reuse", "saving", part=True),
    )


def _overlap_columns(document: Document) -> tuple[Column, ...]:
    return (
        _share("overlap", "overlap"),
        Column("overlap_penalty", ("overlap_penalty",), "percent", optional=True, low=0, erased_by=(None,)),
        Column(
            "continues",
            ("continues",),
            "choice",
            optional=True,
            choices=stages_named(document),
            erased_by=(None,),
        ),
        Column("stage_limit", ("wip_limit",), "integer", optional=True, low=1, erased_by=(None,)),
    )


def _escape_columns(document: Document) -> tuple[Column, ...]:
    stages = stages_named(document)
    return (
        _share("escape_probability", "escape", "probability", part=True),
        _share("caught_by_second", "escape", "caught_by_second"),
        Column(
            "found_at", ("escape", "found_at"), "choice", optional=True, choices=stages, erased_by=(None,)
        ),
        Column("repair", ("escape", "repair"), "duration", optional=True, erased_by=_BLANK),
        Column("escape_cost", ("escape", "cost"), "money", optional=True, low=0, erased_by=(None,)),
    )


WORKFLOWS = list_table("workflows", WORKFLOW_PATH, _workflow_columns, grows=False)
STAGES = nested_table("stages", WORKFLOW_PATH, "stages", "workflow", _stage_columns)
REWORK = _of_stages("stage_rework", _rework_columns)
REUSE = _of_stages("stage_reuse", _reuse_columns)
OVERLAP = _of_stages("stage_overlap", _overlap_columns)
ESCAPE = _of_stages("stage_escape", _escape_columns)
