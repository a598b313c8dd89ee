"""Every written file adds up to the cent, in both languages, and takes names for text."""

import csv
import io
import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from scenarios.comparison import Comparison, compare
from scenarios.export import FORMATS, export
from scenarios.export.escape import csv_text, starts_formula
from scenarios.export.workbook import OPTIONS
from scenarios.i18n import LANGUAGES, Message, translate
from scenarios.plan import Allocation, Conflict, Plan, Proof, Status
from scenarios.record import Record
from tests.scenarios.results import record

EVIL = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    '  =HYPERLINK("x")',
    "</script><script>alert(1)</script>",
)


@pytest.fixture(scope="module")
def made() -> Record:
    return record(3, channels=4, campaigns=8, periods=16, replications=7)


@pytest.fixture(scope="module")
def comparison(made) -> Comparison:
    return compare(
        [made, record(3, plan_seed=4, key="other", channels=4, campaigns=8, periods=16)], baseline="base"
    )


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request, made, comparison, tmp_path_factory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp(request.param)
    files = export(made, folder, comparison=comparison, language=request.param)
    assert sorted(files) == sorted(path for path in folder.rglob("*") if path.is_file())
    return request.param, folder


def units(minor: int) -> Decimal:
    return Decimal(minor) / 100


def sheet_rows(name: str, written) -> list[list]:
    """The rows of a workbook's sheet below its header, numbers as decimals of two places."""
    language, folder = written
    book = openpyxl.load_workbook(folder / "result.xlsx", data_only=True)
    rows = book[translate(f"export.sheet.{name}", language)].iter_rows(min_row=4, values_only=True)
    return [list(row) for row in rows]


def csv_rows(name: str, written) -> list[list[str]]:
    text = (written[1] / f"{name}.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))[1:]


def decimals(cells) -> list[Decimal]:
    return [Decimal(str(round(cell, 2) if isinstance(cell, float) else cell)) for cell in cells]


def test_the_split_in_csv_adds_up_to_the_budget(written, made):
    media = units(made.plan.allocation.media)
    assert sum(Decimal(row[-1]) for row in csv_rows("split", written)) == media
    for name in ("split_by_channel", "split_by_period"):
        *rows, totals = csv_rows(name, written)
        for row in rows:
            assert sum(map(Decimal, row[2:-1])) == Decimal(row[-1])
        for column in range(2, len(totals)):
            assert sum(Decimal(row[column]) for row in rows) == Decimal(totals[column])
        assert Decimal(totals[-1]) == media
    *uses, total = csv_rows("budget", written)
    for column in (3, 4):
        assert sum(Decimal(row[column]) for row in uses) == Decimal(total[column])
    assert Decimal(total[4]) == units(made.scenario.budget.total)
    assert Decimal(uses[0][4]) == media


def test_the_split_in_the_workbook_adds_up_to_the_budget(written, made):
    media = units(made.plan.allocation.media)
    assert sum(decimals(row[8] for row in sheet_rows("split", written))) == media
    for name in ("split_by_channel", "split_by_period"):
        *rows, totals, checks = sheet_rows(name, written)
        for row in rows:
            assert sum(decimals(row[2:-2])) == decimals([row[-2]])[0]
            assert row[-1] == 0
        for column in range(2, len(totals) - 1):
            assert sum(decimals(row[column] for row in rows)) == decimals([totals[column]])[0]
        assert decimals([totals[-2]])[0] == media
        assert set(checks[2:]) <= {0, None}
    *uses, total, _ = sheet_rows("budget", written)
    assert (
        sum(decimals(row[4] for row in uses)) == decimals([total[4]])[0] == units(made.scenario.budget.total)
    )


def test_checks_in_the_workbook_are_live_formulas_over_their_column(written):
    language, folder = written
    book = openpyxl.load_workbook(folder / "result.xlsx")
    sheet = book[translate("export.sheet.split_by_channel", language)]
    last = sheet.max_row
    assert sheet.cell(last, 3).value == f"=ROUND(SUM(C4:C{last - 2})-C{last - 1},2)"
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert all(formula.startswith("=ROUND(SUM(") for formula in formulas)


def test_json_says_the_same(written, made):
    found = json.loads((written[1] / "result.json").read_text(encoding="utf-8"), parse_float=Decimal)
    assert sum(Decimal(row["amount"]) for row in found["split"]) == units(made.plan.allocation.media)
    assert sum(Decimal(row["recommended"]) for row in found["split_change"]) == units(
        made.plan.allocation.media
    )
    assert sum(Decimal(row["recommended"]) for row in found["budget"]) == units(made.scenario.budget.total)
    assert sum(row["work_minutes"] for row in found["staff"]) == sum(
        made.plan.schedule.people_minutes.values()
    )
    assert len(found["schedule"]) == len(made.plan.schedule.tasks)
    assert found["provenance"]["content_hash"] == made.scenario.content_hash()
    assert found["simulation"]["replications"] == 7
    lines = {row["item"]: row for row in found["money"]}
    net = Decimal(found["simulation"]["measures"]["net_value"]["value"])
    assert net == round(Decimal(int(made.outcome.net_value.sum())) / 700, 2)
    assert set(lines) == {"contribution", "urgent", "media", "campaign_fixed", "fixed", "staff"}
    assert sum(Decimal(row["expected"]) for row in lines.values()) == net
    assert sum(Decimal(row["projected"]) for row in lines.values()) == units(made.plan.projected.net_value)


def test_expected_amounts_of_campaigns_add_up_to_the_expected_total(written, made):
    *rows, totals = csv_rows("campaigns", written)
    for column, samples in ((17, made.outcome.revenue), (18, made.outcome.lateness_loss)):
        assert sum(Decimal(row[column]) for row in rows if row[column]) == Decimal(totals[column])
        assert abs(Decimal(totals[column]) - units(int(samples.sum())) / 7) <= Decimal("0.005")
    assert Decimal(totals[8]) == units(made.plan.allocation.media)
    assert Decimal(totals[9]) == units(made.plan.projected.campaign_fixed)


def test_everyones_minutes_add_up(written, made):
    *rows, totals = csv_rows("load", written)
    for row in rows:
        assert sum(map(int, row[2:-1])) == int(row[-1]) == made.plan.schedule.people_minutes.get(row[0], 0)
    assert int(totals[-1]) == sum(made.plan.schedule.people_minutes.values())


def test_bridges_lead_from_one_net_value_to_the_other(written):
    start, *parts, end = csv_rows("bridge", written)
    assert Decimal(start[-1]) + sum(Decimal(row[-1]) for row in parts) == Decimal(end[-1])
    found = json.loads((written[1] / "comparison.json").read_text(encoding="utf-8"), parse_float=Decimal)
    bridge = found["contrasts"][0]["bridge"]
    amounts = [Decimal(part["amount"]) for part in bridge["parts"]]
    assert Decimal(bridge["start"]) + sum(amounts) == Decimal(bridge["end"]) == Decimal(end[-1])
    shown = sheet_rows("bridge", written)
    assert [row[-1] for row in shown] == [
        pytest.approx(float(row[-1])) for row in csv_rows("bridge", written)
    ]


class Page(HTMLParser):
    """Cells of every table under the title before it, and everything that would be loaded."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self._cell: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value or "" for key, value in attrs if key in {"src", "href"}]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self._cell = []

    def handle_endtag(self, tag):
        if tag in {"td", "th"} and self._cell is not None:
            self.tables[-1][-1].append("".join(self._cell))
            self._cell = None

    def handle_data(self, data):
        if self._cell is not None:
            self._cell.append(data)


@pytest.fixture(scope="module")
def page(written) -> Page:
    return Page((written[1] / "report.html").read_text(encoding="utf-8"))


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("\N{MINUS SIGN}", "-"))


def table_of(page: Page, first: str) -> list[list[str]]:
    return next(table[1:] for table in page.tables if table[0][: len(first)] == list(first))


def test_the_report_adds_up(written, page, made):
    language = written[0]
    header = (translate("export.column.channel_name", language),)
    *rows, totals = next(table[1:] for table in page.tables if table[0][0] == header[0])
    for column in (1, 2, 3):
        assert sum(amount(row[column]) for row in rows) == amount(totals[column])
    assert amount(totals[2]) == units(made.plan.allocation.media)


def test_the_report_holds_everything_and_loads_nothing(written, page):
    text = (written[1] / "report.html").read_text(encoding="utf-8")
    assert all(link.startswith("#") for link in page.links)
    assert text.count("plotly.js v") == 1
    assert "default-src 'none'" in text
    assert not {"link", "img", "iframe", "object", "embed"} & set(page.tags)
    figures = re.findall(r'<script type="application/json">(.*?)</script>', text)
    assert len(figures) >= 18
    assert all(json.loads(figure)["layout"]["title"]["text"] for figure in figures)
    assert f'lang="{"zh-CN" if written[0] == "zh" else "en"}"' in text


def test_equal_results_give_equal_bytes(written, made, comparison, tmp_path):
    export(made, tmp_path, comparison=comparison, language=written[0])
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (written[1] / path.name).read_bytes(), path.name


@pytest.fixture(scope="module")
def evil() -> Record:
    made = record(5, key="evil")
    document = made.scenario.model_dump(mode="json")
    items = [
        *document["channels"],
        *document["campaigns"],
        *document["organisation"]["people"],
        *document["workflows"][0]["stages"],
    ]
    for number, item in enumerate(items):
        item["name"] = EVIL[number % len(EVIL)]
    scenario = type(made.scenario).model_validate(document)
    return Record(scenario=scenario, plan=made.plan, outcome=made.outcome)


def test_names_that_look_like_formulas_stay_text(evil, tmp_path):
    export(evil, tmp_path, formats=["csv", "xlsx"])
    for path in tmp_path.glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            for cell in row:
                assert not starts_formula(cell) or re.fullmatch(r"-?\d+(\.\d+)?", cell), (path.name, cell)
    book = openpyxl.load_workbook(tmp_path / "result.xlsx")
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in EVIL]
    assert texts
    assert all(cell.data_type == "s" for cell in texts)
    assert all(cell.quotePrefix for cell in texts if starts_formula(cell.value))
    assert OPTIONS["strings_to_formulas"] is False


def test_names_cannot_break_out_of_the_report(evil, tmp_path):
    export(evil, tmp_path, formats=["html"])
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert text.count("</script>") == text.count("<script")


def test_negative_numbers_are_numbers_in_every_file(evil, tmp_path):
    export(evil, tmp_path, formats=["csv"])
    rows = csv.reader(io.StringIO((tmp_path / "money.csv").read_text(encoding="utf-8-sig")))
    media = next(row for row in rows if row[0] == "media")
    assert Decimal(media[2]) < 0


@pytest.mark.parametrize("text", ["=a", "+a", "-a", "@a", "\ta", "\ra", "\0a", "\na", " =a", "\uff1da"])
def test_what_begins_like_a_formula_gets_an_apostrophe(text):
    assert csv_text(text) == f"'{text}"
    assert csv_text("a=b") == "a=b"


def test_several_records_get_folders_of_their_own(made, comparison, tmp_path):
    other = record(3, plan_seed=4, key="other", channels=4, campaigns=8, periods=16)
    files = export([made, other], tmp_path, comparison=comparison)
    names = {str(path.relative_to(tmp_path)) for path in files}
    assert {
        "base/split.csv",
        "other/result.xlsx",
        "comparison.csv",
        "comparison.json",
        "report.html",
    } <= names
    assert all(path.is_file() for path in files)


@pytest.mark.parametrize("form", FORMATS)
def test_only_the_wanted_formats_are_written(made, form, tmp_path):
    files = export(made, tmp_path, formats=[form])
    assert {path.suffix[1:] for path in files} == {form}


def test_a_plan_that_was_not_simulated_is_exported(made, tmp_path):
    bare = Record(scenario=made.scenario, plan=made.plan)
    export(bare, tmp_path)
    found = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert found["simulation"] is None
    assert found["money"][0]["expected"] is None


def test_a_plan_without_campaigns_is_exported(tmp_path):
    export(record(3, share=-1.0), tmp_path)
    *_, total = csv.reader(io.StringIO((tmp_path / "split_by_channel.csv").read_text(encoding="utf-8-sig")))
    assert total[-1] == "0.00"


def test_an_infeasible_record_is_told_as_json_all_the_same(made):
    conflict = Conflict(name=Message("bridge.fixed"), path="budget.total", remedy=Message("bridge.staff"))
    allocation = Allocation(proof=Proof(status=Status.INFEASIBLE), conflicts=(conflict,))
    bare = Plan(provenance=made.plan.provenance, allocation=allocation)
    for language in LANGUAGES:
        found = Record(scenario=made.scenario, plan=bare).to_dict(language)
        assert found["proof"]["allocation"]["status"] == "infeasible"
        assert found["conflicts"][0]["path"] == "budget.total"
        json.dumps(found, allow_nan=False)


def test_what_cannot_be_exported_is_refused(made, tmp_path):
    nothing = made.plan.allocation.model_copy(update={"proof": Proof(status=Status.INFEASIBLE)})
    infeasible = Record(scenario=made.scenario, plan=made.plan.model_copy(update={"allocation": nothing}))
    for records in ([], [made, made], [infeasible]):
        with pytest.raises(ValueError, match="different scenarios"):
            export(records, tmp_path)
    assert not list(tmp_path.iterdir())
