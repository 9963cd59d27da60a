"""The folder a learner keeps: labs are put there, refreshed while untouched, and never overwritten once started."""

import datetime
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from labkit.content import assignment_of
from labkit.course.release.copies import read_copy, released_as, untouched, variant
from labkit.errors import CourseError

# The page JupyterLab opens on: where it lies, labs were put.
FILES = {"en": "welcome.md", "fr": "bienvenue.md"}


@dataclass(frozen=True)
class Placed:
    """What became of one lab in the learner's folder.

    Parameters
    ----------
    lab, pathway : str
    status : {"new", "untouched", "renewed", "started", "beside"}
        ``started``: left alone, and the version is the newest. ``beside``: left alone, the new version is in `fresh`.
    notebook : Path
        The copy the learner opens.
    fresh : Path or None
        The folder of the new version put beside, if any.
    """

    lab: str
    pathway: str
    status: str
    notebook: Path
    fresh: Path | None = None


def labs_around(here: Path) -> Path | None:
    """The folder of labs somebody stands in, under, or just above; ``None`` where there is none.

    ``labkit reset`` typed inside a lab means the folder that holds the lab, not a new one in it.
    """
    for folder in (here / "labs", here, *list(here.parents)[:3]):
        welcomed = any((folder / page).is_file() for page in FILES.values())
        if welcomed and any(folder.glob("*/variants")):
            return folder
    return None


def place(staged: Path, folder: Path, lab: str, pathway: str, today: datetime.date | None = None) -> Placed:
    """Put a released copy (a folder made by `release`) into the learner's folder.

    The learner's work is what they wrote or ran. A copy without either is replaced by the newer one or by the other
    language's; a copy with some is left as it is, and a newer version goes to ``<assignment>-new-<date>/``.
    """
    name = assignment_of(lab, pathway)
    home = folder / name
    notebook = home / f"{name}.ipynb"
    wanted = read_copy(staged / f"{name}.ipynb")
    if not notebook.exists():
        shutil.copytree(staged, home, dirs_exist_ok=True)
        return Placed(lab, pathway, "new", notebook)
    try:
        present = read_copy(notebook)
    except CourseError:  # spoilt or half-saved: still the learner's
        return _put_beside(staged, folder, lab, pathway, notebook, today)
    if untouched(present):
        status = "untouched" if released_as(present) == released_as(wanted) else "renewed"
        shutil.rmtree(home / "variants", ignore_errors=True)
        shutil.copytree(staged, home, dirs_exist_ok=True)
        return Placed(lab, pathway, status, notebook)
    language = present.metadata.get("labkit", {}).get("language")
    if language != wanted.metadata.labkit.language:
        other = variant(staged, name, str(language))
        wanted = read_copy(other) if other.exists() else wanted
    if released_as(present) != released_as(wanted):
        return _put_beside(staged, folder, lab, pathway, notebook, today)
    for file in _companions(staged):  # a mended check or hint reaches those who have begun
        shutil.copyfile(staged / file, home / file)
    return Placed(lab, pathway, "started", notebook)


def reset(
    staged: Path, folder: Path, lab: str, pathway: str, now: datetime.datetime | None = None
) -> Path | None:
    """Give a fresh copy and keep the old one under a dated name; returns the old copy's folder, if there was one."""
    name = assignment_of(lab, pathway)
    home = folder / name
    old = None
    if home.exists():
        when = (now or datetime.datetime.now()).strftime("%Y-%m-%d-%Hh%M")
        old = _free(folder, f"{name}-old-{when}")
        home.rename(old)
    shutil.copytree(staged, home)
    return old


def _put_beside(
    staged: Path, folder: Path, lab: str, pathway: str, notebook: Path, today: datetime.date | None
) -> Placed:
    name = assignment_of(lab, pathway)
    version = released_as(read_copy(staged / f"{name}.ipynb"))
    for earlier in sorted(folder.glob(f"{name}-new-*")):
        copy = earlier / f"{name}.ipynb"
        if copy.exists() and released_as(read_copy(copy)) == version:
            return Placed(lab, pathway, "beside", notebook, earlier)
    fresh = _free(folder, f"{name}-new-{today or datetime.date.today()}")
    shutil.copytree(staged, fresh)
    return Placed(lab, pathway, "beside", notebook, fresh)


def _free(folder: Path, name: str) -> Path:
    """`name` in the folder, or `name` with the first number that nobody has taken."""
    free, number = folder / name, 2
    while free.exists():
        free, number = folder / f"{name}-{number}", number + 1
    return free


def _companions(staged: Path) -> Iterator[Path]:
    for file in staged.rglob("*"):
        part = file.relative_to(staged)
        if file.is_file() and file.suffix != ".ipynb" and len(part.parts) == 1:
            yield part
