"""Run make's targets and say how long each took: ``python tests/stages.py style types+labs suite``.

One after the other; those joined by a plus side by side, where one of them leaves a processor idle.
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from typing import NamedTuple


class Took(NamedTuple):
    stage: str
    code: int
    clock: float
    processor: float


def run(stages: list[str]) -> list[Took]:
    """Exit code, minutes by the clock, minutes of processor of each and all it started; what the first ones print comes after the last."""
    began, started = time.monotonic(), []
    with ExitStack() as kept:
        for stage in stages:
            beside = stage != stages[-1]
            out = kept.enter_context(tempfile.TemporaryFile()) if beside else None
            make = subprocess.Popen(["make", "--no-print-directory", stage], stdout=out, stderr=out)
            started.append((stage, make, out))
        took = {}
        for _ in started:
            pid, status, used = os.wait3(0)
            stage, make, _out = next(row for row in started if row[1].pid == pid)
            make.returncode = os.waitstatus_to_exitcode(status)
            clock, processor = time.monotonic() - began, used.ru_utime + used.ru_stime
            took[stage] = Took(stage, make.returncode, clock / 60, processor / 60)
        for stage, _make, out in started:
            if out is not None:
                out.seek(0)
                print(f"\n==== make {stage}\n{out.read().decode(errors='replace')}", flush=True)
    return [took[stage] for stage in stages]


def main(groups: list[str]) -> int:
    """Every stage, also after one that fails: the first failing exit code, or 0."""
    began, rows = time.monotonic(), []
    for group in groups:
        print(f"\n==== make {group.replace('+', ' and ')}", flush=True)
        rows += run(group.split("+"))
    failed = next((row.code for row in rows if row.code), 0)
    rows.append(Took("all", 0, (time.monotonic() - began) / 60, sum(row.processor for row in rows)))
    print(f"\n{'stage':10} {'minutes':>8} {'of processor':>13}")
    for stage, code, clock, processor in rows:
        print(f"{stage:10} {clock:8.1f} {processor:13.1f} {'FAILED' if code else ''}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
