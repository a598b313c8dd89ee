"""Records as files: what was written comes back equal; what is no record says so."""

import pytest

from scenarios.errors import UserError
from scenarios.record_file import is_record, read_record, write_record
from tests.scenarios import results


def test_a_record_comes_back_equal(tmp_path):
    record = results.record()
    path = write_record(record, str(tmp_path / "deep" / "record.json"))
    assert is_record(path)
    assert read_record(str(path)) == record
    assert write_record(read_record(path), path).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("content", ["{", "[]", '{"kind": "other"}', '{"kind": "record"}'])
def test_what_is_no_record_is_refused_by_name(content, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=r"record\.json"):
        read_record(path)


def test_documents_are_no_records(tmp_path):
    path = tmp_path / "scenario.yaml"
    path.write_text("mems: 1\n", encoding="utf-8")
    assert not is_record(path)
