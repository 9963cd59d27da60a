"""What a reader read of a file, what it left out and why: nothing is dropped in silence."""

import warnings
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

import pandas as pd

from labkit.data.readers._problem import SHOWN, Problem
from labkit.language import catalogue, plural_catalogue

_ = catalogue("data")
ngettext = plural_catalogue("data")


class LeftOut(UserWarning):
    """Something a file holds was not read. The message says what, where and why."""


class Doubtful(UserWarning):
    """Something was read that may not mean what it seems. The message says what, where and why."""


@dataclass(frozen=True)
class ReadingReport:
    """What a reader read, and what it left out.

    Attributes
    ----------
    read : dict
        How many rows went into each table.
    left : tuple of Problem
        What stands in the files and not in the tables: where, why (`what`), and what can be done.
    doubts : tuple of Problem
        What stands in the tables and is to be looked at before it is used: two units of one analyte, a month for a day.
    """

    read: Mapping[str, int]
    left: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()

    @property
    def reasons(self) -> dict[str, int]:
        """How many things were left out for each reason, the commonest first."""
        return _counted(self.left)

    @property
    def table(self) -> pd.DataFrame:
        """One row a thing left out: ``file, what, advice, row, column, unit``."""
        names = ["file", "what", "advice", "row", "column", "unit"]
        return pd.DataFrame([asdict(problem) for problem in self.left], columns=names)

    def __str__(self) -> str:
        counts = ", ".join(f"{name} {number}" for name, number in self.read.items())
        lines = [_("Read: {counts}.").format(counts=counts)]
        lines += [
            _("Left out ({number}): {reason}.").format(number=n, reason=r) for r, n in self.reasons.items()
        ]
        lines += [
            _("To check ({number}): {reason}.").format(number=n, reason=r)
            for r, n in _counted(self.doubts).items()
        ]
        return "\n".join(lines)

    def warn(self) -> "ReadingReport":
        """Warn of what was left out and of what is doubtful (one warning each a reading), and give the report back."""
        warn_of(self.left, stacklevel=4)
        warn_of(self.doubts, Doubtful, stacklevel=4)
        return self


def _counted(problems: Iterable[Problem]) -> dict[str, int]:
    return dict(Counter(problem.what for problem in problems).most_common())


def warn_of(problems: Iterable[Problem], kind: type[UserWarning] = LeftOut, stacklevel: int = 3) -> None:
    """One warning for all that a reader left out or doubts: each reason once, with its first place and its number."""
    first: dict[str, list[Problem]] = {}
    for problem in problems:
        first.setdefault(problem.what, []).append(problem)
    lines = [
        str(group[0])
        if len(group) == 1
        else ngettext(
            "{problem} (and {number} more like this)",
            "{problem} (and {number} more like this)",
            len(group) - 1,
        ).format(problem=str(group[0]).rstrip("."), number=len(group) - 1)
        for group in list(first.values())[:SHOWN]
    ]
    if lines:
        heading = _("Left out:") if kind is LeftOut else _("To check before use:")
        warnings.warn(kind("\n".join([heading, *lines])), stacklevel=stacklevel)
