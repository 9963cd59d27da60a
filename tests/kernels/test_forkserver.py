"""Forked kernels share what was imported and nothing else; none outlives its grader."""

import gc
import os
import signal
import subprocess
import sys
import types
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from labkit.kernels.forkserver.client import Forkserver
from labkit.kernels.forkserver.main import preload
from labkit.kernels.forkserver.pool import forkserver_for
from labkit.kernels.sandbox.sandbox import find_sandbox
from labkit.kernels.session.session import KernelSession, open_session
from tests.kernels.conftest import SMALL
from tests.waiting import until

# One heavy forkserver for the whole module: starting it is what takes time.
HEAVY = ["no_such_module", "sklearn.linear_model", "torch", "transformers"]


@pytest.mark.parametrize(
    "draw",
    [
        "import random; v = random.random()",
        "import numpy; v = numpy.random.rand()",
        "import torch; v = torch.rand(1).item()",
    ],
    ids=["random", "numpy", "torch"],
)
def test_random_states_are_each_forks_own(kernel, draw):
    values = []
    for _ in range(3):
        session = kernel(imports=HEAVY)
        session.run(draw)
        values.append(session.answer("v").value())
    assert len(set(values)) == 3


def test_a_seed_gives_the_same_numbers_in_every_fork(kernel):
    values = set()
    for _ in range(2):
        session = kernel()
        session.run(
            "import numpy, random; random.seed(1); numpy.random.seed(1); v = random.random(), numpy.random.rand()"
        )
        values.add(session.answer("v").value())
    assert len(values) == 1


def test_imports_are_there_before_the_learner_asks(kernel):
    assert kernel(imports=HEAVY).answer("'sklearn.linear_model' in __import__('sys').modules").value()


def test_an_import_that_fails_is_left_to_the_learner(kernel):
    session = kernel(imports=HEAVY)
    assert session.run("import no_such_module").ename == "ModuleNotFoundError"


@pytest.mark.parametrize(
    "spoil",
    [
        "import os; os.environ['SPOILT'] = '1'",
        "import builtins; builtins.len = lambda x: 0",
        "import numpy; numpy.mean = None",
        "open('/tmp/left', 'w').write('x'); open('/dev/shm/left', 'w').write('x')",
        "import sys; sys.modules['pandas'] = None",
        "import sys; sys.path.insert(0, '/nowhere')",
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)",
        "import gc; gc.disable()",
        "get_ipython().events.register('pre_run_cell', lambda info: 1 / 0)",
    ],
)
def test_nothing_of_one_kernel_is_in_the_next(kernel, spoil):
    state = (
        "(sorted(os.environ.items()), len([1]), callable(numpy.mean), os.listdir('/tmp'), os.listdir('/dev/shm'),"
        " pandas is not None, sys.path, signal.getsignal(signal.SIGINT) is signal.default_int_handler, gc.isenabled(),"
        " len(get_ipython().events.callbacks['pre_run_cell']))"
    )
    imports = "import os, sys, numpy, pandas, signal, gc"

    def look():
        session = kernel()
        session.run(imports)
        return session.answer(state).value()

    before = look()
    kernel().run(spoil)
    assert look() == before


def test_the_forkserver_has_one_thread_when_it_forks():
    forkserver = forkserver_for(find_sandbox(), HEAVY)
    inner = next(
        pid
        for pid in descendants(forkserver.pid)
        if b"labkit.kernels.forkserver.main" in cmdline(pid).split(b"--")[0]
    )
    assert len(os.listdir(f"/proc/{inner}/task")) == 1


@pytest.mark.parametrize(
    "work",
    [
        "from concurrent.futures import ThreadPoolExecutor as T; v = list(T(4).map(abs, range(9)))",
        "import numpy as np; a = np.random.rand(300, 300) + 300 * np.eye(300); v = bool(np.allclose(a @ np.linalg.inv(a), np.eye(300)))",
        "import torch; v = torch.nn.Linear(64, 64)(torch.rand(32, 64)).sum().isfinite().item()",
        "from sklearn.ensemble import RandomForestClassifier as R; v = R(5, n_jobs=2).fit([[0], [1]] * 9, [0, 1] * 9).n_classes_",
    ],
    ids=["threads", "blas", "torch", "joblib threads"],
)
def test_thread_pools_work_after_the_fork(kernel, work):
    session = kernel(imports=HEAVY)
    assert session.run(work, timeout=60).status == "ok"
    assert session.answer("v").value()


def test_kernels_of_one_forkserver_run_side_by_side(workdir):
    def one(number):
        with open_session(workdir, limits=SMALL) as session:
            session.run(f"import time; time.sleep(0.2); x = {number}")
            return session.answer("x").value()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, range(8))) == list(range(8))


def test_a_killed_forkserver_is_replaced(workdir):
    with open_session(workdir) as session:
        session.run("1")
    os.kill(forkserver_for(find_sandbox()).pid, signal.SIGKILL)
    with open_session(workdir) as session:
        assert session.answer("1 + 1").value() == 2


def test_sessions_leave_no_descriptor_and_no_process(workdir):
    def count():
        return len(os.listdir("/proc/self/fd")), len(descendants(forkserver_for(find_sandbox()).pid))

    with open_session(workdir, limits=SMALL):
        pass
    until(lambda: count()[1] <= 2)
    gc.collect()  # what earlier tests have left is closed now, not while we count
    before = count()
    for source in ["1", "1 / 0", "import os; os._exit(0)", "while True: print('x' * 10**5)"] * 5:
        with open_session(workdir, limits=SMALL) as session:
            session.run(source)
    gc.collect()
    until(lambda: count() <= before)
    after = count()
    assert after[0] <= before[0] and after[1] == before[1]


def test_a_further_kernel_costs_less_than_150_mib(kernel):
    session = kernel(imports=HEAVY)
    session.run(
        "import torch, pandas as pd; pd.DataFrame({'a': range(1000)}).describe(); torch.rand(100, 100) @ torch.rand(100, 100)"
    )
    forkserver = forkserver_for(find_sandbox(), HEAVY)
    private = 0
    for pid in descendants(forkserver.pid)[2:]:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            private += sum(int(line.split()[1]) for line in file if line.startswith("Private_"))
    assert 0 < private / 1024 < 150


def test_where_namespaces_do_not_nest_each_kernel_has_its_own_forkserver(workdir):
    with ThreadPoolExecutor(1) as pool:  # a forkserver also outlives the thread that asked for it
        forkserver = pool.submit(Forkserver, find_sandbox(), nest=False).result()
    assert not forkserver.nested
    session = KernelSession(workdir, forkserver, SMALL, "en")
    try:
        assert session.answer("__import__('os').listdir('.')").value() == ["cohort.csv"]
        assert session.run("import socket; socket.create_connection(('192.0.2.1', 80), 1)").status == "error"
        assert session.run("open('/x', 'w')").status == "error"
        session.run(
            "import os, signal\nfor p in os.listdir('/proc'):\n    if p.isdigit() and int(p) not in (1, os.getpid()): os.kill(int(p), 9)"
        )
        until(lambda: session.run("1") and not session.alive)
        assert not session.alive
    finally:
        session.close()
    until(lambda: not forkserver.alive)
    assert not forkserver.alive


def test_a_killed_grader_leaves_no_process(tmp_path):
    script = tmp_path / "grader.py"
    script.write_text(
        "import sys, time, pathlib\nfrom labkit.kernels.session.session import open_session\n"
        "with open_session(pathlib.Path(sys.argv[1])) as s:\n"
        "    s.run(\"import subprocess; subprocess.Popen(['sleep', '86421'], start_new_session=True)\")\n"
        "    print('ready', flush=True)\n    time.sleep(60)\n"
    )
    (tmp_path / "work").mkdir()
    grader = subprocess.Popen([sys.executable, script, tmp_path / "work"], stdout=subprocess.PIPE, text=True)
    assert grader.stdout is not None and grader.stdout.readline() == "ready\n"
    family = descendants(grader.pid)
    assert any(b"86421" in cmdline(pid) for pid in family)
    os.kill(grader.pid, signal.SIGKILL)
    grader.wait()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in family))
    assert [cmdline(pid) for pid in family if Path(f"/proc/{pid}").exists()] == []


def cmdline(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def descendants(root):
    found, new = [], [root]
    while new:
        pid = new.pop(0)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                children = [int(child) for child in task.read_text().split()]
            except OSError:
                continue
            found += children
            new += children
    return found


def test_what_a_module_of_ours_imports_late_is_imported_before_the_fork(monkeypatch):
    """Seconds in every kernel, and once for all here; what is not installed is nobody's fault yet."""
    late = types.ModuleType("labkit.late")
    late.IMPORTED_LATE = ("no_such_module", "colorsys", "by_member:asked_for")
    by_member = types.ModuleType("by_member")
    members: list[str] = []
    by_member.__getattr__ = members.append  # as a package that loads its classes when they are asked for
    monkeypatch.setitem(sys.modules, "labkit.late", late)
    monkeypatch.setitem(sys.modules, "by_member", by_member)
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    assert preload(["json", "no_such_module"]) == ["no_such_module"]
    assert "colorsys" in sys.modules
    assert members.count("asked_for") == 1
