"""Columns of trackers by the part that they play, under the names that sites in English and Chinese give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scenarios.interchange.faults import Faults
from scenarios.reading.csv import Table
from scenarios.suggestions import guess, listing

JIRA: Mapping[str, tuple[str, ...]] = {
    "key": ("issue key", "key", "问题关键字", "事务键", "密钥"),
    "id": ("issue id", "问题id", "事务id", "问题 id"),
    "name": ("summary", "概要", "主题", "摘要"),
    "kind": ("issue type", "work type", "问题类型", "事务类型"),
    "status": ("status", "状态"),
    "category": ("status category", "状态类别"),
    "resolution": ("resolution", "解决结果"),
    "assignee": ("assignee", "经办人", "受托人"),
    "parent": (
        "parent key", "parent", "parent id", "custom field (epic link)", "epic link", "父级", "父问题", "父级id",
    ),
    "due": ("due date", "到期日", "截止日期"),
    "start": (
        "custom field (start date)", "start date", "custom field (actual start)", "开始日期", "自定义字段 (开始日期)",
    ),
    "created": ("created", "创建日期", "已创建"),
    "updated": ("updated", "已更新", "更新日期"),
    "finished": ("resolved", "已解决", "解决日期"),
    "estimate": ("original estimate", "初始预估", "原估时间", "初始估算"),
    "remaining": ("remaining estimate", "剩余的估算", "剩余时间", "剩余预估"),
    "spent": ("time spent", "耗费时间", "实际耗费时间"),
    "sprint": ("sprint", "冲刺", "迭代"),
}  # fmt: skip
ASANA: Mapping[str, tuple[str, ...]] = {
    "key": ("task id", "任务 id", "任务id"),
    "name": ("name", "task name", "名称", "任务名称"),
    "section": ("section/column", "section", "column", "分区/列", "部分/列", "分区"),
    "assignee": ("assignee", "负责人", "受托人"),
    "parent": ("parent task", "parent", "父任务", "上级任务"),
    "due": ("due date", "due on", "截止日期", "到期日期"),
    "start": ("start date", "start on", "开始日期"),
    "created": ("created at", "创建时间", "创建于"),
    "updated": ("last modified", "last modified at", "最后修改时间", "上次修改时间"),
    "finished": ("completed at", "完成时间", "完成于"),
    "estimate": ("estimated time", "estimate (hours)", "estimated hours", "预计时间", "预计工时"),
    "spent": ("actual time", "实际时间", "实际工时"),
    "blockers": ("blocked by (dependencies)", "blocked by", "依赖于", "受阻于（依赖关系）"),
    "blocking": ("blocking (dependencies)", "blocking", "阻碍（依赖关系）"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the columns of a table by part: a part may have several, because headers repeat."""

    positions: Mapping[str, tuple[int, ...]]

    def first(self, row: Sequence[str], part: str) -> str:
        """The first cell of a part that is filled in."""
        return next(self.all(row, part), "")

    def all(self, row: Sequence[str], part: str) -> Iterator[str]:
        """All cells of a part that are filled in."""
        return (row[place] for place in self.positions.get(part, ()) if row[place])


def columns_of(
    table: Table,
    known: Mapping[str, tuple[str, ...]],
    named: Mapping[str, str],
    needed: Sequence[str],
    faults: Faults,
) -> Columns:
    """The columns of a table.

    Args:
        table: with its header.
        known: headers by part, in lower case, the better one first.
        named: headers by part that the user has given.
        needed: parts without which nothing can be read.
        faults: notes what is missing, and parts that do not exist.
    """
    headers = [header.casefold().strip() for header in table.header]
    found: dict[str, tuple[int, ...]] = {}
    for part, names in known.items():
        wanted = (named[part].casefold(),) if part in named else names
        found[part] = tuple(
            place for name in wanted for place, header in enumerate(headers) if header == name
        )
        if not found[part] and (part in needed or part in named):
            column = named.get(part, names[0])
            values = {"columns": listing(table.header), "guess": guess(column, table.header)}
            faults.add("column", table.place, column, column=column, **values)
    for part in named:
        if part not in known:
            faults.add("part", table.place, part, part=part, parts=listing(known), guess=guess(part, known))
    return Columns(found)
