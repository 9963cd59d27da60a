"""One call in a supervised process of its own: what nbgrader's commands, which work in one process, make of a submission."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from labkit.grading.run.supervised import FORKED, Died, Overrun, Supervised

__all__ = ["Died", "Overrun", "alone"]
_MOST_SECONDS = 120.0


def alone(function: Callable[..., Any], *arguments: Any, seconds: float = _MOST_SECONDS) -> Any:
    """What `function` makes of `arguments`, in a process forked for it; called here where that is not safe.

    Raises
    ------
    Overrun, Died
        It came to no end.
    Exception
        What `function` raises.
    """
    if not FORKED:
        return function(*arguments)
    hand = Supervised(_Call(partial(function, *arguments), seconds))
    try:
        return hand.done(None)
    finally:
        hand.kill()


@dataclass(frozen=True)
class _Call:
    call: Callable[[], Any]
    most_seconds: float

    def begin(self) -> Callable[[Any], Any]:
        from labkit.kernels.forkserver.pool import lend

        lend(os.getppid())
        return lambda job: self.call()
