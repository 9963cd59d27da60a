"""The criterion of a share: how often an answer equals a withheld truth."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from labkit.language import Text

Call = Callable[..., Any]


def floor(
    call: Call, cases: Sequence[Mapping[str, Any]], rng: Any, truth: str, least: float, message: Sequence[str]
) -> Text | None:
    """Share of cases in which the answer equals the withheld `truth`; below `least` it is not enough."""
    right = sum(
        call(**{name: value for name, value in arguments.items() if name != truth}) == arguments[truth]
        for arguments in cases
    )
    return None if right >= least * len(cases) else Text(*message)
