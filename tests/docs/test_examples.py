"""Every example in the documentation runs, in the order of its page, in an empty folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(
    r"(?P<skip><!-- not run: [^>]+ -->\n)?```(?P<kind>python|bash)\n(?P<code>.*?)```", re.DOTALL
)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MAKE = re.compile(r"^make ", re.MULTILINE)


def examples(page):
    found = [match for match in BLOCK.finditer(page.read_text(encoding="utf-8")) if not match["skip"]]
    return [(match["kind"], match["code"]) for match in found if not MAKE.search(match["code"])]


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if examples(page)], ids=lambda page: page.stem)
def test_examples_run(page, tmp_path):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "MEMS_LANG": "en"}
    for kind, code in examples(page):
        interpreter = (
            ["bash", "-euo", "pipefail", "-c"] if kind == "bash" else [sys.executable, "-W", "error", "-c"]
        )
        done = subprocess.run(
            [*interpreter, code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"


def test_pages_link_to_what_exists():
    link = re.compile(r"\]\((?!https?:|#)([^)#]+)")
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in PAGES
        for target in link.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_first_screen_has_what_it_promises():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    python, commands = (code for kind, code in examples(ROOT / "README.md"))
    assert len([line for line in python.splitlines() if line.strip()]) <= 10
    assert len([line for line in commands.splitlines() if line.strip()]) == 5
    assert "make demo" in text
    assert "make test" in text
