"""Workbooks: every scenario comes back equal, and every fault has its sheet and cell."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.styles import Font

from scenarios.errors import DocumentError
from scenarios.i18n import LANGUAGES
from scenarios.reading import examine_bytes, read_scenario, read_workbook
from scenarios.reading.archive import inspect
from scenarios.sheets.layout import sheets
from scenarios.templates import small_scenario
from scenarios.writing import template_workbook, workbook_bytes, write_scenario, write_workbook
from tests import strategies
from tests.scenarios.test_broken_documents import check_refusal

MORNING = dt.datetime(2026, 3, 23, 9, tzinfo=dt.UTC).replace(tzinfo=None)
SMALL = small_scenario()
BYTES = workbook_bytes(SMALL)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.scenarios(with_departures=True))
def test_every_scenario_comes_back_equal(scenario):
    assert read_workbook(workbook_bytes(scenario)) == scenario


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_a_valid_example(tmp_path, language):
    path = template_workbook(tmp_path / "plan.xlsx", language)
    assert read_scenario(path) == SMALL
    assert read_workbook(path.read_bytes()) == SMALL


def test_equal_scenarios_give_equal_bytes():
    assert workbook_bytes(SMALL) == BYTES


def test_numbers_keep_all_their_digits():
    awkward = SMALL.model_copy(
        update={
            "objective": SMALL.objective.model_copy(update={"margin": 0.1 + 0.2}),
            "settings": SMALL.settings.model_copy(
                update={"simulation": SMALL.settings.simulation.model_copy(update={"seed": 2**80 + 1})}
            ),
        }
    )
    assert read_workbook(workbook_bytes(awkward)) == awkward


def test_no_text_becomes_a_formula():
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(named("=1+1"))))
    cell = book["scenario"]["B5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def named(text):
    return SMALL.model_copy(update={"name": SMALL.name.model_copy(update={"en": text, "zh": text})})


def test_a_text_that_no_cell_can_hold_is_refused():
    many = tuple(f"campaign-{number:05}" for number in range(3_000))
    campaign = SMALL.campaigns[0].model_copy(update={"prerequisites": many})
    with pytest.raises(DocumentError, match=r"campaigns![A-Z]+3: .*prerequisites"):
        workbook_bytes(SMALL.model_copy(update={"campaigns": (campaign,)}))


def test_the_format_follows_the_ending(tmp_path):
    assert read_scenario(write_scenario(SMALL, tmp_path / "a.xlsx")) == SMALL
    assert write_workbook(SMALL, tmp_path / "b.xlsx", "zh").stat().st_size > 0


def test_every_sheet_explains_itself_and_offers_choices():
    book = openpyxl.load_workbook(io.BytesIO(BYTES))
    for sheet in sheets():
        page = book[sheet.name]
        assert page.freeze_panes is not None
        assert str(page["A2"].value).startswith("# ")
        assert all(page.cell(2, column).value for column in range(1, page.max_column + 1))
    sources = {rule.formula1 for rule in book["campaigns"].data_validations.dataValidation}
    assert {'"TRUE,FALSE"', '"normal,express"'} <= sources
    assert any("workflows!" in source for source in sources)


def edited(edit):
    """The small example's workbook after ``edit``, saved by another program."""
    book = openpyxl.load_workbook(io.BytesIO(BYTES))
    edit(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(sheet, cell, value):
    return lambda book: book[sheet].__setitem__(cell, value)


def examine(edit):
    return examine_bytes(edited(edit), "plan.xlsx")


def column_of(sheet, header):
    page = openpyxl.load_workbook(io.BytesIO(BYTES))[sheet]
    (found,) = [cell.column_letter for cell in page[1] if cell.value == header]
    return found


def row_of(sheet, key):
    page = openpyxl.load_workbook(io.BytesIO(BYTES))[sheet]
    (found,) = [cell.row for cell in page["A"] if cell.value == key]
    return found


def test_a_workbook_saved_by_another_program_is_read():
    assert examine(put("campaigns", "A900", None)).scenario == SMALL


@pytest.mark.parametrize(
    "edit",
    [
        put("campaigns", "A900", None),
        put("campaigns", "A6", "# a remark in the middle"),
        put("campaigns", "A400", ""),
        lambda book: book.create_sheet("# my notes").append(["anything", 1]),
        lambda book: book["channels"].cell(200, 3).__setattr__("font", Font(bold=True)),
        lambda book: book.remove(book["README"]),
        lambda book: book.remove(book["season"]),
        put("campaigns", f"{column_of('campaigns', 'due')}3", "2026-03-23"),
        put("campaigns", f"{column_of('campaigns', 'due')}3", dt.date(2026, 3, 23)),
        put("scenario", f"B{row_of('scenario', 'horizon.periods')}", 6.0),
        put("scenario", f"B{row_of('scenario', 'calendar.week.mon')}", "09:00-12:00；13:00-18:00"),
        put("stages", f"{column_of('stages', 'effort')}3", "2;4;8"),
    ],
)
def test_what_does_not_matter_does_not_matter(edit):
    assert examine(edit).scenario == SMALL


def test_columns_and_rows_may_stand_in_any_order():
    def turn(book):
        for name in ("campaigns", "people", "stages"):
            rows = [[cell.value for cell in row][::-1] for row in book[name].iter_rows()]
            index = book.sheetnames.index(name)
            book.remove(book[name])
            page = book.create_sheet(name, index)
            for number, row in enumerate(rows):
                page.append(["#", *row] if number == 1 else [None, *row])

    assert examine(turn).scenario == SMALL


def test_a_name_may_begin_like_a_remark():
    def name_first(book):
        page = book["campaigns"]
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        index = book.sheetnames.index("campaigns")
        book.remove(page)
        page = book.create_sheet("campaigns", index)
        for number, row in enumerate(rows):
            page.append(
                [*row[1:3], row[0], *row[3:]] if number != 2 else ["#1 launch", "#1 launch", row[0], *row[3:]]
            )

    assert examine(name_first).scenario.campaigns[0].name.en == "#1 launch"


def test_identifiers_of_digits_are_texts():
    def rename(book):
        for page in book:
            for row in page.iter_rows(min_row=3):
                for cell in row:
                    if cell.value == "search":
                        cell.value = 2026

    assert examine(rename).scenario.channels[0].id == "2026"


CHANNEL_CURVE = column_of("channels", "curve.half_saturation")
DUE = column_of("campaigns", "due")
RETENTION = column_of("channels", "retention")
MANDATORY = column_of("campaigns", "mandatory")
EFFORT = column_of("stages", "effort")
TOTAL = f"B{row_of('budget', 'budget.total')}"


def renamed(old, new):
    return lambda book: book[old].__setattr__("title", new)


def removed(name):
    return lambda book: book.remove(book[name])


def without_column(sheet, header):
    return lambda book: book[sheet].delete_cols(
        openpyxl.utils.column_index_from_string(column_of(sheet, header))
    )


def bare_number(book):
    book["campaigns"][f"{DUE}3"] = 46_000
    book["campaigns"][f"{DUE}3"].number_format = "General"


def merged(book):
    book["cells"]["A4"] = None
    book["cells"].merge_cells("A3:A4")


def formula(book):
    book["budget"][TOTAL] = "=200000+60000"


def empty(book):
    for page in book:
        page.delete_rows(1, page.max_row)


def periods(book):
    for row in ([1, 90_000], [3, 90_000]):
        book["budget_periods"].append(row)


def both_periods(book):
    book["budget"][f"B{row_of('budget', 'budget.per_period')}"] = 90_000
    book["budget_periods"].append([1, 90_000])


WORKBOOKS = [
    (
        "text in a number cell",
        put("channels", f"{RETENTION}4", "0,2"),
        "not_number",
        f"channels!{RETENTION}4",
    ),
    ("flag in a number cell", put("channels", f"{RETENTION}4", True), "not_number", f"channels!{RETENTION}4"),
    (
        "date in a number cell",
        put("channels", f"{RETENTION}4", dt.date(2026, 1, 2)),
        "cell_is_date",
        f"channels!{RETENTION}4",
    ),
    (
        "time in a number cell",
        put("channels", f"{RETENTION}4", dt.time(9)),
        "cell_is_date",
        f"channels!{RETENTION}4",
    ),
    ("number in a date cell", bare_number, "cell_no_date", f"campaigns!{DUE}3"),
    (
        "time of day in a date cell",
        put("campaigns", f"{DUE}3", MORNING),
        "cell_date_time",
        f"campaigns!{DUE}3",
    ),
    ("text in a date cell", put("campaigns", f"{DUE}3", "23.3.2026"), "date_form", f"campaigns!{DUE}3"),
    ("number in a flag cell", put("campaigns", f"{MANDATORY}3", 1), "not_flag", f"campaigns!{MANDATORY}3"),
    ("blank in a required cell", put("campaigns", f"{DUE}4", None), "missing_key", f"campaigns!{DUE}4"),
    ("effort in words", put("stages", f"{EFFORT}3", "two days"), "not_a_choice", f"stages!{EFFORT}3"),
    (
        "too many points",
        put("stages", f"{EFFORT}3", "triangular 1; 2; 3; 4"),
        "cell_duration",
        f"stages!{EFFORT}3",
    ),
    ("error value", put("channels", f"{CHANNEL_CURVE}3", "#N/A"), "cell_error", f"channels!{CHANNEL_CURVE}3"),
    ("uncalculated formula", formula, "formula_without_value", f"budget!{TOTAL}"),
    ("merged cells", merged, "cell_merged", "cells!A3"),
    ("row without its campaign", put("cells", "A4", None), "cell_blank", "cells!A4"),
    ("row of an unknown campaign", put("cells", "A4", "sprng_launch"), "row_without_parent", "cells!A4"),
    ("unknown channel", put("cells", "B4", "serach"), "unknown_reference", "cells!B4"),
    ("renamed sheet", renamed("campaigns", "campain"), "sheet_unknown", "campain"),
    ("renamed required sheet", renamed("scenario", "scenarios"), "sheet_missing", "plan.xlsx"),
    ("removed required sheet", removed("workflows"), "sheet_missing", "plan.xlsx"),
    ("removed column", without_column("campaigns", "due"), "column_missing", "campaigns"),
    ("unknown column", put("channels", "BZ1", "retantion"), "column_unknown", "channels!BZ1"),
    ("duplicate column", put("channels", "BZ1", "retention"), "column_twice", "channels!BZ1"),
    ("column without a header", put("channels", "BZ3", 5), "column_unnamed", "channels!BZ3"),
    ("unknown setting", put("settings", "A3", "objective.stategy"), "row_unknown", "settings!A3"),
    ("duplicate setting", put("settings", "A4", "objective.strategy"), "row_twice", "settings!A4"),
    ("period left out", periods, "period_order", "budget_periods!A4"),
    ("one value and rows", both_periods, "value_and_rows", "budget_periods!A3"),
    ("far-out cell", put("campaigns", "A300000", "x"), "sheet_too_large", "campaigns!A300000"),
    (
        "unknown skill column",
        put("people", f"{column_of('people', 'skills[copy]')}1", "skills[cpy]"),
        "unknown_reference",
        f"people!{column_of('people', 'skills[copy]')}3",
    ),
    ("empty workbook", empty, "workbook_empty", "plan.xlsx"),
]


@pytest.mark.parametrize(
    ("edit", "code", "place"), [case[1:] for case in WORKBOOKS], ids=[case[0] for case in WORKBOOKS]
)
def test_broken_workbook(edit, code, place):
    found = examine(edit)
    full = place if place == "plan.xlsx" else f"plan.xlsx, {place}"
    check_refusal(found, code, full)


def test_one_fault_is_reported_once():
    assert [problem.code for problem in examine(without_column("campaigns", "due")).errors] == [
        "column_missing"
    ]
    assert [problem.code for problem in examine(formula).errors] == ["formula_without_value"]


def test_several_faults_on_several_sheets_are_reported_together():
    def edit(book):
        book["channels"][f"{RETENTION}3"] = "much"
        book["campaigns"][f"{DUE}3"] = "soon"
        book["budget"][TOTAL] = -5
        book["risks"]["A3"] = "risks.absense"

    codes = {problem.code for problem in examine(edit).errors}
    assert codes == {"row_unknown", "not_number", "date_form", "below_minimum"}


def archive(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def with_doctype():
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BYTES)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/workbook.xml":
                part = part.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1)
            target.writestr(name, part)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "document_empty"),
        (b"mems: 1", "workbook_damaged"),
        (BYTES[: len(BYTES) // 2], "workbook_damaged"),
        (BYTES[:2000] + bytes(200) + BYTES[2200:], "workbook_damaged"),
        (archive(readme="nothing"), "workbook_damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "workbook_protected"),
        (archive(xl__workbook_dot_xml=bytes(30_000_000)), "workbook_too_large"),
        (archive(**{f"p{number}": "x" for number in range(600)}), "workbook_too_large"),
        (with_doctype(), "workbook_damaged"),
        (BYTES.replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff"), "workbook_damaged"),
    ],
    ids=[
        "empty",
        "text",
        "half",
        "overwritten",
        "other archive",
        "old format",
        "bomb",
        "many parts",
        "entities",
        "newer archive",
    ],
)
def test_archives_that_are_no_workbooks(content, code):
    check_refusal(examine_bytes(content, "plan.xlsx"), code, "plan.xlsx")


def test_a_bomb_is_refused_before_anything_is_unpacked(monkeypatch):
    def fail(*_):
        raise AssertionError

    monkeypatch.setattr(zipfile.ZipFile, "read", fail)
    with pytest.raises(DocumentError, match="MB"):
        inspect(archive(xl__workbook_dot_xml=bytes(30_000_000)), "plan.xlsx")


def test_formulas_count_with_their_saved_results():
    # A formula's cell with a result, as a spreadsheet program saves it.
    with zipfile.ZipFile(io.BytesIO(BYTES)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    calculated = {
        name: part.replace(b"<v>260000.0</v>", b"<f>200000+60000</f><v>260000</v>")
        for name, part in parts.items()
    }
    assert calculated != parts
    assert read_workbook(archive(**calculated)) == SMALL
