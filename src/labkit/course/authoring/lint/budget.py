"""Budgets: a lab runs in under 60 seconds and 2 GiB, and never asks for the network. Measured, not guessed.

What counts is processor time, which other work on the machine changes little; the clock is given twice as much. The
costs that the lab says of itself (`labkit.course.teaching.costs`) are held to the same run.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.release.release import solved
from labkit.course.source.lab_source import Source
from labkit.course.teaching.costs import Row, far_from, read_costs

# The budget is 60 seconds; half as much again is left to slower machines (m2_finetune takes 25 s on one and 62 s on another).
MOST_SECONDS, MOST_MEBIBYTES = 90.0, 2048.0
_GIVE_UP = 4 * MOST_SECONDS

# What a run begins with, in the lab's own kernel: every connection that leaves this computer is refused and noted.
GUARD = """
def _labkit_guard(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect":
        host = arguments[1][0] if isinstance(arguments[1], tuple) else None
    else:
        return
    if host and str(host) not in ("localhost", "127.0.0.1", "::1", "0.0.0.0", ""):
        raise PermissionError(f"labkit lint: a lab runs without network, and this one asks for {host}")
import sys as _sys
_sys.addaudithook(_labkit_guard)
"""

_RUN = """
import json, sys, time
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from labkit.course.authoring.lint.budget import GUARD, peak_mebibytes, processor_seconds

notebook = nbformat.read(sys.argv[1], as_version=4)
client = NotebookClient(notebook, timeout=float(sys.argv[2]), resources={"metadata": {"path": sys.argv[3]}})
client.extra_arguments = ["--IPKernelApp.log_level=40"]  # errors only: a local kernel warns about its own sockets
fault, peak, begun = "", 0.0, time.monotonic()
with client.setup_kernel():
    client.kc.execute(GUARD, silent=True, store_history=False, reply=True, timeout=60)
    begun = time.monotonic()
    for number, cell in enumerate(notebook.cells):
        try:
            client.execute_cell(cell, number)
        except CellExecutionError as error:
            fault = f"{cell.id}: {error.ename}: {error.evalue}"
        except Exception as error:
            fault = f"{cell.id}: {type(error).__name__}: {error}"
        if fault:
            break
    elapsed = time.monotonic() - begun
    peak, seconds = peak_mebibytes(client.km.provisioner.pid), processor_seconds(client.km.provisioner.pid)
print(json.dumps({"seconds": seconds, "elapsed": elapsed, "mebibytes": peak, "fault": fault}))
"""


@dataclass(frozen=True)
class Cost:
    """What one run took: the kernel's processor seconds and peak resident memory in MiB, seconds by the clock, and what
    stopped it, if anything."""

    seconds: float
    mebibytes: float
    elapsed: float
    fault: str


def check(content: Content, source: Source) -> Iterator[Finding]:
    """Run the solved notebook of each pathway (English on one, French on the other) and hold it to the budgets."""
    told = read_costs(content)
    for language, pathway in zip(("en", "fr"), source.pathways(), strict=False):
        with TemporaryDirectory(prefix="labkit-run-") as scratch:
            file = solved(content, source.lab, language, pathway, Path(scratch))
            cost = measure(file)
        yield from held(source.lab, language, pathway, cost, told)


def held(
    lab: str, language: str, pathway: str, cost: Cost, told: Mapping[tuple[str, str], Row] | None
) -> Iterator[Finding]:
    """Hold one run to the budgets and to what the labs say of their costs (`read_costs`)."""
    where = f"the solved {language} {pathway} copy"
    if cost.fault:
        yield Finding(lab, cost.fault.split(":")[0], "run", f"{where} does not run: {cost.fault}")
    if cost.seconds > MOST_SECONDS or cost.elapsed > 2 * MOST_SECONDS:
        yield Finding(
            lab,
            "notebook",
            "time",
            f"{where} took {cost.seconds:.0f} s of a processor, {cost.elapsed:.0f} s by the clock: "
            f"{MOST_SECONDS:.0f} and {2 * MOST_SECONDS:.0f} are the most",
        )
    if cost.mebibytes > MOST_MEBIBYTES:
        yield Finding(
            lab,
            "notebook",
            "memory",
            f"{where} took {cost.mebibytes:.0f} MiB: {MOST_MEBIBYTES:.0f} is the most",
        )
    if told is not None and not cost.fault:
        for fault in far_from(told.get((lab, pathway)), cost.seconds, cost.mebibytes):
            yield Finding(
                lab,
                "notebook",
                "costs",
                f"{where}: {fault}; measure again (`python benchmarks/course_costs.py {lab}` renews it)",
            )


def measure(file: Path) -> Cost:
    """Run a notebook in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, str(file), str(_GIVE_UP), str(file.parent)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = done.stderr.strip().split("\n")[-1] if done.stderr.strip() else f"exit code {done.returncode}"
        return Cost(0.0, 0.0, 0.0, f"notebook: {last}")
    found = json.loads(done.stdout.strip().split("\n")[-1])
    return Cost(found["seconds"], found["mebibytes"], found["elapsed"], found["fault"])


def processor_seconds(process: int) -> float:
    """Processor time of a process and of the children it has waited for, in seconds."""
    import psutil

    return float(sum(psutil.Process(process).cpu_times()[:4]))


def peak_mebibytes(process: int) -> float:
    """Peak resident memory of a process, in MiB: Linux keeps it, which psutil does not read; elsewhere what is resident now."""
    status = Path(f"/proc/{process}/status")
    if status.exists():
        for line in status.read_text(encoding="ascii").split("\n"):
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0
    import psutil

    return psutil.Process(process).memory_info().rss / 2**20
