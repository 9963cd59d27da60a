"""A simulated class graded in one run: does anything grow that should not?

    python benchmarks/large_class.py --submissions 1000
    python benchmarks/large_class.py --submissions 100 --heavy 10

With ``--heavy`` so many of the class hand in what computes, fills or floods without end, and the same class is graded without
them too: how much later does the run end, and has everybody else full marks? Memory, open files and processes of the run's whole tree are sampled while it goes; the tenth and the last tenth of the run are
compared. Ends with what a larger course would take, computed from what was measured.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import psutil
from grading import ENVIRONMENT, _expect, _hand_in
from grading_labs import LABS, labkit_content


def sample(root: psutil.Process) -> dict[str, float]:
    """Memory (MiB, proportional), open files and processes of a tree, now."""
    mib, files, processes = 0.0, 0, 0
    for process in [root, *root.children(recursive=True)]:
        try:
            mib += process.memory_full_info().pss / 2**20
            files += process.num_fds()
            processes += 1
        except psutil.Error:
            continue
    return {"mib": mib, "files": files, "processes": processes}


# What stands before the first answer of a heavy submission; the kinds take turns.
HEAVY = [
    "while True:\n    pass",
    "sum(range(10**12))",
    "kept = [bytearray(2**28) for _ in range(64)]",
    "handles = [display('x' * 1000, display_id=str(n)) for n in range(300)]\n"
    "for _ in range(100):\n    for handle in handles:\n        handle.update('y' * 10_000)",
    "raise ValueError('(' * 10**6)",
]


def make_heavy(course: Path, lab: str, number: int, kind: int) -> None:
    """Put a heavy cell of a kind before the answers of a submission."""
    file = course / "submitted" / f"learner{number:05d}" / lab / f"{lab}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    answer = next(cell for cell in notebook.cells if cell.cell_type == "code" and "def " in cell.source)
    answer.source = HEAVY[kind % len(HEAVY)] + "\n" + answer.source
    nbformat.write(notebook, file)


def grade_class(
    lab_name: str, count: int, workers: int, every: float, heavy: int = 0
) -> tuple[float, list[dict[str, float]], int]:
    """Seconds, samples, and processes left when the run has ended."""
    lab, folder = LABS[lab_name], Path(tempfile.mkdtemp(prefix="labkit-class-"))
    variables = {**ENVIRONMENT, "LABKIT_CONTENT": str(folder / "content"), "LABKIT_LANGUAGE": "en"}
    course = folder / "course"
    labkit_content(lab, folder / "content")
    subprocess.run(["labkit", "course", str(course)], env=variables, check=True, capture_output=True)
    subprocess.run(
        ["nbgrader", "generate_assignment", lab.name],
        cwd=course,
        env=variables,
        check=True,
        capture_output=True,
    )
    _hand_in(
        nbformat.read(course / "source" / lab.name / f"{lab.name}.ipynb", as_version=4),
        lab.name,
        count,
        course,
    )
    # Spread over the class, as they come in life.
    chosen = [n * (count // heavy) for n in range(heavy)] if heavy else []
    for kind, number in enumerate(chosen):
        make_heavy(course, lab.name, number, kind)
    started, samples, done = time.perf_counter(), [], threading.Event()
    process = subprocess.Popen(
        ["labkit", "grade", lab.name, "--workers", str(workers), "--json"],
        cwd=course,
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    root = psutil.Process(process.pid)
    children: set[int] = set()

    def watch() -> None:
        while not done.wait(every):
            try:
                samples.append(sample(root))
                children.update(p.pid for p in root.children(recursive=True))
            except psutil.Error:
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - started
    done.set()
    watcher.join()
    if code:
        raise SystemExit(f"labkit grade ended with {code}")
    _expect(course, lab, count, besides=[f"learner{number:05d}" for number in chosen])
    time.sleep(2)
    left = sum(psutil.pid_exists(pid) for pid in children)
    shutil.rmtree(folder, ignore_errors=True)
    return seconds, samples, left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--lab", choices=LABS, default="pandas")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--heavy", type=int, default=0, help="how many compute, fill or flood without end")
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two samples")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    seconds, samples, left = grade_class(given.lab, given.submissions, given.workers, given.every)
    later = None
    if given.heavy:
        among, _samples, left = grade_class(
            given.lab, given.submissions, given.workers, given.every, given.heavy
        )
        later = round(among - seconds, 1)
    tenth = max(len(samples) // 10, 1)
    early, late = samples[tenth : 2 * tenth] or samples, samples[-2 * tenth : -tenth] or samples
    mean = {key: (sum(s[key] for s in part) / len(part)) for key in early[0] for part in [early]}
    after = {key: (sum(s[key] for s in part) / len(part)) for key in late[0] for part in [late]}
    each = seconds / given.submissions
    row = {
        "lab": given.lab,
        "submissions": given.submissions,
        "workers": given.workers,
        "seconds": round(seconds, 1),
        "seconds_each": round(each, 3),
        "early": {k: round(v, 1) for k, v in mean.items()},
        "late": {k: round(v, 1) for k, v in after.items()},
        "processes_left": left,
        "seconds_later_with_heavy": later,
        # 20,000 learners, six modules of one lab each, on machines like this one
        "machine_hours_for_20000_learners_6_labs": round(20_000 * 6 * each / 3600, 1),
    }
    if given.json:
        print(json.dumps(row))
        return
    print(
        f"{given.submissions} submissions of the {given.lab} lab in {seconds:.0f} s with {given.workers} workers: {each:.2f} s each"
    )
    for key, unit in (("mib", "MiB"), ("files", "open files"), ("processes", "processes")):
        print(f"  {unit:<12} early {mean[key]:8.0f}   late {after[key]:8.0f}")
    print(f"  processes left afterwards: {left}")
    if later is not None:
        print(f"  with {given.heavy} heavy ones among them the run ends {later:.0f} s later")
    print(
        f"  20,000 learners, six labs: {row['machine_hours_for_20000_learners_6_labs']} hours of a machine like this one"
    )


if __name__ == "__main__":
    main()
