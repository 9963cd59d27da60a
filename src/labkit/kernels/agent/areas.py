"""Inside the sandbox: which memory a process shares with others.

Of 1,600 areas hardly one is shared, and having them all written out as text took 4 of the 29 ms of processor that a child cost.
Reference: proc_pid_maps(5); PROCMAP_QUERY of linux/fs.h (Linux 6.11), which finds the next shared one; before it, the text is read.
"""

import ctypes
import errno
import struct
from collections.abc import Iterator
from dataclasses import dataclass

try:
    from fcntl import ioctl as _ioctl  # taken before any learner's code runs
except ImportError:  # no such system has kernels of ours
    _ioctl = None  # type: ignore[assignment]

# size, query_flags, query_addr, vma_start, vma_end, vma_flags, page size, offset, inode; device, name and build-id sizes; addresses.
_QUERY = struct.Struct("=9Q4I2Q")
_REQUEST = 3 << 30 | _QUERY.size << 16 | ord("f") << 8 | 17
_WRITABLE, _SHARED, _OR_NEXT = 0x02, 0x08, 0x10
_LONGEST_NAME = 4096


@dataclass(frozen=True)
class Area:
    """Shared memory of this process: its addresses, whether it can be written to, the file's name or ``""``."""

    start: int
    end: int
    writable: bool
    name: str


def shared_areas() -> list[Area]:
    """Every area of this process's memory that another one may see the changes of."""
    try:
        return list(_asked_for())
    except OSError:  # an older system
        return list(_read())


def _asked_for() -> Iterator[Area]:
    if _ioctl is None:
        raise OSError(errno.ENOSYS, "no ioctl")
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    address = 0
    with open("/proc/self/maps", "rb", buffering=0) as file:
        while True:
            query = bytearray(
                _QUERY.pack(
                    _QUERY.size,
                    _SHARED | _OR_NEXT,
                    address,
                    *[0] * 8,
                    _LONGEST_NAME,
                    0,
                    ctypes.addressof(name),
                    0,
                )
            )
            try:
                _ioctl(file.fileno(), _REQUEST, query, True)
            except OSError as error:
                if error.errno == errno.ENOENT:  # none from here on
                    return
                raise
            found = _QUERY.unpack(query)
            start, end, flags, named = found[3], found[4], found[5], found[11]
            yield Area(
                start, end, bool(flags & _WRITABLE), name.value.decode(errors="replace") if named else ""
            )
            address = end


def _read() -> Iterator[Area]:
    with open("/proc/self/maps") as file:
        for line in file:
            fields = line.rstrip("\n").split(maxsplit=5)
            if fields[1][3] == "s":
                start, end = (int(text, 16) for text in fields[0].split("-"))
                yield Area(start, end, fields[1][1] == "w", fields[5] if fields[5:] else "")
