"""Kernels as plain Python give the compiled answers."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from optimizer.separable import Curves, Group, Problem, Table, solve

PROGRAM = """
import json
from tests.optimizer.separable.test_plain import answers
print(json.dumps(answers()))
"""


def problems():
    """One of each kind of curve, with and without groups and least spends."""
    table = Table(np.array([0.0, 1.0, 4.0, 9.0]), np.array([0.0, 0.2, 5.0, 5.5]))
    for seed in range(3):
        random = np.random.default_rng(seed)
        hill = Curves.hill(random.uniform(2, 9, 4), random.uniform(1, 5, 4), random.uniform(0.5, 3, 4))
        yield Problem.of(hill, 12.0, 11, least=[0, 0, 2, 0])
        family = np.concatenate([hill.family, [1, 2, 3, 4, 5]])
        curves = Curves(
            family,
            np.append(hill.height, [3.0, 4, 2, 6, 0]),
            np.append(hill.scale, [0.5, 0.3, 0.6, 1.1, 1]),
            np.append(hill.slope, [1.0, 1, 1, 2, 1]),
            (table,),
        )
        groups = (Group("outer", 9.0), Group("inner", 4.0, within="outer"))
        yield Problem.of(curves, 8.0, 15, groups=groups, member=np.arange(9) % 3 - 1, lower=0.1)


def answers():
    solved = [solve(problem) for problem in problems()]
    return [[answer.value, answer.bound, answer.nodes, *answer.spend.tolist()] for answer in solved]


def test_plain_python_gives_the_compiled_answers():
    plain = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    for ours, theirs in zip(answers(), json.loads(plain.stdout), strict=True):
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)
