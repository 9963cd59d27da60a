"""The criterion of a share: how often an answer equals a withheld truth."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks.agreement import difference

Call = Callable[..., Any]


def floor(
    call: Call, cases: Sequence[Mapping[str, Any]], rng: Any, truth: str, least: float, message: Sequence[str]
) -> Text | None:
    """Share of cases in which the answer equals the withheld `truth`; below `least` it is not enough."""
    right = sum(
        _says(call(**{name: value for name, value in arguments.items() if name != truth}), arguments[truth])
        for arguments in cases
    )
    return None if right >= least * len(cases) else Text(*message)


def _says(answer: Any, truth: Any) -> bool:
    """A list is the same in a tuple, an array or a column, as everywhere else; 1 is also True, and 1.0."""
    if isinstance(answer, (bool, int, float, np.generic)) and np.isscalar(truth):
        return bool(answer == truth)
    return difference(answer, truth) is None
