"""Machine code is kept for a version of a kernel and of all that it calls: no change of an inner one is missed."""

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


def test_the_version_changes_with_every_kernel_that_is_called_and_with_nothing_else(tmp_path):
    for package in ("outer", "inner", "third"):
        (tmp_path / package).mkdir()
    outer, inner = tmp_path / "outer" / "a_kernel.py", tmp_path / "inner" / "b_kernel.py"
    third, other = tmp_path / "third" / "c_kernel.py", tmp_path / "outer" / "other.py"
    outer.write_text("from inner.b_kernel import f\n")
    inner.write_text("from third.c_kernel import (\n    g,\n)\n")
    third.write_text("c")
    other.write_text("d")
    before = [version_of_kernels(tmp_path / name, tmp_path) for name in ("outer", "inner")]
    other.write_text("e")
    assert [version_of_kernels(tmp_path / name, tmp_path) for name in ("outer", "inner")] == before
    third.write_text("f")
    assert not set(before) & {version_of_kernels(tmp_path / name, tmp_path) for name in ("outer", "inner")}
    before = [version_of_kernels(tmp_path / name, tmp_path) for name in ("outer", "inner")]
    outer.write_text("from inner.b_kernel import f as h\n")
    assert version_of_kernels(tmp_path / "inner", tmp_path) == before[1]
    assert version_of_kernels(tmp_path / "outer", tmp_path) != before[0]


@pytest.mark.skipif(not AVAILABLE, reason="nothing is compiled here")
@pytest.mark.skipif(sys.platform != "linux", reason="the folder is named by XDG_CACHE_HOME")
def test_old_versions_go_and_a_folder_that_cannot_be_written_does_no_harm(tmp_path):
    versions = tmp_path / "mems" / "kernels" / "elsewhere"
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
