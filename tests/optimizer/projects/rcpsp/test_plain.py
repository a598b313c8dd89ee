"""Kernels as plain Python give the compiled answers."""

import json
import os
import subprocess
import sys
from dataclasses import asdict

from optimizer.projects.rcpsp import Project, solve

PROGRAM = """
import json
from tests.optimizer.projects.rcpsp.test_plain import answers
print(json.dumps(answers()))
"""


def project(resources):
    """Fifteen activities, each on two of the resources."""
    size = 15
    return Project(
        "plain",
        (4,) * resources,
        tuple(1 + i * 7 % 5 for i in range(size)),
        tuple(
            tuple(1 + i % 3 if r in {i % resources, (i + 1) % resources} else 0 for r in range(resources))
            for i in range(size)
        ),
        tuple((i + 4,) if i % 4 and i + 4 < size else () for i in range(size)),
    )


def answers():
    """By search on one word a slot, and on several."""
    return [asdict(solve(project(resources), budget=400)) for resources in (2, 40)]


def test_plain_python_gives_the_compiled_answers():
    plain = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(plain.stdout) == json.loads(json.dumps(answers()))
