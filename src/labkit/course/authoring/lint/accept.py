"""``labkit lint --accept CELL``: a French cell now answers its English one."""

from collections.abc import Iterable

import nbformat

from labkit.content import Content
from labkit.course.source.lab_source import hash_of, pairs, read_source
from labkit.errors import CourseError


def accept(content: Content, labs: Iterable[str], cells: Iterable[str]) -> list[str]:
    """Say that French cells now answer their English ones, by renewing their hash.

    Parameters
    ----------
    content : Content
    labs : iterable of str
        Where to look; all labs by default.
    cells : iterable of str
        Ids of French cells (``case-fr``).

    Returns
    -------
    list of str
        One line a cell.
    """
    told = []
    chosen = list(labs) or content.labs()
    sources = [read_source(content, lab) for lab in chosen]
    for name in cells:
        found = False
        for source in sources:
            for english, french in pairs(source):
                if french.id == name:
                    french.metadata.setdefault("labkit", {})["answers"] = hash_of(english.source)
                    nbformat.write(source.notebook, source.file)
                    told.append(f"{source.lab}: {name} answers {english.id} as it now stands")
                    found = True
        if not found:
            raise CourseError(f"no French cell is called {name!r} in {', '.join(chosen) or 'any lab'}")
    return told
