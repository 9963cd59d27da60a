"""A table of marks: ``python -m tests.graders.marks [LAB...] > before.csv``, change the code, again, and compare.

One row an answer: the reference, each alternative, each mutant of each task, on cases of one marking seed, with what it earns and the
misconception it is told. Where two tables differ, marks have changed.
"""

import csv
import sys

from labkit.content import Content
from labkit.tasks.load import load_grader
from labkit.tasks.verify import verify

SEED = 2026
COLUMNS = ("lab", "task", "pathway", "answer", "points", "of", "status", "misconception")


def main(labs: list[str]) -> None:
    """The table, as CSV, of these labs or of all."""
    content = Content.find()
    out = csv.writer(sys.stdout)
    out.writerow(COLUMNS)
    for lab in labs or content.labs():
        for task in load_grader(content, lab).tasks:
            for trial in verify(task, lab, SEED):
                outcome = trial.outcome
                row = (lab, task.id, task.pathway, trial.who, outcome.points, task.points, outcome.status)
                out.writerow((*row, outcome.misconception or ""))


if __name__ == "__main__":
    main(sys.argv[1:])
