"""PSPLIB files (``.sm``): titled sections of tables, one mode for each activity (Kolisch and Sprecher 1997).

European Journal of Operational Research 96.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import takewhile
from pathlib import Path

from optimizer.projects.rcpsp.project import Project
from optimizer.projects.rcpsp.source import Source

JOBS = re.compile(r"jobs\b.*:\s*([0-9]+)\s*$")
KIND = re.compile(r"\s*-\s*(renewable|nonrenewable|doubly constrained)\s*:\s*([0-9]+)")
PRECEDENCE, REQUESTS, AVAILABLE = "PRECEDENCE RELATIONS", "REQUESTS/DURATIONS", "RESOURCEAVAILABILITIES"
TITLES = (PRECEDENCE, REQUESTS, AVAILABLE)
RULE = re.compile(r"\s*[*-]{3,}\s*$")

Row = tuple[int, ...]
Table = Mapping[int, tuple[int, Row]]
"""By job, counted from 1: its line and its numbers without the job's own."""


def read_psplib(path: Path) -> Project:
    """The project of a file, named like it.

    Raises:
        DocumentError: with every fault and its line; several modes and resources that do not renew are faults too.
        OSError: the file cannot be read.
    """
    source = Source(path)
    jobs, expected = _jobs(source), _resources(source)
    tables = _tables(source)
    source.settle()
    line, capacities = _capacities(source, tables[AVAILABLE], expected)
    resources = len(capacities)
    links = _table(source, tables[PRECEDENCE], jobs, lambda row: len(row) >= 2 and len(row) == 2 + row[1])
    work = _table(source, tables[REQUESTS], jobs, lambda row: len(row) == 2 + resources)
    _refuse_modes(source, links, work)
    source.settle()
    everyone = range(1, jobs + 1)
    places = {("capacities", r): line for r in range(resources)}
    places |= {("successors", job - 1): links[job][0] for job in everyone}
    places |= {(name, job - 1): work[job][0] for job in everyone for name in ("durations", "demands")}
    return source.project(
        capacities,
        tuple(work[job][1][1] for job in everyone),
        tuple(work[job][1][2:] for job in everyone),
        tuple(tuple(one - 1 for one in links[job][1][2:]) for job in everyone),
        places,
    )


def _jobs(source: Source) -> int:
    for text in source.lines:
        if found := JOBS.match(text):
            return int(found[1])
    source.fail("project_section", len(source.lines) or 1, section="jobs (incl. supersource/sink ):")
    return 0


def _resources(source: Source) -> int | None:
    """How many resources renew, None where that is not said; others are faults."""
    renewable = None
    for line, text in enumerate(source.lines, 1):
        found = KIND.match(text)
        if found and found[1] == "renewable":
            renewable = int(found[2])
        elif found and int(found[2]):
            source.fail("project_kind", line, kind=found[1])
    return renewable


def _tables(source: Source) -> dict[str, range]:
    """By title, the lines of a section below its heads of columns, up to the next rule of asterisks."""
    found = {}
    for line, text in enumerate(source.lines, 1):
        title = text.strip().rstrip(":")
        if title in TITLES:
            body = list(takewhile(lambda one: not one.startswith("***"), source.lines[line:]))
            heads = sum(1 for _ in takewhile(_is_head, body))
            found[title] = range(line + 1 + heads, line + 1 + len(body))
    for title in TITLES:
        if title not in found:
            source.fail("project_section", len(source.lines) or 1, section=title)
    return found


def _is_head(text: str) -> bool:
    """Whether a line names columns, or rules them off."""
    return bool(RULE.match(text)) or any(word[:1].isalpha() for word in text.split())


def _capacities(source: Source, lines: range, expected: int | None) -> tuple[int, Row]:
    """The line of the capacities, and as many as are expected."""
    heads = lines.start - 1
    found = next(((line, own) for line in lines if (own := source.numbers(line))), (heads, ()))
    if found[1] == () and expected != 0:
        source.fail("project_section", heads, section=AVAILABLE)
    elif expected is not None and len(found[1]) != expected:
        source.fail("project_resources", found[0], capacities=len(found[1]), resources=expected)
    source.settle()
    return found


def _table(source: Source, lines: range, jobs: int, fits: Callable[[Row], bool]) -> Table:
    """The rows of a section, one for each job."""
    rows: dict[int, tuple[int, Row]] = {}
    misread = False
    for line in lines:
        if not source.lines[line - 1].strip():
            continue
        job, *rest = source.numbers(line) or (0,)
        if not (1 <= job <= jobs and fits(tuple(rest))):
            source.fail("project_row", line, jobs=jobs)
            misread = True
        elif job in rows:
            source.fail("project_twice", line, job=job, first=rows[job][0])
        else:
            rows[job] = line, tuple(rest)
    missing = [job for job in range(1, jobs + 1) if job not in rows]
    if missing and not misread:
        source.fail("project_missing", max(1, lines.stop - 1), jobs=", ".join(map(str, missing)))
    return rows


def _refuse_modes(source: Source, links: Table, work: Table) -> None:
    for line, row in (*links.values(), *work.values()):
        if row[0] != 1:
            source.fail("project_modes", line)


def to_psplib(project: Project) -> str:
    """The text of a PSPLIB file."""
    resources, rule = len(project.capacities), "*" * 72
    names = " ".join(f"R {r + 1}" for r in range(resources))
    jobs = range(1, project.size + 1)
    links = [
        _row(job, 1, len(after), *(one + 1 for one in after))
        for job, after in zip(jobs, project.successors, strict=True)
    ]
    work = [
        _row(job, 1, length, *demands)
        for job, length, demands in zip(jobs, project.durations, project.demands, strict=True)
    ]
    lines = [
        rule,
        f"jobs (incl. supersource/sink ):  {project.size}",
        f"horizon                       :  {sum(project.durations)}",
        "RESOURCES",
        f"  - renewable                 :  {resources}   R",
        "  - nonrenewable              :  0   N",
        "  - doubly constrained        :  0   D",
        rule,
        f"{PRECEDENCE}:",
        "jobnr.    #modes  #successors   successors",
        *links,
        rule,
        f"{REQUESTS}:",
        f"jobnr. mode duration  {names}",
        "-" * 72,
        *work,
        rule,
        f"{AVAILABLE}:",
        f"  {names}",
        _row(*project.capacities),
        rule,
    ]
    return "\n".join(lines) + "\n"


def _row(*numbers: int) -> str:
    return "".join(f"{number:6d} " for number in numbers).rstrip()
