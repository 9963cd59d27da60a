"""A class graded in one run: many workers, one writer, a record for each submission, and resuming where it stopped."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, Any

import nbformat
from nbgrader.utils import parse_utc

from labkit.grading import gradebook as book
from labkit.grading import records, regrading
from labkit.grading.course_settings import CourseSettings, GradingError, lab_of
from labkit.grading.feedback_files import remove_feedback, write_feedback
from labkit.grading.grade_one import Assignment, Job, put_back
from labkit.grading.records import GRADED, TRANSIENT, Record, write_atomically
from labkit.grading.submissions import Submission, find
from labkit.grading.workers import grade_all
from labkit.language import catalogue

_ = catalogue("grading")

LOCK = Path(".labkit") / "grade.lock"


class NothingYet(GradingError):
    """Nobody has handed in: an end for `labkit grade`, a reason to wait for ``--watch``."""

    nothing_yet = True


@dataclass(frozen=True)
class Change:
    """A mark that another run changed."""

    learner: str
    task: str
    before: float | None
    after: float | None
    kept: float | None
    """Score a person gave, which stands."""


@dataclass
class ClassReport:
    """How a class's run ended.

    Attributes
    ----------
    records : list of Record
        One a submission, in the order of the learners' names.
    marks : dict
        Learner to task to `gradebook.Mark`.
    scores : dict
        Learner to points after manual scores and penalties.
    changes : list of Change
        Marks that differ from those of the run before.
    outdated : list of str
        Learners whose marks come from an earlier grader.
    absent : list of str
        Learners of the gradebook who handed in nothing.
    """

    assignment: str
    records: list[Record] = field(default_factory=list)
    marks: dict[str, dict[str, book.Mark]] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    graded_now: int = 0


def grade_class(
    course: CourseSettings,
    assignment: str,
    *,
    learners: str = "*",
    regrade: bool = False,
    sandbox: bool = True,
    limits: Any = None,
    scheduler: str | None = None,
    workers: int | None = None,
    progress: Callable[[int, int, str], None] = lambda done, total, learner: None,
) -> ClassReport:
    """Grade every submission of an assignment that has no record yet, write the gradebook and the feedback.

    Parameters
    ----------
    course : CourseSettings
    assignment : str
    learners : str
        A pattern such as ``"ada"`` or ``"a*"``.
    regrade : bool
        Grade again what was graded already.
    sandbox, limits
        See `labkit.grading.session.open_session`.
    scheduler, workers
        See `labkit.grading.workers.grade_all`.
    progress : callable
        Called with how many are done, how many there are, and whose was the last.

    Raises
    ------
    GradingError
        When nothing can be graded: an unknown lab, no such learner, another run going on, no room on the disk.
    """
    course.require(assignment)
    with _only_run(course.root), _disk_errors():
        shared = _shared(course, assignment, sandbox, limits)
        found = [s for s in find(course.submitted_root(), assignment) if fnmatch(s.learner, learners)]
        if not found:
            raise NothingYet(_none_found(course, assignment, learners))
        with book.opened(course.db_url, course.course_id) as gradebook:
            writer = _Writer(course, assignment, gradebook)
            before = {s.learner: writer.automatic(s.learner) for s in found}
            again = None
            if regrade:
                again = regrading.begin(course.root, assignment, learners, shared.fingerprint, before)
                before, writer.regrading = before | again.before, again.id
            todo = [s for s in found if not _stands(course, assignment, s, again)]
            report = ClassReport(assignment, graded_now=len(todo))
            progress(0, len(todo), "")
            for done, learner in enumerate(_grade(todo, shared, writer, scheduler, workers), 1):
                progress(done, len(todo), learner)
            for submission in found:
                _add(report, course, writer, submission, shared.fingerprint)
            for learner, marks in report.marks.items():
                report.changes += _changes(learner, before.get(learner, {}), marks)
            if regrade:
                regrading.end(course.root, assignment)
            handed_in = {p.parent.name for p in course.submitted_root().glob(f"*/{assignment}")}
            if learners == "*":
                report.absent = sorted(s.id for s in gradebook.students if s.id not in handed_in)
    return report


def _grade(
    todo: list[Submission], shared: Assignment, writer: "_Writer", scheduler: str | None, workers: int | None
) -> Iterator[str]:
    by_learner = {s.learner: s for s in todo}
    for submission in (s for s in todo if s.problem):
        record = Record(shared.name, submission.learner, submission.problem, submission.detail)
        record.digest, record.grader = submission.digest(), shared.fingerprint
        writer.write(submission, None, record)
        yield submission.learner
    readable = [s for s in todo if not s.problem]
    jobs = (Job(s.learner, s.content(), s.files(), s.digest()) for s in readable)
    for notebook, record in grade_all(shared, jobs, len(readable), scheduler=scheduler, workers=workers):
        writer.write(by_learner[record.learner], notebook, record)
        yield record.learner


class _Writer:
    """The one place where a run writes: autograded copy, gradebook, feedback, then the record that says so."""

    def __init__(self, course: CourseSettings, assignment: str, gradebook: Any):
        from nbgrader.preprocessors import AssignLatePenalties

        self._course, self._assignment, self._gradebook = course, assignment, gradebook
        late = AssignLatePenalties(config=course.config)
        late.init_plugin()
        self._plugin = late.plugin_inst
        self.regrading = ""
        if not book.knows(gradebook, assignment, assignment):
            generate(course, assignment)

    def place(self, learner: str) -> book.Place:
        return book.Place(self._assignment, self._assignment, learner)

    def marks(self, learner: str) -> dict[str, book.Mark]:
        return book.marks(self._gradebook, self.place(learner))

    def automatic(self, learner: str) -> dict[str, float | None]:
        return {task: mark.auto for task, mark in self.marks(learner).items()}

    def score(self, learner: str) -> float:
        return book.score(self._gradebook, self.place(learner))

    def write(self, submission: Submission, notebook: str | None, record: Record) -> None:
        course, learner, place = self._course, submission.learner, self.place(submission.learner)
        earlier = records.load(course.root, self._assignment, learner)
        timestamp, trouble = _timestamp(submission)
        record.tampering += trouble
        book.enter(self._gradebook, place, timestamp)
        folder = course.folder("autograded", learner, self._assignment)
        target = folder / f"{self._assignment}.ipynb"
        if notebook is None:
            target.unlink(missing_ok=True)
            book.clear_marks(self._gradebook, place, person=record.reason != "no_notebook")
            remove_feedback(course, self._assignment, learner)
        else:
            files, _changed = put_back(submission.files(), course.companions(self._assignment))
            for name, data in files.items():
                write_atomically(folder / name, data)
            write_atomically(target, notebook.encode("utf-8", "replace"))
            self._save(place, notebook, record, earlier)
        if timestamp:
            write_atomically(folder / "timestamp.txt", timestamp.encode())
        write_feedback(course, self._gradebook, place, record)
        record.recorded, record.regrading = True, self.regrading
        records.save(course.root, record)

    def _save(self, place: book.Place, notebook: str, record: Record, earlier: Record | None) -> None:
        graded = nbformat.reads(notebook, as_version=4)
        same = earlier is not None and earlier.recorded and earlier.digest == record.digest
        book.save_marks(self._gradebook, graded, place, same=same, language=record.language)
        book.save_penalty(self._gradebook, place, self._plugin)


def renew_feedback(course: CourseSettings, assignment: str, learners: str = "*") -> list[str]:
    """Write the feedback pages again, after people have marked; late penalties follow the new scores.

    Returns
    -------
    list of str
        The learners whose page is still provisional.

    Raises
    ------
    GradingError
        If there is no such lab or nobody has been graded.
    """
    course.require(assignment)
    provisional = []
    with _only_run(course.root), _disk_errors():
        known = [r for r in records.load_all(course.root, assignment) if fnmatch(r.learner, learners)]
        if not known:
            raise GradingError(
                _("Nobody's {lab} has been graded yet: run `labkit grade {lab}` first.").format(
                    lab=assignment
                )
            )
        with book.opened(course.db_url, course.course_id) as gradebook:
            writer = _Writer(course, assignment, gradebook)
            for record in known:
                place = writer.place(record.learner)
                if record.reason == GRADED:
                    book.save_penalty(gradebook, place, writer._plugin)
                if write_feedback(course, gradebook, place, record):
                    provisional.append(record.learner)
    return provisional


def extend(
    course: CourseSettings, assignment: str, learner: str, *, days: float = 0.0, hours: float = 0.0
) -> str:
    """Grant more time, counted from the due date; an earlier extension is replaced. Penalties follow at once.

    Raises
    ------
    GradingError
        If the lab has no due date or no such learner.
    """
    from nbgrader.api import MissingEntry

    course.require(assignment)
    with book.opened(course.db_url, course.course_id) as gradebook:
        writer = _Writer(course, assignment, gradebook)
        try:
            gradebook.find_student(learner)
        except MissingEntry:
            raise GradingError(
                _("The gradebook knows no learner called {learner!r}.").format(learner=learner)
            ) from None
        if gradebook.find_assignment(assignment).duedate is None:
            raise GradingError(
                _("{lab} has no due date: set one in Formgrader first.").format(lab=assignment)
            )
        submission = gradebook.update_or_create_submission(assignment, learner)
        submission.extension = timedelta(days=days, hours=hours)
        gradebook.db.commit()
        if writer.marks(learner):
            book.save_penalty(gradebook, writer.place(learner), writer._plugin)
        return _("{learner} may hand in {lab} until {when} (UTC).").format(
            learner=learner, lab=assignment, when=submission.duedate.strftime("%Y-%m-%d %H:%M")
        )


def generate(course: CourseSettings, assignment: str) -> None:
    """Enter the assignment into the gradebook and make its release, as ``nbgrader generate_assignment`` does."""
    import logging

    from nbgrader.converters import GenerateAssignment

    directory = course.new_directory(assignment)
    converter = GenerateAssignment(coursedir=directory, config=course.config)
    converter.force = True
    converter.log.setLevel(logging.ERROR)
    converter.start()


def _shared(course: CourseSettings, assignment: str, sandbox: bool, limits: Any) -> Assignment:
    if sandbox:
        from labkit.grading.sandbox import find_sandbox

        find_sandbox()
    return Assignment(
        assignment,
        lab_of(assignment),
        nbformat.writes(course.template(assignment)),
        course.secret(),
        course.fingerprint(assignment),
        course.companions(assignment),
        sandbox,
        limits,
    )


def _stands(
    course: CourseSettings, assignment: str, submission: Submission, again: regrading.Regrading | None
) -> bool:
    """Whether the last run's record still says all there is to say of this submission."""
    record = records.load(course.root, assignment, submission.learner)
    if again is not None and (record is None or record.regrading != again.id):
        return False
    if record is None or not record.recorded or record.reason in TRANSIENT:
        return False
    if record.digest != submission.digest():
        return False
    notebook = course.folder("autograded", submission.learner, assignment) / f"{assignment}.ipynb"
    return record.reason != GRADED or notebook.is_file()


def _add(
    report: ClassReport, course: CourseSettings, writer: _Writer, submission: Submission, fingerprint: str
) -> None:
    record = records.load(course.root, report.assignment, submission.learner)
    if record is None:
        return
    report.records.append(record)
    report.marks[record.learner] = writer.marks(record.learner)
    report.scores[record.learner] = writer.score(record.learner)
    if record.grader and record.grader != fingerprint:
        report.outdated.append(record.learner)


def _changes(learner: str, before: dict[str, float | None], after: dict[str, book.Mark]) -> Iterator[Change]:
    for task, earlier, now in regrading.changed(before, ((t, m.auto) for t, m in after.items())):
        yield Change(learner, task, earlier, now, after[task].manual)


def _timestamp(submission: Submission) -> tuple[str | None, list[dict[str, str]]]:
    """When it was handed in, and what is odd about that."""
    text = submission.timestamp()
    if text is None:
        return None, []
    try:
        when = parse_utc(text)
    except (ValueError, OverflowError, AttributeError):
        return None, [{"kind": "timestamp", "detail": f"timestamp.txt cannot be read: {text!r}"}]
    if when > datetime.now(UTC).replace(tzinfo=None) + timedelta(minutes=10):
        return text, [{"kind": "timestamp", "detail": f"timestamp.txt lies in the future: {text!r}"}]
    return text, []


def _none_found(course: CourseSettings, assignment: str, learners: str) -> str:
    known = [s.learner for s in find(course.submitted_root(), assignment)]
    if known:
        return _("No submission of {lab} by {learner!r}. Those who handed in: {known}.").format(
            lab=assignment, learner=learners, known=", ".join(known[:20])
        )
    return _(
        "No submissions of {lab} in {folder}: run `nbgrader collect {lab}`, or put each one in "
        "submitted/LEARNER/{lab}/{lab}.ipynb."
    ).format(lab=assignment, folder=course.submitted_root())


@contextmanager
def _only_run(root: Path) -> Iterator[None]:
    """One writer at a time; the lock goes with the process, however it ends."""
    path = root / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            _lock(file)
        except BlockingIOError:
            file.seek(0)
            raise GradingError(
                _("Another run is grading this course (process {pid}): wait for it, or stop it.").format(
                    pid=file.read().strip() or "?"
                )
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _lock(file: IO[str]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: one person at a time, as nbgrader itself assumes
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def _disk_errors() -> Iterator[None]:
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except (OSError, DBAPIError) as error:
        full = getattr(error, "errno", None) == 28 or "full" in str(error)
        if not full and not isinstance(error, DBAPIError):
            raise
        free = shutil.disk_usage(Path.cwd()).free // 2**20
        raise GradingError(
            _(
                "Writing failed ({error}); {free} MiB are free. What is done stays done: mend it and run this again."
            ).format(error=str(error).splitlines()[0], free=free)
        ) from error
