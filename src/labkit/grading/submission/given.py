"""What learners were given, in every language: a notebook's cells are told from their own by it, and answers from blanks."""

import re
from collections.abc import Iterable

from nbformat import NotebookNode

from labkit.course.source import stubs
from labkit.grading.submission.checks import role
from labkit.grading.submission.reading import language_of

_MARKERS = tuple(stub.partition("\n")[0] for stub in stubs.CODE.values())
# A stub that nobody has written over: its comment, and the dots below.
_UNWRITTEN = re.compile(rf"(?:{'|'.join(map(re.escape, _MARKERS))})[ \t]*\n\s*\.\.\.[ \t]*$", re.M)
_WORD = re.compile(r"[^\W\d_]{2,}")


class Given:
    """The texts of an assignment's copies.

    Parameters
    ----------
    template : NotebookNode
        As `labkit.grading.submission.restore.make_template` gives it.
    variants : iterable of NotebookNode
        The other languages' copies.
    """

    def __init__(self, template: NotebookNode, variants: Iterable[NotebookNode] = ()):
        self._ids: dict[tuple[str, str], str] = {}
        self._lines: set[str] = set()
        copies = (template, *variants)
        self._languages = {language_of(copy) for copy in copies}
        for cell in (c for copy in copies for c in copy.cells):
            self._ids.setdefault((cell.cell_type, cell.source.strip()), cell.get("id", ""))
            self._lines |= {line.strip() for line in cell.source.splitlines()}

    def id_of(self, cell: NotebookNode) -> str | None:
        """Id of the given cell that says the same, or None: the learner wrote it, or in it."""
        return self._ids.get((cell.cell_type, cell.source.strip()))

    def ours(self, cell: NotebookNode, notebook: NotebookNode) -> bool:
        """Whether a cell was given, and nobody can have written in it as far as is known here."""
        known = language_of(notebook) in self._languages
        return self.id_of(cell) is not None or (not known and cell.id in self._ids.values())

    def placed(self, cell: NotebookNode) -> bool:
        """Whether a cell was given, whatever was written in it since."""
        return cell.id in self._ids.values()

    def own_words(self, cell: NotebookNode) -> int:
        """How many words of a cell stand in lines that nobody gave."""
        lines = (line.strip() for line in cell.source[:100_000].splitlines())
        return sum(len(_WORD.findall(line)) for line in lines if line not in self._lines)


def blank(cell: NotebookNode, original: NotebookNode) -> bool:
    """Whether an answer still holds its starting text and nothing else, in any language."""
    source, stub = cell.source.strip(), original.source.strip()
    if source in ("", stub):
        return True
    unwritten = len(_UNWRITTEN.findall(stub))
    same_length = len(_filled(source)) == len(_filled(stub))
    return unwritten > 0 and same_length and len(_UNWRITTEN.findall(source)) == unwritten


def answered(notebook: NotebookNode, template: NotebookNode) -> set[str]:
    """Grade ids of the answers in a restored notebook that are more than their starting text."""
    originals = {c.metadata.nbgrader.grade_id: c for c in template.cells if role(c) in ("answer", "manual")}
    return {
        name
        for c in notebook.cells
        if role(c) in ("answer", "manual")
        and (name := c.metadata.nbgrader.grade_id) in originals
        and not blank(c, originals[name])
    }


def _filled(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
