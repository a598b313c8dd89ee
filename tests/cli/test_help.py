"""Help answers at once, in both languages, and every command is documented."""

import argparse
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli import main
from cli.arguments import build_parser
from cli.parser import PHRASES

ROOT = Path(__file__).parents[2]
HEAVY = ("numpy", "pydantic", "scipy", "ortools", "simpy", "pandas", "streamlit", "sqlalchemy", "plotly")


def commands(language="en"):
    parser = build_parser(language)
    action = next(one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    return action.choices


def test_help_imports_nothing_heavy():
    program = (
        "import sys, cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stderr.strip() == "[]"
    assert "mems" in done.stdout


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_explains_itself(command, language, capsys):
    with pytest.raises(SystemExit) as end:
        main([command, "--help", "--lang", language])
    assert end.value.code == 0
    text = capsys.readouterr().out
    assert ("用法" in text) == (language == "zh")
    assert "{" not in re.sub(r"\{[A-Za-z0-9_,]+\}", "", text), "a template that was not filled in"


def test_every_command_and_option_stands_in_the_reference():
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    for name in commands():
        assert f"`mems {name}" in page
    for option in ("seconds", "replications", "precision", "seed", "dispatch", "workers", "formats"):
        assert f"`--{option}" in page


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["run"], "file"),
        (["run", "a.yaml", "--replications", "0"], "0"),
        (["run", "a.yaml", "--precision", "2"], "2"),
        (["run", "a.yaml", "--seconds", "nan"], "nan"),
        (["nothing"], "nothing"),
        ([], "COMMAND"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(arguments, expected, capsys):
    with pytest.raises(SystemExit) as end:
        main([*arguments, "--lang", "en"] if arguments and arguments != ["nothing"] else arguments)
    assert end.value.code == 2
    assert expected.lower() in capsys.readouterr().err.lower() or expected in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["mode", "a.yaml", "fast", "--out", "b.yaml"],
        ["bonus", "a.csv"],
        ["experiment", "--control", "5"],
        ["study", "S4", "--lots"],
        ["risk", "record.json", "--tail"],
        ["tradeoff", "a.yaml", "--group", "brand", "--floors"],
    ],
)
def test_a_wrong_call_is_told_in_the_users_language(arguments, capsys):
    with pytest.raises(SystemExit):
        main([*arguments, "--lang", "zh"])
    error = capsys.readouterr().err.split("\n")
    (line,) = [one for one in error if "命令用法有误" in one]
    assert not [phrase for phrase in PHRASES.values() if phrase in line]
