"""Landlock: a sandbox for machines where user namespaces are closed (Linux 6.12 or later).

A process gives up, for itself and its children, every file but those it names, TCP, signals to and abstract sockets of anybody
outside. It hides less than namespaces do: other processes' existence, the machine's free memory. Reference: landlock(7).
"""

import ctypes
import os
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_EXECUTE, _WRITE, _READ, _LIST = 1, 2, 4, 8
_ALL = (1 << 16) - 1
_FILE = _EXECUTE | _WRITE | _READ | 1 << 14 | 1 << 15  # what can be granted on a file: truncate and ioctl too
_LOOK = _EXECUTE | _READ | _LIST
_NET, _SCOPE = 3, 3  # TCP bind and connect; abstract sockets and signals
# The sixth version is the first that keeps a process from signalling the grader.
_LEAST_VERSION = 6
# Of /proc and /dev, what numerical libraries read when they start.
_COMMON = ("/dev/urandom", "/dev/random", "/dev/zero", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat")
_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


@dataclass(frozen=True)
class Landlock:
    """Stands where `labkit.kernels.sandbox.sandbox.Bubblewrap` cannot."""

    name: str = "landlock"
    program: str = "landlock"

    def command(self, inner: Sequence[str], *, shared: Path | None = None) -> list[str]:
        """`inner` itself: each kernel restricts itself after the fork."""
        return list(inner)


def version() -> int:
    """Version of Landlock that the running kernel has; 0 for none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, _libc.syscall(ctypes.c_long(_CREATE), None, ctypes.c_size_t(0), ctypes.c_uint(1)))


def available() -> bool:
    """True where it holds what a grader needs."""
    return version() >= _LEAST_VERSION


def readable_paths(roots: Sequence[Path], hidden: Sequence[Path]) -> list[str]:
    """`roots` without what is `hidden` in them: Landlock can only allow, so the way down to each is spelt out."""
    allowed: list[str] = []
    for root in roots:
        below = [path for path in hidden if path.is_relative_to(root)]
        if root in below or not root.exists():
            continue
        if not below:
            allowed.append(str(root))
        else:
            allowed += readable_paths(sorted(root.iterdir()), below)
    return allowed


def restrict(readable: Sequence[str], writable: str) -> None:
    """Restrict this process and its children to come; ``no_new_privs`` must be set.

    Parameters
    ----------
    readable : sequence of str
        Files and folders that may be read and run.
    writable : str
        The one folder where everything may be done.
    """
    attributes = struct.pack("=QQQ", _ALL, _NET, _SCOPE)
    ruleset = _call(_CREATE, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint(0))
    try:
        for path in [*readable, *_COMMON, f"/proc/{os.getpid()}"]:
            _allow(ruleset, path, _LOOK)
        _allow(ruleset, "/dev/null", _LOOK | _WRITE)
        _allow(ruleset, writable, _ALL)
        _call(_RESTRICT, ruleset, ctypes.c_uint(0))
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, access: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        access &= _ALL if os.path.isdir(f"/proc/self/fd/{fd}") else _FILE
        _call(_ADD, ruleset, ctypes.c_int(1), struct.pack("=Qi", access, fd), ctypes.c_uint(0))
    finally:
        os.close(fd)


def _call(number: int, *arguments: object) -> int:
    result = _libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"landlock: {os.strerror(code)}")
    return result
