"""A law: its name, its parameters, its text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from labkit.language import Text

Call = Callable[..., Any]
# A law's trial under its name: `labkit.tasks.laws` fills it, which has them all.
TRIALS: dict[str, Callable[..., bool]] = {}


@dataclass(frozen=True)
class Law:
    """A named law with its parameters, and the text for who breaks it."""

    name: str
    message: Text
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def broken(self, call: Call, arguments: Mapping[str, Any], rng: np.random.Generator) -> bool:
        """True if the answer breaks the law on this case.

        Parameters
        ----------
        call : callable
            The learner's function, by keyword.
        arguments : mapping
            The case's arguments by name.
        rng : numpy.random.Generator
        """
        return TRIALS[self.name](call, dict(arguments), rng, **self.parameters)
