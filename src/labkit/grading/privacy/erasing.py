"""One learner erased from a course folder: what was removed, and what is kept elsewhere or on purpose, is said."""

import html
import json
import re
import shutil
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook.records import write_atomically
from labkit.grading.markers import sharing, sheets
from labkit.grading.markers.units import key_of, save
from labkit.grading.markers.units import load as units_of
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.privacy.traces import Traces, find_traces
from labkit.grading.report.page import FOLDER as REPORTS
from labkit.grading.run.course_lock import disk_errors, only_run
from labkit.language import catalogue, plural_catalogue, printable

_ = catalogue("instructor")
ngettext = plural_catalogue("instructor")

MARKS = "marks.csv"
_LOGS = ("*.log", ".*.log")
_MOST_BYTES = 50 * 2**20


@dataclass
class Erased:
    """What an erasure did, or would do, each in a sentence."""

    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def erase_learner(
    course: CourseSettings,
    learner: str,
    *,
    keep_marks: bool = False,
    really: bool = True,
    known: bool = False,
    others: Collection[Path] = (),
) -> Erased:
    """Remove what the course folder keeps about a learner; everybody else's stays as it is, byte for byte.

    Parameters
    ----------
    course : CourseSettings
    learner : str
    keep_marks : bool
        Leave the gradebook and ``marks.csv``: marks that an institution has to keep.
    really : bool
        Without it nothing is touched; the answer says what would go.
    known : bool
        That this folder has nothing of them is then no error: something else has.
    others : collection of Path
        Files of the folder that name them and that another room sees to.

    Raises
    ------
    GradingError
        If the course knows nobody of this name.
    """
    with only_run(course.root), disk_errors():
        found = find_traces(course, learner, known=known)
        told = Erased()
        for path in [*found.folders.values(), *found.records.values(), *filter(None, [found.requests])]:
            told.removed.append(_from(course, path))
            if really:
                _remove(path)
        for path in found.regradings:
            told.removed.append(_("earlier marks in {file}").format(file=_from(course, path)))
            if really:
                _forget_in_regrading(path, learner)
        for assignment, codes in found.codes.items():
            told.removed += _from_markers(course, assignment, codes, really)
        told.removed += _from_reports(course, learner, really)
        if keep_marks:
            told.kept.append(_("the marks in the gradebook and in {file}, as you asked").format(file=MARKS))
        else:
            told.removed += _marks(course, found, really)
        ours = {*found.records.values(), *found.regradings, *filter(None, [found.requests])}
        ours |= {key_of(course.root, name) for name in found.codes} | set(others)
        told.kept += _elsewhere(course, learner, ours)
    return told


def _from(course: CourseSettings, path: Path) -> str:
    return printable(path.relative_to(course.root).as_posix())


def _remove(path: Path) -> None:
    """A folder with all that is in it, a file, or a link; what a link leads to stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _forget_in_regrading(path: Path, learner: str) -> None:
    said = json.loads(path.read_text("utf-8"))
    del said["before"][learner]
    write_atomically(path, json.dumps(said).encode(), durable=True)


def _from_markers(course: CourseSettings, assignment: str, codes: list[str], really: bool) -> list[str]:
    """The learner's rows and texts, from every sheet and page; the key last, by which they are found."""
    if really:
        units = units_of(course, assignment)
        for sheet in sorted((course.root / sharing.FOLDER / assignment).glob("*.csv")):
            sheets.without(sheet, set(codes))
        for page in sorted((course.root / sharing.FOLDER / assignment).glob("*.html")):
            text = page.read_text("utf-8")
            for code in codes:
                text = re.sub(f"<!--{code}-->.*?<!--/{code}-->", "", text, flags=re.S)
            write_atomically(page, text.encode())
        save(course, assignment, {c: unit for c, unit in units.items() if c not in codes})
    said = ngettext("{n} answer in {folder}", "{n} answers in {folder}", len(codes))
    return [said.format(n=len(codes), folder=f"{sharing.FOLDER}/{assignment}")]


def _from_reports(course: CourseSettings, learner: str, really: bool) -> list[str]:
    """Reports that name them: `labkit report` makes these again."""
    told = []
    for page in sorted((course.root / REPORTS).glob("*.html")):
        if html.escape(printable(learner)) in page.read_text("utf-8", errors="replace"):
            told.append(_("{file}, which `labkit report` makes again").format(file=_from(course, page)))
            if really:
                page.unlink()
    return told


def _marks(course: CourseSettings, found: Traces, really: bool) -> list[str]:
    told = []
    if found.in_gradebook:
        told.append(_("the learner, with marks and comments, from the gradebook"))
        if really:
            with book.opened(course.db_url, course.course_id) as gradebook:
                if course.db_url.startswith("sqlite"):
                    # Otherwise what is deleted stays in the file until other rows are written over it.
                    from sqlalchemy import text

                    gradebook.db.execute(text("PRAGMA secure_delete = ON"))
                gradebook.remove_student(found.learner)
    file = course.root / MARKS
    if file.is_file() and _mentions(file, found.learner):
        told.append(_("rows of {file}").format(file=MARKS))
        if really:
            _without_rows(file, found.learner)
    return told


def _mentions(file: Path, learner: str) -> bool:
    import csv

    with file.open(encoding="utf-8-sig", newline="") as table:
        return any(row.get("learner") in _written(learner) for row in csv.DictReader(table))


def _without_rows(file: Path, learner: str) -> None:
    import csv
    import io

    with file.open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    text = io.StringIO()
    out = csv.DictWriter(text, rows[0].keys())
    out.writeheader()
    out.writerows(row for row in rows if row.get("learner") not in _written(learner))
    write_atomically(file, text.getvalue().encode("utf-8-sig"))


def _written(learner: str) -> tuple[str, str]:
    """A name as `labkit export` writes it, with the quote that keeps a spreadsheet from running it."""
    return printable(learner), f"'{printable(learner)}"


def _elsewhere(course: CourseSettings, learner: str, ours: Collection[Path]) -> list[str]:
    """What this command does not reach."""
    named = re.compile(rf"(?<!\w){re.escape(learner)}(?!\w)")
    logs = [path for pattern in _LOGS for path in sorted(course.root.glob(pattern))]
    others = [path for path in sorted((course.root / ".labkit").rglob("*")) if path not in ours]
    kept = [
        _("{file} names them: delete the file if you need it no longer").format(file=_from(course, path))
        for path in [*logs, *others]
        if path.is_file() and path.stat().st_size < _MOST_BYTES and named.search(_text_of(path))
    ]
    kept += [
        _("{file}, marks for an LMS, everybody's: delete it once they are imported").format(file=sent.name)
        for sent in sorted(course.root.glob("marks-*.csv"))
    ]
    kept += [
        _("{file}, an earlier gradebook").format(file=copy.name)
        for copy in sorted(course.root.glob("gradebook.db*"))
        if copy.name not in ("gradebook.db", "gradebook.db-wal", "gradebook.db-shm", "gradebook.db-journal")
    ]
    kept += [
        _(
            "backups of this folder, until they are overwritten: note the name, and erase again after restoring one"
        ),
        _("the hub's own database and log, the LMS, mail: each has an erasure of its own"),
        _("what the learner has on their own computer"),
        _("what the law makes you keep, such as marks and minutes of an examination: docs/privacy.md"),
    ]
    return kept


def _text_of(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")
