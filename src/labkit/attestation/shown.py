"""What a learner showed, from the course's own records: tasks judged right on cases that nobody had seen."""

from dataclasses import dataclass

from labkit.content import Content, lab_of
from labkit.course.source.competencies import competencies
from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook import records, standing
from labkit.grading.gradebook.records import GRADED
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.submission.submissions import find
from labkit.language import Text, catalogue, printable
from labkit.tasks.lab_file import read_lab_file

_ = catalogue("attestation")


@dataclass(frozen=True)
class LabShown:
    """One lab: which of its tasks were judged right, of how many."""

    lab: str
    title: Text
    right: tuple[str, ...]
    tasks: int
    competencies: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A learner's labs, and their name where the gradebook has one."""

    learner: str
    name: str
    labs: tuple[LabShown, ...]

    def by_competency(self, content: Content) -> list[tuple[Text, int, int, tuple[LabShown, ...]]]:
        """Each competency of which something was shown: its wording, tasks right, tasks in all, and in which labs."""
        said = {one.id: Text(**one.says) for one in competencies(content)}
        order = [*said, *(name for lab in self.labs for name in lab.competencies if name not in said)]
        found = []
        for name in dict.fromkeys(order):
            labs = tuple(lab for lab in self.labs if name in lab.competencies)
            words = name.replace("_", " ")
            right, tasks = sum(len(lab.right) for lab in labs), sum(lab.tasks for lab in labs)
            if right:
                found.append((said.get(name, Text(words, words)), right, tasks, labs))
        return found


def shown_by(course: CourseSettings, content: Content, learner: str) -> Shown:
    """What stands for a learner now: a submission that was replaced or withdrawn, or that nobody could grade, shows nothing.

    A task counts where the grader judged it right on its hidden cases and no person took the points away since.

    Raises
    ------
    GradingError
        Where there is nothing to attest.
    """
    right: dict[str, set[str]] = {}
    tasks: dict[str, set[str]] = {}
    name = learner
    with book.opened(course.db_url, course.course_id) as gradebook:
        for student in gradebook.students:
            if student.id == learner:
                called = " ".join(part for part in (student.first_name, student.last_name) if part)
                name = called or learner
        for assignment in course.assignments():
            record = records.load(course.root, assignment, learner)
            if record is None or record.reason != GRADED or not book.knows(gradebook, assignment, assignment):
                continue
            handed_in = {s.learner: s for s in find(course.submitted_root(), assignment)}.get(learner)
            if handed_in is None or handed_in.digest() != record.digest:
                continue
            marks = standing.marks(gradebook, standing.Place(assignment, assignment, learner))
            lab = lab_of(assignment)[0]
            for outcome in record.outcomes:
                task, mark = outcome["task"], marks.get(outcome["task"])
                tasks.setdefault(lab, set()).add(task)
                kept = mark is not None and (mark.manual is None or mark.score >= mark.max_score)
                if outcome["status"] == "right" and kept:
                    right.setdefault(lab, set()).add(task)
    if not right:
        raise GradingError(
            _(
                "{learner} has no task that was judged right in this course as it stands: grade first, and look whether the name is right."
            ).format(learner=printable(learner))
        )
    labs = tuple(_lab(content, lab, right[lab], len(tasks[lab])) for lab in sorted(right))
    return Shown(learner, name, labs)


def _lab(content: Content, lab: str, right: set[str], tasks: int) -> LabShown:
    if lab not in content.labs():  # graded once, and gone from the course since
        return LabShown(lab, Text(lab, lab), tuple(sorted(right)), tasks, ())
    passport = read_lab_file(content.grader(lab)).passport
    return LabShown(lab, Text(**passport.title), tuple(sorted(right)), tasks, tuple(passport.competencies))
