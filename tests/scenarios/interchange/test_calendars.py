"""Calendars: everyone's work out, leave in, recurring leave across changes of the clock both ways."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from scenarios.document import DateSpan
from scenarios.errors import DocumentError, UserError
from scenarios.i18n import LANGUAGES
from scenarios.interchange.ical.leave import LeaveOptions, read_leave
from scenarios.interchange.ical.reading import read_busy
from scenarios.interchange.ical.writing import write_calendars
from tests.scenarios.results import record
from tests.scenarios.small import small_scenario

BERLIN = "Europe/Berlin"
FIRST, LAST = dt.date(2027, 1, 1), dt.date(2027, 12, 31)


def calendar(*events, head=""):
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n{head}{''.join(events)}END:VCALENDAR\r\n".encode()


def event(*lines, uid="1"):
    inner = "\r\n".join((f"UID:{uid}", "DTSTAMP:20270101T000000Z", *lines))
    return f"BEGIN:VEVENT\r\n{inner}\r\nEND:VEVENT\r\n"


def busy(*events, zone=None, **options):
    found, _ = read_busy(
        calendar(*events), "c.ics", FIRST, LAST, zone=ZoneInfo(zone) if zone else None, **options
    )
    return [(one.start, one.end) for one in found]


def at(month, day, hour=0, minute=0):
    return dt.datetime.combine(dt.date(2027, month, day), dt.time(hour, minute))


@pytest.mark.parametrize(
    ("start", "days"),
    [
        # The clock goes forward on 28 March and back on 31 October 2027.
        ("20270320", [(3, 20), (3, 27), (4, 3), (4, 10)]),
        ("20271023", [(10, 23), (10, 30), (11, 6), (11, 13)]),
    ],
)
def test_a_weekly_event_keeps_its_time_of_day_when_the_clock_changes(start, days):
    found = busy(
        event(
            f"DTSTART;TZID={BERLIN}:{start}T090000",
            f"DTEND;TZID={BERLIN}:{start}T170000",
            "RRULE:FREQ=WEEKLY;COUNT=4",
        )
    )
    assert found == [(at(*day, 9), at(*day, 17)) for day in days]


@pytest.mark.parametrize(
    ("zone", "hours"), [(BERLIN, [9, 9, 9, 9]), ("Asia/Shanghai", [16, 16, 15, 15]), ("UTC", [8, 8, 7, 7])]
)
def test_seen_from_another_place_the_time_of_day_moves(zone, hours):
    found = busy(
        event(f"DTSTART;TZID={BERLIN}:20270320T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=4"),
        zone=zone,
    )
    assert [start.hour for start, _ in found] == hours


def test_the_end_of_an_event_is_counted_in_elapsed_time():
    """RFC 5545, 3.8.5.3: occurrences have the exact length of the first; the night of a change ends otherwise."""
    found = busy(
        event(
            f"DTSTART;TZID={BERLIN}:20270326T200000",
            f"DTEND;TZID={BERLIN}:20270327T060000",
            "RRULE:FREQ=DAILY;COUNT=3",
        )
    )
    assert [end.hour for _, end in found] == [6, 7, 6]
    assert [(end - start) for start, end in found] == [
        dt.timedelta(hours=10),
        dt.timedelta(hours=11),
        dt.timedelta(hours=10),
    ]


def test_until_in_utc_is_the_event_s_own_time():
    rule = "RRULE:FREQ=DAILY;UNTIL=20270330T070000Z"
    found = busy(event(f"DTSTART;TZID={BERLIN}:20270326T090000", "DURATION:PT1H", rule))
    # 9:00 in Berlin is 8:00 UTC before the change and 7:00 after it: the 30th is still in.
    assert [start.day for start, _ in found] == [26, 27, 28, 29, 30]


def test_exceptions_additions_and_moved_occurrences():
    series = event(
        f"DTSTART;TZID={BERLIN}:20270305T090000",
        "DURATION:PT8H",
        "RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20270430T220000Z",
        f"EXDATE;TZID={BERLIN}:20270312T090000",
        "EXDATE:20270402T070000Z",
        f"RDATE;TZID={BERLIN}:20270308T090000",
        f"RDATE;VALUE=PERIOD;TZID={BERLIN}:20270510T090000/PT2H",
    )
    moved = event(
        f"RECURRENCE-ID;TZID={BERLIN}:20270409T090000",
        f"DTSTART;TZID={BERLIN}:20270408T100000",
        "DURATION:PT8H",
    )
    cancelled = event(
        "RECURRENCE-ID:20270416T070000Z", f"DTSTART;TZID={BERLIN}:20270416T090000", "STATUS:CANCELLED"
    )
    found = busy(series, moved, cancelled)
    days = [(3, 5), (3, 8), (3, 19), (3, 26), (4, 8), (4, 23), (4, 30), (5, 10)]
    assert sorted((start.month, start.day) for start, _ in found) == days
    assert (at(4, 8, 10), at(4, 8, 18)) in found
    assert (at(5, 10, 9), at(5, 10, 11)) in found


def test_rules_without_end_are_bounded_by_the_plan():
    found, remarks = read_busy(
        calendar(event("DTSTART;VALUE=DATE:19970101", "RRULE:FREQ=MONTHLY;BYDAY=1MO")),
        "c.ics",
        FIRST,
        LAST,
        zone=None,
    )
    assert len(found) == 12
    assert [note.key for note in remarks.notes] == ["interchange.note.endless"]


def leave(scenario, content, person="ann", **options):
    found = read_leave(content, "c.ics", scenario, person, LeaveOptions(**options))
    made = next(one for one in found.scenario.organisation.people if one.id == person)
    return made.leave, found


def test_leave_is_whole_days_and_parts_are_named():
    scenario = small_scenario()
    content = calendar(
        event("DTSTART;VALUE=DATE:20270111", "DTEND;VALUE=DATE:20270114", uid="days"),
        event("DTSTART:20270118T080000", "DTEND:20270118T120000", uid="morning"),
        event("DTSTART:20270118T120000", "DTEND:20270118T190000", uid="afternoon"),
        event("DTSTART:20270120T090000", "DTEND:20270120T110000", uid="doctor"),
        event("DTSTART:20270122T170000", "DTEND:20270126T000000", uid="weekend"),
        event("DTSTART;VALUE=DATE:20270128", "TRANSP:TRANSPARENT", uid="birthday"),
    )
    spans, found = leave(scenario, content)
    assert [(one.first.day, one.last.day) for one in spans] == [(11, 13), (18, 18), (25, 25)]
    parts = next(one for one in found.left_out if one.key.endswith("part_days"))
    assert parts.values["count"] == 2  # two hours on the 20th, one on Friday the 22nd
    assert "interchange.note.free" in [note.key for note in found.notes]


def test_only_events_that_match_when_a_text_is_given():
    content = calendar(
        event("DTSTART;VALUE=DATE:20270111", "SUMMARY:Annual LEAVE", uid="1"),
        event("DTSTART;VALUE=DATE:20270112", "SUMMARY:Trade fair", uid="2"),
        event("DTSTART;VALUE=DATE:20270113", "SUMMARY:x", "CATEGORIES:Leave", uid="3"),
    )
    spans, _ = leave(small_scenario(), content, matching="leave")
    assert [one.first.day for one in spans] == [11, 13]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), max_size=5, unique=True),
    st.sampled_from([BERLIN, "Asia/Shanghai", "America/Sao_Paulo"]),
)
def test_leave_goes_out_and_comes_in_unchanged(starts, zone):
    made = record(3, channels=2, campaigns=2, periods=12, people=3)
    person = made.scenario.organisation.people[0]
    day = made.scenario.horizon.start
    spans = tuple(
        DateSpan(first=day + dt.timedelta(days=start), last=day + dt.timedelta(days=start + length))
        for start, length in starts
    )
    away = with_leave(made.scenario, person.id, spans)
    content = write_calendars(away, made.plan.schedule, zone=zone)[person.id].content
    back, found = leave(with_leave(made.scenario, person.id, ()), content, person.id)
    assert set(back) == set(spans)
    assert found.left_out == ()
    again, _ = leave(away, content, person.id)
    assert again == spans


def with_leave(scenario, identifier, spans):
    people = tuple(
        one.model_copy(update={"leave": spans}) if one.id == identifier else one
        for one in scenario.organisation.people
    )
    return scenario.model_copy(
        update={"organisation": scenario.organisation.model_copy(update={"people": people})}
    )


def test_everyone_s_calendar_holds_exactly_their_planned_minutes():
    made = record(4, channels=2, campaigns=4, periods=12, people=4)
    schedule = made.plan.schedule
    calendars = write_calendars(made.scenario, schedule, zone=BERLIN)
    for person in made.scenario.organisation.people:
        events = Calendar.from_ical(calendars[person.id].content).walk("VEVENT")
        tasks = [one for one in events if "MEMS task" in one["CATEGORIES"].cats]
        written = sum((one.end - one.start).total_seconds() / 60 for one in tasks)
        assert written == schedule.people_minutes.get(person.id, 0)
        uids = [one["UID"] for one in events]
        assert len(uids) == len(set(uids))
    again = write_calendars(made.scenario, schedule, zone=BERLIN)
    assert {one: found.content for one, found in again.items()} == {
        one: found.content for one, found in calendars.items()
    }


def test_identifiers_of_events_stay_when_the_plan_moves():
    made = record(4, channels=2, campaigns=4, periods=12, people=4)
    schedule = made.plan.schedule
    later = schedule.model_copy(
        update={
            "tasks": tuple(
                task.model_copy(update={"start": task.start + 10080, "finish": task.finish + 10080})
                for task in schedule.tasks
            )
        }
    )
    person = next(person for task in schedule.tasks for person in task.people)
    before, after = (
        {str(one["UID"]): one.start for one in Calendar.from_ical(found[person].content).walk("VEVENT")}
        for found in (write_calendars(made.scenario, one, zone=BERLIN) for one in (schedule, later))
    )
    assert set(before) == set(after)
    assert before != after


def test_a_time_zone_that_does_not_exist_is_named():
    made = record(4, channels=2, campaigns=2, periods=12, people=2)
    with pytest.raises(UserError):
        write_calendars(made.scenario, made.plan.schedule, zone="Mars/Olympus")
    with pytest.raises(UserError):
        leave(small_scenario(), calendar(), "nobody")


def test_times_in_utc_need_the_plan_s_zone():
    content = calendar(
        event("DTSTART:20270111T000000Z", "DTEND:20270112T000000Z"), head="X-WR-TIMEZONE:Asia/Shanghai\r\n"
    )
    with pytest.raises(DocumentError) as error:
        leave(small_scenario(), content)
    (problem,) = error.value.problems
    assert (problem.code, problem.values["named"]) == ("interchange_zone_needed", "Asia/Shanghai")
    spans, _ = leave(small_scenario(), content, zone="Asia/Shanghai")
    assert [one.first.day for one in spans] == [11]


def test_everything_wrong_with_a_calendar_is_told_at_once():
    content = calendar(
        event("DTSTART:2027", uid="1"),
        event("SUMMARY:x", uid="2"),
        event("DTSTART;TZID=Nowhere/X:20270306T090000", uid="3"),
        event("DTSTART:20270306T090000", "RRULE:FREQ=SECONDLY", uid="4"),
        event("DTSTART:20270306T090000", "RRULE:FREQ=DAILY;INTERVAL=0", uid="5"),
        event("DTSTART:20270306T090000", "DTEND:20270305T090000", uid="6"),
        event("DTSTART:20270306T090000", "RRULE:FREQ=SOMETIMES", uid="7"),
        event("DTSTART:20270306T090000", uid="8"),
        event("DTSTART:20270306T090000", uid="8"),
    )
    with pytest.raises(DocumentError) as error:
        leave(small_scenario(), content)
    lines = [one.location.line for one in error.value.problems]
    starts = [n for n, line in enumerate(content.decode().splitlines(), 1) if line == "BEGIN:VEVENT"]
    assert lines == [*starts[:7], starts[8]]
    for language in LANGUAGES:
        assert "{" not in error.value.render(language)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        b"\xff\xfe",
        calendar(event(f"DTSTART;TZID=Europe/Ber{'x' * 500}:20270305T090000")),
    ],
)
def test_what_is_no_calendar_is_refused(content):
    with pytest.raises(DocumentError):
        leave(small_scenario(), content)
