"""The right answers of a lab's source, for whoever types them into a fresh copy: a kernel here, a browser elsewhere."""

import os
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from labkit.course.source.lab_source import is_check

# The English builder's and the French explorer's copies; all four where somebody asks for them.
COPIES = [("en", "builder"), ("fr", "explorer")]
if os.environ.get("LABKIT_COPIES") == "all":
    COPIES += [("en", "explorer"), ("fr", "builder")]

SAYS = {"en": "Tasks right: {n} of {n}", "fr": "Tâches justes : {n} sur {n}"}
NOT_STARTED = {"en": "Not started", "fr": "Pas commencé"}
_MARKS = re.compile(r"^\s*### (BEGIN|END) (SOLUTION|HIDDEN TESTS)\s*$\n?", re.MULTILINE)


def tasks(cells: list[NotebookNode]) -> Iterator[tuple[list[int], str]]:
    """For each answer cell: the code cells from it to its check (or itself alone), by place, and the right answer."""
    places = [n for n, c in enumerate(cells) if "### BEGIN SOLUTION" in c.source]
    for start, following in zip(places, [*places[1:], len(cells)], strict=True):
        checks = [n for n in range(start, following) if is_check(cells[n])]
        end = checks[-1] if checks else start
        code = [n for n in range(start, end + 1) if cells[n].cell_type == "code"]
        yield code, _MARKS.sub("", cells[start].source)
