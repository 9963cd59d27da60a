"""The benchmark runs, finds the same results as its references, and reports what it promises."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "subjects.py"
QUICK = ["group_metrics_3", "subgroups_4", "auc_delong"]


def test_report_has_its_fields_and_the_same_results():
    command = [sys.executable, str(SCRIPT), "--json", "--n", "2000", "--only", *QUICK]
    found = subprocess.run(command, capture_output=True, text=True, timeout=300)
    lines = [json.loads(line) for line in found.stdout.splitlines()]
    assert [line["work"] for line in lines] == QUICK, found.stderr
    for line in lines:
        assert {"work", "n", "reference", "ratio", "goal", "same_result", "reference_measured"} <= line.keys()
        assert line["same_result"] is True and line["n"] == 2_000 and line["ratio"] > 1
