"""What lies in ``submitted/``: one folder a learner, found, fingerprinted and packed for the worker that grades it."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from labkit.grading.submission.reading import MAX_BYTES

# Files that go into the sandbox beside the notebook: enough for a lab's small tables, no room for a bomb.
MAX_FILE_BYTES = 20 * 2**20
MAX_FOLDER_BYTES = 60 * 2**20
_MOST_FILES = 2000
_DEEPEST = 12
_LEFT_OUT = {"timestamp.txt", "practice.json"}
_LEFT_OUT_FOLDERS = {".ipynb_checkpoints", "__pycache__", "variants", "feedback"}


@dataclass(frozen=True)
class Submission:
    """One learner's folder.

    Attributes
    ----------
    learner : str
        The folder's name, nbgrader's student id.
    folder : Path
    notebook : Path
        Where the notebook should be.
    problem : str
        ``""``, ``"no_notebook"``, ``"renamed"``, ``"too_large"`` or ``"not_a_file"`` (which cannot be read, either).
    detail : str
        The files found instead.
    """

    learner: str
    folder: Path
    notebook: Path
    problem: str = ""
    detail: str = ""

    def content(self) -> bytes:
        return self.notebook.read_bytes()

    def files(self) -> dict[str, bytes]:
        """The other files, by relative name; links are not followed, and what is too large is left out."""
        packed: dict[str, bytes] = {}
        left = MAX_FOLDER_BYTES
        for path in islice(_regular_files(self.folder), _MOST_FILES):
            if path == self.notebook or path.name in _LEFT_OUT:
                continue
            data = _read(path, min(MAX_FILE_BYTES, left))
            if data is not None:
                packed[path.relative_to(self.folder).as_posix()] = data
                left -= len(data)
        return packed

    def digest(self) -> str:
        """Fingerprint of all that the mark depends on and the learner gave."""
        mark = hashlib.sha256(self.problem.encode())
        if not self.problem:
            mark.update(self.content())
            for name, data in sorted(self.files().items()):
                mark.update(f"{name}\0{len(data)}\0".encode("utf-8", "replace") + data)
        return mark.hexdigest()

    def timestamp(self) -> str | None:
        """Text of ``timestamp.txt``, or ``None``."""
        path = self.folder / "timestamp.txt"
        if path.is_symlink() or not path.is_file():
            return None
        data = _read(path, 10_000) or b""
        return data.decode("utf-8", "replace")[:100].strip() or None


def find(submitted: Path, assignment: str, notebook: str | None = None) -> list[Submission]:
    """Every learner's submission of an assignment, in the order of their names.

    Parameters
    ----------
    submitted : Path
        nbgrader's folder ``submitted/<learner>/<assignment>/``.
    assignment : str
    notebook : str, optional
        The notebook's name without ``.ipynb``; the assignment's by default.
    """
    if not submitted.is_dir():
        return []
    wanted = f"{notebook or assignment}.ipynb"
    folders = (p / assignment for p in sorted(submitted.iterdir()) if not p.name.startswith("."))
    return [_submission(f, wanted) for f in folders if f.is_dir()]


def _submission(folder: Path, wanted: str) -> Submission:
    learner, notebook = folder.parent.name, folder / wanted
    if notebook.is_symlink() or (notebook.exists() and not notebook.is_file()):
        return Submission(learner, folder, notebook, "not_a_file", wanted)
    if folder.is_symlink():
        return Submission(learner, folder, notebook, "not_a_file", folder.name)
    if notebook.is_file():
        size = notebook.stat().st_size
        if size > MAX_BYTES:  # read nowhere: one such file must not take the memory of the run
            return Submission(learner, folder, notebook, "too_large", f"{wanted}: {size / 2**20:.0f} MiB")
        if not os.access(notebook, os.R_OK):
            return Submission(learner, folder, notebook, "not_a_file", wanted)
        return Submission(learner, folder, notebook)
    others = [p.relative_to(folder).as_posix() for p in _regular_files(folder) if p.suffix == ".ipynb"]
    if others:
        return Submission(learner, folder, notebook, "renamed", ", ".join(sorted(others)[:5]))
    return Submission(learner, folder, notebook, "no_notebook")


def _regular_files(folder: Path, depth: int = 0) -> Iterator[Path]:
    """Plain files in their order, down to folders so deep that no lab has them."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name in _LEFT_OUT_FOLDERS:
            continue
        if entry.is_file(follow_symlinks=False):
            yield folder / entry.name
        elif entry.is_dir(follow_symlinks=False) and depth < _DEEPEST:
            yield from _regular_files(folder / entry.name, depth + 1)


def _read(path: Path, most: int) -> bytes | None:
    """Content of a file; None where it is larger than `most` or cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError:
        return None
    return data if len(data) <= most else None
