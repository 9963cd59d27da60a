"""Subject rooms side by side with what a user would pick instead, in one run, on the same data.

    python benchmarks/subjects.py            a table
    python benchmarks/subjects.py --json     one object a line: work, n, reference, ratio, goal, same_result,
    ... python benchmarks/subjects.py --only auc_delong group_metrics --n 20000

Times are CPU seconds of this process on one thread: other jobs on the machine hardly move them.
``same_result`` is computed in the same run. References that repeat the same step many times are measured on
a stated number of steps and scaled (``reference_measured`` says how many). ``passes`` is the time over that
of reading every input array once.
"""

# ruff: noqa: E402  (threads are set before numpy is imported)

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import argparse
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import subject_audit
import subject_evaluate
from measured import Measured

WORKS: dict[str, Callable[[int], Measured]] = {**subject_audit.WORKS, **subject_evaluate.WORKS}


def one_pass(arrays: list[np.ndarray]) -> float:
    """CPU seconds to read every input once."""
    words = [np.frombuffer(a.tobytes()[: a.nbytes // 8 * 8], dtype=np.int64) for a in arrays]
    times = []
    for _repeat in range(9):
        start = time.perf_counter()
        for word in words:
            np.bitwise_xor.reduce(word)
        times.append(time.perf_counter() - start)
    return min(times)


def run(work: str, n: int) -> dict[str, Any]:
    """One line of the report."""
    found = WORKS[work](n)
    ratio = found.reference_seconds / found.seconds
    return {
        "work": work,
        "n": n,
        "reference": found.reference,
        "ratio": round(ratio, 1),
        "goal": found.goal,
        "same_result": found.same_result,
        "met": ratio >= found.goal and found.same_result,
        "seconds": float(f"{found.seconds:.3g}"),
        "reference_seconds": float(f"{found.reference_seconds:.3g}"),
        "reference_measured": found.measured,
        "passes": round(found.seconds / one_pass(found.inputs), 1),
        "detail": found.detail,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--n", type=int, nargs="+", default=[20_000, 200_000], help="numbers of rows")
    parser.add_argument("--only", nargs="+", choices=sorted(WORKS), default=list(WORKS), metavar="WORK")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    lines = []
    for work in arguments.only:
        for n in arguments.n:
            line = run(work, n)
            lines.append(line)
            if arguments.json:
                print(json.dumps(line), flush=True)
            else:
                print(
                    f"{line['work']:<22}{line['n']:>8}  {line['seconds'] * 1e3:>9.2f} ms"
                    f"  {line['reference_seconds']:>9.2f} s  {line['ratio']:>9.0f} x (goal {line['goal']})"
                    f"  same {line['same_result']}  {line['passes']:>7.1f} passes"
                    f"  {line['reference']} ({line['reference_measured']})",
                    flush=True,
                )
    if not arguments.json:
        print(f"median ratio over goal: {statistics.median(x['ratio'] / x['goal'] for x in lines):.1f}")
    return 0 if all(line["met"] for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
