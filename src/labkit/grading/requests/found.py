"""Regrade requests as learners write them: a file beside their notebook, or a text cell in it."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from labkit.grading.submission.reading import UnreadableNotebook, read
from labkit.grading.submission.submissions import Submission, is_plain

FILES = ("regrade.md", "regrade.txt")
_HEADING = re.compile(r"#{0,6}\s*(?:regrade|réexamen|reexamen)\s*:?\s+(\w{1,64})\s*:?", re.I)
_MOST_BYTES = 64 * 2**10
_LONGEST = 4000
_MOST = 20


@dataclass(frozen=True)
class Request:
    """One task that a learner asks to be looked at again.

    Attributes
    ----------
    learner, assignment, task : str
    text : str
        The learner's reason.
    where : str
        The file or the cell it stands in, or ``command``.
    """

    learner: str
    assignment: str
    task: str
    text: str
    where: str

    @property
    def id(self) -> str:
        """The same words about the same task are the same request."""
        said = "\0".join((self.learner, self.assignment, self.task, self.text))
        return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def requests_in(submission: Submission, assignment: str) -> list[Request]:
    """What a submission asks for: ``# regrade TASK`` (``# réexamen TÂCHE``) on a line, the reason below it."""
    found: dict[str, Request] = {}
    for where, text in _texts(submission):
        for task, reason in _asked(text):
            made = Request(submission.learner, assignment, task, reason, where)
            found.setdefault(made.id, made)
    return list(found.values())[:_MOST]


def _texts(submission: Submission) -> Iterator[tuple[str, str]]:
    if submission.folder.is_symlink() or submission.folder.parent.is_symlink():
        return
    for name in FILES:
        file = submission.folder / name
        if is_plain(file) and file.stat().st_size <= _MOST_BYTES:
            yield name, file.read_text("utf-8-sig", errors="replace")
    if submission.problem:
        return
    try:
        notebook = read(submission.content())
    except UnreadableNotebook:
        return
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and _HEADING.match(_plain(cell.source[:200]).lstrip()):
            yield cell.id, cell.source[:_MOST_BYTES]


def _asked(text: str) -> Iterator[tuple[str, str]]:
    """Task and reason, for each heading; what stands before the first one belongs to none."""
    task, lines = "", list[str]()
    for line in [*_plain(text).splitlines(), ""]:
        heading = _HEADING.fullmatch(line.strip()) if len(line) <= 200 else None
        if heading:
            if task:
                yield task, "\n".join(lines).strip()[:_LONGEST]
            task, lines = heading[1], []
        else:
            lines.append(line)
    if task:
        yield task, "\n".join(lines).strip()[:_LONGEST]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)
