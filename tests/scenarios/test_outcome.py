import numpy as np
import pytest

from scenarios.outcome import STREAM_COLUMNS, Outcome
from scenarios.summary import summarise
from tests.scenarios.results import record

LATER = (*STREAM_COLUMNS, "streams", "defects", "defect_cost")


def test_an_outcome_of_an_earlier_version_has_no_streams_and_no_defects():
    outcome = record(replications=3).outcome
    stored = outcome.model_dump(mode="json", exclude=set(LATER))
    found = Outcome.model_validate(stored)
    assert found == outcome
    assert found.streams == ()
    assert all(getattr(found, name).shape == (3, 0) for name in STREAM_COLUMNS)
    assert found.defects.shape == found.launch.shape
    assert not found.defects.any()
    assert not found.defect_cost.any()


def test_columns_without_streams_survive_json():
    outcome = record(replications=2).outcome
    again = Outcome.model_validate_json(outcome.model_dump_json())
    assert again == outcome
    assert again.stream_lead.shape == (2, 0)
    assert np.issubdtype(again.stream_lead.dtype, np.integer)


def test_streams_are_summed_up_by_name():
    made = record(replications=4)
    columns = {
        "stream_requests": [[5, 0]] * 4,
        "stream_refused": [[1, 0], [3, 0], [1, 0], [3, 0]],
        "stream_completed": [[4, 0], [2, 0], [4, 0], [2, 0]],
        "stream_lead": [[240, 0], [600, 0], [240, 0], [600, 0]],
    }
    outcome = Outcome.model_validate(
        {**made.outcome.model_dump(mode="json"), **columns, "streams": ["posts", "idle"]}
    )
    found = summarise(outcome, made.scenario).team.streams
    assert list(found) == ["posts", "idle"]
    assert (found["posts"].requests.value, found["posts"].refused.value) == (5, 2)
    assert found["posts"].completed.value == 3
    assert found["posts"].lead_hours.value == pytest.approx(1680 / 60 / 12)
    assert found["idle"].lead_hours is None
