"""All that the report is made from, read once: gradebook, records, submissions, the progress that was handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labkit.content import PATHWAYS, assignment_of, lab_of
from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook import records, standing
from labkit.grading.gradebook.records import GRADED
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.report.progress import Event, read_progress
from labkit.grading.run.export import Row, rows
from labkit.grading.submission.checks import role
from labkit.grading.submission.submissions import find

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Gathered:
    """One assignment's class.

    Attributes
    ----------
    assignment : str
    points : dict of str to float
        What each task is worth, in the notebook's order.
    rows : list of Row
        Everybody with the state of their mark; who works on the lab's other pathway is left out.
    shares : DataFrame of shape (n_marked_learners, n_tasks)
        Part of a task's points (0 to 1); NaN while a person has still to mark it.
    outcomes : dict
        Learner to task to outcome, as the record has it.
    events : dict
        Learner to their own progress, for those who handed it in.
    """

    assignment: str
    points: dict[str, float]
    rows: list[Row]
    shares: pd.DataFrame
    outcomes: dict[str, dict[str, dict[str, Any]]]
    events: dict[str, list[Event]]


def gather(course: CourseSettings, assignment: str) -> Gathered:
    """Read a class.

    Raises
    ------
    GradingError
        If there is no such lab.
    """
    import pandas as pd

    course.require(assignment)
    lab, pathway = lab_of(assignment)
    template = course.template(assignment)
    points = {
        cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.points)
        for cell in template.cells
        if role(cell) in ("check", "manual") and cell.metadata.nbgrader.points
    }
    there = find(course.submitted_root(), assignment)
    mine = {s.learner for s in there}
    elsewhere = {s.learner for s in find(course.submitted_root(), _other(lab, pathway))} - mine
    everybody = [row for row in rows(course, [assignment]) if row.learner not in elsewhere]
    with book.opened(course.db_url, course.course_id) as gradebook:
        marks = standing.all_marks(gradebook, assignment, assignment)
    marked = [row.learner for row in everybody if row.state in ("graded", "provisional")]
    shares = pd.DataFrame(
        {task: [_share(marks.get(learner, {}).get(task)) for learner in marked] for task in points},
        index=pd.Index(marked, name="learner"),
        dtype=float,
    )
    kept = {r.learner: r for r in records.load_all(course.root, assignment) if r.reason == GRADED}
    return Gathered(
        assignment,
        points,
        everybody,
        shares,
        {who: {o["task"]: o for o in kept[who].outcomes} for who in marked if who in kept},
        {
            s.learner: events
            for s in there
            if not s.problem and (events := read_progress(s.folder, lab, pathway))
        },
    )


def _other(lab: str, pathway: str) -> str:
    return assignment_of(lab, next(other for other in PATHWAYS if other != pathway))


def _share(mark: standing.Mark | None) -> float:
    if mark is None or mark.needs_person or not mark.max_score:
        return float("nan")
    return mark.score / mark.max_score
