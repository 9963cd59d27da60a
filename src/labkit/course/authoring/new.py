"""`labkit new LAB`: a lab that already runs, checks and passes lint, with TODOs where the author's thought goes.

JupyterLab lets nobody name a cell, and a lab's cells have names: further tasks and prose are put in from here.
"""

import re

import nbformat
from nbformat import NotebookNode

from labkit.content import PATHS, Content
from labkit.course.authoring.skeleton import skeleton_grader, skeleton_notebook
from labkit.course.authoring.skeleton_task import prose, task_cells, task_grader
from labkit.course.source.lab_source import Source, is_check, is_explanation, read_source
from labkit.course.source.select import select
from labkit.errors import CourseError

_NAME = re.compile(r"^m([1-9])_[a-z][a-z0-9]*(_[a-z0-9]+)*$")


def new_lab(content: Content, lab: str) -> list[str]:
    """Write the skeleton of a lab; refuses to touch one that exists.

    Parameters
    ----------
    content : Content
    lab : str
        Such as ``m4_calibration``: its module's number, then lower-case words.

    Returns
    -------
    list of str
        What was written and what to do next.
    """
    named = _NAME.match(lab)
    if not named:
        raise CourseError(
            f"{lab!r} is no lab's name: m, its module's number, then lower-case words: m4_calibration"
        )
    if lab.endswith("_explorer"):
        raise CourseError("a lab's name does not end in _explorer: that is its explorer path's assignment")
    notebook = content.notebooks / lab / f"{lab}.ipynb"
    grader = content.grader(lab)
    for file in (notebook, grader):
        if file.exists():
            raise CourseError(f"{file} exists already: choose another name, or remove it")
    notebook.parent.mkdir(parents=True, exist_ok=True)
    grader.mkdir(parents=True)
    nbformat.write(skeleton_notebook(lab, int(named[1])), notebook)
    for name, text in skeleton_grader(lab).items():
        (grader / name).write_text(text, encoding="utf-8")
    return [
        f"{notebook}: open it in JupyterLab; it runs as it is",
        f"{grader}: two small tasks to replace by yours, one a file, and lab.toml",
        f"Then, as often as you like: labkit lint {lab} (it lists the TODOs that are left), labkit lint {lab} --run,",
        f"labkit lint {lab} --accept CELL-fr once a French cell says what its English one says.",
        f"A further task: labkit new {lab} --task NAME [--pathway explorer]; further prose: labkit new {lab} --prose NAME --after CELL.",
    ]


def add_task(content: Content, lab: str, task: str, path: str) -> list[str]:
    """Put one more task into a lab, before its explanation: prose pair, answer and check, and its declaration in the grader.

    Raises
    ------
    CourseError
        For a name that will not do or is taken, or where the grader cannot be added to.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", task) or task in ("lab", "grader") or path not in PATHS:
        raise CourseError(f"{task!r} is no task's name: lower-case letters, digits and _, as in first_dose")
    source, grader = read_source(content, lab), content.grader(lab)
    said = grader / "lab.toml"
    if not said.is_file():
        raise CourseError(f"{lab} has no grader: write {said}")
    text, file = said.read_text(encoding="utf-8"), grader / f"{task}.py"
    listed = re.search(rf"^{path} = \[[^]]*(?=\])", text, re.MULTILINE)
    if listed is None or file.exists() or re.search(rf"\b{task}\b", text):
        raise CourseError(f"{said} has no list `{path} = [...]`, or has {task!r} already")
    # The path's own copy: in the source both paths' tasks stand side by side.
    number = 1 + sum(map(is_check, select(source, "en", path).cells))
    _insert(source, task_cells(task, path, number), _before_explanation(source))
    file.write_text(task_grader(task, path), encoding="utf-8")
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
    _insert(source, prose(name, "TODO", "TODO"), place)
    return [f"{source.file}: {name}-en and {name}-fr; in JupyterLab: File, Reload Notebook from Disk"]


def _before_explanation(source: Source) -> int:
    """The place of the explanation's prompt (a pair of prose cells), or the end."""
    return next((n - 2 for n, cell in enumerate(source.cells) if is_explanation(cell)), len(source.cells))


def _insert(source: Source, cells: list[NotebookNode], place: int) -> None:
    taken = {cell.id for cell in source.cells} & {cell.id for cell in cells}
    if taken:
        raise CourseError(f"{source.lab} has these cells already: {', '.join(sorted(taken))}")
    source.cells[place:place] = cells
    nbformat.write(source.notebook, source.file)
