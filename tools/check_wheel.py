"""Builds the wheel, installs it alone in a new environment, and runs `mems demo` there from an empty folder.

Dependencies come from the wheel's own metadata, at the versions that requirements.lock names.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, folder: Path) -> None:
    """Runs a command without the checkout on its path; its failure ends the check."""
    print("$", *command, flush=True)
    # Windows finds its system libraries through SYSTEMROOT, everything else finds its caches through HOME.
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    subprocess.run([str(part) for part in command], cwd=folder, env=environment, check=True)


def build(folder: Path) -> Path:
    """The one wheel that hatchling writes into the folder."""
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, folder=ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def pins(folder: Path) -> Path:
    """The lock as constraints: its versions without its hashes, which a wheel built just now cannot have."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = [line.removesuffix("\\") for line in lock.splitlines() if line[:1].isalnum()]
    path = folder / "constraints.txt"
    path.write_text("\n".join(names) + "\n", encoding="utf-8")
    return path


def install(wheel: Path, folder: Path) -> Path:
    """A new environment with the wheel and what it asks for; returns its folder of commands."""
    environment = folder / "environment"
    commands = environment / ("Scripts" if os.name == "nt" else "bin")
    constraints = pins(folder)
    if shutil.which("uv"):
        run("uv", "venv", "--quiet", "--python", sys.executable, environment, folder=folder)
        installer = ["uv", "pip", "install", "--python", str(commands / "python")]
    else:
        run(sys.executable, "-m", "venv", environment, folder=folder)
        installer = [str(commands / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
    run(*installer, "--quiet", "--constraint", constraints, wheel, folder=folder)
    return commands


def main() -> None:
    """Builds, installs and runs; leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="mems-wheel-") as name:
        folder = Path(name)
        commands = install(build(folder), folder)
        empty = folder / "empty"
        empty.mkdir()
        run(commands / "mems", "--help", folder=empty)
        run(commands / "mems", "demo", folder=empty)
    print("The wheel, installed alone, runs mems demo from an empty folder.")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"The wheel does not do its job alone: {error}")
