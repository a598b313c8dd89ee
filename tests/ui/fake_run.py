"""Stands in for a run: does what its first argument says. Arguments: behaviour, scenario file, output folder."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def report(**entry):
    sys.stderr.write(json.dumps(entry) + "\n")
    sys.stderr.flush()


def progress(share, key="pipeline.verified"):
    report(share=share, message="rendered", key=key, values={})


def main(behaviour, scenario, out):
    assert json.loads(Path(scenario).read_text(encoding="utf-8"))["mems"] == 1
    progress(0.25)
    if behaviour == "wait":
        time.sleep(600)
    if behaviour == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        Path(scenario).with_name("worker").write_text(str(worker.pid))
        progress(0.5)
        time.sleep(600)
    if behaviour == "refuse":
        problem = {
            "path": "budget.total",
            "location": "scenario.json, line 1",
            "what": "It is negative.",
            "allowed": "",
            "next": "Raise it.",
        }
        report(error={"code": "document", "problems": [problem]})
        sys.exit(2)
    if behaviour == "break":
        sys.stderr.write('{"half a line\n')
        message = "something unforeseen"
        raise RuntimeError(message)
    progress(1.0)
    Path(out).mkdir()
    Path(out, "record.json").write_text(json.dumps({"pid": os.getpid()}), encoding="utf-8")
    sys.exit(3 if behaviour == "infeasible" else 0)


main(*sys.argv[1:])
