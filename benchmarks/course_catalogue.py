"""`labkit catalogue` on a course of twenty labs, made from copies of the six: `python benchmarks/course_catalogue.py [--labs 20] [--json]`.

Every run is a new process, as at the prompt; what is printed is the median of its seconds by the clock and of a processor.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from labkit.content import Content


def course_of(content: Content, number: int, root: Path) -> None:
    """A course of so many labs, each a copy of one of `content`'s under a name of its own."""
    labs = content.labs()
    for place in range(number):
        lab = labs[place % len(labs)]
        name = f"{lab}_{place // len(labs)}" if place >= len(labs) else lab
        (root / "notebooks" / name).mkdir(parents=True)
        shutil.copy(content.source(lab), root / "notebooks" / name / f"{name}.ipynb")
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(content.grader(lab), root / "graders" / name, ignore=ignored)
    (root / "data").symlink_to(content.data)


def timed(root: Path) -> tuple[float, float]:
    """Seconds by the clock and of a processor that one `labkit catalogue` takes."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    shown = subprocess.run(
        [sys.executable, "-m", "labkit.cli", "catalogue", "--json"],
        env={**os.environ, "LABKIT_CONTENT": str(root)},
        capture_output=True,
        check=True,
    )
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert len(json.loads(shown.stdout)["labs"]) == len(Content(root).labs())
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--labs", type=int, default=20)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="labkit-catalogue-") as scratch:
        course_of(Content.find(), given.labs, Path(scratch))
        clocks, processors = zip(*(timed(Path(scratch)) for _ in range(given.runs)), strict=True)
    found = {
        "labs": given.labs,
        "seconds": round(median(clocks), 2),
        "processor_seconds": round(median(processors), 2),
    }
    print(
        json.dumps(found)
        if given.json
        else "{labs} labs: {seconds} s, {processor_seconds} s of a processor".format(**found)
    )


if __name__ == "__main__":
    main()
