"""The sandbox for machines without user namespaces: the same promises about files, network, signals and limits."""

import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest

import labkit
from labkit.kernels.forkserver.client import Forkserver
from labkit.kernels.sandbox import landlock
from labkit.kernels.session.session import KernelSession
from tests.kernels.conftest import SMALL, text
from tests.waiting import until

pytestmark = pytest.mark.skipif(not landlock.available(), reason="this kernel has no Landlock, or an old one")
REPOSITORY = Path(labkit.__file__).parents[2]


@pytest.fixture(scope="module")
def forkserver():
    forkserver = Forkserver(landlock.Landlock())
    yield forkserver
    forkserver.close()


@pytest.fixture
def session(forkserver, workdir):
    session = KernelSession(workdir, forkserver, SMALL, "en")
    yield session
    session.close()


def opened(session, path, mode="rb"):
    run = session.run(f"import os\ntry:\n    os.path.isdir({path!r}) and os.listdir({path!r}) or open({path!r}, {mode!r})\n"
                      "    print('yes')\nexcept OSError: print('no')")  # fmt: skip
    return text(run) == "yes\n"


def test_it_says_what_it_is(session):
    assert (session.sandboxed, session.sandbox_name) == (True, "landlock")


def test_own_copy_and_environment_are_there(session, workdir):
    session.run("import pandas as pd; age = pd.read_csv('cohort.csv').age[0]; open('new', 'w').write('x')")
    assert session.answer("age").value() == 61 and os.listdir(workdir) == ["cohort.csv"]
    assert opened(session, labkit.__file__)


def test_the_rest_of_the_machine_is_not(session, tmp_path):
    (tmp_path / "gradebook.db").write_text("x")
    paths = [
        str(tmp_path / "gradebook.db"),
        __file__,
        "/etc/passwd",
        "/proc/1/environ",
        "/proc",
        "/tmp",
        str(Path.home()),
    ]
    paths += map(str, [*(REPOSITORY / "graders").glob("*/*.*"), *(REPOSITORY / "data").rglob("*.truth.*")])
    assert [path for path in paths if opened(session, path)] == []
    places = ["/tmp/x", "/dev/shm/x", "/x", str(Path(labkit.__file__).parent / "x"), str(tmp_path / "x")]
    assert [path for path in places if opened(session, path, "w")] == []


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_VSOCK"])
def test_no_socket_of_any_family(session, family):
    if hasattr(socket, family):
        assert session.run(f"import socket; socket.socket(socket.{family})").ename in (
            "PermissionError",
            "OSError",
        )


def test_the_grader_cannot_be_signalled(session):
    for pid in (os.getpid(), os.getppid()):
        assert session.run(f"import os; os.kill({pid}, 0)").ename in ("PermissionError", "ProcessLookupError")
    assert session.run("import os; os.kill(os.getppid(), 9)").ename == "PermissionError"


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("import os\nwhile True: os.fork()", ("died", "timeout")),
        ("for i in range(9): open(str(i), 'wb').write(b'x' * 2**23)\nimport time; time.sleep(60)", ("died",)),
        ("while True:\n    try:\n        while True: pass\n    except BaseException: pass", ("timeout",)),
        ("print('x' * 10**7)", ("output",)),
    ],
    ids=["fork bomb", "disk", "loop", "output"],
)
def test_limits_hold(session, source, status):
    assert session.run(source).status in status


def test_nothing_outlives_it(forkserver, workdir):
    session = KernelSession(workdir, forkserver, replace(SMALL, cell_seconds=10), "en")
    home = session.answer("__import__('os').environ['HOME']").value()
    session.run("import subprocess; p = subprocess.Popen(['sleep', '75319'], start_new_session=True).pid")
    pid = session.answer("p").value()
    assert Path(f"/proc/{pid}").exists() and Path(home).exists()
    session.close()
    assert until(lambda: not Path(f"/proc/{pid}").exists() and not Path(home).exists())


def test_hidden_folders_are_left_out_of_what_may_be_read(tmp_path):
    for name in ("a/graders/g.py", "a/data/d.csv", "a/data/d.truth.json", "b/c.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    hidden = [tmp_path / "a" / "graders", tmp_path / "a" / "data" / "d.truth.json"]
    allowed = landlock.readable_paths([tmp_path], hidden)
    assert allowed == [str(tmp_path / "a" / "data" / "d.csv"), str(tmp_path / "b")]
