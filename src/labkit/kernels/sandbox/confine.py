"""Inside the sandbox: a forked kernel's own mounts, processes and network, and the loss of every privilege.

Plain system calls through ctypes, since they have to be made between a fork and the learner's first line.
References: namespaces(7), user_namespaces(7), capabilities(7), mount_namespaces(7).
"""

import contextlib
import ctypes
import os
import socket
import struct
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from labkit.kernels.limits import Limits

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
MS_REC, MS_PRIVATE = 16384, 1 << 18
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
PR_CAPBSET_DROP, PR_SET_SECUREBITS, PR_SET_NO_NEW_PRIVS = 24, 28, 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
# NOROOT, NO_SETUID_FIXUP, KEEP_CAPS off, NO_CAP_AMBIENT_RAISE, all locked
_SECUREBITS = 0xEF
_CAPABILITY_VERSION_3 = 0x20080522
HOME = "/home/learner"
STORE = "/.private"
SHARED, SOCKETS = "/.shared", "/.sockets"
# Where each kernel has files of its own, and what they are called in its store.
PRIVATE = {HOME: "home", "/tmp": "tmp", "/dev/shm": "shm"}

# Elsewhere this module can be imported, for its names, but not used.
_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def unshare(flags: int) -> None:
    """unshare(2)."""
    _check(_libc.unshare(flags), "unshare")


def setns(fd: int, kind: int) -> None:
    """setns(2)."""
    _check(_libc.setns(fd, kind), "setns")


def mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    """mount(2)."""
    encoded = [None if text is None else text.encode() for text in (source, target, kind)]
    _check(
        _libc.mount(*encoded, ctypes.c_ulong(flags), None if data is None else data.encode()),
        f"mount {target}",
    )


def prctl(option: int, *arguments: int) -> None:
    """prctl(2)."""
    values = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    _check(_libc.prctl(option, *values), f"prctl {option}")


def isolate(
    limits: Limits, sockets: str | None = None, kept: Sequence[str] = (), hidden: Sequence[str] = ()
) -> None:
    """Give the calling process (the first of a new PID namespace) mounts, network and IPC of its own.

    `sockets` names this kernel's folder among those shared with the host: it alone stays in sight, as `SOCKETS`.
    `kept` are folders of the environment that lie where its private files go, `hidden` files that were not there yet when
    the outer sandbox was made.
    """
    unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS)
    mount(None, "/", None, MS_REC | MS_PRIVATE)
    _mount_proc()
    for path in hidden:
        if os.path.isfile(path) and os.path.getsize(path):
            mount("/dev/null", path, None, MS_BIND)
    mount_private_store(limits, kept)
    if os.path.isdir(SHARED):
        if sockets is not None:
            mount(f"{SHARED}/{sockets}", SOCKETS, None, MS_BIND)
        _check(_libc.umount2(SHARED.encode(), MNT_DETACH), "umount")
    with contextlib.suppress(OSError):
        _loopback_up()
    # Linux 6.14: pid_max belongs to the PID namespace and bounds threads too. It takes no less than 301.
    with contextlib.suppress(OSError), open("/proc/sys/kernel/pid_max", "w") as file:
        file.write(str(max(301, 4 * limits.processes)))
    _protect_proc()


def _mount_proc() -> None:
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)


def _protect_proc() -> None:
    # Who is root outside owns /proc/sys inside, whatever its capabilities: without this cover it could write core_pattern.
    for name in ("sys", "sysrq-trigger", "irq", "bus", "fs", "acpi", "scsi"):
        path = f"/proc/{name}"
        if os.path.exists(path):
            mount(path, path, None, MS_BIND | MS_REC)
            mount(None, path, None, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC)
    for name in ("kcore", "keys", "timer_list", "kallsyms", "kmsg"):
        path = f"/proc/{name}"
        if os.path.exists(path):
            mount("/dev/null", path, None, MS_BIND)


def mount_private_store(limits: Limits, kept: Sequence[str] = ()) -> None:
    """One bounded tmpfs behind the home, ``/tmp`` and ``/dev/shm``."""
    held = {path: os.open(path, os.O_PATH) for path in kept}
    size = f"size={limits.disk_bytes},nr_inodes=65536,mode=0755"
    mount("tmpfs", STORE, "tmpfs", MS_NOSUID | MS_NODEV, size)
    for target, name in PRIVATE.items():
        folder = f"{STORE}/{name}"
        os.mkdir(folder, 0o777)
        mount(folder, target, None, MS_BIND)
    _check(_libc.umount2(STORE.encode(), MNT_DETACH), "umount")
    for path, fd in held.items():
        os.makedirs(path, exist_ok=True)
        mount(
            f"/proc/self/fd/{fd}", path, None, MS_BIND | MS_REC
        )  # read-only stays read-only, covered stays covered
        os.close(fd)


def remount_read_only(path: str) -> None:
    """Fails where a file there is open for writing."""
    mount(None, path, None, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC)


def _loopback_up() -> None:
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        fcntl.ioctl(sock, 0x8914, struct.pack("16sH14s", b"lo", 1 | 64, b""))  # SIOCSIFFLAGS, UP and RUNNING


def limit_resources(limits: Limits) -> None:
    """Limits of each process. RLIMIT_AS is left alone: torch reserves far more addresses than it uses.

    A single process meets its own limit, a MemoryError that it can survive, before the watch kills it for the same memory;
    and its cells meet theirs a little earlier still, so that there is room to ask for the answers (`room_for_answers`).
    """
    import resource

    cells, answers = (limits.memory_bytes * share // 16 + data_bytes() for share in (13, 14))
    for which, value in (
        (resource.RLIMIT_DATA, answers),
        (resource.RLIMIT_FSIZE, limits.disk_bytes),
        (resource.RLIMIT_NOFILE, 512),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 2**20),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        hard = resource.getrlimit(which)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (min(cells, value) if which == resource.RLIMIT_DATA else value, value))


@contextlib.contextmanager
def room_for_answers() -> Iterator[None]:
    """A kernel whose cells have used up their memory can still be asked."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
    try:
        yield
    finally:
        with contextlib.suppress(
            ValueError
        ):  # what is in use does not matter; a hard limit lowered by the learner does
            resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def data_bytes() -> int:
    """What of this process RLIMIT_DATA counts."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[5]) * os.sysconf("SC_PAGESIZE")


def drop_privileges() -> None:
    """No capability now, and none to be had later, through whatever program."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    for capability in range(64):
        if _libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) != 0:
            break
    with contextlib.suppress(OSError):
        prctl(PR_SET_SECUREBITS, _SECUREBITS)
    with contextlib.suppress(OSError):
        prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = struct.pack("Ii", _CAPABILITY_VERSION_3, 0)
    _check(_libc.capset(header, bytes(24)), "capset")
