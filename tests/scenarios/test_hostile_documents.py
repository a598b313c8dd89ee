"""Whatever a document holds, reading it ends in a scenario or in named problems, never in another error."""

import copy
import io
import json

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.i18n import LANGUAGES
from scenarios.reading import examine_bytes
from scenarios.templates import small_scenario
from scenarios.writing import workbook_bytes
from tests.scenarios.minimal import MINIMAL

SMALL = small_scenario().model_dump(mode="json")
BYTES = workbook_bytes(small_scenario())

ODD = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        2**70,
        1e300,
        -0.5,
        float("nan"),
        "",
        " ",
        "x y",
        "=1",
        "{a}",
        "2026-02-30",
        [],
        {},
        [[]],
    ]
) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda child: st.lists(child, max_size=3) | st.dictionaries(st.text(max_size=5), child, max_size=3),
    max_leaves=6,
)


def readable(examination):
    """The examination says something in both languages, or gives a scenario."""
    assert (examination.scenario is None) == bool(examination.errors)
    for problem in examination.problems:
        for language in LANGUAGES:
            assert problem.render(language)


def places(document, path=()):
    """Every place of a document."""
    yield path
    children = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    for key, child in children:
        yield from places(child, (*path, key))


PLACES = [place for place in places(SMALL) if place]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), min_size=1, max_size=4))
def test_odd_values_anywhere(changes):
    document = copy.deepcopy(SMALL)
    for place, value in changes:
        target = document
        for part in place[:-1]:
            target = target[part] if isinstance(target, dict | list) and _has(target, part) else None
        if isinstance(target, dict | list) and _has(target, place[-1]):
            target[place[-1]] = value
    readable(examine_bytes(json.dumps(document).encode(), "doc.json"))


def _has(target, part):
    return part in target if isinstance(target, dict) else isinstance(part, int) and part < len(target)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.yaml", "a.json", "a.xlsx", "a.yml", "a"]))
def test_arbitrary_bytes(content, name):
    readable(examine_bytes(content, name))


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from("{}[]:,-&*!|>'\"%@`#?\n \tab1.~<=\\"), max_size=60),
    st.sampled_from(["a.yaml", "a.json"]),
)
def test_arbitrary_punctuation(text, name):
    readable(examine_bytes(text.encode(), name))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(MINIMAL)), st.integers(0, 6), st.text(max_size=6))
def test_a_document_with_a_slip_of_the_keyboard(start, length, text):
    slipped = MINIMAL[:start] + text + MINIMAL[start + length :]
    readable(examine_bytes(slipped.encode("utf-8", "surrogatepass"), "a.yaml"))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(BYTES) - 1), st.binary(min_size=1, max_size=40))
def test_a_workbook_with_damaged_bytes(start, content):
    readable(examine_bytes(BYTES[:start] + content + BYTES[start + len(content) :], "a.xlsx"))


CELLS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False)
    | st.datetimes()
    | st.times()
)
CELLS |= st.sampled_from(
    ["=1/0", "#REF!", "-", ";", "1;2", "# note", "a; b", "triangular", "exponential 1; 2; 3"]
)
CELLS |= st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=6)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_workbook_with_odd_cells(data):
    book = openpyxl.load_workbook(io.BytesIO(BYTES))
    for _ in range(data.draw(st.integers(1, 6))):
        sheet = book[data.draw(st.sampled_from(book.sheetnames))]
        row, column = data.draw(st.integers(1, 12)), data.draw(st.integers(1, sheet.max_column + 2))
        sheet.cell(row, column).value = data.draw(CELLS)
    buffer = io.BytesIO()
    book.save(buffer)
    readable(examine_bytes(buffer.getvalue(), "a.xlsx"))
