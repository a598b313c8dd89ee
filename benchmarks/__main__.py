"""``python -m benchmarks NAME``: run one benchmark and print its rows."""

from __future__ import annotations

import argparse
import importlib
import inspect
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.rows import as_json, as_text

NAMES = (
    "random_scenarios",
    "campaign_choice",
    "allocation",
    "one_period",
    "flighting",
    "fitting",
    "risk",
    "schedule",
    "schedule_bound",
    "psplib",
    "replanning",
    "mspsp",
    "staffing",
    "simulation",
    "answers",
    "calibration",
    "theory",
    "experiments",
    "journey",
    "inquiry",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark named on the command line; exit code 1 where a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument(
        "--seeds", nargs="+", type=int, default=[1, 2, 3], help="seeds of generated instances"
    )
    parser.add_argument("--instances", type=Path, help="folder of scenario documents to run on as well")
    parser.add_argument("--seconds", type=float, default=10.0, help="time limit of each search")
    parser.add_argument("--sample", type=int, help="instances of each set, where a benchmark takes only some")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args(argv)
    module = importlib.import_module(f"benchmarks.{args.name}")
    sample = {} if args.sample is None else {"sample": args.sample}
    if sample and "sample" not in inspect.signature(module.run).parameters:
        parser.error(f"{args.name} takes no --sample")
    rows = module.run(seeds=args.seeds, instances=args.instances, seconds=args.seconds, **sample)
    options = {"seeds": args.seeds, "instances": str(args.instances or ""), "seconds": args.seconds} | sample
    print(as_json(args.name, options, rows) if args.json else as_text(rows))
    return 0 if all(row.met is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
