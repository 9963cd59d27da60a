"""What makes a learner's copy recognisable: the fingerprint it was released with, and whether it is still untouched."""

import hashlib
import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from labkit.errors import CourseError


def fingerprint(notebook: NotebookNode) -> str:
    """Sixteen hex digits over every cell's kind and source: what a person reads and edits, and nothing that a save changes."""
    cells = [[cell.cell_type, cell.source] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()[:16]


def variant(folder: Path, assignment: str, language: str) -> Path:
    """Where the other language's copy lies. Not ``.ipynb``: nbgrader leaves every other notebook behind when it
    releases, and would take it for one more to validate and to hand in."""
    return folder / "variants" / f"{assignment}.{language}.json"


def stamp(notebook: NotebookNode) -> None:
    """Record in a copy the fingerprint it is released with."""
    notebook.metadata.labkit.released = fingerprint(notebook)


def released_as(notebook: NotebookNode) -> str | None:
    """The fingerprint a copy was released with, or ``None`` when it carries none."""
    return notebook.metadata.get("labkit", {}).get("released")


def untouched(notebook: NotebookNode) -> bool:
    """Whether a copy is as released: same text in every cell, and nothing run."""
    run = any(cell.get("execution_count") or cell.get("outputs") for cell in notebook.cells)
    return not run and released_as(notebook) == fingerprint(notebook)


def read_copy(file: Path) -> NotebookNode:
    """Read a learner's notebook; a `CourseError` that names the file when it cannot be read."""
    try:
        return nbformat.read(file, as_version=4)
    except FileNotFoundError:
        raise CourseError(f"{file} does not exist") from None
    except Exception as fault:
        raise CourseError(f"{file} cannot be read as a notebook: {fault}") from fault
