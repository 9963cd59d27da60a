"""What one comparison gives, and how its times are taken."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Measured:
    """One comparison: times in CPU seconds, and whether the results are the same."""

    goal: float
    reference: str
    seconds: float
    reference_seconds: float
    same_result: bool
    inputs: list[np.ndarray]
    measured: str = "whole"
    detail: str = ""


def cpu_seconds(work: Callable[[], Any], repeats: int = 5) -> tuple[float, Any]:
    """Median CPU time of `repeats` runs (after one that is not counted when there are several), and the last
    result.
    """
    if repeats > 1:
        work()
    times = []
    for _repeat in range(repeats):
        gc.collect()
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return statistics.median(times), result
