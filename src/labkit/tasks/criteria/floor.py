"""The criterion of a share: how often an answer equals a withheld truth."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from labkit.language import Text
from labkit.tasks.agreement import OtherKind, difference
from labkit.tasks.type_words import named

Call = Callable[..., Any]


def floor(
    call: Call, cases: Sequence[Mapping[str, Any]], rng: Any, truth: str, least: float, message: Sequence[str]
) -> Text | None:
    """Share of cases in which the answer equals the withheld `truth`; below `least` it is not enough.

    Where all that is wrong is of another kind than the truth (nothing for an empty text, `"2"` for 2), the kind is the reason.
    """
    wrong = []
    for arguments in cases:
        found = call(**{name: value for name, value in arguments.items() if name != truth})
        if not _says(found, arguments[truth]):
            wrong.append((found, difference(found, arguments[truth])))
    if len(cases) - len(wrong) >= least * len(cases):
        return None
    kinds = [amiss for _, amiss in wrong if isinstance(amiss, OtherKind)]
    if len(kinds) == len(wrong):
        (found, _), amiss = wrong[0], kinds[0]
        kind = named(type(found).__name__)
        return Text(
            f"In {len(wrong)} cases of {len(cases)} your function returns {kind.en}. {amiss.en}",
            f"Dans {len(wrong)} cas sur {len(cases)}, votre fonction renvoie {kind.fr}. {amiss.fr}",
        )
    return Text(*message)


def _says(answer: Any, truth: Any) -> bool:
    """A list is the same in a tuple, an array or a column, as everywhere else; 1 is also True, and 1.0."""
    if isinstance(answer, (bool, int, float, np.generic)) and np.isscalar(truth):
        return bool(answer == truth)
    return difference(answer, truth) is None
