"""Public holidays with make-up days, and the workbook of people."""

import datetime as dt
import io

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from scenarios.errors import DocumentError
from scenarios.interchange.public_holidays import holidays_of_horizon, public_holidays, with_holidays
from scenarios.interchange.staff.workbook import read_staff, write_staff
from scenarios.worktime import WorkTime
from tests.scenarios.small import small_scenario
from tests.strategies.documents import scenarios

# As the State Council's plan for 2026 has them.
SPRING_FESTIVAL = [dt.date(2026, 2, day) for day in (16, 17, 18, 19, 20, 23)]
MAKEUP = [dt.date(2026, 2, 14), dt.date(2026, 2, 28)]


def test_china_s_holidays_and_make_up_days_are_worked_out_in_the_calendar():
    scenario = small_scenario(horizon={"start": "2026-02-02", "periods": 6})
    found = holidays_of_horizon(scenario, "CN", language="zh")
    days = dict(found.days)
    assert set(SPRING_FESTIVAL) <= set(days)
    assert set(MAKEUP) <= set(found.makeup)
    calendar = with_holidays(scenario, found).scenario
    timeline = WorkTime(calendar).shared
    minute = calendar.horizon.minute
    assert all(timeline.between(minute(day), minute(day) + 1440) == 0 for day in SPRING_FESTIVAL)
    assert all(timeline.between(minute(day), minute(day) + 1440) == 480 for day in MAKEUP)


def test_what_the_calendar_has_already_stays_and_nothing_is_added_twice():
    scenario = small_scenario(calendar={"holidays": [{"first": "2027-01-01", "last": "2027-01-08"}]})
    once = with_holidays(scenario, holidays_of_horizon(scenario, "DE")).scenario
    assert once.calendar.holidays[0] == scenario.calendar.holidays[0]
    twice = with_holidays(once, holidays_of_horizon(once, "DE"))
    assert twice.scenario == once
    assert dict(twice.counts) == {"holidays": 0, "makeup": 0}


def test_regions_languages_and_what_is_not_known():
    first, last = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
    bavaria = dict(public_holidays("DE", first, last, region="BY").days)
    assert bavaria[dt.date(2027, 1, 6)] == "Epiphany"
    assert dt.date(2027, 1, 6) not in dict(public_holidays("DE", first, last).days)
    far = public_holidays("CN", dt.date(2090, 1, 1), dt.date(2090, 12, 31), language="zh")
    assert far.unplanned == (2090,)
    assert "调休" in far.report().render("zh")
    for country, region, code in (("XX", "", "holidays_country"), ("DE", "ZZ", "interchange_region")):
        with pytest.raises(DocumentError) as error:
            public_holidays(country, first, last, region=region)
        assert [one.code for one in error.value.problems] == [code]


def test_without_the_library_that_is_said(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(DocumentError) as error:
        public_holidays("DE", dt.date(2027, 1, 1), dt.date(2027, 1, 2))
    assert error.value.problems[0].code == "holidays_library"


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(with_risks=False, with_settings=False))
def test_people_go_into_a_workbook_and_come_back(scenario):
    assert read_staff(write_staff(scenario).content, "people.xlsx", scenario).scenario == scenario


def edited(scenario, change):
    book = load_workbook(io.BytesIO(write_staff(scenario).content))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def position(sheet, header):
    return next(cell.column for cell in sheet[1] if cell.value == header)


def test_changes_in_the_workbook_are_taken_over():
    scenario = small_scenario()

    def change(book):
        sheet = book["people"]
        sheet.cell(3, position(sheet, "skills[design]")).value = 4
        book["leave"].append([scenario.organisation.people[1].id, dt.date(2027, 1, 11), dt.date(2027, 1, 15)])

    found = read_staff(edited(scenario, change), "people.xlsx", scenario)
    first, second, *_ = found.scenario.organisation.people
    assert first.skills["design"] == 4
    assert [one.last for one in second.leave][-1:] == [dt.date(2027, 1, 15)]
    assert [note.key for note in found.notes] == ["interchange.note.person_changed"]
    assert found.scenario.channels == scenario.channels


def test_sheets_that_are_not_there_change_nothing():
    scenario = small_scenario()
    people = tuple(
        one.model_copy(update={"leave": ({"first": dt.date(2027, 1, 11), "last": dt.date(2027, 1, 12)},)})
        for one in scenario.organisation.people
    )
    document = scenario.model_dump(mode="json")
    document["organisation"]["people"] = [one.model_dump(mode="json") for one in scenario.organisation.people]
    for one in document["organisation"]["people"]:
        one["leave"] = [{"first": "2027-01-11", "last": "2027-01-12"}]
    away = type(scenario).model_validate(document)
    assert len(people) == len(away.organisation.people)

    def drop(book):
        for name in ("leave", "departments", "skills", "teams", "calendars"):
            del book[name]

    assert read_staff(edited(away, drop), "people.xlsx", away).scenario == away


def test_everything_wrong_with_a_workbook_is_told_at_once_with_its_cells():
    scenario = small_scenario()

    def spoil(book):
        sheet = book["people"]
        sheet.cell(3, position(sheet, "skills[design]")).value = 9
        sheet.cell(4, position(sheet, "department")).value = "nowhere"
        book["leave"].append(["nobody", dt.date(2027, 1, 11), dt.date(2027, 1, 15)])

    with pytest.raises(DocumentError) as error:
        read_staff(edited(scenario, spoil), "people.xlsx", scenario)
    cells = {(one.location.sheet, one.location.cell) for one in error.value.problems if one.location}
    assert {sheet for sheet, _ in cells} >= {"people", "leave"}
    assert len(error.value.problems) >= 2


def test_texts_that_look_like_formulas_stay_texts():
    scenario = small_scenario()
    document = scenario.model_dump(mode="json")
    evil = '=HYPERLINK("http://example.invalid","x")'
    document["organisation"]["people"][0]["name"] = {"en": evil, "zh": "+1"}
    evil_scenario = type(scenario).model_validate(document)
    content = write_staff(evil_scenario).content
    cells = [
        cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row
    ]
    assert evil in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)
    assert read_staff(content, "people.xlsx", scenario).scenario.organisation == evil_scenario.organisation
