"""A lab's one source notebook, read and held to the conventions of ``docs/architecture.md``."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from labkit.content import PATHWAYS, Content
from labkit.errors import SourceError
from labkit.language import LANGUAGES
from labkit.tasks.lab_file import Passport, read_lab_file

_IDENTIFIER = re.compile(r"^[A-Za-z0-9_-]{1,64}$")


@dataclass(frozen=True)
class Source:
    """A source notebook that follows the conventions.

    Parameters
    ----------
    lab : str
        The lab's id.
    notebook : NotebookNode
        The notebook as committed: solved, both languages, both pathways.
    file : Path
        Where it was read.
    passport : Passport
        Title, module, minutes, audiences... as the lab's ``lab.toml`` says them.
    """

    lab: str
    notebook: NotebookNode
    file: Path
    passport: Passport

    @property
    def cells(self) -> list[NotebookNode]:
        return self.notebook.cells

    def pathways(self) -> list[str]:
        """Pathways the lab really offers: explorer only when some cell is tagged for it."""
        tagged = {tag for cell in self.cells for tag in tags(cell)}
        return [pathway for pathway in PATHWAYS if pathway == "builder" or pathway in tagged]


def read_source(content: Content, lab: str) -> Source:
    """Read and check one lab's source.

    Raises
    ------
    SourceError
        Naming the lab, the cell and what to do.
    """
    file = content.source(lab)
    try:
        notebook = nbformat.read(file, as_version=4)
    except Exception as fault:
        raise SourceError(lab, "notebook", f"{file} is not a notebook that can be read ({fault})") from fault
    return check(lab, notebook, file, read_lab_file(content.grader(lab)).passport)


def check(lab: str, notebook: NotebookNode, file: Path, passport: Passport) -> Source:
    """Hold a notebook to the conventions; see `read_source`."""
    if "labkit" in notebook.metadata:
        raise SourceError(
            lab,
            "notebook",
            f"its metadata has a `labkit` entry: title, minutes and all that stand in graders/{lab}/lab.toml",
        )
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells, start=1):
        name = cell.get("id")
        if not name:
            raise SourceError(
                lab, f"cell {number}", "it has no id: save the notebook as format 4.5 and name the cell"
            )
        if not _IDENTIFIER.match(name):
            raise SourceError(lab, name, "an id is 1 to 64 letters, digits, - or _")
        if name in seen:
            raise SourceError(lab, name, "two cells have this id: rename one")
        seen.add(name)
        if cell.cell_type == "raw":
            raise SourceError(lab, name, "a raw cell is not shown to learners: make it markdown")
        if set(PATHWAYS) <= tags(cell):
            raise SourceError(
                lab, name, "tagged builder and explorer: a cell on both pathways carries neither tag"
            )
    _check_pairs(lab, notebook.cells)
    return Source(lab, notebook, file, passport)


def tags(cell: NotebookNode) -> set[str]:
    """A cell's tags."""
    return set(cell.metadata.get("tags", ()))


def language_of(cell: NotebookNode) -> str | None:
    """``"en"`` or ``"fr"`` for a prose cell, ``None`` for a cell that both languages share."""
    return next((language for language in LANGUAGES if language in tags(cell)), None)


def is_explanation(cell: NotebookNode) -> bool:
    """Whether a markdown cell is an answer marked by a person (nbgrader: graded and a solution)."""
    marks = cell.metadata.get("nbgrader", {})
    return bool(cell.cell_type == "markdown" and marks.get("grade") and marks.get("solution"))


def is_check(cell: NotebookNode) -> bool:
    """Whether a code cell is graded by the machine."""
    return cell.cell_type == "code" and bool(cell.metadata.get("nbgrader", {}).get("grade"))


def is_solution(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def hash_of(english: str) -> str:
    """The 12 hex digits a French cell carries to say which English text it answers to."""
    return hashlib.sha256(english.encode()).hexdigest()[:12]


def pairs(source: Source) -> list[tuple[NotebookNode, NotebookNode]]:
    """The prose: (English cell, French cell), in order."""
    cells = source.cells
    return [(cells[i], cells[i + 1]) for i in range(len(cells) - 1) if language_of(cells[i]) == "en"]


def _check_pairs(lab: str, cells: list[NotebookNode]) -> None:
    expected: NotebookNode | None = None
    for cell in cells:
        if expected is not None:
            base = expected.id.removesuffix("-en")
            if language_of(cell) != "fr" or cell.id != f"{base}-fr":
                raise SourceError(
                    lab,
                    expected.id,
                    f"its French cell must come next: tag it fr and give it the id {base}-fr",
                )
            if tags(cell) - {"fr"} != tags(expected) - {"en"}:
                raise SourceError(
                    lab, cell.id, f"its tags differ from those of {expected.id}: make them the same"
                )
            expected = None
            continue
        language = language_of(cell)
        if cell.cell_type == "code":
            if language:
                raise SourceError(
                    lab, cell.id, "code is shared by both languages: remove the tag, use `# en:` lines"
                )
        elif language == "en":
            if not cell.id.endswith("-en"):
                raise SourceError(lab, cell.id, "an English prose cell's id ends in -en")
            expected = cell
        elif language == "fr":
            raise SourceError(
                lab, cell.id, "it follows no English cell: its English cell must stand just before it"
            )
        elif not is_explanation(cell):
            raise SourceError(
                lab, cell.id, "a prose cell must be tagged en or fr and have its pair next to it"
            )
    if expected is not None:
        raise SourceError(lab, expected.id, "its French cell is missing: add one after it")
