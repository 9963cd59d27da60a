"""What learner code can see and reach: its own copy and the environment, nothing else."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import labkit
from labkit.kernels.sandbox import sandbox
from labkit.kernels.session.session import open_session
from labkit.language import speaking
from tests.kernels.conftest import text

REPOSITORY = Path(labkit.__file__).parents[2]


def can_read(session, path):
    source = f"import os\ntry:\n    print(len(open({str(path)!r}, 'rb').read()) > 0)\nexcept OSError:\n    print(False)"
    return text(session.run(source)) == "True\n"


def test_the_copy_is_private(kernel, workdir):
    first, second = kernel(), kernel()
    assert text(first.run("import os; print(os.listdir('.'))")) == "['cohort.csv']\n"
    first.run("open('cohort.csv', 'w').write('forged'); open('more', 'w').write('x')")
    second.run("import os; found = open('cohort.csv').read(), os.path.exists('more')")
    assert second.answer("found").value() == ("age\n61\n", False)
    assert (workdir / "cohort.csv").read_text() == "age\n61\n" and os.listdir(workdir) == ["cohort.csv"]


def test_files_of_the_host_are_out_of_sight(kernel, tmp_path):
    secret = tmp_path / "gradebook.db"
    secret.write_text("marks")
    session = kernel()
    hidden = [
        secret,
        Path(__file__),
        REPOSITORY / "pyproject.toml",
        "/etc/shadow",
        "/etc/passwd",
        "/etc/hostname",
    ]
    hidden += [Path.home() / ".bashrc", *(REPOSITORY / "graders").glob("*/*.*"), "../submission/cohort.csv"]
    hidden += [
        "../../gradebook.db",
        "/proc/1/environ",
        "/proc/1/mem",
        "/proc/kcore",
        f"/proc/{os.getpid()}/environ",
    ]
    hidden += [path for folder in ("data", "notebooks") for path in (REPOSITORY / folder).rglob("*.truth.*")]
    assert [str(path) for path in hidden if can_read(session, path)] == []


def test_the_environment_is_there(kernel):
    session = kernel()
    assert can_read(session, sys.executable) and can_read(session, labkit.__file__)
    data = list((REPOSITORY / "data").rglob("*.parquet"))
    assert all(can_read(session, path) for path in data)
    assert session.run("import labkit, pandas, sklearn, scipy, matplotlib").status == "ok"


def test_variables_of_the_grader_do_not_pass(workdir, monkeypatch):
    monkeypatch.setenv("COURSE_SECRET", "seed")
    with open_session(workdir) as session:
        names = session.answer("dict(__import__('os').environ)").value()
    assert "COURSE_SECRET" not in names and names["HOME"] == "/home/learner"
    assert not any(str(Path.home()) in value for name, value in names.items() if name != "PATH")


@pytest.mark.parametrize(
    "path",
    ["/x", "/usr/x", "/etc/x", "/run/x", "/dev/x", "/home/x", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger",
     str(Path(labkit.__file__).parent / "x.py"), str(Path(sys.prefix) / "x"), "/.private/x", "/sys/x"],
)  # fmt: skip
def test_nothing_can_be_written_outside(kernel, path):
    run = kernel().run(f"open({path!r}, 'w').write('x')")
    assert run.status == "error" and run.ename in ("OSError", "PermissionError", "FileNotFoundError")


@pytest.mark.parametrize(
    "source",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import urllib.request; urllib.request.urlopen('http://example.org', timeout=1)",
        "import socket; socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)",
        "import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    ],
)
def test_there_is_no_network(kernel, source):
    session = kernel()
    assert session.run(source).status == "error"
    assert {entry.kind for entry in session.tampering} & {"network", "process"}


def test_the_hosts_ports_are_not_the_kernels(kernel):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert (
            kernel().run(f"import socket; socket.create_connection(('127.0.0.1', {port}), 1)").status
            == "error"
        )


def test_abstract_sockets_of_the_host_and_of_other_kernels_are_out_of_reach(kernel):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0labkit-test")
        server.listen()
        connect = "import socket; s = socket.socket(socket.AF_UNIX); s.connect('\\0labkit-test')"
        assert kernel().run(connect).status == "error"
    first, second = kernel(), kernel()
    assert (
        first.run(
            "import socket; t = socket.socket(socket.AF_UNIX); t.bind('\\0labkit-test'); t.listen()"
        ).status
        == "ok"
    )
    assert second.run(connect).status == "error"


@pytest.mark.parametrize(
    "call",
    [
        "unshare -U true",
        "unshare -m true",
        "mount -t tmpfs x /tmp",
        "umount /proc",
        "chroot / true",
        "nsenter -t 1 -m true",
    ],
)
def test_privileges_cannot_be_had_back(kernel, call):
    session = kernel()
    session.run(
        f"import subprocess; code = subprocess.run({call!r}, shell=True, capture_output=True).returncode"
    )
    assert session.answer("code").value() != 0


@pytest.mark.parametrize(
    "number", [101, 319, 272, 425, 321, 29], ids=["ptrace", "memfd", "unshare", "io_uring", "bpf", "shmget"]
)
@pytest.mark.skipif(os.uname().machine != "x86_64", reason="numbers of x86_64")
def test_dangerous_system_calls_are_refused_and_named(kernel, number):
    session = kernel()
    session.run(
        f"import ctypes; c = ctypes.CDLL(None, use_errno=True); r = c.syscall({number}, 0, 0, 0, 0), ctypes.get_errno()"
    )
    assert session.answer("r").value() == (-1, 1)
    assert any("refused system call" in entry.detail for entry in session.tampering)


def test_no_capability_is_left(kernel):
    session = kernel()
    lines = text(session.run("print(open('/proc/self/status').read())")).splitlines()
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    assert {status[name] for name in ("CapEff", "CapPrm", "CapInh", "CapBnd", "CapAmb")} == {"0" * 16}
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")


def test_a_kernel_sees_its_own_processes_only(kernel):
    kernel().run("import subprocess; subprocess.Popen(['sleep', '60'])")
    pids = kernel().answer("[int(p) for p in __import__('os').listdir('/proc') if p.isdigit()]").value()
    assert len(pids) == 2


@pytest.mark.parametrize(
    "reach", ["open('/home/other/secret')", "__import__('os').listdir('/srv')", "open('../../source/lab')"]
)
def test_reaching_out_is_reported(kernel, reach):
    session = kernel()
    session.run(reach)
    assert [entry.kind for entry in session.tampering] == ["file"]


@pytest.mark.parametrize(
    "honest",
    [
        "import pandas as pd; pd.read_csv('cohort.csv').to_csv('out.csv')",
        "import matplotlib.pyplot as plt; plt.plot([1]); plt.savefig('a.png')",
        "import tempfile; open(tempfile.mktemp(), 'w').write('x')",
        "from sklearn.linear_model import LogisticRegression as L; L().fit([[0], [1]], [0, 1])",
        "import statistics, sqlite3, email, zoneinfo; zoneinfo.ZoneInfo('Europe/Paris')",
        "import multiprocessing as m; m.get_context('fork').Pool(2).map(abs, [1, -1])",
        "from joblib import Parallel, delayed; Parallel(2)(delayed(abs)(i) for i in range(3))",
        "import labkit; labkit.data",
    ],
)
def test_honest_work_runs_and_is_not_reported(kernel, honest):
    session = kernel()
    run = session.run(honest, timeout=60)
    assert (run.status, list(session.tampering)) == ("ok", [])


def test_too_many_files_are_left_out(workdir):
    for number in range(4200):
        (workdir / f"{number}").touch()
    with open_session(workdir) as session:
        assert session.answer("len(__import__('os').listdir('.'))").value() <= 4200 - 100
        assert {entry.kind for entry in session.tampering} == {"working_copy"}


def test_links_and_special_files_do_not_travel(workdir, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("seed")
    (workdir / "link").symlink_to(secret)
    (workdir / "folder").symlink_to(tmp_path)
    os.link(secret, workdir / "hard")
    os.mkfifo(workdir / "pipe")
    (workdir / "deep").mkdir()
    (workdir / "deep" / "kept").write_text("x")
    with open_session(workdir) as session:
        found = session.answer("sorted(p for _, _, f in __import__('os').walk('.') for p in f)").value()
        assert found == ["cohort.csv", "kept"]
        assert {entry.kind for entry in session.tampering} == {"working_copy"} and len(session.tampering) == 4


def test_content_of_another_folder_hides_its_graders(tmp_path, workdir, monkeypatch):
    content = tmp_path / "content"
    for name in ("data", "graders", "notebooks"):
        (content / name).mkdir(parents=True)
        (content / name / "a.py").write_text("x = 1")
    (content / "data" / "a.truth.json").write_text("{}")
    monkeypatch.setenv("LABKIT_CONTENT", str(content))
    with open_session(workdir) as session:
        seen = [
            name for name in ("data", "graders", "notebooks") if can_read(session, content / name / "a.py")
        ]
        assert seen == ["data"] and not can_read(session, content / "data" / "a.truth.json")


def test_a_wheels_graders_are_masked(monkeypatch, tmp_path):
    package = tmp_path / "site" / "labkit"
    for name in ("graders", "notebooks", "data"):
        (package / "_content" / name).mkdir(parents=True)
        (package / "_content" / name / "a.truth.json").write_text("{}")
    monkeypatch.setattr(sandbox, "_PACKAGE", package)
    inner = [sys.executable, "-c", f"import pathlib; print([p.name for p in pathlib.Path({str(package)!r}).rglob('*') if p.is_file()"
             " and p.read_bytes()])"]  # fmt: skip
    done = subprocess.run(sandbox.find_sandbox().command(inner), capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


@pytest.mark.parametrize(("language", "word"), [("en", "submission"), ("fr", "copies")])
def test_where_there_is_no_sandbox_the_message_says_what_to_do(monkeypatch, language, word):
    sandbox._search.cache_clear()
    monkeypatch.setattr(sys, "platform", "darwin")
    try:
        with speaking(language), pytest.raises(sandbox.SandboxUnavailable, match=f"--no-sandbox.*{word}"):
            sandbox.find_sandbox()
    finally:
        sandbox._search.cache_clear()


def test_without_a_sandbox_the_session_says_so(workdir):
    with open_session(workdir, sandbox="none") as session:
        assert (session.sandboxed, session.sandbox_name) == (False, "none")
        assert session.answer("__import__('os').getcwd()").value() == str(workdir)


def test_an_ordinary_user_gets_the_same_sandbox(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("needs root, to become someone else")
    inner = ["/bin/sh", "-c", "grep CapEff /proc/self/status; ls /home"]
    line = sandbox.find_sandbox().command(inner)
    done = subprocess.run(
        line, capture_output=True, text=True, user=65534, group=65534, extra_groups=[], cwd="/"
    )
    if "Permission denied" in done.stderr:
        pytest.skip("this environment lies where only root can read")
    assert done.returncode == 0 and done.stdout.endswith("learner\n"), done.stderr
