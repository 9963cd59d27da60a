"""Inside the sandbox: what learner code reaches for outside its folder and the environment, told to the grader.

An audit hook of the learner's own process, which hostile code can blind: it adds to the record, and guards nothing. The
sandbox is what keeps those files away. Reference: PEP 578.
"""

import contextlib
import os
import sys
from collections.abc import Callable
from typing import Any

from labkit.kernels.sandbox.confine import HOME

_MOST = 40
_WATCHED = {
    "open",
    "os.listdir",
    "os.scandir",
    "os.chdir",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "shutil.copyfile",
}
_HARMLESS = (
    "/tmp",
    "/dev",
    "/proc",
    "/usr",
    "/lib",
    "/etc",
    "/bin",
    "/sbin",
    "/sys/fs/cgroup",
    "/sys/devices",
)
_Tell = Callable[[str, str], None]
_told: set[str] = set()
_tell: _Tell | None = None


def attach(tell: _Tell) -> None:
    """Report through `tell(kind, detail)` from now on."""
    global _tell
    _tell = tell


def install() -> None:
    """Add the hook; it cannot be taken away again."""
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    # The interpreter looks for modules in every folder of sys.path, and in the parts of zip files that do not exist.
    known = [
        os.environ.get("HOME", HOME),
        *_HARMLESS,
        sys.prefix,
        sys.base_prefix,
        sys.base_exec_prefix,
        package,
        os.getcwd(),
    ]
    known += [os.path.join(os.path.dirname(package), "data"), *filter(None, sys.path)]
    if os.environ.get("LABKIT_CONTENT"):
        known.append(os.path.join(os.environ["LABKIT_CONTENT"], "data"))
    allowed = tuple(path.rstrip("/") + "/" for path in known)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _WATCHED or not arguments or _tell is None or len(_told) >= _MOST:
            return
        path = arguments[0]
        if isinstance(path, (str, bytes, os.PathLike)):
            with contextlib.suppress(Exception):  # an error here would become the learner's
                _look(event, os.fsdecode(path), allowed)

    sys.addaudithook(hook)


def _look(event: str, path: str, allowed: tuple[str, ...]) -> None:
    if path.startswith("<"):
        return
    full = os.path.normpath(os.path.join(os.getcwd(), path)) + "/"
    if not full.startswith(allowed) and full not in _told:
        _told.add(full)
        if _tell is not None:
            _tell("file", f"{event}: {path[:250]}")
