"""Inside the sandbox: the forkserver's memory in huge pages, so that a fork copies hundreds of page-table entries, not 100,000.

A kernel is two forks and each answer two more: copying page tables was a quarter of the processor time of a submission's kernel.
Reference: madvise(2), MADV_COLLAPSE (Linux 6.1); elsewhere all stays as it is.
"""

import ctypes
import sys
from collections.abc import Iterator
from typing import Any

_COLLAPSE = 25
_HUGE = 2**21
_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


def collapse() -> Iterator[bool]:
    """Put what is private and no file's into huge pages, one a step; each says whether it could be done."""
    if _libc is None:
        return
    for start, end in _own_memory():
        start, end = -(-start // _HUGE) * _HUGE, end // _HUGE * _HUGE
        while start < end:  # one by one: the first that cannot be collapsed would end the rest
            refused = _libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(_HUGE), ctypes.c_int(_COLLAPSE))
            yield not refused
            start += _HUGE


def _own_memory() -> list[tuple[int, int]]:
    with open("/proc/self/maps") as file:
        areas = [line.split() for line in file]
    own = [a[0] for a in areas if a[1] == "rw-p" and (len(a) < 6 or a[5] == "[heap]")]
    return [(int(low, 16), int(high, 16)) for low, high in (area.split("-") for area in own)]
