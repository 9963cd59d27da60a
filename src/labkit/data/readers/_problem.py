"""What is wrong with a file someone brought: where, what, and what to do, all of it at once."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from labkit.language import catalogue, plural_catalogue

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("data")
ngettext = plural_catalogue("data")
SHOWN = 10


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes
    ----------
    file : str
        File name, or the name given to a frame.
    what : str
        What is wrong, with the value found.
    advice : str
        What to do.
    row : int or None
        Line of a text file (the first is 1), row of a table, entry of a bundle.
    column : str or None
        Column, key, or path inside a resource.
    unit : {"line", "row", "entry"}
        What `row` counts.
    """

    file: str
    what: str
    advice: str
    row: int | None = None
    column: str | None = None
    unit: str = "line"

    def __str__(self) -> str:
        units = {"line": _("line"), "row": _("row"), "entry": _("entry")}
        place = [self.file]
        if self.row is not None:
            place.append(f"{units[self.unit]} {self.row}")
        if self.column is not None:
            place.append(_("column {name}").format(name=repr(self.column)))
        return _("{place}: {what}. {advice}").format(
            place=", ".join(place), what=self.what, advice=self.advice
        )


class BadFile(ValueError):
    """A file cannot be used as it is. The message lists the first problems, ``problems`` has them all.

    Attributes
    ----------
    problems : list of Problem
        In the order of the file.
    """

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            n = len(self.problems) - SHOWN
            lines.append(ngettext("... and {n} more problem.", "... and {n} more problems.", n).format(n=n))
        super().__init__("\n".join(lines))

    @property
    def table(self) -> "pd.DataFrame":
        """The problems as a table: ``file, what, advice, row, column, unit``."""
        import pandas as pd

        return pd.DataFrame([asdict(problem) for problem in self.problems])


def missing_file(path: object) -> BadFile:
    """The error for a file that is not there."""
    return BadFile([Problem(str(path), _("there is no such file"), _("Check the name and the folder."))])
