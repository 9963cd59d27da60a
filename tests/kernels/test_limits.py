"""Whatever a submission does to its kernel, the grader gets a record and its machine back."""

import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from tests.kernels.conftest import SMALL, text
from tests.waiting import until

BOMBS = {
    "exit": ("import os; os._exit(0)", "died"),
    "exit with output before": ("print('before'); import sys; sys.stdout.flush(); import os; os._exit(1)", "died"),
    "kill itself": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "died"),
    "segmentation fault": ("import ctypes; ctypes.string_at(0)", "died"),
    "close every descriptor": ("import os; os.closerange(0, 1000)", "died"),
    "endless loop": ("while True: pass", "timeout"),
    "endless sleep": ("import time; time.sleep(1000)", "timeout"),
    "loop that catches interrupts": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "timeout",
    ),
    "loop that ignores signals": (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "timeout",
    ),
    "stopped process": ("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", "timeout"),
    "fork bomb": ("import os\nwhile True: os.fork()", ("died", "timeout")),
    "many sleeping processes": ("import subprocess, time\np = [subprocess.Popen(['sleep', '60']) for _ in range(40)]\ntime.sleep(60)", "died"),
    "many threads": (
        "import threading, time\nfor i in range(2000): threading.Thread(target=time.sleep, args=(60,)).start()\ntime.sleep(60)",
        ("died", "error"),
    ),
    "interrupt to its keeper": ("import os, signal, time\nos.kill(1, signal.SIGINT); time.sleep(60)", "timeout"),
    "memory in children": (
        "import os, time\nfor i in range(8):\n    if not os.fork():\n        b = b'x' * (90 * 2**20); time.sleep(60)\ntime.sleep(60)",
        "memory",
    ),
    "shared memory": ("import mmap\nm = mmap.mmap(-1, 2**30)\nfor i in range(0, 2**30, 4096): m[i] = 1", "memory"),
    "output": ("while True: print('x' * 10000)", "output"),
    "one huge output": ("print('x' * 20_000_000)", "output"),
    "huge display": ("from IPython.display import HTML; HTML('x' * 20_000_000)", ("output", "died")),
    "output to the descriptor": ("import os\nwhile True: os.write(1, b'x' * 10000)", "output"),
    "output of a child": ("import os\nos.system('yes')", "output"),
    "errors without end": ("import sys\nwhile True: print('x' * 1000, file=sys.stderr)", "output"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_costs_its_cell(kernel, source, expected):
    session = kernel()
    run = session.run(source)
    assert run.status in (expected if isinstance(expected, tuple) else (expected,))
    assert session.alive or session.tampering
    if not session.alive:
        after = session.run("1 + 1")
        assert (after.status, after.outputs) == ("died", [])


@pytest.mark.parametrize(
    "source",
    ["b = bytearray(10**11)", "x = [0] * 10**11", "import numpy as np; np.ones(10**10)", "x = 'a' * 10**10"],
)
def test_asking_for_too_much_memory_is_the_learners_error(kernel, source):
    session = kernel()
    assert session.run(source).ename in ("MemoryError", "_ArrayMemoryError")
    assert session.run("1").status == "ok"


@pytest.mark.parametrize("source", ["x = " + "-" * 60_000 + "1", "f = " + "lambda:" * 5_000 + "0"])
def test_a_cell_that_pythons_parser_gives_up_asked_for_no_memory(kernel, source):
    session = kernel()
    run = session.run(source)
    assert (run.ename, run.line) == ("MemoryError", "")
    assert session.run("1").status == "ok" and session.tampering == []


@pytest.mark.parametrize("place", ["/tmp", "/dev/shm", "."])
def test_the_disk_is_bounded(kernel, place):
    session = kernel()
    source = "n = 0\ntry:\n    for i in range(99):\n        n += open(f'{}/{{i}}', 'wb').write(b'x' * 2**20)\nexcept OSError: pass"
    session.run(source.format(place))
    assert 0 < session.answer("n").value() <= session.limits.disk_bytes


def test_one_total_for_all_places(kernel):
    session = kernel()
    session.run(
        "n = 0\nfor place in ('/tmp', '/dev/shm', '.'):\n    try:\n        for i in range(99):\n"
        "            n += open(f'{place}/{i}', 'wb').write(b'x' * 2**20)\n    except OSError: pass"
    )
    assert session.answer("n").value() <= session.limits.disk_bytes


def test_total_time_bounds_all_cells(kernel):
    session = kernel(limits=replace(SMALL, total_seconds=1, cell_seconds=30))
    runs = [session.run("import time; time.sleep(0.4)") for _ in range(6)]
    assert "timeout" in {run.status for run in runs} and not session.alive


@pytest.fixture
def busy():
    """Six times as many processes as processors, each as patient as a kernel and never done."""
    line = [sys.executable, "-c", "import os\nos.nice(10)\nprint(flush=True)\nwhile True: pass"]
    # A session of its own each: the system may share the processor out among sessions.
    started = {"stdout": subprocess.PIPE, "start_new_session": True}
    others = [subprocess.Popen(line, **started) for _ in range(6 * (os.cpu_count() or 1))]
    for process in others:
        process.stdout.readline()
    yield
    for process in others:
        process.kill()
        process.wait()


COMPUTES = "import time\nstart = time.process_time()\nwhile time.process_time() - start < {}: pass"


@pytest.mark.skipif(not os.path.exists("/proc/self/schedstat"), reason="this system does not tell who waits")
def test_a_busy_machine_takes_no_time_away(kernel, busy):
    # Its keeper waits for the processor as well, before it says what was spent.
    session = kernel(limits=replace(SMALL, grace_seconds=60, total_seconds=600))
    before = time.monotonic()
    assert session.run(COMPUTES.format(0.6), timeout=1.2).status == "ok"
    assert time.monotonic() - before > 1.2  # otherwise the machine was not busy
    assert session.lived < time.monotonic() - before - 0.2
    assert session.run(COMPUTES.format(600), timeout=0.3).status == "timeout"
    assert session.run("time.sleep(600)", timeout=0.3).status == "timeout"
    passed = time.monotonic() - before
    assert 0.5 < session.lived < passed - 0.3
    session.run("import os; os._exit(0)")
    assert 0.5 < session.lived < time.monotonic() - before - 0.3  # of a dead one also


def test_a_kernel_that_is_gone_grows_no_older(kernel):
    session = kernel()
    assert session.run("import os; os._exit(0)").status == "died"
    gone = session.lived
    time.sleep(0.2)
    assert session.lived == gone


def test_an_interrupted_cell_leaves_the_kernel_and_its_names(kernel):
    session = kernel(limits=replace(SMALL, grace_seconds=60))  # a busy machine is slow to be interrupted
    session.run("x = 5")
    run = session.run("x = 6\nwhile True: pass", timeout=0.3)
    assert (run.status, session.alive, session.answer("x").value()) == ("timeout", True, 6)


def test_an_interrupt_never_meets_the_next_cell(kernel):
    session = kernel(limits=replace(SMALL, grace_seconds=60))
    for _ in range(10):
        session.run("import time; time.sleep(0.1)", timeout=0.1)
        assert session.run("sum(range(10**5))").status == "ok"


def test_input_is_refused_not_waited_for(kernel):
    assert kernel().run("input('?')").ename == "StdinNotImplementedError"


def test_leaving_python_is_an_error(kernel):
    session = kernel()
    assert [session.run(source).status for source in ("exit()", "quit()", "raise SystemExit")] == [
        "ok",
        "ok",
        "error",
    ]
    assert session.run("1").status == "ok"


def test_a_forked_child_never_answers_for_its_parent(kernel):
    session = kernel()
    session.run("import os; child = os.fork()")
    for number in range(5):
        assert session.run(f"x = {number}").status == "ok"
        assert session.answer("x, child > 0").value() == (number, True)


def test_output_before_the_end_is_kept(kernel):
    run = kernel().run("print('seen', flush=True)\nimport os; os._exit(0)")
    assert text(run) == "seen\n"


def processes():
    found = set()
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/cmdline") as file:
                found.add((name, file.read()))
        except OSError:
            pass
    return {name for name, line in found if "sleep\x0097531" in line}


@pytest.mark.parametrize("sandbox", ["auto", "none"])
@pytest.mark.parametrize(
    "daemon",
    [
        "import subprocess; subprocess.Popen(['sleep', '97531'])",
        "import subprocess; subprocess.Popen(['sleep', '97531'], start_new_session=True)",
        "import os; os.system('setsid nohup sleep 97531 >/dev/null 2>&1 &')",
        "import os\nif not os.fork():\n    os.setsid()\n    if not os.fork():\n        os.execlp('sleep', 'sleep', '97531')\n    os._exit(0)",
        "import atexit, os; atexit.register(os.system, 'sleep 97531')",
        "import threading, os; threading.Thread(target=os.system, args=('sleep 97531',)).start()",
        "import signal, subprocess; signal.signal(signal.SIGTERM, signal.SIG_IGN); subprocess.Popen(['sleep', '97531'])",
    ],
)
def test_nothing_outlives_the_session(workdir, daemon, sandbox):
    from labkit.kernels.session.session import open_session

    with open_session(workdir, sandbox=sandbox) as session:
        session.run(daemon)
        session.run("import time; time.sleep(0.2)")
    until(lambda: not processes())
    assert processes() == set()
