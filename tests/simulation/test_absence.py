from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.document import Absence
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.worktime import Timeline
from simulation.absence import AbsenceRisk, DailySpans
from simulation.blueprint import build_blueprint
from simulation.draws import Stream
from simulation.presence import Presence, open_together
from tests.simulation.builders import plan_of
from tests.simulation.documents import BY_DATE, campaign, people, team, work

spans = st.lists(
    st.tuples(st.integers(0, 9000), st.integers(1, 4000)).map(lambda span: (span[0], sum(span))), max_size=8
)
spells = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 3)).map(lambda one: (one[0], sum(one))), max_size=4
)


@given(spans, spells, st.lists(st.integers(0, 14_000), min_size=1, max_size=20))
def test_a_timeline_without_absent_days(spans, spells, moments):
    timeline = Timeline(spans)
    days = [(first * MINUTES_PER_DAY, (last + 1) * MINUTES_PER_DAY) for first, last in spells]
    expected, found = timeline.minus(days), DailySpans(timeline).without(spells)
    assert found.total == expected.total
    for moment in moments:
        assert found.open_before(moment) == expected.open_before(moment)
        assert found.is_open(moment) == expected.is_open(moment)
        left = expected.total - expected.open_before(moment)
        for minutes in {0, 1, left} - ({1} if not left else set()):
            assert found.advance(moment, minutes) == expected.advance(moment, minutes)


@given(st.lists(spans, min_size=1, max_size=4), st.lists(st.integers(0, 14_000), min_size=1, max_size=20))
def test_presence_is_who_is_open(people_spans, moments):
    timelines = [Timeline(own) for own in people_spans]
    presence = Presence(timelines)
    for moment in moments:
        expected = sum(1 << person for person, timeline in enumerate(timelines) if timeline.is_open(moment))
        assert presence.at(moment) == expected
        following = presence.next_opening(moment)
        starts = [start for timeline in timelines for start in timeline.starts if start > moment]
        assert following == min(starts, default=None)


@given(st.lists(spans, min_size=1, max_size=3), st.integers(0, 9000), st.integers(0, 5000))
def test_open_together_is_when_all_are_open(people_spans, start, length):
    timelines = [Timeline(own) for own in people_spans]
    expected = sum(
        all(timeline.is_open(minute) for timeline in timelines) for minute in range(start, start + length)
    )
    assert open_together(timelines, start, start + length) == expected


@cache
def _workers():
    scenario = team([work("do", 1)], people(ann=["craft"], bo=["craft"]), [campaign("spring")], periods=200)
    return build_blueprint(scenario, plan_of(scenario), BY_DATE).workload.people


def _risk(probability, lengths=(2,), workers=slice(None)):
    return AbsenceRisk(Absence(daily_probability=probability, spell_days=lengths), _workers()[workers])


@pytest.mark.parametrize("probability", [0.02, 0.2])
def test_spells_start_on_working_days_as_often_as_they_should(probability):
    absences = _risk(probability, (1,)).draw(Stream(1, 0))
    absent = sum(mask.bit_count() for mask in absences.by_day.values())
    days = sum(len({start // MINUTES_PER_DAY for start in worker.timeline.starts}) for worker in _workers())
    spread = (days * probability * (1 - probability)) ** 0.5
    assert abs(absent - days * probability) < 4 * spread


def test_lengths_are_equally_likely_and_spells_begin_on_working_days():
    risk = _risk(0.001, (1, 5, 9))
    found = []
    for number in range(400):
        for own in risk.draw(Stream(1, number))._spells.values():
            assert all(first % 7 < 5 for first, _ in own)
            found += [last - first + 1 for first, last in own]
    assert set(found) == {1, 5, 9}
    assert np.bincount(found)[[1, 5, 9]].min() > 0.8 * len(found) / 3


def test_certain_absence_leaves_nothing():
    absences = _risk(1.0, (3,)).draw(Stream(1, 0))
    assert absences.people == (0, 1)
    assert all(absences.timeline(person).total == 0 for person in absences.people)


def test_no_absence_draws_nothing():
    assert _risk(0.0).draw(Stream(1, 0)).people == ()


@pytest.mark.parametrize("number", range(5))
def test_a_person_keeps_an_absence_whoever_else_is_there(number):
    both, alone = (
        _risk(0.05, workers=some).draw(Stream(1, number)) for some in (slice(None), slice(1, None))
    )
    assert sorted(day for day, mask in both.by_day.items() if mask & 2) == sorted(alone.by_day)
