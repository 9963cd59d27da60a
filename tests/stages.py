"""Run make's targets one after the other and say how long each took: ``python tests/stages.py style types suite labs``."""

import os
import subprocess
import sys
import time


def run(stage: str) -> tuple[int, float, float]:
    """Exit code, minutes by the clock, minutes of processor of the stage and all it started."""
    begun, before = time.monotonic(), os.times()
    code = subprocess.run(["make", "--no-print-directory", stage], check=False).returncode
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return code, (time.monotonic() - begun) / 60, processor / 60


def main(stages: list[str]) -> int:
    """Every stage, also after one that fails: the first failing exit code, or 0."""
    failed, rows = 0, []
    for stage in stages:
        print(f"\n==== make {stage}", flush=True)
        code, clock, processor = run(stage)
        failed = failed or code
        rows.append((stage, clock, processor, "" if code == 0 else "FAILED"))
    rows.append(("all", sum(row[1] for row in rows), sum(row[2] for row in rows), ""))
    print(f"\n{'stage':10} {'minutes':>8} {'of processor':>13}")
    for stage, clock, processor, verdict in rows:
        print(f"{stage:10} {clock:8.1f} {processor:13.1f} {verdict}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
