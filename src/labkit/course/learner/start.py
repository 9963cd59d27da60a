"""`labkit start`, `labkit reset` and `labkit switch`: what a learner does with the folder they keep."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from labkit.content import PATHWAYS, Content, assignment_of, lab_of
from labkit.course.learner import learner_folder
from labkit.course.learner.learner_folder import Placed
from labkit.course.learner.welcome import write_welcome
from labkit.course.release.copies import read_copy
from labkit.course.release.progress_bar import steps
from labkit.course.release.staging import offered, staged
from labkit.errors import NO_ROOM, CourseError
from labkit.language import catalogue, current

_ = catalogue("course")

# Where released copies are kept in the learner's folder, so that the next start need not make them again.
KEPT = Path(".labkit") / "released"


def prepare(
    content: Content, folder: Path, language: str, pathway: str | None = None
) -> tuple[list[Placed], Path]:
    """Put every lab in the learner's folder and write the welcome page.

    Parameters
    ----------
    content : Content
    folder : Path
    language : {"en", "fr"}
    pathway : {"builder", "explorer"}, optional
        The only one wanted; by default both, and the page asks which.

    Returns
    -------
    tuple
        What became of each copy, and the welcome page.
    """
    labs = [lab for lab, _way in offered(content, pathway or PATHWAYS[0])]
    if not labs:
        raise CourseError(_("no lab was found: install labkit again"))
    if pathway:
        wanted = [(lab.id, language, way) for lab, way in offered(content, pathway)]
    else:
        wanted = [(lab.id, language, way) for lab in labs for way in lab.pathways]
    with _written(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with staged(
            content, wanted, folder / KEPT, lambda total: steps(_("Preparing the labs"), total)
        ) as folders:
            placed = [learner_folder.place(folders[key], folder, key[0], key[2]) for key in wanted]
        return placed, write_welcome(content, folder, labs, placed, language)


def tell(placed: Iterable[Placed]) -> list[str]:
    """What a learner should know about what was just done: nothing about labs that are simply there."""
    told = []
    for one in placed:
        name = assignment_of(one.lab, one.pathway)
        if one.status == "renewed":
            told.append(
                _("{lab}: you had not begun it, so it was replaced by the newest version.").format(lab=name)
            )
        elif one.status == "started":
            told.append(_("{lab}: you have begun it; it was left as it is.").format(lab=name))
        elif one.status == "beside":
            told.append(
                _(
                    "{lab}: you have begun it; it was left as it is, and the new version is in {folder}."
                ).format(lab=name, folder=one.fresh)
            )
    return told


def reset(content: Content, folder: Path, name: str, language: str | None = None) -> str:
    """Give a fresh copy of one lab (``m4_threshold`` or ``m4_threshold_explorer``); the old one is kept, dated.

    Without a language, the fresh copy is in the old one's, or else in the one in force.
    """
    lab, pathway = lab_of(name)
    offered(content, pathway, [lab])
    language = language or _language_of_copy(folder / name / f"{name}.ipynb") or current()
    with _written(folder), staged(content, [(lab, language, pathway)], folder / KEPT) as folders:
        old = learner_folder.reset(folders[lab, language, pathway], folder, lab, pathway)
    if old is None:
        return _("{lab}: a fresh copy is in {folder}.").format(lab=name, folder=folder / name)
    return _("{lab}: a fresh copy is in {folder}; your work is kept in {old}.").format(
        lab=name, folder=folder / name, old=old
    )


@contextmanager
def _written(folder: Path) -> Iterator[None]:
    """Tell in one sentence why a learner's folder cannot be written: a file of its name, no rights, a full disk."""
    if folder.exists() and not folder.is_dir():
        raise CourseError(
            _("{folder} is a file, not a folder: move it away, or name another folder with --to").format(
                folder=folder
            )
        )
    try:
        yield
    except OSError as fault:
        if fault.errno in NO_ROOM:
            raise
        raise CourseError(
            _("{folder} cannot be written ({reason}): name another folder with --to").format(
                folder=fault.filename or folder, reason=fault.strerror or fault
            )
        ) from fault


def _language_of_copy(notebook: Path) -> str | None:
    try:
        return read_copy(notebook).metadata.get("labkit", {}).get("language")
    except CourseError:  # none there, or spoilt
        return None
