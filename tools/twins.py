"""``python -m tools.twins --cases 20000 --seed 1``: run both engines on random scenarios until they part."""

from __future__ import annotations

import argparse
import sys
import time

from hypothesis import HealthCheck, Phase, given, seed, settings

from simulation.twins import compare
from tests.simulation.compiled.cases import Case, cases

BATCH = 1000
"""Cases drawn from one seed: what has been drawn is kept until a batch ends."""


def main() -> int:
    """Print after each batch how many cases were run and rows compared; exit with an error where engines part."""
    parser = argparse.ArgumentParser(prog="python -m tools.twins", description=__doc__)
    parser.add_argument("--cases", type=int, default=BATCH, help="random scenarios")
    parser.add_argument(
        "--seed", type=int, default=1, help="seed of the first thousand; each other has the next"
    )
    args = parser.parse_args()
    begun = time.perf_counter()
    count = rows = 0
    for number, first in enumerate(range(0, args.cases, BATCH)):
        cases_run, rows_equal = _batch(args.seed + number, min(BATCH, args.cases - first))
        count, rows = count + cases_run, rows + rows_equal
        print(f"{count} cases, {rows} rows, {time.perf_counter() - begun:.0f} s: equal", flush=True)
    return 0


def _batch(number: int, count: int) -> tuple[int, int]:
    """Cases run and rows found equal.

    Raises:
        AssertionError: the engines part; the smallest document that shows it.
    """
    done: list[int] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(cases())
    def run(case: Case) -> None:
        found = compare(case.blueprint, [case.number])
        done.append(found.rows)
        if found.parting is not None:
            raise AssertionError(
                str(found.parting) + "\n" + case.scenario.model_dump_json(exclude_defaults=True)
            )

    run()
    return len(done), sum(done)


if __name__ == "__main__":
    sys.exit(main())
