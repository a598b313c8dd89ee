"""What is wrong with a document before its fields are looked at, and after, without saying anything twice."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.errors import Location, Problem
from scenarios.reading.documents import Examination
from scenarios.reading.extending import PREFIX


def together(earlier: tuple[Problem, ...], examination: Examination) -> Examination:
    """One examination of both.

    A cell that is faulty as a cell, and a column or sheet that is absent, are not reported again as missing values.
    """
    if not earlier:
        return examination
    told = {problem.location for problem in earlier if _is_cell(problem.location)}
    absent = {_absent(problem) for problem in earlier if problem.code == "column_missing"}
    sheets = any(problem.code == "sheet_missing" for problem in earlier)
    rest = [
        problem
        for problem in examination.problems
        if problem.location not in told
        and not (problem.code == "missing_key" and _echoes(problem, absent, without_sheets=sheets))
    ]
    return Examination(None, (*earlier, *rest))


def without_remarks_on_templates(examination: Examination) -> Examination:
    """Warnings about what a template brought along (a skill that nothing asks for) are no news to its user."""
    kept = [one for one in examination.problems if one.severity == "error" or not _from_template(one)]
    return Examination(examination.scenario, tuple(kept))


def _from_template(problem: Problem) -> bool:
    return problem.location is not None and problem.location.source.startswith(PREFIX)


def _is_cell(place: Location | None) -> bool:
    return place is not None and place.cell is not None


def _absent(problem: Problem) -> tuple[str | None, str]:
    sheet = problem.location.sheet if problem.location else None
    return sheet, str(problem.values["name"]).split(".", maxsplit=1)[0]


def _echoes(problem: Problem, absent: Iterable[tuple[str | None, str]], *, without_sheets: bool) -> bool:
    if problem.location is None:
        return without_sheets
    return (problem.location.sheet, problem.values["key"]) in set(absent)
