"""What a learner showed, from the course's own records.

Two kinds are told apart. A function was judged on hidden cases, drawn from the course's secret, that nobody had seen. A single
answer (a number, letters: most of an explorer's tasks) is the same for everybody and may be tried as often as one likes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from labkit.content import PATHWAYS, Content, lab_of
from labkit.course.source.competencies import competencies
from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook import records, standing
from labkit.grading.gradebook.records import GRADED
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.submission.submissions import find
from labkit.language import Text, apart, catalogue, printable
from labkit.notebook.task_titles import titles_in
from labkit.tasks.declare import FunctionTask
from labkit.tasks.lab_file import read_lab_file
from labkit.tasks.load import load_grader

_ = catalogue("attestation")


@dataclass(frozen=True)
class Tasks:
    """Tasks of one kind: those judged right, of how many."""

    right: tuple[str, ...] = ()
    all: int = 0


@dataclass(frozen=True)
class LabShown:
    """One lab: its tasks on unseen cases, its single answers, and what its headings call them, by language and task."""

    lab: str
    title: Text
    unseen: Tasks
    answers: Tasks
    competencies: tuple[str, ...]
    headings: Mapping[str, Mapping[str, str]]

    def which(self, language: str) -> str:
        """The tasks that were right, as their headings say it: whoever reads an attestation has seen no code."""
        called = self.headings[language]
        return apart((called.get(task, task) for task in (*self.unseen.right, *self.answers.right)), language)


@dataclass(frozen=True)
class Shown:
    """A learner's labs, and their name where the gradebook has one."""

    learner: str
    name: str
    labs: tuple[LabShown, ...]

    def by_competency(self, content: Content) -> list[tuple[Text, str]]:
        """Each competency that a lab of theirs trains: its wording, and the `counts` over those labs."""
        said = {one.id: Text(**one.says) for one in competencies(content)}
        order = [*said, *(name for lab in self.labs for name in lab.competencies if name not in said)]
        found = []
        for name in dict.fromkeys(order):
            labs = [lab for lab in self.labs if name in lab.competencies]
            words = name.replace("_", " ")
            if labs:
                found.append((said.get(name, Text(words, words)), counts(labs)))
        return found


def counts(labs: Iterable[LabShown]) -> str:
    """Right of all on unseen cases, right of all single answers: ``5/6 0/0``."""
    labs = list(labs)
    kinds = ([lab.unseen for lab in labs], [lab.answers for lab in labs])
    return " ".join(f"{sum(len(k.right) for k in kind)}/{sum(k.all for k in kind)}" for kind in kinds)


def shown_by(course: CourseSettings, content: Content, learner: str) -> Shown:
    """What stands for a learner now: a submission that was replaced or withdrawn, or that nobody could grade, shows nothing.

    A task counts where the grader judged it right and no person took the points away since.

    Raises
    ------
    GradingError
        Where there is nothing to attest.
    """
    found: dict[str, dict[str, bool]] = {}
    name = learner
    with book.opened(course.db_url, course.course_id) as gradebook:
        for student in gradebook.students:
            if student.id == learner:
                called = " ".join(part for part in (student.first_name, student.last_name) if part)
                name = called or learner
        for assignment in course.assignments():
            record = _standing_record(course, gradebook, assignment, learner)
            if record is None:
                continue
            marks = standing.marks(gradebook, standing.Place(assignment, assignment, learner))
            tasks = found.setdefault(lab_of(assignment)[0], {})
            for outcome in record.outcomes:
                task, mark = outcome["task"], marks.get(outcome["task"])
                kept = mark is not None and (mark.manual is None or mark.score >= mark.max_score)
                tasks[task] = tasks.get(task, False) or (outcome["status"] == "right" and kept)
    labs = [lab_shown(content, lab, tasks) for lab, tasks in sorted(found.items()) if lab in content.labs()]
    shown = tuple(lab for lab in labs if lab.unseen.right or lab.answers.right)
    if not shown:
        raise GradingError(
            _(
                "{learner} has no task that was judged right in this course as it stands: grade first, and look whether the name is right."
            ).format(learner=printable(learner))
        )
    return Shown(learner, name, shown)


def _standing_record(
    course: CourseSettings, gradebook: book.Gradebook, assignment: str, learner: str
) -> records.Record | None:
    """The record of what is handed in now, where it has a mark."""
    record = records.load(course.root, assignment, learner)
    if record is None or record.reason != GRADED or not book.knows(gradebook, assignment, assignment):
        return None
    handed_in = {s.learner: s for s in find(course.submitted_root(), assignment)}.get(learner)
    return record if handed_in is not None and handed_in.digest() == record.digest else None


def lab_shown(content: Content, lab: str, judged: dict[str, bool]) -> LabShown:
    """What was judged, by kind; an explanation is no task, persons mark it."""
    passport = read_lab_file(content.grader(lab)).passport
    kinds: dict[bool, list[str]] = {True: [], False: []}
    for task in load_grader(content, lab).tasks:
        if task.id in judged:
            kinds[isinstance(task, FunctionTask)].append(task.id)
    unseen, answers = (
        Tasks(tuple(task for task in kinds[kind] if judged[task]), len(kinds[kind])) for kind in (True, False)
    )
    source = content.notebooks / lab / f"{lab}.ipynb"
    headings = {
        language: {task: said for way in PATHWAYS for task, said in titles_in(source, way, language).items()}
        for language in ("en", "fr")
    }
    return LabShown(lab, Text(**passport.title), unseen, answers, tuple(passport.competencies), headings)
