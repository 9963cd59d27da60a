"""A course folder as grading sees it: nbgrader's own configuration, the folders it names, the secret, the graders."""

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from labkit.errors import CourseError
from labkit.grading.gradebook.records import write_atomically
from labkit.grading.submission.companions import companions_in
from labkit.grading.submission.reading import UnreadableNotebook, read
from labkit.grading.submission.restore import make_template
from labkit.language import catalogue

_ = catalogue("grading")

SECRET = Path(".labkit") / "course_secret"


class GradingError(CourseError):
    """Why a run cannot start, for the person who reads it: what is wrong, where, what to do."""


@dataclass
class CourseSettings:
    """One course folder.

    Parameters
    ----------
    root : Path
        The folder with ``nbgrader_config.py``.
    config : traitlets.config.Config
        As nbgrader itself reads it.
    """

    root: Path
    config: Any

    @classmethod
    def load(cls, folder: Path, db_url: str | None = None) -> "CourseSettings":
        """Read the course folder's configuration.

        Raises
        ------
        GradingError
            If there is no such folder or it is not a course.
        """
        from traitlets.config.loader import PyFileConfigLoader

        root = folder.expanduser().resolve()
        if not (root / "nbgrader_config.py").is_file():
            raise GradingError(
                _(
                    "{root} is not a course folder: it has no nbgrader_config.py. Run this in the course's folder, or "
                    "name it with --course; `labkit course DIR` makes one."
                ).format(root=root)
            )
        with _inside(root):
            config = PyFileConfigLoader("nbgrader_config.py", str(root)).load_config()
        if "root" not in config.CourseDirectory:
            config.CourseDirectory.root = str(root)
        if db_url or "db_url" in config.CourseDirectory:
            config.CourseDirectory.db_url = _with_driver(db_url or config.CourseDirectory.db_url)
        return cls(root, config)

    @cached_property
    def directory(self) -> Any:
        """nbgrader's `CourseDirectory` with this configuration."""
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=self.config)

    def new_directory(self, assignment: str) -> Any:
        """A `CourseDirectory` of its own, for one of nbgrader's converters."""
        from nbgrader.coursedir import CourseDirectory

        return CourseDirectory(config=self.config, assignment_id=assignment)

    @property
    def db_url(self) -> str:
        return self.directory.db_url

    @property
    def course_id(self) -> str:
        return self.directory.course_id or "default_course"

    def folder(self, step: str, learner: str, assignment: str) -> Path:
        """One of nbgrader's folders, such as ``autograded/<learner>/<assignment>``."""
        named = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(named, learner, assignment))

    def submitted_root(self) -> Path:
        return self.root / self.directory.submitted_directory

    def assignments(self) -> list[str]:
        """Names of the assignments that have a source."""
        folder = self.root / self.directory.source_directory
        if not folder.is_dir():
            return []
        return sorted(p.name for p in folder.iterdir() if (p / f"{p.name}.ipynb").is_file())

    def require(self, assignment: str) -> None:
        """Raise a `GradingError` with the likeliest names when there is no such assignment."""
        known = self.assignments()
        if assignment in known:
            return
        close = get_close_matches(assignment, known, n=2)
        hint = _("Did you mean {names}?") if close else _("The labs here are: {names}.")
        hint = hint.format(names=", ".join(close or known) or "–")
        raise GradingError(
            _("There is no lab called {lab!r} in {root}.").format(lab=assignment, root=self.root) + f" {hint}"
        )

    def source(self, assignment: str, notebook: str | None = None) -> Path:
        return self.folder("source", ".", assignment) / f"{notebook or assignment}.ipynb"

    def template(self, assignment: str, notebook: str | None = None) -> NotebookNode:
        """What learners were given."""
        path = self.source(assignment, notebook)
        if not path.is_file():
            raise GradingError(
                _("The source of {lab!r} is missing: {path} does not exist.").format(
                    lab=assignment, path=path
                )
            )
        return make_template(read(path), self.config)

    def companions(self, assignment: str) -> dict[str, bytes]:
        """What the course hands out beside the notebook, such as small tables; a learner's changed copy does not count."""
        return companions_in(self.folder("source", ".", assignment))

    def variants(self, assignment: str) -> tuple[str, ...]:
        """The other languages' copies, as they lie beside the source."""
        found = []
        for path in sorted(
            (self.folder("source", ".", assignment) / "variants").glob(f"{assignment}.*.json")
        ):
            with contextlib.suppress(OSError, UnreadableNotebook):
                found.append(nbformat.writes(read(path)))
        return tuple(found)

    def secret(self) -> bytes:
        """The course's secret seed; made, readable by its owner only, where it is missing."""
        path = self.root / SECRET
        if not path.is_file():
            write_atomically(path, secrets.token_hex(32).encode(), durable=True)
            path.chmod(0o600)
        secret = path.read_bytes().strip()
        if len(secret) < 16:
            raise GradingError(
                _("{path} is too short to be the course's secret: restore it from your backup.").format(
                    path=path
                )
            )
        return secret

    def fingerprint(self, assignment: str) -> str:
        """Of the grader's code and the source: changes when a mended grader calls for `--regrade`."""
        mark = hashlib.sha256(json.dumps(self.template(assignment), sort_keys=True).encode())
        mark.update(grader_mark(lab_of(assignment)).encode())
        return mark.hexdigest()[:16]


def lab_of(assignment: str) -> str:
    """The lab an assignment was made of."""
    from labkit.content import lab_of as split

    return split(assignment)[0]


def grader_mark(lab: str) -> str:
    """Fingerprint of the lab's own grader."""
    from labkit.content import Content
    from labkit.tasks.load import fingerprint

    return fingerprint(Content.find().grader(lab))


def load_grader(lab: str) -> Any:
    """The lab's `LabGrader`, or ``None`` for an assignment that is not a lab of labkit's.

    Raises
    ------
    GradingError
        If there is one and it cannot be used.
    """
    from labkit.content import Content
    from labkit.tasks.load import load_grader as load

    try:
        content = Content.find()
        return load(content, lab) if content.grader(lab).is_dir() else None
    except CourseError as error:
        raise GradingError(str(error)) from error


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _with_driver(db_url: str) -> str:
    """``postgresql://`` means psycopg2 to SQLAlchemy; where only psycopg is installed, that one."""
    plain = "postgresql://"
    if db_url.startswith(plain) and not find_spec("psycopg2") and find_spec("psycopg"):
        return "postgresql+psycopg://" + db_url.removeprefix(plain)
    return db_url
