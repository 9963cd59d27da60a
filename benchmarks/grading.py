"""Grading speed, side by side in one run: nbgrader's own autograde, otter run and labkit grade on the same submissions.

    python benchmarks/grading.py --json --submissions 4 16

Every tool is run as its user runs it, from a shell, once for each number of submissions. The difference between the two sizes
is the cost of one more submission; what is left is start-up, shown apart. Memory is the proportional set size (pages shared
between processes counted once) of the tool's whole process tree, at its peak.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Iterator
from pathlib import Path

import nbformat
import psutil
from grading_labs import LABS, SyntheticLab, labkit_content, otter_tests, plain_source

PYTHON_FOLDER = str(Path(sys.executable).parent)
ENVIRONMENT = {
    **os.environ,
    "PATH": os.pathsep.join([PYTHON_FOLDER, os.environ.get("PATH", "")]),
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
# What each lab must reach beside nbgrader, at the margin, on two cores.
GOALS = {"pandas": 25, "transformers": 40}


class Peak(threading.Thread):
    """Watches a process and its children; `mib` is the largest proportional set size seen."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self._process, self.mib, self._stop_now = psutil.Process(pid), 0.0, threading.Event()

    def run(self) -> None:
        while not self._stop_now.wait(0.5):
            total = 0
            try:
                tree = [self._process, *self._process.children(recursive=True)]
            except psutil.Error:
                return
            for process in tree:
                try:
                    total += process.memory_full_info().pss
                except (psutil.Error, AttributeError):
                    continue
            self.mib = max(self.mib, total / 2**20)

    def stop(self) -> float:
        self._stop_now.set()
        self.join(timeout=5)
        return self.mib


def timed(command: list[str], folder: Path, **variables: str) -> tuple[float, float]:
    """Seconds and peak MiB of a command; its failure ends the benchmark."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=folder, env={**ENVIRONMENT, **variables}, stdout=log, stderr=log
        )
        peak = Peak(process.pid)
        peak.start()
        code = process.wait()
        seconds = time.perf_counter() - started
        mib = peak.stop()
        if code:
            log.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{log.read().decode(errors='replace')[-3000:]}")
    return seconds, mib


def run_nbgrader(lab: SyntheticLab, count: int, workers: int, folder: Path) -> tuple[float, float]:
    """Stock `nbgrader autograde`, in a course folder of its own; it has one worker."""
    source = folder / "source" / lab.name / f"{lab.name}.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(plain_source(lab, graded=True), source)
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.ClearSolutions.enforce_metadata = False\n"
    )
    subprocess.run(
        ["nbgrader", "generate_assignment", lab.name],
        cwd=folder,
        env=ENVIRONMENT,
        check=True,
        capture_output=True,
    )
    _hand_in(nbformat.read(source, as_version=4), lab.name, count, folder)
    spent = timed(["nbgrader", "autograde", lab.name], folder)
    _expect(folder, lab, count)
    return spent


def run_labkit(lab: SyntheticLab, count: int, workers: int, folder: Path) -> tuple[float, float]:
    """`labkit grade` in a course folder made by `labkit course`; it writes the feedback as well."""
    content, course = folder / "content", folder / "course"
    labkit_content(lab, content)
    variables = {"LABKIT_CONTENT": str(content), "LABKIT_LANGUAGE": "en"}
    subprocess.run(
        ["labkit", "course", str(course)], env={**ENVIRONMENT, **variables}, check=True, capture_output=True
    )
    subprocess.run(
        ["nbgrader", "generate_assignment", lab.name],
        cwd=course,
        env={**ENVIRONMENT, **variables},
        check=True,
        capture_output=True,
    )
    _hand_in(
        nbformat.read(course / "source" / lab.name / f"{lab.name}.ipynb", as_version=4),
        lab.name,
        count,
        course,
    )
    spent = timed(["labkit", "grade", lab.name, "--workers", str(workers), "--json"], course, **variables)
    _expect(course, lab, count)
    return spent


def run_otter(lab: SyntheticLab, count: int, workers: int, folder: Path) -> tuple[float, float]:
    """`otter run`, once a submission, which is how it grades without Docker."""
    folder.mkdir(parents=True)
    otter_tests(lab, folder / "tests")
    (folder / "otter_config.json").write_text(json.dumps({"show_stdout": False}))
    subprocess.run(
        ["otter", "generate", "-t", "tests", "-o", "autograder.zip", "--no-requirements", "--no-environment"],
        cwd=folder,
        env=ENVIRONMENT,
        check=True,
        capture_output=True,
    )
    nbformat.write(plain_source(lab, graded=False), folder / "submission.ipynb")
    seconds, mib = 0.0, 0.0
    for number in range(count):
        out = folder / f"out{number}"
        out.mkdir()
        spent, peak = timed(
            ["otter", "run", "-a", "autograder.zip", "-o", str(out), "--no-logo", "submission.ipynb"], folder
        )
        seconds, mib = seconds + spent, max(mib, peak)
        tests = json.loads((out / "results.json").read_text())["tests"]
        score = sum(test.get("score", 0) for test in tests)
        if score < len(lab.answers):
            sys.exit(f"otter gave {score} points to a right answer: {tests}")
    return seconds, mib


RUNNERS = {"nbgrader": run_nbgrader, "otter": run_otter, "labkit": run_labkit}


def _hand_in(notebook: nbformat.NotebookNode, name: str, count: int, folder: Path) -> None:
    for number in range(count):
        target = folder / "submitted" / f"learner{number:05d}" / name / f"{name}.ipynb"
        target.parent.mkdir(parents=True)
        nbformat.write(notebook, target)


def _expect(folder: Path, lab: SyntheticLab, count: int, besides: Collection[str] = ()) -> None:
    """All submissions are right, `besides` some learners': anything else means that what was timed is not grading."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "") as book:
        of_all = {s.student.id: s.score for s in book.assignment_submissions(lab.name)}
    scores = [score for learner, score in of_all.items() if learner not in besides]
    if len(of_all) != count or scores != [float(len(lab.answers))] * (count - len(besides)):
        sys.exit(f"{lab.name}: {len(scores)} of {count} graded, scores {sorted(set(scores))}")


def _once(lab: str, tool: str, count: int, crew: int) -> tuple[float, float]:
    """One run of a tool in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="labkit-bench-"))
    try:
        return RUNNERS[tool](LABS[lab], count, crew, folder / "course")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(labs: list[str], tools: list[str], sizes: list[int], workers: list[int]) -> Iterator[dict]:
    """One row for each lab, tool, number of submissions and of workers."""
    for lab in labs:
        for tool in tools:
            _once(lab, tool, 1, 1)  # files come from the disk's cache for every tool alike
            for crew in workers if tool == "labkit" else [1]:
                for count in sizes:
                    seconds, mib = _once(lab, tool, count, crew)
                    yield {
                        "lab": lab,
                        "tool": tool,
                        "submissions": count,
                        "workers": crew,
                        "seconds": round(seconds, 3),
                        "peak_mib": round(mib, 1),
                    }


def margins(rows: list[dict]) -> list[dict]:
    """Seconds a further submission and start-up, from the smallest and the largest size of each tool."""
    found = []
    for key in dict.fromkeys((r["lab"], r["tool"], r["workers"]) for r in rows):
        mine = sorted(
            (r for r in rows if (r["lab"], r["tool"], r["workers"]) == key), key=lambda r: r["submissions"]
        )
        small, large = mine[0], mine[-1]
        if large["submissions"] == small["submissions"]:
            continue
        each = (large["seconds"] - small["seconds"]) / (large["submissions"] - small["submissions"])
        found.append(
            {
                "lab": key[0],
                "tool": key[1],
                "workers": key[2],
                "seconds_each": each,
                "startup": small["seconds"] - each * small["submissions"],
                "peak_mib": large["peak_mib"],
            }
        )
    return found


def table(found: list[dict]) -> str:
    """The margins as text, each beside nbgrader's."""
    stock = {m["lab"]: m["seconds_each"] for m in found if m["tool"] == "nbgrader"}
    lines = [
        f"{'lab':<14}{'tool':<10}{'workers':>8}{'s each':>9}{'start-up':>10}{'peak MiB':>10}{'v. nbgrader':>13}"
    ]
    for m in found:
        ratio = (
            f"{stock[m['lab']] / m['seconds_each']:.1f} x"
            if m["lab"] in stock and m["seconds_each"] > 0
            else ""
        )
        lines.append(
            f"{m['lab']:<14}{m['tool']:<10}{m['workers']:>8}{m['seconds_each']:>9.2f}{m['startup']:>10.1f}"
            f"{m['peak_mib']:>10.0f}{ratio:>13}"
        )
    lines.append("goals at the margin: " + ", ".join(f"{lab} {goal} x" for lab, goal in GOALS.items()))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--submissions", type=int, nargs="+", default=[4, 16])
    parser.add_argument("--labs", nargs="+", choices=LABS, default=list(LABS))
    parser.add_argument("--tools", nargs="+", choices=RUNNERS, default=list(RUNNERS))
    parser.add_argument("--workers", type=int, nargs="+", default=[os.cpu_count() or 1])
    given = parser.parse_args()
    rows = []
    for row in measure(given.labs, given.tools, sorted(given.submissions), given.workers):
        rows.append(row)
        if given.json:
            print(json.dumps(row), flush=True)
    if not given.json:
        print(table(margins(rows)))


if __name__ == "__main__":
    main()
