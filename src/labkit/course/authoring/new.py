"""`labkit new LAB`: a lab that already runs, checks and passes lint, with TODOs where the author's thought goes.

What is written lies in ``templates/``, as the files that an author will find: a lab, a task of each pathway, a pair of prose cells.
JupyterLab lets nobody name a cell, and a lab's cells have names: further tasks and prose are put in from here.
"""

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from labkit.content import PATHWAYS, Content
from labkit.course.source.lab_source import (
    Source,
    hash_of,
    is_check,
    is_explanation,
    language_of,
    read_source,
    tags,
)
from labkit.errors import CourseError

_TEMPLATES = Path(__file__).with_name("templates")
_NAME = re.compile(r"^([a-z])([1-9])_[a-z][a-z0-9]*(_[a-z0-9]+)*$")


def new_lab(content: Content, lab: str) -> list[str]:
    """Write a lab's two folders from their templates; refuses to touch one that exists.

    Parameters
    ----------
    content : Content
    lab : str
        Such as ``m4_calibration``: its module's number, then lower-case words; with another letter than m, ``t1_teach``, its
        module is ``"t1"``, after the numbered ones.

    Returns
    -------
    list of str
        What was written and what to do next.
    """
    named = _NAME.match(lab)
    if not named:
        raise CourseError(
            f"{lab!r} is no lab's name: m (or another letter), its module's number, then lower-case words: m4_calibration"
        )
    if lab.endswith("_explorer"):
        raise CourseError("a lab's name does not end in _explorer: that is its explorer pathway's assignment")
    letter, number = named[1], named[2]
    module = number if letter == "m" else f'"{letter}{number}"'
    notebook, grader = content.notebooks / lab, content.grader(lab)
    for folder in (notebook, grader):
        if folder.exists():
            raise CourseError(f"{folder} exists already: choose another name, or remove it")
    source = _notebook("lab/notebook/new_lab.ipynb", new_lab=lab)
    notebook.mkdir(parents=True)
    nbformat.write(source, notebook / f"{lab}.ipynb")
    grader.mkdir(parents=True)
    for file in ("__init__.py", "lab.toml", "questions.toml", "citizens.toml"):
        (grader / file).write_text(
            _filled(f"lab/grader/{file}", new_lab=lab, MODULE=module), encoding="utf-8"
        )
    add_task(content, lab, "share", "builder")
    add_task(content, lab, "percent", "explorer")
    return [
        f"{notebook / f'{lab}.ipynb'}: open it in JupyterLab; it runs as it is",
        f"{grader}: two small tasks to replace by yours, one a file, and lab.toml",
        f"Then, as often as you like: labkit lint {lab} (it lists the TODOs that are left), labkit lint {lab} --run,",
        f"labkit lint {lab} --accept CELL-fr once a French cell says what its English one says.",
        f"A further task: labkit new {lab} --task NAME [--pathway explorer]; further prose: labkit new {lab} --prose NAME --after CELL.",
        f"Everything that must hold of it: make lab LAB={lab}. Its two folders are all there is of it.",
    ]


def add_task(content: Content, lab: str, task: str, pathway: str) -> list[str]:
    """Put one more task into a lab: prose pair, answer and check before its explanation, its file beside the others, its name in
    ``lab.toml``.

    Raises
    ------
    CourseError
        For a name that will not do or is taken, or where the grader cannot be added to.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", task) or task in ("lab", "grader") or pathway not in PATHWAYS:
        raise CourseError(f"{task!r} is no task's name: lower-case letters, digits and _, as in first_dose")
    source, grader = read_source(content, lab), content.grader(lab)
    said = grader / "lab.toml"
    if not said.is_file():
        raise CourseError(f"{lab} has no grader: write {said}")
    text, file = said.read_text(encoding="utf-8"), grader / f"{task}.py"
    listed = re.search(rf"^{pathway} = \[[^]]*(?=\])", text, re.MULTILINE)
    if listed is None or file.exists() or re.search(rf"\b{task}\b", text):
        raise CourseError(f"{said} has no list `{pathway} = [...]`, or has {task!r} already")
    # In the source both pathways' tasks stand side by side; a pathway counts its own.
    others = {*PATHWAYS} - {pathway}
    number = 1 + sum(is_check(cell) and not tags(cell) & others for cell in source.cells)
    names = {"new_task": task, "new-task": task.replace("_", "-"), "NUMBER": str(number)}
    _insert(source, _notebook(f"task/{pathway}/new_task.ipynb", **names).cells, _before_explanation(source))
    file.write_text(_filled(f"task/{pathway}/new_task.py", new_task=task.replace("_", " ")), encoding="utf-8")
    tasks = listed[0].rstrip().removesuffix(",").rstrip()
    more = f'{tasks}{"" if tasks.endswith("[") else ","}\n    "{task}",\n'
    said.write_text(text[: listed.start()] + more + text[listed.end() :], encoding="utf-8")
    return [
        f"{source.file}: {task.replace('_', '-')}-task-en, its French and what follows; in JupyterLab: File, Reload Notebook from Disk",
        f"{file}: a small task to replace by yours",
    ]


def add_prose(content: Content, lab: str, name: str, after: str | None = None) -> list[str]:
    """Put a pair of prose cells into a lab, after a named cell or before the explanation."""
    source = read_source(content, lab)
    places = {cell.id: n for n, cell in enumerate(source.cells)}
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise CourseError(f"{name!r} is no cell's name: lower-case letters, digits and -, as in read-curve")
    if after is not None:
        after = f"{after}-fr" if f"{after}-fr" in places else re.sub("-en$", "-fr", after)
        if after not in places:
            raise CourseError(f"{lab} has no cell {after!r}; it has {', '.join(places)}")
    place = places[after] + 1 if after is not None else _before_explanation(source)
    _insert(source, _notebook("prose/new_prose.ipynb", **{"new-prose": name}).cells, place)
    return [f"{source.file}: {name}-en and {name}-fr; in JupyterLab: File, Reload Notebook from Disk"]


def _filled(template: str, **blanks: str) -> str:
    """A template's text with its names replaced."""
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    for blank, put in blanks.items():
        text = text.replace(blank, put)
    return text


def _notebook(template: str, **blanks: str) -> NotebookNode:
    """A template's notebook with its names replaced, each French cell answering the English one before it."""
    notebook: NotebookNode = nbformat.reads(_filled(template, **blanks), as_version=4)
    english = ""
    for cell in notebook.cells:
        if language_of(cell) == "en":
            english = cell.source
        elif language_of(cell) == "fr":
            cell.metadata["labkit"] = {"answers": hash_of(english)}
    return notebook


def _before_explanation(source: Source) -> int:
    """The place of the explanation's prompt (a pair of prose cells), or the end."""
    return next((n - 2 for n, cell in enumerate(source.cells) if is_explanation(cell)), len(source.cells))


def _insert(source: Source, cells: list[NotebookNode], place: int) -> None:
    taken = {cell.id for cell in source.cells} & {cell.id for cell in cells}
    if taken:
        raise CourseError(f"{source.lab} has these cells already: {', '.join(sorted(taken))}")
    source.cells[place:place] = cells
    nbformat.write(source.notebook, source.file)
