"""What stock ``nbgrader autograde`` reads of a submission: plain files that are the learner's own, and nothing they lead to.

nbgrader opens and copies whatever a name in ``submitted/`` stands for: a link to a classmate's notebook earned the
classmate's points, a link to the gradebook came back as feedback, and a pipe was waited for.
"""

import glob
import os
import stat
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from traitlets.config import Application

from labkit.grading.gradebook.gradebook import clear_marks, opened
from labkit.grading.gradebook.reasons import what_to_do
from labkit.grading.gradebook.records import Record
from labkit.grading.gradebook.standing import Place, marks
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.run.alone import Died, Overrun, alone
from labkit.grading.run.writer import Writer, without_notebook
from labkit.grading.submission.reading import UnreadableNotebook, read
from labkit.grading.submission.submissions import find, is_plain
from labkit.language import printable

_MOST_ENTRIES = 20_000


def look_first(assignment: str, student: str, notebooks: list[str]) -> None:
    """``Autograde.pre_convert_hook``: take out what is no plain file, and clear an earlier mark that this one will not replace."""
    converter = sys._getframe(1).f_locals.get("self")  # nbgrader tells its hook no more than names
    directory = getattr(converter, "coursedir", None) or _directory()
    if converter is not None and not hasattr(converter, "labkit_told"):
        converter.labkit_told = True
        _tell_of_those_without(converter, assignment)
    found = [Path(notebook) for notebook in notebooks]
    for path in found:
        folder = path.parent
        theirs = is_plain(path) and not folder.is_symlink() and not folder.parent.is_symlink()
        if not theirs:
            notebooks.remove(str(path))
            if converter is not None:
                converter.log.error("Not graded, since it is a link or no plain file: %s", path)
        unread = _unreadable(path, converter) if theirs else True
        if unread:
            place = Place(folder.name, path.stem, folder.parent.name)
            with opened(directory.db_url, directory.course_id) as gradebook:
                if marks(gradebook, place):
                    clear_marks(gradebook, place, person=True)
    if found:
        folder = found[0].parent
        source = Path(directory.format_path(directory.source_directory, ".", folder.name))
        _leave_out(directory, folder, source, everything=not notebooks)


def _tell_of_those_without(converter: Any, assignment: str) -> None:
    """Once a run: nbgrader passes over a folder without a notebook, such as one with an archive, and says nothing."""
    directory = converter.coursedir
    course = CourseSettings(Path(directory.root), converter.config)
    without = [
        submission
        for submission in find(course.submitted_root(), assignment)
        if submission.problem
        and fnmatch(submission.learner, directory.student_id)
        and not any(submission.folder.glob("*.ipynb"))
    ]
    if not without:
        return
    fingerprint = course.fingerprint(assignment)
    with opened(directory.db_url, directory.course_id) as gradebook:
        writer = Writer(course, assignment, gradebook)
        for submission in without:
            record = without_notebook(assignment, submission, fingerprint)
            writer.write(submission, None, record)
            gradebook.db.commit()
            converter.log.error("Not graded: %s: %s", printable(submission.learner), what_to_do(record))


def _directory() -> Any:
    app = Application.instance() if Application.initialized() else None
    return getattr(app, "coursedir", None) or CourseSettings.load(Path.cwd()).directory


def _unreadable(path: Path, converter: Any) -> bool:
    """Whether there is no notebook in the file; what to do about it is told before nbgrader's own error."""
    try:
        alone(read, path)
    except (UnreadableNotebook, Overrun, Died) as error:
        if converter is not None:
            reason = getattr(error, "reason", "too_heavy")
            record = Record(path.stem, path.parent.parent.name, reason, str(error))
            converter.log.error("Not graded: %s: %s", printable(record.learner), what_to_do(record))
        return True
    return False


def _leave_out(directory: Any, folder: Path, source: Path, everything: bool) -> None:
    """Have nbgrader copy nothing of `folder` that is no plain file, or that stands where the course's own files go."""
    if not hasattr(directory, "labkit_ignored"):
        directory.labkit_ignored = list(directory.ignore)
        directory.labkit_timestamp = directory.get_existing_timestamp
    names = ["*"] if everything else sorted(odd_names(folder, source))
    directory.ignore = [*directory.labkit_ignored, *names]
    directory.get_existing_timestamp = lambda place: _timestamp(directory, place)


def odd_names(folder: Path, source: Path | None = None) -> set[str]:
    """Names, as patterns, of what is no plain file in `folder`, or is a folder where `source` has a file."""
    names, seen = set(), 0
    for root, folders, files in os.walk(folder):
        place = Path(root)
        for name in [*folders, *files]:
            seen += 1
            ours = source is not None and (source / place.relative_to(folder) / name).is_file()
            plain = is_plain(place / name) if name in files else _is_folder(place / name)
            if seen > _MOST_ENTRIES or not plain or (name in folders and ours):
                names.add(glob.escape(name))
        folders[:] = [name for name in folders if glob.escape(name) not in names]
        if seen > _MOST_ENTRIES:
            break
    return names


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)


def _timestamp(directory: Any, place: str) -> Any:
    """When it was handed in; unknown, as in ``labkit grade``, where the file does not say so in a way that can be read."""
    if not is_plain(Path(place, "timestamp.txt")):
        return None
    try:
        return directory.labkit_timestamp(place)
    except (Exception, SystemExit):
        directory.log.warning("The time in %s cannot be read.", Path(place, "timestamp.txt"))
        return None


class SubmissionExporter(NotebookExporter):
    """Reads a notebook as ``labkit grade`` does: a byte order mark, an old format or half a character costs no mark."""

    def from_file(self, file_stream: Any, resources: dict[str, Any] | None = None, **kw: Any) -> Any:
        """The notebook in `file_stream`, prepared and written."""
        return self.from_notebook_node(alone(read, file_stream.buffer.read()), resources=resources, **kw)
