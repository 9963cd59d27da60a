"""Have labkit's own grader mark a class of 24, and keep what it said in data/class.csv and data/class.messages.csv.

    python benchmarks/class_of_24.py

Who believes what is drawn (`labkit.data.generate_class`); what each hands in is a whole notebook of m4_threshold_explorer, in English or in French,
with the answers of those who make that error; marks, outcomes, errors' names and messages are the grader's. The script fails where
the grader names another error than the one that was handed in. Takes about three minutes.
"""

import csv
import tempfile
from pathlib import Path

from labkit.content import Content, lab_of
from labkit.course.release.course_folder import make_course
from labkit.data import _files, generate_class
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.report.gathered import gather
from labkit.grading.report.page import write_reports
from labkit.grading.run import demo
from labkit.grading.run.run import grade_class
from labkit.grading.submission.reading import read_graded
from labkit.tasks.load import load_grader

ASSIGNMENT, SEED = "m4_threshold_explorer", 7
# A class as a first session may have it: half believe that an alarm is as right everywhere, and one box asks for a single digit after the point.
HELD = {
    "same_everywhere": 0.55,
    "false_alarm_as_bad": 0.25,
    "counted_among_others": 0.3,
    "turned_round": 0.15,
}
SLIPS = {
    "alarms_in_hundred": 0.04,
    "ward_threshold": 0.08,
    "policy_by_ward": 0.0,
    "shift": 0.42,
    "published_audit": 0.08,
}


def hand_in(root: Path, answers) -> None:
    """24 notebooks, every other one in French, the explanation of each still to be read by a person."""
    grader = load_grader(Content.find(), lab_of(ASSIGNMENT)[0])
    solved = read_graded(root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    blank = (
        read_graded(root / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"),
        demo._other_language(root, ASSIGNMENT),
    )
    right = demo.right_answers(solved)
    for place, (learner, mine) in enumerate(answers.groupby("learner", sort=True)):
        wrong = {}
        for row in mine[mine.error != ""].itertuples():
            task = grader.task(row.task)
            mutant = next(one for one in task.mutants if one.name == row.error)
            wrong[f"{row.task}-answer"] = demo.mutant_source(task, mutant, row.task)
        if unknown := set(wrong) - set(right):
            raise SystemExit(f"{ASSIGNMENT} has no cells {unknown}")
        demo.hand_in(root, ASSIGNMENT, learner, demo._answered(blank[place % 2], right | wrong))


def main() -> None:
    root = Path(tempfile.mkdtemp(prefix="class-of-24-"))
    make_course(Content.find(), root, "en", [lab_of(ASSIGNMENT)[0]])
    for step in ("generate_assignment", "release_assignment"):
        demo._nbgrader(root, step, ASSIGNMENT)
    answers = generate_class(24, SEED, held=HELD, slips=SLIPS).answers
    hand_in(root, answers)
    course = CourseSettings.load(root)
    grade_class(course, ASSIGNMENT)
    given = gather(course, ASSIGNMENT)
    rows, told = [], {}
    for learner, task, error in answers.itertuples(index=False):
        outcome = given.outcomes[learner][task]
        if (outcome.get("misconception") or "") != error:
            raise SystemExit(f"{learner}, {task}: {error!r} was handed in, the grader names {outcome}")
        rows.append(
            [learner, task, given.points[task], given.shares.loc[learner, task], outcome["status"], error]
        )
        if error:
            told[task, error] = outcome["message"]
    _write("class.csv", ["learner", "task", "points", "share", "status", "error"], rows)
    _write(
        "class.messages.csv",
        ["task", "error", "en", "fr"],
        [[*which, said["en"], said["fr"]] for which, said in sorted(told.items())],
    )
    print(*write_reports(course, ASSIGNMENT), sep="\n")


def _write(name: str, head: list[str], rows: list) -> None:
    with (_files.folder() / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    _files.write_checksum(name)


if __name__ == "__main__":
    main()
