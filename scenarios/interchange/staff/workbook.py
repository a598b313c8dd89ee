"""The workbook of people: departments, skills, people with their levels, leave, teams and calendars.

Its sheets are those of the workbook of a whole document, so that rows can be copied between the two.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from scenarios.document import Scenario
from scenarios.errors import DocumentError
from scenarios.i18n import Language
from scenarios.interchange.days import days_of
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.transfer import Brought, Written
from scenarios.reading.archive import inspect
from scenarios.reading.combining import together
from scenarios.reading.documents import examine_scenario
from scenarios.reading.nodes import Node, from_plain
from scenarios.reading.workbook import parse
from scenarios.sheets.layout import Sheet, Table, sheets

SHEETS = ("departments", "skills", "people", "leave", "teams", "calendars")
_LISTS = ("departments", "skills", "people", "teams", "calendars")


def write_staff(scenario: Scenario, language: Language = "en") -> Written:
    """The workbook of a document's people, with explanations in ``language``.

    Texts stay texts whatever they begin with: no cell is a formula.

    Raises:
        DocumentError: a text is too long for a cell.
    """
    from scenarios.writing.workbook import to_bytes  # noqa: PLC0415 (xlsxwriter is slow to import)

    remarks = Remarks()
    remarks.left("staff", scenario.id)
    content = to_bytes(scenario, language, SHEETS)
    return Written(content, _counts(scenario), remarks.notes, remarks.left_out)


def read_staff(content: bytes, source: str, base: Scenario) -> Brought:
    """The document ``base`` with the people of a workbook in place of its own.

    Lists whose sheet the workbook does not have stay as they are, and so does leave.

    Raises:
        DocumentError: with every problem, each with its sheet and cell; also where the rest of the document needs
            people, skills or departments that the workbook does not have.
    """
    parsed = parse(content, source, _layout())
    root = from_plain(base.model_dump(mode="json"))
    found = parsed.root.get("organisation")
    own: dict[str, Node] = found.value if found else {}
    if "leave" not in inspect(content, source).merged and "people" in own:
        _keep_leave(own["people"], base)
    organisation: Any = root.get("organisation")
    organisation.value.update({key: node for key, node in own.items() if key in _LISTS})
    examination = together(parsed.problems, examine_scenario(root))
    if examination.scenario is None or examination.errors:
        raise DocumentError(examination.errors)
    scenario = examination.scenario
    remarks = Remarks()
    _compare(base, scenario, remarks)
    return Brought(scenario, _counts(scenario), None, remarks.notes, remarks.left_out)


def _layout() -> tuple[Sheet, ...]:
    """The sheets; only that of people must be there."""
    return tuple(
        replace(sheet, required=sheet.name == "people")
        for sheet in sheets()
        if sheet.name in SHEETS and isinstance(sheet, Table)
    )


def _keep_leave(people: Node, base: Scenario) -> None:
    """Give people the leave that they have in the document."""
    known = {person.id: person.leave for person in base.organisation.people}
    for person in people.value:
        identifier = person.get("id")
        leave = known.get(identifier.value if identifier else "")
        if leave:
            person.value["leave"] = from_plain([span.model_dump(mode="json") for span in leave], person.place)


def _compare(base: Scenario, scenario: Scenario, remarks: Remarks) -> None:
    """Name who came, who went and who changed."""
    before = {person.id: person for person in base.organisation.people}
    after = {person.id: person for person in scenario.organisation.people}
    for person in after.values():
        if person.id not in before:
            remarks.note("person_added", person.name.en)
        elif person != before[person.id]:
            remarks.note("person_changed", person.name.en)
    for person in before.values():
        if person.id not in after:
            remarks.note("person_removed", person.name.en)


def _counts(scenario: Scenario) -> tuple[tuple[str, int], ...]:
    organisation = scenario.organisation
    leave = sum(len(days_of(person.leave)) for person in organisation.people)
    return (
        ("people", len(organisation.people)),
        ("departments", len(organisation.departments)),
        ("skills", len(organisation.skills)),
        ("leave", leave),
    )
