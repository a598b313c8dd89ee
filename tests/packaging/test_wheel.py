"""The wheel carries the product, all of it and nothing else."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PARTS = SETTINGS["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]

pytestmark = pytest.mark.slow


def build(hook: str, folder: Path) -> zipfile.ZipFile:
    code = f"import sys; from hatchling import build; build.{hook}(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True)
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel)


def payload(wheel: zipfile.ZipFile) -> set[str]:
    return {name for name in wheel.namelist() if ".dist-info/" not in name}


def on_disk() -> set[str]:
    """Every file of the shipped parts, bytecode and machine code left out."""
    roots = [ROOT / part for part in PARTS]
    files = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*"))]
    kept = [path for path in files if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(ROOT).as_posix() for path in kept}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    return build("build_wheel", tmp_path_factory.mktemp("wheel"))


def test_every_listed_part_exists() -> None:
    assert [part for part in PARTS if not (ROOT / part).exists()] == []


def test_the_wheel_holds_exactly_the_listed_parts(wheel: zipfile.ZipFile) -> None:
    assert payload(wheel) == on_disk()


def test_the_wheel_holds_the_data_files(wheel: zipfile.ZipFile) -> None:
    folders = {name.rpartition("/")[0] for name in payload(wheel) if not name.endswith(".py")}
    assert {"scenarios/locale", "scenarios/templates"} <= folders


def test_the_wheel_has_its_licence_and_its_command(wheel: zipfile.ZipFile) -> None:
    described = {name.partition(".dist-info/")[2] for name in wheel.namelist()} - {""}
    assert {"METADATA", "licenses/LICENSE"} <= described
    (entry,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert wheel.read(entry).decode().split() == ["[console_scripts]", "mems", "=", "cli:main"]


def test_an_editable_install_points_at_the_checkout_and_copies_nothing(tmp_path: Path) -> None:
    wheel = build("build_editable", tmp_path)
    (pointer,) = payload(wheel)
    assert pointer.endswith(".pth")
    assert Path(wheel.read(pointer).decode().strip()) == ROOT
