"""``python -m tools.twins --cases 20000 --seed 1``: run both engines on random scenarios until they part."""

from __future__ import annotations

import argparse
import sys
import time

from hypothesis import HealthCheck, Phase, given, seed, settings

from simulation.twins import compare
from tests.simulation.compiled.cases import Case, cases


def main() -> int:
    """Print how many cases were run and how many rows of event logs were compared; exit code 1 where engines part."""
    parser = argparse.ArgumentParser(prog="python -m tools.twins", description=__doc__)
    parser.add_argument("--cases", type=int, default=1000, help="random scenarios")
    parser.add_argument("--seed", type=int, default=1, help="seed of the scenarios")
    args = parser.parse_args()
    count = rows = 0
    begun = time.perf_counter()

    @seed(args.seed)
    @settings(
        max_examples=args.cases,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(cases())
    def run(case: Case) -> None:
        nonlocal count, rows
        found = compare(case.blueprint, [case.number])
        count, rows = count + 1, rows + found.rows
        if found.parting is not None:
            raise AssertionError(
                str(found.parting) + "\n" + case.scenario.model_dump_json(exclude_defaults=True)
            )

    run()
    print(f"{count} cases, {rows} rows, {time.perf_counter() - begun:.0f} s: equal")
    return 0


if __name__ == "__main__":
    sys.exit(main())
