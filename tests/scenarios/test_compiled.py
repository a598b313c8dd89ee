"""Machine code is kept for one version of all kernels, so that no change of an inner kernel is ever missed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scenarios.compiled import AVAILABLE, KEPT, version_of_kernels

ROOT = Path(__file__).parents[2]
PROGRAM = """
from scenarios.compiled import compiled

@compiled
def double(number):
    return 2 * number

print(double(21))
"""


def test_the_version_changes_with_every_kernel_and_with_nothing_else(tmp_path):
    (tmp_path / "inner").mkdir()
    outer, inner, other = tmp_path / "a_kernel.py", tmp_path / "inner" / "kernel.py", tmp_path / "other.py"
    outer.write_text("a")
    inner.write_text("b")
    other.write_text("c")
    before = version_of_kernels(tmp_path)
    other.write_text("d")
    assert version_of_kernels(tmp_path) == before
    inner.write_text("e")
    assert version_of_kernels(tmp_path) != before


@pytest.mark.skipif(not AVAILABLE, reason="nothing is compiled here")
@pytest.mark.skipif(sys.platform != "linux", reason="the folder is named by XDG_CACHE_HOME")
def test_old_versions_go_and_a_folder_that_cannot_be_written_does_no_harm(tmp_path):
    versions = tmp_path / "mems" / "kernels"
    for number in range(KEPT + 2):
        (versions / str(number)).mkdir(parents=True)
        os.utime(versions / str(number), (number, number))
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    environment.pop("NUMBA_CACHE_DIR", None)
    assert run(tmp_path, environment) == "42"
    assert len(list(versions.iterdir())) == KEPT
    assert run(tmp_path, {**environment, "XDG_CACHE_HOME": "/proc/nowhere"}) == "42"


def run(folder, environment):
    file = folder / "program.py"
    file.write_text(PROGRAM)
    done = subprocess.run(
        [sys.executable, str(file)],
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
