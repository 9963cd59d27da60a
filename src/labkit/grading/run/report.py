"""The table a run ends with: learner, points, outcome of each task, reason; and the same as JSON."""

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from labkit.grading.gradebook import remarks
from labkit.grading.gradebook.reasons import what_to_do
from labkit.grading.gradebook.records import GRADED, Record
from labkit.grading.judging.messages import PERHAPS_ELSEWHERE
from labkit.grading.run.run import Change, ClassReport
from labkit.language import apart, brief, catalogue, current, labelled, plural_catalogue, printable

_ = catalogue("grading")
ngettext = plural_catalogue("grading")

# Columns of the points and what stands between columns; fewer for reasons than this and they are a word a line.
_POINTS_AND_RULES = 18
_NARROWEST_REASON = 24
_SIGNS = {"not_started": "○", "crashed": "⚠", "wrong": "✗", "right": "✓", "needs_person": "☞"}
_COLOURS = {
    "not_started": "",
    "crashed": "yellow",
    "wrong": "red",
    "right": "green",
    "needs_person": "magenta",
}


def table(report: ClassReport) -> Table:
    """The class, one learner a row; tasks are numbered, and named under the table."""
    tasks = _tasks(report)
    made = Table(title=report.assignment, caption=_legend(tasks), caption_justify="left", pad_edge=False)
    made.add_column(_("Learner"), overflow="fold", min_width=8)
    made.add_column(_("Points"), justify="right", no_wrap=True)
    for number in range(1, len(tasks) + 1):
        made.add_column(str(number), justify="center")
    made.add_column(_("Reason"), overflow="fold", ratio=1)
    for record in report.records:
        outcomes = {o["task"]: o["status"] for o in record.outcomes}
        cells = [_cell(report, record, task, outcomes.get(task)) for task in tasks]
        made.add_row(_plain(record.learner), _points(report, record), *cells, _plain(reason(report, record)))
    for learner in report.absent:
        made.add_row(_plain(learner), "", *["" for _task in tasks], _("handed in nothing"))
    return made


def view(report: ClassReport, width: int) -> RenderableType:
    """The table, or where it is too wide for its reason column to be read, the same as a list."""
    learner = max([8, *(len(printable(r.learner)) for r in report.records)])
    if width >= learner + 4 * len(_tasks(report)) + _POINTS_AND_RULES + _NARROWEST_REASON:
        return table(report)
    return Group(*_listed(report))


def _listed(report: ClassReport) -> Iterator[Text]:
    tasks = _tasks(report)
    yield Text(report.assignment, style="bold")
    for record in report.records:
        outcomes = {o["task"]: o["status"] for o in record.outcomes}
        cells = [f"{n}{_cell(report, record, task, outcomes.get(task))}" for n, task in enumerate(tasks, 1)]
        yield Text.from_markup(f"\n{_plain(record.learner)} {_points(report, record)}", style="bold")
        if outcomes:
            yield Text.from_markup("  " + "  ".join(cells))
        if why := reason(report, record):
            yield Text(f"  {printable(why)}")
    for learner in report.absent:
        yield Text(f"\n{printable(learner)} " + _("handed in nothing"))
    yield Text.from_markup(f"\n{_legend(tasks)}")


def _plain(text: str) -> str:
    """Others' text, with neither a terminal's commands nor rich's."""
    return escape(printable(text))


def _tasks(report: ClassReport) -> list[str]:
    return list(dict.fromkeys(o["task"] for r in report.records for o in r.outcomes))


def reason(report: ClassReport, record: Record) -> str:
    """What the marker should know of a submission, in one line a task."""
    if record.reason != GRADED:
        return what_to_do(record)
    numbers = {task: n for n, task in enumerate(_tasks(report), 1)}
    penalty = report.penalties.get(record.learner, 0.0)
    parts = [_("late penalty: {points}").format(points=_number(penalty))] if penalty else []
    parts += [
        labelled(str(numbers[o["task"]]), text)
        for o in record.outcomes
        if (text := _of_task(report, record, o))
    ]
    for text, found in (
        (_("put back: {what}"), remarks.put_back(record.tampering)),
        (_("beside it lies {what}: a person decides which counts"), remarks.beside(record.tampering)),
        ("{what}", remarks.stopped(record.tampering)),
        (_("tampering: {what}"), remarks.tried(record.tampering)),
        (_("its program reports: {what}"), remarks.reported(record.tampering)),
    ):
        if found:
            parts.append(text.format(what=", ".join(found)))
    if not record.sandboxed:
        parts.append(_("run without a sandbox"))
    if record.learner in report.outdated:
        parts.append(_("marked by an earlier grader"))
    return apart(parts)


def _of_task(report: ClassReport, record: Record, outcome: dict[str, Any]) -> str:
    task, status = outcome["task"], outcome["status"]
    mark = report.marks.get(record.learner, {}).get(task)
    if mark is not None and mark.manual is not None and not mark.needs_person:
        return _("marked by a person")
    if status in ("right", "not_started"):
        return ""
    if status == "needs_person":
        used = [t["detail"] for t in record.tampering if t["kind"] == "forbidden" and t.get("cell") == task]
        return (
            _("uses {names}: a person decides").format(names=", ".join(used))
            if used
            else _said_elsewhere(outcome)  # the sign says the rest, and a line under the table
        )
    why = outcome.get("misconception") or outcome.get("law")
    if why is None:
        said = outcome["message"][current()].splitlines()
        why = said[min(1, len(said) - 1)] if status == "crashed" and said else " ".join(said)
    return why if len(why) <= 60 else f"{why[:59]}…"


def _said_elsewhere(outcome: dict[str, Any]) -> str:
    elsewhere = outcome["message"]["en"] == PERHAPS_ELSEWHERE.en
    return _("blank, but its text may stand in another cell") if elsewhere else ""


def lines(report: ClassReport) -> Iterator[str]:
    """What follows the table: marks that changed, and what to do next."""
    return map(printable, _lines(report))


def _lines(report: ClassReport) -> Iterator[str]:
    for change in report.changes:
        yield _change(change)
    failed = [r.learner for r in report.records if r.reason != GRADED]
    if failed:
        yield _("Not graded: {learners}. The reason column says what to do; the others are graded.").format(
            learners=", ".join(failed)
        )
    waiting = [
        who
        for who, marks in report.marks.items()
        if who not in failed and any(m.needs_person for m in marks.values())
    ]
    if waiting:
        yield ngettext(
            "{n} submission waits for a person: mark it in Formgrader, then run `labkit feedback {lab}`.",
            "{n} submissions wait for a person: mark them in Formgrader, then run `labkit feedback {lab}`.",
            len(waiting),
        ).format(n=len(waiting), lab=report.assignment)
    if failed or waiting or report.absent:
        yield _(
            "`nbgrader export` writes a plain number for each of these: `labkit export` says which they are."
        )
    if report.outdated:
        yield ngettext(
            "{n} mark comes from an earlier grader: `labkit grade {lab} --regrade` marks it again.",
            "{n} marks come from an earlier grader: `labkit grade {lab} --regrade` marks them again.",
            len(report.outdated),
        ).format(n=len(report.outdated), lab=report.assignment)


def _change(change: Change) -> str:
    text = _("Changed: {learner}, {task}: {before} → {after}").format(
        learner=change.learner, task=change.task, before=_number(change.before), after=_number(change.after)
    )
    if change.kept is not None:
        text += " " + _("(given by a person, and kept: {points})").format(points=_number(change.kept))
    return text


def as_json(report: ClassReport) -> dict[str, Any]:
    """The report as plain data."""
    return {
        "assignment": report.assignment,
        "graded_now": report.graded_now,
        "learners": [
            {
                **record.to_json(),
                "score": report.scores.get(record.learner, 0.0),
                "late_penalty": report.penalties.get(record.learner, 0.0),
                "why": what_to_do(record),
                "marks": {k: vars(m) for k, m in report.marks.get(record.learner, {}).items()},
            }
            for record in report.records
        ],
        "changes": [vars(change) for change in report.changes],
        "outdated": report.outdated,
        "absent": report.absent,
    }


def _cell(report: ClassReport, record: Record, task: str, status: str | None) -> str:
    if status is None:
        return "–"
    mark = report.marks.get(record.learner, {}).get(task)
    if mark is not None and mark.manual is not None and not mark.needs_person:
        return brief(mark.score)
    colour = _COLOURS[status]
    return f"[{colour}]{_SIGNS[status]}[/]" if colour else _SIGNS[status]


def _points(report: ClassReport, record: Record) -> str:
    if record.reason not in (GRADED, "no_notebook"):
        return "–"
    most = record.max_points or sum(m.max_score for m in report.marks.get(record.learner, {}).values())
    return f"{_number(report.scores.get(record.learner, 0.0))} / {_number(most)}"


def _number(value: float | None) -> str:
    if value is None:
        return _("to be marked")
    return brief(round(value, 2))


def _legend(tasks: list[str]) -> str:
    signs = _("✓ right   ✗ wrong   ⚠ crashed   ○ not started   ☞ needs a person")
    return "\n".join([signs, _plain("   ".join(f"{n} {task}" for n, task in enumerate(tasks, 1)))])
