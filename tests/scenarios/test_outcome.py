import numpy as np

from scenarios.outcome import STREAM_COLUMNS, Outcome
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
