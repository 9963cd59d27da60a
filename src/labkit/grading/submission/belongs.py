"""Which assignment a notebook is of: its own metadata say so."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from nbformat import NotebookNode

from labkit.content import PATHWAYS, assignment_of
from labkit.grading.submission.checks import role
from labkit.grading.submission.given import Given, answered
from labkit.grading.submission.reading import MAX_BYTES, UnreadableNotebook, read
from labkit.grading.submission.restore import restore

_LAB = re.compile(r"[A-Za-z0-9_]{1,60}")
_MOST_BESIDE = 5
_MOST_BYTES = 8 * 2**20
# Files in which somebody may have left their work, where the notebook itself holds none.
WORK = {
    ".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".py", ".txt", ".md", ".html", ".htm", ".pdf", ".doc", ".docx", ".odt",
    ".rtf", ".json", ".r", ".rmd", ".qmd",
}  # fmt: skip


def assignment_named(notebook: NotebookNode) -> str | None:
    """Name of the assignment that a copy says it is of, ``m4_threshold_explorer``; None where it says nothing."""
    mark = notebook.metadata.get("labkit")
    if not isinstance(mark, dict):
        return None
    # Copies with learners since before the pathway was called so say `path`.
    lab, pathway = mark.get("lab"), mark.get("pathway", mark.get("path"))
    if not isinstance(lab, str) or not _LAB.fullmatch(lab) or pathway not in PATHWAYS:
        return None
    return assignment_of(lab, pathway)


def of_another(notebook: NotebookNode, template: NotebookNode) -> str | None:
    """The assignment that a notebook is of, where that is not the template's; None where the template's cells are in it."""
    named, ours = assignment_named(notebook), assignment_named(template)
    if named is None or ours is None or named == ours:
        return None
    there = {str(c.metadata.get("nbgrader", {}).get("grade_id")) for c in notebook.cells}
    checks = {c.metadata.nbgrader.grade_id for c in template.cells if role(c) == "check"}
    return None if checks <= there else named


def named_in(path: Path) -> tuple[bool, str | None]:
    """Whether a file is a notebook, whatever it is called, and the assignment it says it is of."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return path.suffix.lower() == ".ipynb", None
        return True, assignment_named(read(path))
    except (OSError, UnreadableNotebook):
        return path.suffix.lower() == ".ipynb", None


def answers_beside(
    files: Mapping[str, bytes], restored: NotebookNode, template: NotebookNode, given: Given
) -> dict[str, list[str]]:
    """Other notebooks that hold answers which this one lacks: name to the answers' grade ids (none where it is another's)."""
    here, found = answered(restored, template), dict[str, list[str]]()
    others = [n for n, data in files.items() if n.lower().endswith(".ipynb") and len(data) <= _MOST_BYTES]
    for name in others[:_MOST_BESIDE]:
        try:
            other = read(files[name])
        except UnreadableNotebook:
            continue
        if (theirs := of_another(other, template)) is not None:
            found[f"{name} ({theirs})"] = []
        elif more := answered(restore(other, template, given)[0], template) - here:
            found[name] = sorted(more)
    return found


def work_beside(files: Iterable[str], ours: Iterable[str]) -> list[str]:
    """Other files of the learner's in which work may lie."""
    given = set(ours)
    return [
        n
        for n in files
        if n not in given and Path(n).suffix.lower() in WORK and not Path(n).name.startswith(".")
    ]
