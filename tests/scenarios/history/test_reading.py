"""Event logs of every form are read, and every fault is named with its line, all of them at once."""

import datetime as dt
import gzip
from itertools import pairwise

import pytest

from scenarios.errors import DocumentError
from scenarios.history import VOID, EventColumns, JiraColumns, cells, limits, read_history, xes
from scenarios.i18n import LANGUAGES

HEADER = "case,activity,start,end,resource,outcome"
GOOD = "spring,design,2026-03-02 09:00,2026-03-02 17:30,ann,ok"


@pytest.fixture
def write(tmp_path):
    def save(text, name="log.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return save


def log(*rows, header=HEADER):
    return "\n".join([header, *rows]) + "\n"


def faults(path, **settings):
    with pytest.raises(DocumentError) as caught:
        read_history(path, **settings)
    for language in LANGUAGES:
        assert caught.value.render(language)
    return [(one.code, one.location.line if one.location else None) for one in caught.value.problems]


def at(day, hour, minute=0):
    return dt.datetime.fromisoformat(f"2026-03-{day:02}T{hour:02}:{minute:02}")


def test_a_row_is_a_visit(write):
    (visit,) = read_history(write(log(GOOD))).visits
    assert (visit.case, visit.activity, visit.resources, visit.outcome) == (
        "spring",
        "design",
        ("ann",),
        "ok",
    )
    assert (visit.start, visit.end) == (at(2, 9), at(2, 17, 30))
    assert visit.place.line == 2


def test_any_columns_and_optional_ones(write):
    columns = EventColumns(case="id", activity="step", start="from", end="to", resource="who", size="weight")
    text = log(
        "7,review,2026-03-02T09:00:00,2026-03-02T10:00:30,ann; bo,2.5,x",
        header="id,step,from,to,who,weight,other",
    )
    (visit,) = read_history(write(text), columns=columns).visits
    assert visit.resources == ("ann", "bo")
    assert visit.size == 2.5
    assert visit.end == dt.datetime.fromisoformat("2026-03-02T10:00:30")


def test_visits_come_by_start_and_a_visit_under_way_is_left_out_and_told(write):
    rows = ["b,x,2026-03-04 09:00,2026-03-04 10:00,,", "a,x,2026-03-02 09:00,,,", GOOD]
    history = read_history(write(log(*rows)))
    assert [visit.case for visit in history.visits] == ["spring", "b"]
    assert [note.key for note in history.notes] == ["history.note.unfinished"]


def test_every_fault_at_once_with_its_line(write):
    rows = [
        GOOD,
        "spring,design,2026-03-02 09:00,2026-03-02 08:59,ann,",
        ",design,2026-03-02 09:00,2026-03-02 10:00,ann,",
        "spring,copy,02.03.2026,2026-03-02 10:00,ann,",
        "spring,copy,2026-03-02,2026-03-02 10:00,ann,",
        "spring,copy,2026-02-30 09:00,2026-03-02 10:00,ann,",
        GOOD,
    ]
    assert faults(write(log(*rows))) == [
        ("history_end_before_start", 3),
        ("table_cell_missing", 4),
        ("history_time_form", 5),
        ("history_day_only", 6),
        ("history_time_form", 7),
        ("history_duplicate", 8),
    ]


def test_missing_columns_are_all_named(write):
    found = faults(write(log("1,2026-03-02 09:00", header="case,start")))
    assert found == [("history_column_missing", 1)] * 2


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["table_empty"]),
        (HEADER + "\n", ["table_empty"]),
        (log("a,b"), ["table_row_length"]),
        (log(GOOD, header=HEADER.replace("resource", "case")), ["table_column_twice"]),
        (b"case,activity\n\xff\xfe", ["not_utf8"]),
        (log(GOOD, 'x,"open'), ["table_csv"]),
    ],
)
def test_files_that_are_no_log(write, text, codes):
    assert [code for code, _ in faults(write(text))] == codes


def test_huge_files_are_refused_before_they_are_parsed(write, monkeypatch):
    monkeypatch.setattr("scenarios.history.reading.MAX_BYTES", 100)
    monkeypatch.setattr(xes, "MAX_BYTES", 100)
    assert faults(write(log(*[GOOD] * 9))) == [("table_too_large", None)]
    packed = gzip.compress(trace(*[("start", "2026-03-02T09:00:00")] * 1000))
    assert faults(write(packed, "log.xes.gz")) == [("table_too_large", None)]
    monkeypatch.undo()
    monkeypatch.setattr(cells, "MAX_EVENTS", 1)
    assert faults(write(log(GOOD, GOOD))) == [("history_too_many", None)]


def test_a_mistyped_year_is_found(write):
    rows = [GOOD, "old,design,1986-03-02 09:00,1986-03-02 10:00,ann,"]
    assert faults(write(log(*rows))) == [("history_span", None)]
    rows = [GOOD, "old,design,0001-01-01T00:00:00+14:00,9999-12-31T23:59:00-12:00,ann,"]
    assert faults(write(log(*rows))) == [("history_time_form", 3)] * 2


class TestZones:
    def rows(self, *offsets):
        return [
            f"c{n},x,2026-07-01T0{n}:00:00{offset},2026-07-01T0{n}:30:00{offset},,"
            for n, offset in enumerate(offsets)
        ]

    def test_one_offset_is_local_time_and_said(self, write):
        history = read_history(write(log(*self.rows("+08:00", "+0800"))))
        assert [visit.start.hour for visit in history.visits] == [0, 1]
        assert [note.key for note in history.notes] == ["history.note.offset"]

    def test_several_offsets_need_a_zone(self, write):
        path = write(log(*self.rows("+08:00", "Z")))
        assert faults(path) == [("history_zone_needed", None)]
        history = read_history(path, zone="Asia/Shanghai")
        assert [visit.start.hour for visit in history.visits] == [0, 9]

    def test_summer_time_is_that_of_the_zone(self, write):
        rows = [
            "w,x,2026-01-05T08:00:00Z,2026-01-05T09:00:00Z,,",
            "s,x,2026-07-06T07:00:00Z,2026-07-06T08:00:00Z,,",
        ]
        history = read_history(write(log(*rows)), zone="Europe/Berlin")
        assert [visit.start.hour for visit in history.visits] == [9, 9]

    def test_mixed_kinds_name_every_stamp_of_the_rarer_kind(self, write):
        found = faults(write(log(*self.rows("", "+08:00", ""))))
        assert found == [("history_zone_mixed", 3)] * 2

    def test_an_unknown_zone(self, write):
        assert faults(write(log(GOOD)), zone="Mars/Olympus") == [("history_zone_unknown", None)]


class TestLifecycle:
    HEADER = "case,activity,lifecycle,time,resource"

    def test_starts_and_completions_pair_in_turn(self, write):
        rows = [
            "a,x,schedule,2026-03-02 08:00,",
            "a,x,start,2026-03-02 09:00,ann",
            "a,x,start,2026-03-02 10:00,bo",
            "a,x,complete,2026-03-02 11:00,ann",
            "a,x,complete,2026-03-02 12:00,bo",
        ]
        first, second = read_history(write(log(*rows, header=self.HEADER))).visits
        assert (first.start, first.end, first.ready, first.resources) == (
            at(2, 9),
            at(2, 11),
            at(2, 8),
            ("ann",),
        )
        assert (second.start, second.end, second.ready) == (at(2, 10), at(2, 12), None)

    def test_the_order_of_rows_does_not_matter(self, write):
        rows = ["a,x,complete,2026-03-02 11:00,ann", "a,x,start,2026-03-02 09:00,ann"]
        (visit,) = read_history(write(log(*rows, header=self.HEADER))).visits
        assert visit.end - visit.start == dt.timedelta(hours=2)

    def test_faults(self, write):
        rows = [
            "a,x,complete,2026-03-02 11:00,ann",
            "b,x,start,2026-03-02 11:00,ann",
            "b,x,begin,2026-03-02 11:00,ann",
            "b,x,start,2026-03-02 11:00,ann",
        ]
        assert faults(write(log(*rows, header=self.HEADER))) == [
            ("history_end_without_start", 2),
            ("history_lifecycle_unknown", 4),
            ("history_duplicate", 5),
        ]


class TestJira:
    HEADER = (
        "Summary,Issue key,Issue id,Issue Type,Assignee,Created,Resolved,Parent,Time Spent,Comment,Comment"
    )

    def test_sub_tasks_are_visits_of_their_parent(self, write):
        rows = [
            "Campaign,MK-1,100,Story,,01/Mar/26 9:00 AM,,,,,",
            "Draw,MK-2,101,Design,ann,02/Mar/26 9:00 AM,03/Mar/26 1:30 PM,100,14400,a,b",
            "Write,MK-3,102,Copy,bo,2026-03-02 12:05,2026-03-02 12:45,MK-1,,,",
            "Late,MK-4,103,Copy,bo,02/三月/26 12:05 上午,,MK-1,,,",
        ]
        history = read_history(write(log(*rows, header=self.HEADER)))
        design, copy = history.visits
        assert {visit.case for visit in history.visits} == {"MK-1"}
        assert (design.activity, design.start, design.end, design.logged) == (
            "Design",
            at(2, 9),
            at(3, 13, 30),
            4.0,
        )
        assert (copy.start, copy.logged) == (at(2, 12, 5), None)
        assert {note.key for note in history.notes} == {"history.note.jira_issues", "history.note.unfinished"}

    def test_status_history_is_read_by_position(self, write):
        moves = ["Status Transition.date", "Status Transition.to"] * 3
        rows = [
            "MK-1,ann,2026-03-01 08:00,2026-03-02 09:00,Design,2026-03-02 12:00,Review,2026-03-03 10:00,Done",
            "MK-2,bo,2026-03-01 08:00,2026-03-02 09:00,Design,2026-03-04 09:00,Done,,",
        ]
        history = read_history(
            write(log(*rows, header=",".join(["Issue key", "Assignee", "Created", *moves])))
        )
        spans = [(visit.case, visit.activity, visit.start, visit.end) for visit in history.visits]
        assert spans == [
            ("MK-1", "Design", at(2, 9), at(2, 12)),
            ("MK-2", "Design", at(2, 9), at(4, 9)),
            ("MK-1", "Review", at(2, 12), at(3, 10)),
        ]

    def test_columns_can_be_named(self, write):
        columns = JiraColumns(parent="Epic Link", activity="Summary")
        text = log(
            "Write,MK-2,MK-1,2026-03-02 09:00,2026-03-02 10:00",
            header="Summary,Issue key,Epic Link,Created,Resolved",
        )
        (visit,) = read_history(write(text), jira=columns).visits
        assert (visit.case, visit.activity) == ("MK-1", "Write")

    def test_faults(self, write):
        rows = [
            "x,MK-2,1,Design,ann,02/Foo/26 9:00 AM,03/Mar/26 13:30 PM,100,-5,,",
            "x,MK-3,2,Design,ann,03/Mar/26 9:00 AM,02/Mar/26 9:00 AM,100,,,",
        ]
        assert faults(write(log(*rows, header=self.HEADER))) == [
            ("history_time_form", 2),
            ("history_time_form", 2),
            ("history_number_form", 2),
            ("history_end_before_start", 3),
        ]

    def test_without_status_history_parents_are_needed(self, write):
        found = faults(write(log("MK-1", header="Issue key")))
        assert found == [("history_column_missing", 1)] * 4


def trace(*events, case="spring", prolog='<?xml version="1.0" encoding="UTF-8"?>'):
    rows = "".join(
        f'<event>\n<string key="concept:name" value="design"/><date key="time:timestamp" value="{time}"/>'
        f'<string key="lifecycle:transition" value="{transition}"/><string key="org:resource" value="ann"/></event>\n'
        for transition, time in events
    )
    return (
        f'{prolog}\n<log xmlns="http://www.xes-standard.org/">'
        f'<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>\n'
        f'<trace><string key="concept:name" value="{case}"/>\n{rows}</trace></log>'
    ).encode()


class TestXes:
    VISIT = (("start", "2026-03-02T09:00:00.000+08:00"), ("complete", "2026-03-02T10:30:00.000+08:00"))

    @pytest.mark.parametrize("packed", [False, True])
    def test_a_log_is_read_packed_or_not(self, write, packed):
        content = trace(*self.VISIT)
        path = write(gzip.compress(content) if packed else content, "log.xes" + ".gz" * packed)
        (visit,) = read_history(path).visits
        assert (visit.case, visit.activity, visit.resources) == ("spring", "design", ("ann",))
        assert (visit.start, visit.end, visit.place.line) == (at(2, 9), at(2, 10, 30), 4)

    def test_aborted_visits_are_void(self, write):
        begun, (_, ended) = self.VISIT
        (visit,) = read_history(write(trace(begun, ("ate_abort", ended)), "log.xes")).visits
        assert visit.outcome == VOID

    @pytest.mark.parametrize(
        "prolog",
        [
            '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
            '<!DOCTYPE log SYSTEM "file:///etc/passwd">',
        ],
    )
    def test_declarations_are_refused(self, write, prolog):
        assert faults(write(trace(*self.VISIT, prolog=prolog), "log.xes")) == [("history_doctype", None)]

    def test_faults(self, write):
        events = [("start", "2026-03-02T09:00:00"), ("complete", "noon"), ("leap", "2026-03-02T09:00:00")]
        assert faults(write(trace(*events), "log.xes")) == [
            ("history_time_form", 6),
            ("history_lifecycle_unknown", 8),
        ]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"<log><trace></log>", "history_xml"),
            (b"", "history_xml"),
            (b"<log/>", "history_no_visits"),
            (b"<a>" * 100, "history_depth"),
        ],
    )
    def test_files_that_are_no_log(self, write, content, code):
        assert [found for found, _ in faults(write(content, "log.xes"))] == [code]

    def test_a_broken_archive(self, write):
        assert faults(write(b"no archive", "log.xes.gz")) == [("file_unreadable", None)]


def test_limits_leave_room_for_a_department():
    assert limits.MAX_EVENTS >= 100 * 50 * 50


def test_cases_come_in_order_of_their_first_start(write):
    rows = [f"c{n},x,2026-03-{9 - n:02} 09:00,2026-03-{9 - n:02} 10:00,," for n in range(5)]
    starts = [visits[0].start for visits in read_history(write(log(*rows))).cases.values()]
    assert all(first < second for first, second in pairwise(starts))
