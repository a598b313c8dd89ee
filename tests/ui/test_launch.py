"""The app is served to this computer only, tells nobody, and needs no file of configuration."""

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from streamlit import config

from ui.launch import APP, SETTINGS, command

ROOT = Path(__file__).parents[2]


def flags(**options):
    return [part.removeprefix("--") for part in command(**options) if part.startswith("--")]


def test_the_app_stands_beside_its_package():
    assert APP == ROOT / "app.py"
    assert APP.is_file()


def test_only_this_computer_is_served_unless_asked_otherwise():
    assert "server.address=127.0.0.1" in flags()
    assert {flag for flag in flags() if "allowedHosts" in flag} == {
        "server.allowedHosts=127.0.0.1",
        "server.allowedHosts=localhost",
    }
    assert "server.address=0.0.0.0" in flags(host="0.0.0.0")  # noqa: S104


def test_the_port_and_the_browser_are_the_callers_choice():
    assert "server.port=9000" in flags(port=9000)
    assert "server.headless=false" in flags()
    assert "server.headless=true" in flags(open_browser=False)


def test_the_interpreter_takes_nothing_from_folder_or_environment():
    assert command()[:5] == [sys.executable, "-I", "-m", "streamlit", "run"]


@pytest.mark.parametrize("name", [flag.partition("=")[0] for flag in flags()])
def test_every_flag_is_an_option_of_streamlit(name):
    assert name in config.get_config_options()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("browser.gatherUsageStats", "false"),
        ("client.showErrorDetails", "none"),
        ("client.disableDataExport", "true"),
        ("server.fileWatcherType", "none"),
        ("client.toolbarMode", "minimal"),
    ],
)
def test_what_must_not_be_forgotten(name, value):
    assert SETTINGS[name] == value


def test_the_checkouts_file_says_the_same_as_the_flags():
    written = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    flat = {
        f"{section}.{name}": value for section, values in written.items() for name, value in values.items()
    }
    assert flat.pop("server.address") == "127.0.0.1"
    assert flat.pop("server.allowedHosts") == ["127.0.0.1", "localhost"]
    assert {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in flat.items()
    } == dict(SETTINGS)


@pytest.mark.parametrize("module", ["launch", "jobs", "processes", "files", "draft"])
def test_what_runs_without_a_page_does_not_import_streamlit(module):
    source = f"import sys, ui.{module}; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", source], cwd=ROOT, check=False).returncode == 0


def test_editing_is_free_of_streamlit():
    for file in (ROOT / "ui" / "editing").glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        }
        assert "streamlit" not in names
