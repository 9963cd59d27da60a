"""The learner's feedback page: outcome, message and points of each task, then their own notebook, made harmless."""

import copy
import html
import time
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from labkit.grading.feedback import rubric
from labkit.grading.feedback.mark import written as mark_written
from labkit.grading.feedback.sanitize import clean, markdown_to_html
from labkit.grading.gradebook import remarks
from labkit.grading.gradebook.gradebook import opened
from labkit.grading.gradebook.reasons import what_to_do
from labkit.grading.gradebook.records import Record
from labkit.grading.gradebook.standing import Place, comments_of_people, lateness, marks
from labkit.grading.submission.checks import role
from labkit.grading.submission.reading import language_of
from labkit.language import LANGUAGES, brief, catalogue

# Seconds for a page's rich text; what comes after them is shown as plain text.
_PATIENCE = 10.0
# More is no page that anybody could open: outputs then stay out of it, and texts are cut.
_MOST_CHARACTERS = 30 * 2**20
_SHORT = 20_000
_SIGNS = {"not_started": "○", "crashed": "⚠", "wrong": "✗", "right": "✓", "needs_person": "☞"}


class CollectMarks(NbGraderPreprocessor):
    """In place of nbgrader's ``GetGrades``: marks and comments go into the notebook, rubrics come out of it."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        about = resources["nbgrader"]
        place = Place(about["assignment"], about["notebook"], about["student"])
        with opened(about["db_url"], CourseDirectory(config=self.config).course_id) as gradebook:
            about.update(collect_marks(gradebook, nb, place))
        return nb, resources


def collect_marks(gradebook: Gradebook, notebook: NotebookNode, place: Place) -> dict[str, Any]:
    """What `page` needs to know of a submission; marks and comments are put into the notebook's cells."""
    rubric.remove(notebook)
    found, written = marks(gradebook, place), comments_of_people(gradebook, place)
    for cell in notebook.cells:
        kind, name = role(cell), cell.metadata.get("nbgrader", {}).get("grade_id")
        if kind in ("answer", "manual"):
            cell.metadata.nbgrader["comment"] = written[name]  # the automatic one repeats the outcome
    penalty, timestamp = lateness(gradebook, place)
    return {
        "assignment": place.assignment,
        "student": place.learner,
        "score": sum(mark.score for mark in found.values()) - penalty,
        "max_score": sum(mark.max_score for mark in found.values()),
        "late_penalty": penalty,
        "marks": found,
        "provisional": any(mark.needs_person for mark in found.values()),
        "timestamp": timestamp,
    }


class FeedbackExporter(Exporter):
    """Writes the page for ``nbgrader generate_feedback``."""

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> Any:
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        return _page_alone(nb, resources["nbgrader"]), resources


def _page_alone(notebook: NotebookNode, about: dict[str, Any]) -> str:
    """`page` in a process of its own; past its limits, a page that says so."""
    from labkit.grading.run.alone import Died, Overrun, alone

    try:
        return str(alone(page, notebook, about))
    except (Overrun, Died) as error:
        record = Record(about["assignment"], about["student"], "too_heavy", str(error))
        return unreadable_page(about, {language: what_to_do(record, language) for language in LANGUAGES})


def page(notebook: NotebookNode, about: dict[str, Any]) -> str:
    """The page as HTML.

    Parameters
    ----------
    notebook : NotebookNode
        Autograded, with marks collected (`CollectMarks`).
    about : dict
        ``assignment``, ``student``, ``score``, ``max_score``, ``late_penalty``, ``provisional``, ``marks``, ``timestamp``.
    """
    whole = _rendered(notebook, about)
    if len(whole) <= _MOST_CHARACTERS:
        return whole
    short = copy.deepcopy(notebook)
    for cell in short.cells:
        cell.source = cell.source[:_SHORT]
        cell.pop("attachments", None)
        if role(cell) != "check" and cell.get("outputs"):
            cell.outputs = [new_output("stream", text="…")]
    return _rendered(short, about)


def _rendered(notebook: NotebookNode, about: dict[str, Any]) -> str:
    language = language_of(notebook)
    _ = catalogue("grading", language)
    until = time.monotonic() + _PATIENCE
    repairs = notebook.metadata.get("labkit", {}).get("repairs", [])
    title = str(notebook.metadata.get("title") or about["assignment"])[:200]
    return _template().render(
        _=_,
        language=language,
        title=title,
        about=about,
        handed_in=_local_time(about.get("timestamp"), language),
        repairs=remarks.all_repairs(repairs, language),
        beside=remarks.beside(repairs, language),
        tasks=[_row(c, about["marks"], language) for c in notebook.cells if role(c) in ("check", "manual")],
        cells=[_shown(cell, number, language, until) for number, cell in enumerate(notebook.cells, 1)],
        number=lambda value: _number(value, language),
        mark_written=mark_written,
    )


def unreadable_page(about: dict[str, Any], messages: dict[str, str]) -> str:
    """The page for a submission that could not be marked: what was wrong and what to do, by language.

    The learner's language is not known where the notebook cannot be read, so the page speaks both.
    """
    language = "en"
    return _template().render(
        _=catalogue("grading", language),
        language=language,
        title=about["assignment"],
        about=about | {"score": 0.0, "late_penalty": 0.0, "provisional": False, "marks": {}},
        handed_in="",
        trouble=messages,
        tasks=[],
        cells=[],
        number=lambda value: _number(value, language),
    )


def _row(cell: NotebookNode, found: dict[str, Any], language: str) -> dict[str, Any]:
    name = cell.metadata.nbgrader.grade_id
    mark = found.get(name)
    mine = cell.metadata.get("labkit", {})
    status = mine.get("outcome") or ("needs_person" if mark is None or mark.needs_person else "not_started")
    by_person = mark is not None and mark.manual is not None and not mark.needs_person
    return {
        "name": name,
        "status": "marked" if by_person else status,
        "sign": "☞" if by_person else _SIGNS[status],
        "title": _title("marked" if by_person else status, language),
        "message": mine.get("message", "") if not (by_person and status == "needs_person") else "",
        "comment": _markdown(cell.metadata.nbgrader.get("comment") or "", language),
        "points": mark.score if mark else 0.0,
        "max_points": mark.max_score if mark else float(cell.metadata.nbgrader.get("points", 0)),
    }


def _title(status: str, language: str) -> str:
    _ = catalogue("grading", language)
    return {
        "not_started": _("Not started"),
        "crashed": _("Your code stopped with an error"),
        "wrong": _("Not yet"),
        "right": _("Right"),
        "needs_person": _("Waiting for a person"),
        "marked": _("Marked by a person"),
    }[status]


def _shown(cell: NotebookNode, number: int, language: str, until: float) -> dict[str, Any]:
    _ = catalogue("grading", language)
    kind = role(cell)
    shown: dict[str, Any] = {
        "kind": kind,
        "type": cell.cell_type,
        "name": cell.metadata.get("nbgrader", {}).get("grade_id", ""),
        "source": cell.source,
        "outputs": [],
        "comment": _markdown(cell.metadata.get("nbgrader", {}).get("comment") or "", language),
    }
    if cell.cell_type == "markdown":
        late = time.monotonic() > until
        shown["html"] = (
            _plain(cell.source) if late else _markdown(cell.source, language, cell.get("attachments"))
        )
    elif cell.cell_type == "code" and kind != "check":
        alt = _("Figure of cell {number}; its author gave no description").format(number=number)
        shown["outputs"] = [text for output in cell.outputs if (text := _output(output, alt, until))]
    return shown


def _output(output: NotebookNode, alt: str, until: float) -> str:
    """One output as safe HTML: the learner's own stays readable."""
    from nbconvert.filters import strip_ansi

    if output.output_type == "stream":
        return _plain(strip_ansi(output.text))
    if output.output_type == "error":
        return _plain(strip_ansi("\n".join(output.traceback) or f"{output.ename}: {output.evalue}"))
    data = output.get("data", {})
    if time.monotonic() > until:
        return _plain(strip_ansi(str(data.get("text/plain", ""))))
    for kind in ("image/png", "image/jpeg"):
        if kind in data and isinstance(data[kind], str):
            source = f"data:{kind};base64,{''.join(data[kind].split())}"
            return clean(f'<img src="{html.escape(source)}">', alt=alt)
    if isinstance(data.get("text/html"), str):
        return clean(data["text/html"], heading_shift=2, alt=alt)
    if isinstance(data.get("text/markdown"), str):
        return _markdown(data["text/markdown"], "en")
    return _plain(strip_ansi(str(data.get("text/plain", ""))))


def _plain(text: str) -> str:
    return f"<pre>{html.escape(text)}</pre>" if text.strip() else ""


def _markdown(source: str, language: str, attachments: Any = None) -> str:
    _ = catalogue("grading", language)
    alt = _("Picture without a description")
    return markdown_to_html(source, heading_shift=1, alt=alt, attachments=attachments)


def _number(value: float, language: str) -> str:
    return brief(round(float(value), 2), language)


def _local_time(timestamp: datetime | None, language: str) -> str:
    """In the course's own time zone, not in UTC as the gradebook keeps it."""
    if timestamp is None:
        return ""
    from datetime import UTC

    from babel.dates import format_datetime

    local = timestamp.replace(tzinfo=UTC).astimezone()
    return format_datetime(local, "long", locale=language)


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader

    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True).get_template("feedback.html.j2")
