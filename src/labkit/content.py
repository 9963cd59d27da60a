"""Where the course lies: the repository's folders in an editable install, ``labkit/_content/`` in a wheel."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.errors import CourseError
from labkit.toml_text import value

_PACKAGE = Path(__file__).resolve().parent
PATHWAYS = ("builder", "explorer")
# The labs at a glance, where a learner's wheel carries no source notebook.
INDEX = "index.json"
# The lab of demonstrations, where the course has it.
SHOWN = "m4_threshold"


@dataclass(frozen=True)
class Content:
    """The folders of one course.

    Parameters
    ----------
    root : Path
        The folder that holds ``notebooks/``, ``graders/``, ``data/`` and, in a wheel, ``released/``.
    """

    root: Path

    @classmethod
    def find(cls) -> "Content":
        """The content in force: ``LABKIT_CONTENT`` if set, else the wheel's, else the repository's."""
        named = os.environ.get("LABKIT_CONTENT")
        if named:
            root = Path(named).expanduser().resolve()
            if not root.is_dir():
                raise CourseError(
                    f"LABKIT_CONTENT names {root}, which is not a folder: correct it or unset it"
                )
            return cls(root)
        packaged = _PACKAGE / "_content"
        if packaged.is_dir():
            return cls(packaged)
        repository = _PACKAGE.parents[1]
        if (repository / "notebooks").is_dir():
            return cls(repository)
        raise CourseError(
            "the labs were not found beside labkit: install labkit again, or set LABKIT_CONTENT to them"
        )

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def graders(self) -> Path:
        return self.root / "graders"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def released(self) -> Path:
        """Copies made when the wheel was built, ``released/<language>/<assignment>/``; absent in a repository."""
        return self.root / "released"

    def labs(self) -> list[str]:
        """Ids of the labs that have a source notebook, by name."""
        if not self.notebooks.is_dir():
            return []
        return sorted(p.name for p in self.notebooks.iterdir() if (p / f"{p.name}.ipynb").is_file())

    def shown(self) -> str:
        """The lab that a demonstration shows where nobody names one: `SHOWN`, or the course's first where it is not there."""
        labs = self.labs()
        return SHOWN if SHOWN in labs or not labs else labs[0]

    def titles(self) -> dict[str, dict[str, str]]:
        """Each lab's title by language: from each ``lab.toml``, or from a learner's wheel's index."""
        index = self.released / INDEX
        if not self.labs() and index.is_file():
            return {lab["id"]: lab["title"] for lab in json.loads(index.read_text(encoding="utf-8"))}
        return {lab: dict(title) for lab, title in self._said("title").items() if title is not None}

    def terms(self) -> dict[str, list[str]]:
        """Ids of the lexicon's entries that each lab says it uses: in its ``lab.toml``, or in a learner's wheel's index."""
        index = self.released / INDEX
        if not self.labs() and index.is_file():
            return {lab["id"]: lab["terms"] for lab in json.loads(index.read_text(encoding="utf-8"))}
        return {lab: list(terms or ()) for lab, terms in self._said("terms").items()}

    def _said(self, key: str) -> dict[str, Any]:
        """What each lab's ``lab.toml`` says under a name, unchecked (`labkit.tasks.lab_file` checks it); None where it says nothing."""
        files = {lab: self.grader(lab) / "lab.toml" for lab in self.labs()}
        return {
            lab: value(file.read_text(encoding="utf-8"), key) if file.is_file() else None
            for lab, file in files.items()
        }

    def source(self, lab: str) -> Path:
        """Path of a lab's source notebook; a `CourseError` that lists the labs when there is none."""
        self.require(lab)
        return self.notebooks / lab / f"{lab}.ipynb"

    def require(self, lab: str) -> None:
        if lab not in self.labs():
            known = ", ".join(self.labs()) or "none"
            raise CourseError(f"there is no lab called {lab!r}; the labs are: {known}")

    def grader(self, lab: str) -> Path:
        """The package that marks a lab."""
        return self.graders / lab


def data_file(*names: str) -> Path | None:
    """Where a file or folder of shared data lies, ``data/<names>``; None where no content has it.

    The one finder of data: ``LABKIT_CONTENT`` first, where it is set and has the file, then the wheel's, then the
    repository's. A course that brings labs of its own need not bring labkit's notes and models as well.
    """
    named = os.environ.get("LABKIT_CONTENT")
    mine = [Path(named).expanduser().resolve()] if named else []
    for root in (*mine, _PACKAGE / "_content", _PACKAGE.parents[1]):
        if (found := root.joinpath("data", *names)).exists():
            return found
    return None


def lab_of(assignment: str) -> tuple[str, str]:
    """Lab and pathway of an assignment's name: ``m4_threshold_explorer`` is ``("m4_threshold", "explorer")``."""
    if assignment.endswith("_explorer"):
        return assignment.removesuffix("_explorer"), "explorer"
    return assignment, "builder"


def assignment_of(lab: str, pathway: str) -> str:
    """Name of the nbgrader assignment for a lab and a pathway; pathways never share one."""
    if pathway not in PATHWAYS:
        raise CourseError(f"the pathway must be one of {', '.join(PATHWAYS)}, not {pathway!r}")
    return lab if pathway == "builder" else f"{lab}_{pathway}"
