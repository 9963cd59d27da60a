"""`labkit export --for LMS`: marks as an LMS imports them, one row a learner, one column a lab.

Only marks that stand are in it; an empty cell has its reason in ``marks.csv``. The columns' names are those of public pages
(docs/lti.md cites them); no real LMS was tried.
"""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from labkit.grading.run.export import Row, as_cell


@dataclass(frozen=True)
class Layout:
    """What stands before the marks, the name of a lab's column, what stands after."""

    before: dict[str, Callable[[Row], str]]
    lab: str
    after: dict[str, str]


LAYOUTS = {
    "moodle": Layout(
        {
            "Username": lambda row: row.learner,
            "First name": lambda row: row.first_name,
            "Last name": lambda row: row.last_name,
            "Email address": lambda row: row.email,
        },
        "{lab}",
        {},
    ),
    "canvas": Layout(
        {
            "Student": lambda row: ", ".join(part for part in (row.last_name, row.first_name) if part),
            "ID": lambda row: "",
            "SIS User ID": lambda row: "",
            "SIS Login ID": lambda row: row.learner,
            "Section": lambda row: "",
        },
        "{lab}",
        {},
    ),
    "brightspace": Layout(
        {"Username": lambda row: row.learner}, "{lab} Points Grade", {"End-of-Line Indicator": "#"}
    ),
}


def as_lms_csv(given: Iterable[Row], lms: str) -> str:
    """Comma-separated, as `lms` (``moodle``, ``canvas`` or ``brightspace``) imports it."""
    layout, found = LAYOUTS[lms], list(given)
    labs = list(dict.fromkeys(row.assignment for row in found))
    people: dict[str, dict[str, Row]] = {}
    for row in found:
        people.setdefault(row.learner, {})[row.assignment] = row
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow([*layout.before, *(layout.lab.format(lab=lab) for lab in labs), *layout.after])
    for rows in people.values():
        person = next(iter(rows.values()))
        marks = (rows[lab].score if lab in rows and rows[lab].state == "graded" else None for lab in labs)
        named = (say(person) for say in layout.before.values())
        out.writerow([as_cell(value) for value in (*named, *marks, *layout.after.values())])
    return text.getvalue()
