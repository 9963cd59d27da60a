"""What a learner's kernel may use up. Every limit is enforced from outside the learner's process."""

import math
from dataclasses import dataclass, fields

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """Limits of one sandboxed kernel, that is, of one submission.

    Parameters
    ----------
    memory_bytes : int
        Memory of all its processes together, pages shared with the forkserver not counted twice.
    processes : int
        Processes alive at one time.
    disk_bytes : int
        Its private file system: working copy, ``/tmp`` and ``/dev/shm`` together.
    output_bytes : int
        Everything it writes to the notebook, all cells together.
    reply_bytes : int
        One message (an output, an answer).
    cell_seconds, call_seconds : float
        One cell; one question put to an answer. Time in which it was ready and the processor did something else is not counted.
    total_seconds : float
        The kernel's whole life, counted likewise.
    grace_seconds : float
        Time given after an interrupt before the kernel is killed.

    Raises
    ------
    ValueError
        If one of them is not a number above 0.
    """

    memory_bytes: int = 2048 * MIB
    processes: int = 64
    disk_bytes: int = 256 * MIB
    output_bytes: int = 10 * MIB
    reply_bytes: int = 32 * MIB
    cell_seconds: float = 60.0
    call_seconds: float = 10.0
    total_seconds: float = 600.0
    grace_seconds: float = 1.0

    def __post_init__(self) -> None:
        for one in fields(self):
            if not 0 < getattr(self, one.name) < math.inf:
                raise ValueError(f"{one.name} must be a number above 0, not {getattr(self, one.name)!r}")
