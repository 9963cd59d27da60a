"""What lies in ``submitted/``: one folder a learner, found, fingerprinted and packed for the worker that grades it."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from labkit.content import PATHWAYS, assignment_of, lab_of
from labkit.grading.submission.belongs import named_in
from labkit.grading.submission.reading import MAX_BYTES

# Files that go into the sandbox beside the notebook: enough for a lab's small tables, no room for a bomb.
MAX_FILE_BYTES = 20 * 2**20
MAX_FOLDER_BYTES = 60 * 2**20
# Of a learner whose folder's name is not UTF-8: no gradebook can hold a mark under it.
NAMELESS = "bad_name"
_MOST_FILES = 2000
_MOST_TOLD = 20
_DEEPEST = 12
_MOST_LOOKED_AT = 20
_ARCHIVES = {".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz"}
_LEFT_OUT = {"timestamp.txt", "submission_secret.txt", "practice.json"}
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
        ``""``, ``"no_notebook"``, ``"renamed"``, ``"nested"``, ``"several"``, ``"other_assignment"``, ``"misplaced"``,
        ``"archive"``, ``"other_files"``, ``"bad_name"`` (of the learner's folder), ``"too_large"`` or ``"not_a_file"`` (which cannot be read, either).
    detail : str
        The files found instead.
    belongs : str
        The assignment that the notebook found is of, where that is another one.
    """

    learner: str
    folder: Path
    notebook: Path
    problem: str = ""
    detail: str = ""
    belongs: str = ""

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

    def left_out(self) -> list[str]:
        """Links, pipes and second names of files, by relative name: they are not read, and a person is told of them."""
        odd = (path.relative_to(self.folder).as_posix() for path, plain in _entries(self.folder) if not plain)
        return [name.encode("utf-8", "replace").decode() for name in islice(odd, _MOST_TOLD)]

    def digest(self) -> str:
        """Fingerprint of all that the mark depends on and the learner gave."""
        found = "\0".join((self.problem, self.detail, self.belongs)) if self.problem else ""
        mark = hashlib.sha256(found.encode("utf-8", "surrogateescape"))
        if not self.problem:
            mark.update(self.content())
            for name, data in sorted(self.files().items()):
                mark.update(f"{name}\0{len(data)}\0".encode("utf-8", "replace") + data)
        return mark.hexdigest()

    def timestamp(self) -> str | None:
        """Text of ``timestamp.txt``, or ``None``."""
        path = self.folder / "timestamp.txt"
        if not is_plain(path):
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
    learners = (p for p in sorted(submitted.iterdir()) if not p.name.startswith("."))
    found = (_of_learner(p, assignment, wanted) for p in learners)
    return [submission for submission in found if submission is not None]


def _of_learner(home: Path, assignment: str, wanted: str) -> Submission | None:
    folder = home / assignment
    if not _utf8(home.name):
        likely = os.fsencode(home.name).decode("cp1252", "replace")  # as a zip made on Windows has it
        return Submission(home.name, folder, folder / wanted, NAMELESS, likely) if folder.is_dir() else None
    if folder.is_dir():
        return _submission(folder, wanted)
    if folder.is_file() or folder.is_symlink():
        return Submission(home.name, folder, folder / wanted, "not_a_file", assignment)
    return _misplaced(home, folder, wanted) if home.is_dir() and not home.is_symlink() else None


def _utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _misplaced(home: Path, folder: Path, wanted: str) -> Submission | None:
    """This assignment's notebook in the learner's folder itself, or among the files of the lab's other pathway."""
    lab, pathway = lab_of(folder.name)
    sibling = assignment_of(lab, next(p for p in PATHWAYS if p != pathway))
    for place in (home, home / sibling):
        if place.is_symlink() or not place.is_dir():
            continue
        for file in sorted(place.iterdir()):
            plain = file.suffix.lower() == ".ipynb" and is_plain(file)
            if plain and (named_in(file)[1] == folder.name or file.name == wanted):
                at = file.relative_to(home.parent).as_posix()
                return Submission(home.name, folder, folder / wanted, "misplaced", at)
    return None


def _submission(folder: Path, wanted: str) -> Submission:
    learner, notebook = folder.parent.name, folder / wanted
    if os.path.lexists(notebook) and not is_plain(notebook):
        return Submission(learner, folder, notebook, "not_a_file", wanted)
    if folder.is_symlink() or folder.parent.is_symlink():
        return Submission(learner, folder, notebook, "not_a_file", folder.name)
    if notebook.is_file():
        size = notebook.stat().st_size
        if size > MAX_BYTES:  # read nowhere: one such file must not take the memory of the run
            return Submission(learner, folder, notebook, "too_large", f"{wanted}: {size / 2**20:.0f} MiB")
        if not os.access(notebook, os.R_OK):
            return Submission(learner, folder, notebook, "not_a_file", wanted)
        return Submission(learner, folder, notebook)
    return Submission(learner, folder, notebook, *_instead(folder))


def _instead(folder: Path) -> tuple[str, str, str]:
    """What lies in a folder without the notebook: the problem, the files, and the assignment they are of."""
    files = [p for p in islice(_regular_files(folder), _MOST_FILES) if p.name not in _LEFT_OUT]
    files = [p for p in files if not p.name.startswith(".")]
    looked_at = [p for p in files if ".ipynb" in p.name.lower() or p.suffix.lower() in (".json", ".txt", "")]
    notebooks = {
        p: named for p in looked_at[:_MOST_LOOKED_AT] if (known := named_in(p))[0] for named in known[1:]
    }
    mine = [p for p, named in notebooks.items() if named in (None, folder.name)]

    def listed(paths: Iterable[Path]) -> str:
        return ", ".join(p.relative_to(folder).as_posix() for p in list(paths)[:5])

    if notebooks and not mine:
        path, named = next(iter(notebooks.items()))
        return "other_assignment", listed([path]), str(named)
    if len(mine) > 1:
        return "several", listed(mine), ""
    if mine:
        return "renamed" if mine[0].parent == folder else "nested", listed(mine), ""
    packed = [p for p in files if p.suffix.lower() in _ARCHIVES]
    if packed:
        return "archive", listed(packed), ""
    return ("other_files", listed(files), "") if files else ("no_notebook", "", "")


def is_plain(path: Path) -> bool:
    """Whether it is a file with this name alone: no link, no pipe, no folder, and no classmate's file by a second name."""
    try:
        about = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(about.st_mode) and about.st_nlink == 1


def _regular_files(folder: Path) -> Iterator[Path]:
    """Plain files in their order, down to folders so deep that no lab has them."""
    return (path for path, plain in _entries(folder) if plain)


def _entries(folder: Path, depth: int = 0) -> Iterator[tuple[Path, bool]]:
    """Whatever is no folder, and whether it is a plain file."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name in _LEFT_OUT_FOLDERS:
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield folder / entry.name, is_plain(folder / entry.name)
        elif depth < _DEEPEST:
            yield from _entries(folder / entry.name, depth + 1)


def _read(path: Path, most: int) -> bytes | None:
    """Content of a file; None where it is larger than `most` or cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError:
        return None
    return data if len(data) <= most else None
