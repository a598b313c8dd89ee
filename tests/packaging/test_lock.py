"""The locks hold what pyproject.toml asks for, every line hashed, and say nothing of where it came from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = {
    "requirements.lock": ["build", "test", "lint"],
    "requirements-bench.lock": ["build", "bench"],
}

locks = pytest.mark.parametrize("lock", sorted(GROUPS))


def entries(lock: str) -> list[str]:
    """One string for each requirement, its hashes included."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def pins(lock: str) -> list[Requirement]:
    return [Requirement(entry.partition("--hash")[0]) for entry in entries(lock)]


def asked(lock: str) -> list[Requirement]:
    project = PROJECT["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["compiled"]]
    lines += [line for group in GROUPS[lock] for line in PROJECT["dependency-groups"][group]]
    lines += PROJECT["build-system"]["requires"]
    return [Requirement(line) for line in lines]


@locks
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    unhashed = [entry for entry in entries(lock) if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)]
    assert unhashed == []
    assert [pin.name for pin in pins(lock) if [s.operator for s in pin.specifier] != ["=="]] == []


@locks
def test_what_is_asked_for_is_locked_at_a_version_that_satisfies(lock: str) -> None:
    versions: dict[str, list[str]] = {}
    for pin in pins(lock):
        versions.setdefault(canonicalize_name(pin.name), []).extend(s.version for s in pin.specifier)
    for requirement in asked(lock):
        found = versions.get(canonicalize_name(requirement.name), [])
        assert found, f"{requirement.name} is not in {lock}: run make lock"
        assert all(requirement.specifier.contains(version) for version in found), (
            f"{requirement}: run make lock"
        )


@locks
def test_the_lock_names_no_source(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"\w+://|@ |\bfile:|-index|--find-links|--trusted-host", text) == []
    assert re.findall(r"(?m)^\s*-(?!-hash=)\S*", text) == []


@locks
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize(
    ("system", "platform"), [("Linux", "linux"), ("Darwin", "darwin"), ("Windows", "win32")]
)
def test_each_name_has_one_version_on_each_platform(
    lock: str, version: str, system: str, platform: str
) -> None:
    environment = {
        **default_environment(),
        "python_version": version,
        "python_full_version": f"{version}.0",
        "sys_platform": platform,
        "platform_system": system,
    }
    names = [pin.name for pin in pins(lock) if pin.marker is None or pin.marker.evaluate(environment)]
    assert len(names) == len(set(names))
    assert {"ortools", "simpy", "streamlit"} <= set(names)


def test_both_locks_agree() -> None:
    versions = {pin.name: pin.specifier for pin in pins("requirements.lock")}
    common = [pin for pin in pins("requirements-bench.lock") if pin.name in versions]
    assert len(common) > 30
    assert [pin.name for pin in common if pin.specifier != versions[pin.name]] == []
