"""Wishes in documents: what makes no sense is named, with its place."""

import pytest

from scenarios.checks import check
from scenarios.document import Scenario
from scenarios.i18n import LANGUAGES
from scenarios.templates import small_scenario


def changed(people=(), stages=()):
    document = small_scenario().model_dump(mode="json")
    for number, values in people:
        document["organisation"]["people"][number] |= values
    for number, values in stages:
        document["workflows"][0]["stages"][number] |= values
    return Scenario.model_validate(document)


@pytest.mark.parametrize(
    ("people", "stages", "code", "place"),
    [
        (
            [(1, {"prefers": ["copy"], "avoids": ["copy"]})],
            [],
            "wish_both",
            "organisation.people[1].avoids[0]",
        ),
        ([(1, {"avoids": ["media"]})], [], "wish_idle", "organisation.people[1].avoids[0]"),
        ([(1, {"avoids": ["dance"]})], [], "unknown_reference", "organisation.people[1].avoids[0]"),
        ([], [(1, {"continues": "draw"})], "continues_not_earlier", "workflows[0].stages[1].continues"),
        ([], [(3, {"continues": "draw"})], "continues_idle", "workflows[0].stages[3].continues"),
        ([], [(1, {"continues": "nothing"})], "unknown_reference", "workflows[0].stages[1].continues"),
    ],
)
def test_a_wish_without_sense_is_named(people, stages, code, place):
    [found] = check(changed(people, stages))
    assert (found.code, found.where) == (code, place)
    for language in LANGUAGES:
        assert found.render(language)


def test_wishes_with_sense_are_not_remarked_on():
    document = changed([(1, {"prefers": ["copy"], "avoids": ["design"]})], [(4, {"continues": "brief"})])
    assert not [one for one in check(document) if one.code.startswith(("wish", "continues"))]
