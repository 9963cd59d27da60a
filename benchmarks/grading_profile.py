"""Where the milliseconds of one more submission go, step by step, in one process.

    python benchmarks/grading_profile.py --submissions 60

Wall-clock time and the grader's own processor time of every step, and the processor time of the kernels (the forkserver and
all it forked). The first submissions are left out: what is made once is start-up.
"""

import argparse
import functools
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import nbformat
import psutil
from grading import ENVIRONMENT, _hand_in
from grading_labs import LABS, labkit_content

# What is timed: module, name, label. A step inside another is taken out of the outer one's own time.
STEPS = [
    ("labkit.grading.submission.submissions", "Submission.content", "read the files"),
    ("labkit.grading.submission.submissions", "Submission.files", "read the files"),
    ("labkit.grading.submission.submissions", "Submission.digest", "read the files"),
    ("labkit.grading.pipeline", "read", "parse the notebook"),
    ("labkit.grading.pipeline", "put_right", "restore"),
    ("labkit.grading.pipeline", "ask_and_judge", "judge"),
    ("labkit.kernels.session.session", "KernelSession.__init__", "start the kernel"),
    ("labkit.kernels.session.session", "KernelSession.run", "run cells"),
    ("labkit.kernels.session.session", "KernelSession.ask", "ask for answers"),
    ("labkit.kernels.session.session", "KernelSession.close", "end the kernel"),
    ("labkit.grading.gradebook.gradebook", "enter", "gradebook"),
    ("labkit.grading.gradebook.gradebook", "save_marks", "gradebook"),
    ("labkit.grading.gradebook.gradebook", "save_penalty", "gradebook"),
    ("labkit.grading.gradebook.standing", "marks", "gradebook"),
    ("labkit.grading.gradebook.standing", "all_marks", "gradebook"),
    ("labkit.grading.run.writer", "write_feedback", "feedback page"),
    ("labkit.grading.feedback.feedback", "collect_marks", "gradebook"),
    ("labkit.grading.gradebook.records", "save", "record"),
    ("labkit.grading.gradebook.records", "load", "record"),
    ("labkit.grading.pipeline", "grade_one", "worker: the rest"),
    ("labkit.grading.run.writer", "Writer.write", "writer: the rest"),
]


class Clock:
    """Own time of nested steps."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = defaultdict(float)
        self.cpu: dict[str, float] = defaultdict(float)
        self._open: list[list[float]] = []

    def wrap(self, function: Any, label: str) -> Any:
        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._open.append([0.0, 0.0])
            wall, cpu = time.perf_counter(), time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                spent = time.perf_counter() - wall, time.process_time() - cpu
                inner = self._open.pop()
                self.wall[label] += spent[0] - inner[0]
                self.cpu[label] += spent[1] - inner[1]
                if self._open:
                    self._open[-1][0] += spent[0]
                    self._open[-1][1] += spent[1]

        return timed


def install(clock: Clock) -> None:
    """Put the clock around every step, wherever it was imported by name."""
    for module in {step[0] for step in STEPS}:
        importlib.import_module(module)
    importlib.import_module("labkit.grading.run.run")
    for module, name, label in STEPS:
        owner: Any = sys.modules[module]
        *outer, last = name.split(".")
        for part in outer:
            owner = getattr(owner, part)
        plain = getattr(owner, last)
        timed = clock.wrap(plain, label)
        setattr(owner, last, timed)
        if not outer:
            for other in list(sys.modules.values()):
                if getattr(other, "__name__", "").startswith("labkit.") and vars(other).get(last) is plain:
                    setattr(other, last, timed)


def course_of(name: str, count: int, folder: Path) -> Path:
    """A course with `count` right submissions."""
    lab = LABS[name]
    labkit_content(lab, folder / "content")
    os.environ["LABKIT_CONTENT"], os.environ["LABKIT_LANGUAGE"] = str(folder / "content"), "en"
    environment = ENVIRONMENT | {"LABKIT_CONTENT": str(folder / "content"), "LABKIT_LANGUAGE": "en"}
    course = folder / "course"
    for command, place in (
        (["labkit", "course", str(course)], folder),
        (["nbgrader", "generate_assignment", lab.name], course),
    ):
        subprocess.run(command, cwd=place, env=environment, check=True, capture_output=True)
    _hand_in(nbformat.read(course / "source" / lab.name / f"{lab.name}.ipynb", 4), lab.name, count, course)
    return course


def kernels_seconds() -> float:
    """Processor time of all processes under this one, those that have ended included."""
    total = 0.0
    for child in psutil.Process().children(recursive=True):
        try:
            times = child.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def profile(name: str, count: int) -> list[dict[str, Any]]:
    """One row a step: milliseconds a submission, everything that is made once having been made before."""
    from labkit.grading import pipeline
    from labkit.grading.nbgrader.course_settings import CourseSettings
    from labkit.grading.run import run
    from labkit.grading.run.run import grade_class

    # In this process, where the clock is: `labkit grade` does it in a supervised one.
    run.grade_all = lambda assignment, handed_in, total, **_: (
        pipeline.grade_one(assignment, one) for one in handed_in
    )
    clock = Clock()
    install(clock)
    with tempfile.TemporaryDirectory(prefix="labkit-profile-") as folder:
        course = CourseSettings.load(course_of(name, count + 3, Path(folder)))
        grade_class(course, LABS[name].name, workers=1, learners="learner0000[0-2]")
        clock.wall.clear()
        clock.cpu.clear()
        wall, cpu, kernels = time.perf_counter(), time.process_time(), kernels_seconds()
        grade_class(course, LABS[name].name, workers=1)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        kernels = kernels_seconds() - kernels
    each = 1000 / count
    rows = [
        {"lab": name, "step": label, "wall_ms": each * clock.wall[label], "cpu_ms": each * clock.cpu[label]}
        for label in dict.fromkeys(step[2] for step in STEPS)
    ]
    rest = {"wall_ms": each * wall, "cpu_ms": each * cpu}
    for row in rows:
        rest = {key: value - row[key] for key, value in rest.items()}
    rows.append({"lab": name, "step": "the run: the rest", **rest})
    rows.append({"lab": name, "step": "kernels and forkserver", "wall_ms": 0.0, "cpu_ms": each * kernels})
    rows.append({"lab": name, "step": "together", "wall_ms": each * wall, "cpu_ms": each * (cpu + kernels)})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=60)
    parser.add_argument("--labs", nargs="+", choices=LABS, default=["pandas"])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    for name in given.labs:
        for row in profile(name, given.submissions):
            if given.json:
                print(json.dumps(row), flush=True)
            else:
                print(f"{row['lab']:<14}{row['step']:<32}{row['wall_ms']:>9.1f}{row['cpu_ms']:>9.1f}")


if __name__ == "__main__":
    main()
