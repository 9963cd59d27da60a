"""Marks collected from the sheets: how far two people agree, what they must settle, and the rest into the gradebook."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from labkit.evaluate.agreement.raters import cohen_kappa
from labkit.evaluate.intervals.estimate import Estimate
from labkit.grading.gradebook import gradebook as book
from labkit.grading.gradebook import records
from labkit.grading.markers import sheets
from labkit.grading.markers.sharing import sheet_of
from labkit.grading.markers.units import Unit, load, save
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.run.course_lock import disk_errors, only_run
from labkit.language import brief, catalogue, labelled

_ = catalogue("instructor")


@dataclass(frozen=True)
class Agreement:
    """Two people on one task.

    Attributes
    ----------
    task : str
    markers : tuple of str
    n, same : int
        Answers that both marked; with one and the same mark.
    kappa : Estimate
        Cohen's, with quadratic weights over the marks that can be given; NaN where both gave one mark throughout.
    """

    task: str
    markers: tuple[str, str]
    n: int
    same: int
    kappa: Estimate


@dataclass
class Collected:
    """What the sheets hold.

    Attributes
    ----------
    written : int
        Marks that went into the gradebook, or stand there already.
    missing : dict
        Marker to how many of their answers have no mark.
    disagreements : list of str
        Codes that a third person has to settle.
    left : list of str
        Learners whose mark is somebody else's by now, or who have handed in again: left as it is.
    agreements : list of Agreement
    """

    written: int = 0
    missing: dict[str, int] = field(default_factory=dict)
    disagreements: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)


def collect(course: CourseSettings, assignment: str) -> Collected:
    """Read every marker's sheet, write what is settled into the gradebook, and list what is not.

    One person's mark counts. Two who agree count. Two who do not stand in ``disagreements.csv``, where a third
    person types the points; then this is run again.

    Raises
    ------
    GradingError
        If nothing was shared out, or a sheet holds what is no mark; nothing is written then.
    """
    course.require(assignment)
    with only_run(course.root), disk_errors():
        units = load(course, assignment)
        if not units:
            raise GradingError(
                _("Nothing of {lab} was shared out: `labkit markers share {lab}` does.").format(
                    lab=assignment
                )
            )
        markers = sorted({marker for unit in units.values() for marker in unit.markers})
        given = {m: sheets.marks_in(sheet_of(course.root, assignment, m), units) for m in markers}
        settled_in = sheet_of(course.root, assignment, sheets.SETTLED)
        settled = sheets.marks_in(settled_in, units)
        found = Collected(agreements=agreements(units, given))
        found.missing = {
            m: n
            for m in markers
            if (n := sum(m in u.markers and code not in given[m] for code, u in units.items()))
        }
        final: dict[str, tuple[float, str]] = {}
        apart: list[dict[str, str]] = []
        for code, unit in sorted(units.items()):
            mine = [given[m][code] for m in unit.markers if code in given[m]]
            if len(mine) < len(unit.markers):
                continue
            comments = "\n\n".join(dict.fromkeys(comment for _points, comment in mine if comment))
            if len({points for points, _comment in mine}) == 1:
                final[code] = mine[0][0], comments
                continue
            decided = settled.get(code)
            if decided is not None:
                final[code] = decided[0], decided[1] or comments
            else:
                found.disagreements.append(code)
            apart.append(
                {
                    "code": code,
                    "task": unit.task,
                    "most": brief(unit.most),
                    "first": labelled(unit.markers[0], brief(mine[0][0])),
                    "second": labelled(unit.markers[1], brief(mine[1][0])),
                    "points": brief(decided[0]) if decided else "",
                    "comment": decided[1] if decided else "",
                }
            )
        if apart or settled_in.exists():
            sheets.write(settled_in, apart, sheets.SETTLED_COLUMNS)
        _write(course, assignment, units, final, found)
        save(course, assignment, units)
    return found


def agreements(units: dict[str, Unit], given: dict[str, dict[str, tuple[float, str]]]) -> list[Agreement]:
    """Each pair of people who marked the same answers, task by task."""
    pairs: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for code, unit in units.items():
        if len(unit.markers) == 2 and all(code in given[m] for m in unit.markers):
            first, second = sorted(unit.markers)
            pairs[unit.task, first, second].append(code)
    made = []
    for (task, first, second), codes in sorted(pairs.items()):
        a = np.array([given[first][code][0] for code in codes])
        b = np.array([given[second][code][0] for code in codes])
        step = next(s for s in (1.0, 0.5, 0.25) if not np.any(np.concatenate([a, b]) % s))
        labels = np.arange(0, max(units[code].most for code in codes) + step / 2, step)
        # Marks above the last whole step, such as 2.5 points at the most: the scale goes one step further.
        if max(a.max(), b.max()) > labels[-1]:
            labels = np.append(labels, labels[-1] + step)
        kappa = cohen_kappa(a, b, weights="quadratic", labels=labels)
        made.append(Agreement(task, (first, second), len(codes), int((a == b).sum()), kappa))
    return made


def _write(
    course: CourseSettings,
    assignment: str,
    units: dict[str, Unit],
    final: dict[str, tuple[float, str]],
    found: Collected,
) -> None:
    with book.opened(course.db_url, course.course_id) as gradebook:
        for code, (points, comment) in final.items():
            unit = units[code]
            record = records.load(course.root, assignment, unit.learner)
            names = (unit.task, assignment, assignment, unit.learner)
            grade = gradebook.find_grade(*names)
            others = grade.manual_score is not None and grade.manual_score not in (unit.written, points)
            if others or record is None or record.digest != unit.digest:
                found.left.append(unit.learner)
                continue
            grade.manual_score, grade.needs_manual_grade = points, False
            if comment:
                gradebook.find_comment(*names).manual_comment = comment
            unit.written = points
            found.written += 1
        gradebook.db.commit()
