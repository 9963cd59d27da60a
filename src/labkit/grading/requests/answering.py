"""Requests collected for the teacher, and answered: the mark kept, changed, or made again, always with a reason."""

import glob
from typing import Any

from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook import standing
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.requests import log
from labkit.grading.requests.found import Request, requests_in
from labkit.grading.requests.log import Logged
from labkit.grading.run.after_marking import renew_feedback
from labkit.grading.run.course_lock import disk_errors, only_run
from labkit.grading.run.run import grade_class
from labkit.grading.submission.checks import role
from labkit.grading.submission.submissions import NAMELESS, find
from labkit.language import brief, catalogue, plural_catalogue

_ = catalogue("instructor")
ngettext = plural_catalogue("instructor")

DECISIONS = ("kept", "points", "again")


def collect(course: CourseSettings, assignments: list[str]) -> dict[str, Logged]:
    """Note the requests that submissions hold; every request there is, by its id.

    Raises
    ------
    GradingError
        If there is no such lab.
    """
    for name in assignments:
        course.require(name)
    with only_run(course.root), disk_errors():
        known = log.read_log(course.root)
        for name in assignments or course.assignments():
            for submission in find(course.submitted_root(), name):
                asked = [] if submission.problem == NAMELESS else requests_in(submission, name)
                for request in asked:
                    if request.id not in known:
                        log.ask(course.root, request)
    wanted = set(assignments or course.assignments())
    return {key: one for key, one in log.read_log(course.root).items() if one.request.assignment in wanted}


def ask(course: CourseSettings, assignment: str, task: str, learner: str, text: str) -> str:
    """Note a request that came another way, by mail or at the desk; its id.

    Raises
    ------
    GradingError
        If there is no such lab, no such mark, or no reason.
    """
    request = Request(learner, assignment, task, _reason(text), "command")
    with only_run(course.root), disk_errors():
        _mark(course, request)
        if request.id not in log.read_log(course.root):
            log.ask(course.root, request)
    return request.id


def answer(
    course: CourseSettings,
    request_id: str,
    decision: str,
    reason: str,
    points: float | None = None,
    **run: Any,
) -> tuple[Request, standing.Mark, standing.Mark]:
    """Answer a request: the reason is written beneath the learner's answer, the feedback is renewed, all is logged.

    Parameters
    ----------
    course : CourseSettings
    request_id : str
    decision : {"kept", "points", "again"}
        The mark stands; it becomes `points`; the submission is marked again by the grader as it is now.
    reason : str
    points : float, optional
    **run
        For `grade_class`, with ``"again"``.

    Returns
    -------
    request, before, after
        With the marks of the task.

    Raises
    ------
    GradingError
        If there is no such request, no reason, or the points cannot be.
    """
    found = log.read_log(course.root).get(request_id)
    if found is None:
        raise GradingError(
            _("There is no request {id!r}: `labkit regrade list` shows their ids.").format(id=request_id)
        )
    request, reason = found.request, _reason(reason)
    before = _mark(course, request)
    if decision == "points" and not (points is not None and 0 <= points <= before.max_score):
        raise GradingError(
            ngettext(
                "{task} is worth 0 to {most} point, not {points}.",
                "{task} is worth 0 to {most} points, not {points}.",
                before.max_score,
            ).format(task=request.task, most=brief(before.max_score), points=points)
        )
    alone = glob.escape(request.learner)  # a name may hold what a pattern means something by
    if decision == "again":
        grade_class(course, request.assignment, learners=alone, regrade=True, **run)
    with only_run(course.root), disk_errors():
        _write(course, request, points if decision == "points" else None, reason)
        after = _mark(course, request)
        log.add(
            course.root,
            request.learner,
            "answered",
            id=request.id,
            decision=decision,
            reason=reason,
            before=before.score,
            after=after.score,
        )
    renew_feedback(course, request.assignment, alone)
    return request, before, after


def _reason(text: str) -> str:
    if not text.strip():
        raise GradingError(_('A request and its answer need a reason: --reason "...".'))
    return text.strip()[:4000]


def _mark(course: CourseSettings, request: Request) -> standing.Mark:
    course.require(request.assignment)
    place = standing.Place(request.assignment, request.assignment, request.learner)
    with book.opened(course.db_url, course.course_id) as gradebook:
        marks = standing.marks(gradebook, place)
    if not marks:
        raise GradingError(
            _("{learner!r} has no mark for {lab}.").format(learner=request.learner, lab=request.assignment)
        )
    if request.task not in marks:
        raise GradingError(
            _("{lab} has no task called {task!r}; its tasks are {names}.").format(
                lab=request.assignment, task=request.task, names=", ".join(marks)
            )
        )
    return marks[request.task]


def _write(course: CourseSettings, request: Request, points: float | None, reason: str) -> None:
    """The points and the reason, in nbgrader's own gradebook, where Formgrader shows them too."""
    name, cell = request.assignment, _answer_cell(course, request)
    with book.opened(course.db_url, course.course_id) as gradebook:
        if points is not None:
            grade = gradebook.find_grade(request.task, name, name, request.learner)
            grade.manual_score, grade.needs_manual_grade = points, False
        comment = gradebook.find_comment(cell, name, name, request.learner)
        said = _("Your request ({task}): {reason}").format(task=request.task, reason=reason)
        comment.manual_comment = "\n\n".join(filter(None, (comment.manual_comment, said)))
        gradebook.db.commit()


def _answer_cell(course: CourseSettings, request: Request) -> str:
    """The cell under which a comment on a task stands: its answer, the last one before its check."""
    answers = ""
    for cell in course.template(request.assignment).cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if role(cell) in ("answer", "manual"):
            answers = name
        if name == request.task and role(cell) in ("check", "manual"):
            return answers
    return answers
