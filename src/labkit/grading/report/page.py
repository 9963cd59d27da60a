"""The report as one page in each language, every figure with its words and its table."""

from collections.abc import Callable
from datetime import datetime
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from labkit.content import Content, lab_of
from labkit.evaluate import DifficultyDisplay, DiscriminationDisplay, item_table
from labkit.figures import Display, table_html
from labkit.grading.gradebook.records import write_atomically
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.grading.report.class_calibration_display import ClassCalibrationDisplay
from labkit.grading.report.first_right_display import PAUSE_MINUTES, FirstRightDisplay
from labkit.grading.report.gathered import Gathered, gather
from labkit.grading.report.marks_display import MarksDisplay
from labkit.grading.report.misconceptions_display import MisconceptionsDisplay
from labkit.grading.report.who import MANY_TRIES, not_started, stuck
from labkit.grading.run.export import counted
from labkit.language import LANGUAGES, brief, catalogue, plural_catalogue, printable, speaking
from labkit.notebook.task_titles import titles_in

if TYPE_CHECKING:
    import pandas as pd

_ = catalogue("instructor")
ngettext = plural_catalogue("instructor")

FOLDER = "reports"
_NAMES = {"en": "English", "fr": "Français"}


def write_reports(course: CourseSettings, assignment: str) -> list[Path]:
    """Write ``reports/<assignment>.en.html`` and ``.fr.html``; where they lie.

    Raises
    ------
    GradingError
        If there is no such lab.
    """
    given = gather(course, assignment)
    written = []
    for language in LANGUAGES:
        file = course.root / FOLDER / f"{assignment}.{language}.html"
        write_atomically(file, page(given, language).encode("utf-8", "replace"))
        written.append(file)
    return written


def page(given: Gathered, language: str) -> str:
    """The page in one language."""
    from babel.dates import format_datetime

    lab, _pathway = lab_of(given.assignment)
    titles = Content.find().titles()
    name = titles.get(lab, {}).get(language, lab)
    other = next(one for one in LANGUAGES if one != language)
    with speaking(language):
        title = _("Report on {lab}").format(lab=name)
        made = format_datetime(datetime.now().astimezone(), "long", locale=language)
        main = [
            f"<h1>{escape(title)}</h1>",
            _p(_("{assignment}, made on {when}.").format(assignment=given.assignment, when=made)),
            _p(_states(given)),
            _called(given, language),
            *_sections(given),
        ]
        return Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8")).substitute(
            language=language,
            title=escape(title),
            other_language=other,
            other_file=escape(f"{given.assignment}.{other}.html"),
            other_name=_NAMES[other],
            other_label=_("Language"),
            main="\n".join(main),
        )


def _called(given: Gathered, language: str) -> str:
    """What the notebook's headings call the tasks, which figures and tables name as code does."""
    import pandas as pd

    lab, pathway = lab_of(given.assignment)
    headings = titles_in(Content.find().notebooks / lab / f"{lab}.ipynb", pathway, language)
    rows = [(task, headings[task], brief(most)) for task, most in given.points.items() if task in headings]
    if not rows:
        return ""
    label = _("The tasks, as the notebook calls them")
    heads = {"task": _("Task"), "heading": _("Heading"), "points": _("Points")}
    return table_html(pd.DataFrame(rows, columns=list(heads)), label, heads)


def _sections(given: Gathered) -> list[str]:
    items = item_table(given.shares, given.points)
    return [
        _section(_("Marks"), lambda: MarksDisplay(given.rows)),
        _section(
            _("Difficulty of the tasks"),
            lambda: DifficultyDisplay(items),
            _("Intervals (95%) stand beside tasks that are all or nothing.") + _unmarked(items),
        ),
        _section(
            _("Tasks and the rest of the lab"),
            lambda: DiscriminationDisplay(items),
            _(
                "A task that those who did well elsewhere miss as often as the others (about 0, or below) is worth reading "
                "again: is its text clear, is its check right? A task that nearly everybody has right cannot show much here."
            ),
        ),
        _section(
            _("Errors"),
            lambda: MisconceptionsDisplay(given.outcomes),
            _("Counted in what was handed in last, not in the tries before it."),
        ),
        _section(
            _("Calibration"),
            lambda: ClassCalibrationDisplay.from_class(given.events),
            _("From those who handed in their own record: they may differ from the others."),
        ),
        _section(
            _("Time to the first right answer"),
            lambda: FirstRightDisplay(given.events, given.points),
            _(
                "Counted from the first note of the lab; silences of more than {minutes} minutes are left out. Only those "
                "who got there are counted: where they are few, the task took the others longer."
            ).format(minutes=brief(PAUSE_MINUTES)),
        ),
        _waiting(given),
    ]


def _section(title: str, made: Callable[[], Display], note: str = "") -> str:
    """A heading, what the figure says in words, the figure with its table; or why there is none."""
    heading = f"<h2>{escape(title)}</h2>"
    try:
        display = made()
    except ValueError as none:
        return heading + _p(str(none))
    return "\n".join([heading, _p(display.alt_text), display.figure_html(), _p(note) if note else ""])


def _unmarked(items: "pd.DataFrame") -> str:
    left_out = ", ".join(items["task"][items["share"].isna()])
    if not left_out:
        return ""
    return " " + _("Left out, since people have still to mark it for many learners: {tasks}.").format(
        tasks=left_out
    )


def _states(given: Gathered) -> str:
    names = {
        "graded": _("{n} marked"),
        "provisional": _("{n} provisional"),
        "not_graded": _("{n} not marked, for a reason that labkit export tells"),
        "withdrawn": _("{n} withdrawn"),
        "not_taken": _("{n} with nothing handed in"),
    }
    said = [names[state].format(n=n) for state, n in counted(given.rows).items()]
    n = len(given.rows)
    people = ngettext("{n} learner", "{n} learners", n).format(n=n)
    if not said:
        return f"{people}."
    return _("{people}: {states}.").format(people=people, states=", ".join(said))


def _waiting(given: Gathered) -> str:
    silent, worst = not_started(given), stuck(given)
    title = _("Who has not started, who is stuck")
    parts = [f"<h2>{escape(title)}</h2>"]
    if silent:
        names = "".join(f"<li>{escape(printable(name))}</li>" for name in silent)
        parts += [_p(_("Not started: {n}.").format(n=len(silent))), f"<ul>{names}</ul>"]
    else:
        parts.append(_p(_("Everybody has started.")))
    rule = _(
        "Stuck: half of the checked tasks or more wrong or stopped by an error, or {n} tries at a task without a right one."
    )
    parts.append(_p(rule.format(n=MANY_TRIES)))
    if len(worst):
        labels = {
            "learner": _("Learner"),
            "tasks": _("Tasks"),
            "tries": _("Tries, as the learner recorded them"),
        }
        label = _("Who is stuck")
        parts.append(
            f'<div class="wide" tabindex="0" role="group" aria-label="{escape(label)}">'
            f"{table_html(worst, label, labels)}</div>"
        )
    else:
        parts.append(_p(_("Nobody is.")))
    return "\n".join(parts)


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>"
