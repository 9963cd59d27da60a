"""What lies in ``submitted/``: one folder a learner, found, fingerprinted and packed for the worker that grades it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Files that go into the sandbox beside the notebook: enough for a lab's small tables, no room for a bomb.
MAX_FILE_BYTES = 20 * 2**20
MAX_FOLDER_BYTES = 60 * 2**20
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
        ``""``, ``"no_notebook"``, ``"renamed"`` or ``"not_a_file"``.
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
        for path in _regular_files(self.folder):
            size = path.stat().st_size
            if path == self.notebook or path.name in _LEFT_OUT or size > min(MAX_FILE_BYTES, left):
                continue
            packed[path.relative_to(self.folder).as_posix()] = path.read_bytes()
            left -= size
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
        return path.read_text("utf-8", "replace")[:100].strip() or None


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
    if notebook.is_file():
        return Submission(learner, folder, notebook)
    others = [p.relative_to(folder).as_posix() for p in _regular_files(folder) if p.suffix == ".ipynb"]
    if others:
        return Submission(learner, folder, notebook, "renamed", ", ".join(sorted(others)[:5]))
    return Submission(learner, folder, notebook, "no_notebook")


def _regular_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if not path.is_symlink() and path.is_file() and not _LEFT_OUT_FOLDERS.intersection(inside):
            yield path
