"""Explanations shared out: who marks which, and what each marker gets, a page to read and a sheet to fill in."""

import html
import random
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import Any

from labkit.grading.feedback.sanitize import markdown_to_html
from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook import records, standing
from labkit.grading.gradebook.records import GRADED, write_atomically
from labkit.grading.markers import sheets
from labkit.grading.markers.units import Unit, load, save
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError, lab_of, load_grader
from labkit.grading.run.course_lock import disk_errors, only_run
from labkit.grading.submission.checks import role
from labkit.grading.submission.reading import read_graded
from labkit.language import brief, catalogue, current, plural_catalogue

_ = catalogue("instructor")
ngettext = plural_catalogue("instructor")

FOLDER = "markers"
_NAME = re.compile(r"[^\W_][\w .@-]{0,59}")


def share(
    course: CourseSettings, assignment: str, markers: Sequence[str], double: float = 0.2
) -> dict[str, int]:
    """Share out what waits for a person, and write each marker's page and sheet; marks already typed stay.

    Parameters
    ----------
    course : CourseSettings
    assignment : str
    markers : sequence of str
    double : float
        Part of the answers (0 to 1) that two people mark, each without the other's marks.

    Returns
    -------
    dict
        Marker to how many answers are theirs, over all sharings.

    Raises
    ------
    GradingError
        On a name that is no file's name, two markers of one name, a part outside 0 to 1, or nothing that waits.
    """
    course.require(assignment)
    _checked(markers, double)
    with only_run(course.root), disk_errors():
        units = load(course, assignment)
        known = {(unit.learner, unit.task) for unit in units.values()}
        new = [unit for unit in _waiting(course, assignment) if (unit.learner, unit.task) not in known]
        if not new and not units:
            raise GradingError(
                _("No explanation of {lab} waits for a person: run `labkit grade {lab}` first.").format(
                    lab=assignment
                )
            )
        _assign(new, markers, double)
        for unit in new:
            units[_unused(units)] = unit
        save(course, assignment, units)
        everybody = sorted({marker for unit in units.values() for marker in unit.markers})
        for marker in everybody:
            mine = {code: unit for code, unit in sorted(units.items()) if marker in unit.markers}
            sheets.extend(sheet_of(course.root, assignment, marker), mine)
            page = sheet_of(course.root, assignment, marker).with_suffix(".html")
            write_atomically(page, _page(course, assignment, marker, mine).encode("utf-8", "replace"))
    return {m: sum(m in unit.markers for unit in units.values()) for m in everybody}


def sheet_of(course: Path, assignment: str, marker: str) -> Path:
    return course / FOLDER / assignment / f"{marker}.csv"


def _checked(markers: Sequence[str], double: float) -> None:
    for name in markers:
        if not _NAME.fullmatch(name) or name == sheets.SETTLED:
            raise GradingError(
                _("{name!r} cannot name a marker's file: use letters, digits, blanks, . @ - or _.").format(
                    name=name
                )
            )
    if not markers or len({name.casefold() for name in markers}) < len(markers):
        raise GradingError(_("Name the markers, each one once: --marker Ada --marker Benoit."))
    if not 0 <= double <= 1:
        raise GradingError(
            _("--double is a part between 0 and 1, such as 0.2, not {value}.").format(value=double)
        )
    if double and len(markers) < 2:
        raise GradingError(_("Marking twice needs two markers: name another, or say --double 0."))


def _waiting(course: CourseSettings, assignment: str) -> list[Unit]:
    """Every answer that a person has still to mark, and is there to be read."""
    tasks = {
        cell.metadata.nbgrader.grade_id
        for cell in course.template(assignment).cells
        if role(cell) == "manual"
    }
    kept = {r.learner: r for r in records.load_all(course.root, assignment) if r.reason == GRADED}
    with book.opened(course.db_url, course.course_id) as gradebook:
        marks = standing.all_marks(gradebook, assignment, assignment)
    return [
        Unit(learner, task, kept[learner].digest, mark.max_score)
        for learner, mine in sorted(marks.items())
        for task, mark in mine.items()
        if task in tasks and mark.needs_person and learner in kept
    ]


def _assign(units: list[Unit], markers: Sequence[str], double: float) -> None:
    """Evenly, in an order that nobody chose: with n markers nobody has more than one answer above another's count."""
    order = units.copy()
    random.SystemRandom().shuffle(order)
    places = 0
    for number, unit in enumerate(order):
        twice = int((number + 1) * double) > int(number * double)
        unit.markers = [markers[(places + step) % len(markers)] for step in range(2 if twice else 1)]
        places += len(unit.markers)


def _unused(units: dict[str, Unit]) -> str:
    while (code := secrets.token_hex(3)) in units:
        pass
    return code


def _page(course: CourseSettings, assignment: str, marker: str, units: dict[str, Unit]) -> str:
    grader = load_grader(lab_of(assignment))
    rubrics = {e.id: e.rubric for e in grader.explanations} if grader is not None else {}
    title = _("{lab}: to mark, for {marker}").format(lab=assignment, marker=marker)
    parts = [f"<h1>{html.escape(title)}</h1>"]
    how = _("Write points (halves and quarters will do) and a comment beside each code, in {file}.")
    parts.append(f"<p>{html.escape(how.format(file=f'{marker}.csv'))}</p>")
    for task in dict.fromkeys(unit.task for unit in units.values()):
        parts.append(f"<h2>{html.escape(task)}</h2>")
        rubric = "".join(
            f"<li>{brief(points)} : {html.escape(text.in_language(current()))}</li>"
            for points, text in rubrics.get(task, ())
        )
        parts.append(f"<ul>{rubric}</ul>" if rubric else "")
        parts += [_answer(course, assignment, c, u) for c, u in units.items() if u.task == task]
    return Template((Path(__file__).parent / "page.html").read_text("utf-8")).substitute(
        language=current(), title=html.escape(f"{assignment} · {marker}"), main="\n".join(parts)
    )


def _answer(course: CourseSettings, assignment: str, code: str, unit: Unit) -> str:
    """One answer between marks of its own, by which an erasure finds it: no text of a learner's can hold a comment."""
    language, text = _text(course, assignment, unit)
    worth = ngettext("{code}, {most} point", "{code}, {most} points", unit.most).format(
        code=code, most=brief(unit.most)
    )
    alt = _("Picture without a description")
    shown = markdown_to_html(text, heading_shift=3, alt=alt)
    return (
        f'<!--{code}--><article id="c{code}"><h3>{html.escape(worth)}</h3>'
        f'<div lang="{language}">{shown}</div></article><!--/{code}-->'
    )


def _text(course: CourseSettings, assignment: str, unit: Unit) -> tuple[str, str]:
    record = records.load(course.root, assignment, unit.learner)
    file = course.folder("autograded", unit.learner, assignment) / f"{assignment}.ipynb"
    if record is None or not file.is_file():
        return "en", ""
    cells: list[Any] = read_graded(file).cells
    named = (c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == unit.task)
    return record.language, next((c.source for c in named), "")
