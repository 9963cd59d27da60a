"""A class graded in one run: many workers, one writer, a record for each submission, and resuming where it stopped."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch

from labkit.grading.assignment import Assignment, in_course
from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook import records, regrading, standing
from labkit.grading.gradebook.records import GRADED, TRANSIENT, Record
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.nbgrader.kernel_limits import limits_of
from labkit.grading.pipeline import HandedIn, kernels_of
from labkit.grading.run.course_lock import disk_errors, only_run
from labkit.grading.run.workers import grade_all
from labkit.grading.run.writer import Writer, generate, without_notebook
from labkit.grading.run.writing import SupervisedWriter, Writing
from labkit.grading.submission.submissions import Submission, find
from labkit.kernels.forkserver.pool import begin_forkserver
from labkit.kernels.limits import Limits
from labkit.language import catalogue

__all__ = ["Change", "ClassReport", "NothingYet", "generate", "grade_class"]
_ = catalogue("grading")


class NothingYet(GradingError):
    """Nobody has handed in: an end for `labkit grade`, a reason to wait for ``--watch``."""


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
        Learner to task to `gradestanding.Mark`.
    scores : dict
        Learner to points after manual scores and penalties.
    penalties : dict
        Learner to late penalty, already taken off.
    changes : list of Change
        Marks that differ from those of the run before.
    outdated : list of str
        Learners whose marks come from an earlier grader.
    absent : list of str
        Learners of the gradebook who handed in nothing.
    """

    assignment: str
    records: list[Record] = field(default_factory=list)
    marks: dict[str, dict[str, standing.Mark]] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    penalties: dict[str, float] = field(default_factory=dict)
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
    limits: Limits | None = None,
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
    sandbox : bool
        Without it learners' code runs with your own rights.
    limits : Limits, optional
        Those of the course's configuration (`KernelLimits`) by default.
    scheduler, workers
        See `labkit.grading.run.workers.grade_all`.
    progress : callable
        Called with how many are done, how many there are, and whose was the last.

    Raises
    ------
    GradingError
        When nothing can be graded: an unknown lab, no such learner, another run going on, no room on the disk.
    """
    course.require(assignment)
    with only_run(course.root), disk_errors():
        shared = _shared(course, assignment, sandbox, limits)
        found = [s for s in find(course.submitted_root(), assignment) if fnmatch(s.learner, learners)]
        if not found:
            raise NothingYet(_none_found(course, assignment, learners))
        if scheduler is None:
            _begin(shared)
        with book.opened(course.db_url, course.course_id) as gradebook:
            reader = Writer(course, assignment, gradebook)
            standing = reader.marks()
            before = {s.learner: _automatic(standing.get(s.learner, {})) for s in found}
            again = None
            if regrade:
                again = regrading.begin(course.root, assignment, learners, shared.fingerprint, before)
                before |= again.before
            todo = [s for s in found if not _stands(course, assignment, s, again)]
            report = ClassReport(assignment, graded_now=len(todo))
            progress(0, len(todo), "")
            writing = Writing(course, assignment, again.id if again else "")
            with SupervisedWriter(writing, threads=scheduler is not None) as writer:
                for done, learner in enumerate(_grade(todo, shared, writer, scheduler, workers), 1):
                    progress(done, len(todo), learner)
            marks, penalties = reader.marks(), reader.penalties()
            for submission in found:
                _add(report, course, submission.learner, shared.fingerprint, marks, penalties)
            for learner, now in report.marks.items():
                report.changes += _changes(learner, before.get(learner, {}), now)
            if regrade:
                regrading.end(course.root, assignment)
            handed_in = {s.learner for s in found}
            if learners == "*":
                report.absent = sorted(s.id for s in gradebook.students if s.id not in handed_in)
    return report


def _grade(
    todo: list[Submission],
    shared: Assignment,
    writer: SupervisedWriter,
    scheduler: str | None,
    workers: int | None,
) -> Iterator[str]:
    by_learner = {s.learner: s for s in todo}
    for submission in (s for s in todo if s.problem):
        writer.write(submission, None, without_notebook(shared.name, submission, shared.fingerprint))
        yield submission.learner
    readable = [s for s in todo if not s.problem]
    handed_in = (HandedIn(s.learner, s.content(), s.files(), s.digest(), s.left_out()) for s in readable)
    for notebook, record in grade_all(shared, handed_in, len(readable), scheduler=scheduler, workers=workers):
        writer.write(by_learner[record.learner], notebook, record)
        yield record.learner


def _shared(course: CourseSettings, assignment: str, sandbox: bool, limits: Limits | None) -> Assignment:
    return in_course(course, assignment, sandbox=sandbox, limits=limits or limits_of(course.config))


def _begin(shared: Assignment) -> None:
    """The kernels' imports are done on another processor while the gradebook is opened here."""
    sandbox, imports = kernels_of(shared)
    begin_forkserver(sandbox, imports)


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
    report: ClassReport,
    course: CourseSettings,
    learner: str,
    fingerprint: str,
    marks: dict[str, dict[str, standing.Mark]],
    penalties: dict[str, float],
) -> None:
    record = records.load(course.root, report.assignment, learner)
    if record is None:
        return
    report.records.append(record)
    mine = report.marks[learner] = marks.get(learner, {})
    report.penalties[learner] = penalties.get(learner, 0.0)
    report.scores[learner] = sum(mark.score for mark in mine.values()) - penalties.get(learner, 0.0)
    if record.grader and record.grader != fingerprint:
        report.outdated.append(learner)


def _automatic(marks: dict[str, standing.Mark]) -> dict[str, float | None]:
    return {task: mark.auto for task, mark in marks.items()}


def _changes(
    learner: str, before: dict[str, float | None], after: dict[str, standing.Mark]
) -> Iterator[Change]:
    for task, earlier, now in regrading.changed(before, ((t, m.auto) for t, m in after.items())):
        yield Change(learner, task, earlier, now, after[task].manual)


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
