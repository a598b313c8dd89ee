"""A file is written as a whole or not at all."""

import os

import pytest

from scenarios.files import write_atomically


def test_a_file_is_written_and_replaced(tmp_path):
    path = tmp_path / "deep" / "file.txt"
    assert write_atomically(path, b"one") == path
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert [one.name for one in path.parent.iterdir()] == ["file.txt"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "file.txt"
    write_atomically(path, b"one")

    def fail(*_arguments):
        message = "disk full"
        raise OSError(message)

    monkeypatch.setattr(os, "replace", fail)
    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_atomically(path, b"two")
    assert path.read_bytes() == b"one"
    assert [one.name for one in tmp_path.iterdir()] == ["file.txt"]
