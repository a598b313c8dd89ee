"""What `make setup` says on a machine where something is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tools" / "setup_environment.sh"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make and its scripts are for Linux and macOS")


class Machine:
    """A machine whose whole PATH is one folder of commands."""

    def __init__(self, folder: Path) -> None:
        """Gives it the few commands that any system has."""
        self.folder = folder
        for name in ("dirname", "sh"):
            found = next(path for path in (Path("/usr/bin") / name, Path("/bin") / name) if path.exists())
            (folder / name).symlink_to(found)

    def add(self, name: str, script: str) -> Path:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    def set_up(self, environment: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        command = [SCRIPT, environment, ROOT / "requirements.lock"]
        return subprocess.run(
            command,
            env={"PATH": str(self.folder), **variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    folder = tmp_path / "commands"
    folder.mkdir()
    return Machine(folder)


OLD_PYTHON = '[ "$1" = --version ] && echo "Python 3.9.2" && exit 0; exit 1'
NO_ENSUREPIP = f"""case "$2" in
    *ensurepip*) exit 1 ;;
    *sys.executable*) echo "$0" ;;
    *) exec {sys.executable} "$@" ;;
esac"""


def test_an_old_python_is_named_with_what_to_install(machine: Machine, tmp_path: Path) -> None:
    machine.add("python3", OLD_PYTHON)
    result = machine.set_up(tmp_path / "environment")
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed, and none was found (Python 3.9.2)" in result.stderr
    assert "sudo apt-get install --yes python3.11 python3.11-venv" in result.stderr
    assert not (tmp_path / "environment").exists()


def test_no_python_at_all_is_said(machine: Machine, tmp_path: Path) -> None:
    result = machine.set_up(tmp_path / "environment")
    assert result.returncode == 1
    assert "python3 does not run" in result.stderr


def test_a_newer_python_is_found_beside_an_old_one(machine: Machine, tmp_path: Path) -> None:
    machine.add("python3", OLD_PYTHON)
    machine.add("python3.12", NO_ENSUREPIP)
    result = machine.set_up(tmp_path / "environment")
    assert f"{machine.folder / 'python3.12'} cannot make environments" in result.stderr


def test_an_interpreter_asked_for_by_name_is_not_replaced(machine: Machine, tmp_path: Path) -> None:
    machine.add("python3", NO_ENSUREPIP)
    result = machine.set_up(tmp_path / "environment", PYTHON="python3.12")
    assert result.returncode == 1
    assert "none was found (python3.12 does not run)" in result.stderr


def test_a_missing_venv_is_named_with_its_package(machine: Machine, tmp_path: Path) -> None:
    machine.add("python3", NO_ENSUREPIP)
    result = machine.set_up(tmp_path / "environment")
    assert result.returncode == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"sudo apt-get install --yes python{version}-venv" in result.stderr
    assert not (tmp_path / "environment").exists()


def test_uv_that_does_not_manage_gives_way_to_pip(machine: Machine, tmp_path: Path) -> None:
    machine.add("uv", "exit 2")
    machine.add("python3", NO_ENSUREPIP)
    result = machine.set_up(tmp_path / "environment")
    assert "uv did not manage; trying venv and pip." in result.stdout
    assert result.returncode == 1
