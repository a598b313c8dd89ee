"""Kernels as plain Python give the compiled answers."""

import json
import os
import subprocess
import sys

from optimizer.projects.mspsp import Need, Person, SkillProject, Task, solve

PROGRAM = """
import json
from tests.optimizer.projects.mspsp.test_plain import answers
print(json.dumps(answers()))
"""


def project(people):
    """A dozen tasks on people with two of three skills each."""
    team = tuple(Person(f"p{k}", {f"s{k % 3}": 1, f"s{(k * k + 1) % 3}": 1}, k) for k in range(people))
    tasks = tuple(
        Task(
            f"t{k}",
            1 + k * 7 % 5,
            (Need(f"s{k % 3}", 2), Need(f"s{(k + 1) % 3}", 1)),
            (f"t{k - 3}",) if k % 4 == 3 else (),
        )
        for k in range(12)
    )
    return SkillProject("plain", tasks, team)


def answers():
    found = []
    for people in (5, 70):
        answer = solve(project(people), seconds=60, workers=1, budget=16)
        found.append([answer.makespan, dict(answer.schedule.start), answer.cost])
    return found


def test_plain_python_gives_the_compiled_answers():
    plain = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answers() == json.loads(plain.stdout)
