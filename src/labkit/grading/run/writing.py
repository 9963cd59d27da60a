"""The run's writer in a supervised process: a submission that is too heavy to be written is told as such, and the class goes on."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook.records import Record
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.run.crew import RETRIES
from labkit.grading.run.supervised import FORKED, Died, Overrun, Supervised
from labkit.grading.run.writer import Writer
from labkit.grading.submission.submissions import Submission
from labkit.language import catalogue

_ = catalogue("grading")
# Of the wall clock: another program may hold the gradebook for a while.
_MOST_SECONDS = 300.0


@dataclass(frozen=True)
class Writing:
    """What the process does: `Writer.write` and `Writer.renew`, with a connection to the gradebook of its own."""

    course: CourseSettings
    assignment: str
    regrading: str = ""
    most_seconds: float = _MOST_SECONDS

    def begin(self) -> Callable[[Any], Any]:
        """Open the gradebook, which stays open as long as the process lives."""
        gradebook = ExitStack().enter_context(book.opened(self.course.db_url, self.course.course_id))
        writer = Writer(self.course, self.assignment, gradebook)
        writer.regrading = self.regrading
        return partial(_perform, writer)


def _perform(writer: Writer, job: tuple[str, tuple[Any, ...]]) -> Any:
    name, arguments = job
    return getattr(writer, name)(*arguments)


class SupervisedWriter:
    """Writes one submission after another; a context manager that ends the process.

    Parameters
    ----------
    writing : Writing
    threads : bool
        Whether this process has threads, so that no other can be forked from it.
    """

    def __init__(self, writing: Writing, *, threads: bool = False):
        self._writing, self._forked = writing, FORKED and not threads
        self._hand: Supervised | None = None

    def __enter__(self) -> "SupervisedWriter":
        return self

    def __exit__(self, *error: object) -> None:
        self._end()

    def write(self, submission: Submission, notebook: str | None, record: Record) -> None:
        """As `Writer.write`; what is too heavy is recorded as that, without a mark."""
        told = self._told("write", submission, notebook, record)
        if not isinstance(told, _Without):
            return
        without = Record(
            record.assignment, record.learner, told.reason, told.detail, record.digest, record.grader
        )
        without.language = record.language
        if isinstance(self._told("write", submission, None, without), _Without):
            raise GradingError(
                _("The marks of {learner} cannot be written: {detail}.").format(
                    learner=record.learner, detail=told.detail
                )
            )

    def renew(self, record: Record) -> bool:
        """As `Writer.renew`; a page that is too heavy to be written again stays as it is, and counts as provisional."""
        told = self._told("renew", record)
        return True if isinstance(told, _Without) else bool(told)

    def _told(self, name: str, *arguments: Any) -> Any:
        died = 0
        while True:
            self._hand = self._hand or Supervised(self._writing, forked=self._forked)
            try:
                return self._hand.done((name, arguments))
            except Overrun as over:
                self._end()
                return _Without("too_heavy", str(over))
            except Died:
                self._end()
                died += 1
                if died > RETRIES:
                    return _Without("worker_died", _("the process that wrote it died more than once"))

    def _end(self) -> None:
        if self._hand is not None:
            self._hand.kill()
            self._hand = None


@dataclass(frozen=True)
class _Without:
    """Why nothing was written."""

    reason: str
    detail: str
