"""Waiting for what another process does: as long as it takes on a slow machine with much else to do, and no longer.

No test rests on how fast a machine is. What is awaited is looked for again and again, and the patience is so long that it
runs out only where it would never come.
"""

import time
from collections.abc import Callable
from typing import TypeVar

# Seconds: for a step of a browser or a server, and for whole programs to start or to end.
STEP, PATIENCE = 180, 300
Found = TypeVar("Found")


def until(look: Callable[[], Found], seconds: float = PATIENCE, every: float = 0.05) -> Found:
    """What `look` finds at last; what it found at the end where that was nothing: whoever asked says what lacks."""
    end = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < end:
        time.sleep(every)
    return found
