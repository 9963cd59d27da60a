"""Inside the sandbox, outside the learner's process: system calls that the filter hands over are named and answered.

A refused call is answered with "not permitted". A connection is let through, to a network namespace that leads nowhere: it is
only noted. Nothing is decided from what is read out of the learner's memory, which may change meanwhile. Reference:
seccomp_unotify(2).
"""

import contextlib
import errno
import fcntl
import ipaddress
import os
import platform
import socket
import struct

from labkit.kernels.sandbox.seccomp import WATCHED, names

_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_CONTINUE = 1
_NAMES = names(platform.machine())


def answer_notice(listener: int) -> tuple[str, str] | None:
    """Answer one call; its kind and detail (``("", "")``: nothing worth noting), or None where the listener is dead."""
    buffer = bytearray(80)
    try:
        fcntl.ioctl(listener, _RECEIVE, buffer)
    except OSError as error:
        return ("", "") if error.errno in (errno.ENOENT, errno.EINTR) else None
    request, pid, _, number, _, _, *arguments = struct.unpack("QIIiIQ6Q", buffer)
    name = _NAMES.get(number, str(number))
    if name in WATCHED:
        pointer, length = (arguments[1], arguments[2]) if name == "connect" else (arguments[4], arguments[5])
        note = "network", _destination(pid, pointer, length)
        reply = struct.pack("QqiI", request, 0, 0, _CONTINUE)
    else:
        note = "process", f"refused system call: {name}"
        reply = struct.pack("QqiI", request, 0, -errno.EPERM, 0)
    with contextlib.suppress(OSError):
        fcntl.ioctl(listener, _SEND, reply)
    return note


def _destination(pid: int, pointer: int, length: int) -> str:
    try:
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
            raw = os.pread(memory.fileno(), min(length, 128), pointer)
    except (OSError, OverflowError):
        return ""
    if len(raw) < 8:
        return ""
    family, port = struct.unpack_from("=H", raw)[0], struct.unpack_from(">H", raw, 2)[0]
    if family == socket.AF_INET:
        address: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.IPv4Address(raw[4:8])
    elif family == socket.AF_INET6 and len(raw) >= 24:
        address = ipaddress.IPv6Address(raw[8:24])
    else:
        return ""
    if port == 53:
        return "name lookup"
    return "" if address.is_loopback or address.is_unspecified else f"connection to {address} port {port}"
