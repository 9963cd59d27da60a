"""A copy of all that is kept about one learner, to be handed to them: a folder that can be read, or a zip."""

import html
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import Any

import nbformat

from labkit.figures import table_html
from labkit.grading.feedback import rubric
from labkit.grading.markers import sharing, sheets
from labkit.grading.markers.units import load as units_of
from labkit.grading.nbgrader.course_settings import CourseSettings, GradingError
from labkit.grading.privacy.traces import Traces, find_traces, gradebook_rows, person
from labkit.grading.run.course_lock import disk_errors
from labkit.grading.submission.reading import read_graded
from labkit.grading.submission.submissions import is_plain
from labkit.language import catalogue, current, printable

_ = catalogue("instructor")


def export_learner(
    course: CourseSettings, learner: str, to: Path, more: Mapping[str, bytes] = MappingProxyType({})
) -> Path:
    """Write the copy; a name that ends in ``.zip`` makes one.

    The rubric that an autograded copy shows to the person who marks is left out. Links that a learner handed in are
    not followed, and a file that is somebody else's by a second name is not theirs. `more` is what other rooms keep of
    them: relative paths to content.

    Raises
    ------
    GradingError
        If the course knows nobody of this name, or something lies there already.
    """
    found = find_traces(course, learner, known=bool(more))
    to = to.expanduser().absolute()
    if os.path.lexists(to):
        raise GradingError(_("{to} is there already: name another folder or file with --to.").format(to=to))
    with disk_errors(), tempfile.TemporaryDirectory(prefix="labkit-") as scratch:
        folder = Path(scratch) / "export"
        folder.mkdir()
        for name, content in more.items():
            target = folder / _legible(Path(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        _fill(course, found, folder)
        to.parent.mkdir(parents=True, exist_ok=True)
        if to.suffix == ".zip":
            _zip(folder, to)
        else:
            shutil.copytree(folder, to)
        to.chmod(0o600 if to.suffix == ".zip" else 0o700)
    return to


def _fill(course: CourseSettings, found: Traces, folder: Path) -> None:
    for step, home in found.folders.items():
        if home.is_symlink() or not home.is_dir():
            continue
        for file in _plain_files(home):
            target = folder / step / _legible(file.relative_to(home))
            target.parent.mkdir(parents=True, exist_ok=True)
            if step == "autograded" and file.suffix == ".ipynb":
                _without_rubric(file, target)
            else:
                shutil.copyfile(file, target)
    for name, file in found.records.items():
        (folder / "records").mkdir(exist_ok=True)
        shutil.copyfile(file, folder / "records" / f"{name}.json")
    if found.requests is not None:
        shutil.copyfile(found.requests, folder / "requests.jsonl")
    rows = gradebook_rows(course, found.learner) if found.in_gradebook else []
    about = person(course, found.learner) if found.in_gradebook else {"id": printable(found.learner)}
    said = {"learner": about, "gradebook": rows, "markers": list(_marked(course, found))}
    text = json.dumps(said, ensure_ascii=False, indent=1)
    (folder / "gradebook.json").write_bytes(text.encode("utf-8", "backslashreplace"))
    (folder / "index.html").write_bytes(_index(found, about, rows, folder).encode("utf-8", "replace"))


def _plain_files(folder: Path) -> Iterator[Path]:
    for where, below, names in os.walk(folder, followlinks=False):
        below[:] = sorted(name for name in below if not (Path(where) / name).is_symlink())
        yield from (file for name in sorted(names) if is_plain(file := Path(where) / name))


def _legible(relative: Path) -> Path:
    """The same path in characters that every disk and zip can write."""
    return Path(*(printable(part) for part in relative.parts))


def _without_rubric(file: Path, target: Path) -> None:
    notebook = read_graded(file)
    rubric.remove(notebook)
    nbformat.write(notebook, target)


def _marked(course: CourseSettings, found: Traces) -> Iterator[dict[str, Any]]:
    """What each marker wrote of their answers; which of the markers it was is not theirs to know from this."""
    for assignment, codes in found.codes.items():
        units = units_of(course, assignment)
        for code in codes:
            for marker in units[code].markers:
                given = sheets.marks_in(
                    sharing.sheet_of(course.root, assignment, marker), {code: units[code]}
                )
                if code in given:
                    points, comment = given[code]
                    task = {"assignment": assignment, "task": units[code].task}
                    yield task | {"points": points, "comment": comment}


def _zip(folder: Path, to: Path) -> None:
    with zipfile.ZipFile(to, "x", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            packed.write(file, f"{to.stem}/{file.relative_to(folder).as_posix()}")


def _index(found: Traces, about: dict[str, str], rows: list[dict[str, object]], folder: Path) -> str:
    import pandas as pd
    from babel.dates import format_datetime

    language = current()
    when = format_datetime(datetime.now().astimezone(), "long", locale=language)
    marks = pd.DataFrame([r for r in rows if "score" in r], columns=["assignment", "cell", "score", "most"])
    labels = {"assignment": _("Lab"), "cell": _("Task"), "score": _("Points"), "most": _("Out of")}
    files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    listed = "".join(f"<li>{html.escape(name)}</li>" for name in files)
    title = _("What this course keeps about {learner}").format(learner=printable(found.learner))
    known = "".join(f"<li>{html.escape(k)} : {html.escape(v)}</li>" for k, v in about.items())
    what = _(
        "submitted: what you handed in. autograded: the same, as it was run and marked. feedback: the page you were "
        "given. records: how the marking ended. requests: what you asked for and the answers. gradebook: marks and "
        "comments. exchange: each of your submissions on the hub, with its time and feedback. lti: what the hub knows of "
        "you from the learning platform, and the marks sent there. attestations: the pages made for you."
    )
    caption = _("Marks")
    main = [
        _element("h1", title),
        _element("p", _("Copied on {when}.").format(when=when)),
        f"<ul>{known}</ul>",
        _element("h2", caption),
        table_html(marks, caption, labels) if len(marks) else _element("p", _("None.")),
        _element("h2", _("Files")),
        _element("p", what),
        f"<ul>{listed}</ul>",
    ]
    page = Path(sharing.__file__).parent / "page.html"
    return Template(page.read_text("utf-8")).substitute(
        language=language, title=html.escape(title), main="\n".join(main)
    )


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{html.escape(text)}</{tag}>"
