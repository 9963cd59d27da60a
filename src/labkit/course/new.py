"""`labkit new LAB`: a lab that already runs, checks and passes lint, with TODOs where the author's thought goes."""

import re

import nbformat

from labkit.content import Content
from labkit.course.skeleton import skeleton_grader, skeleton_notebook
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
    grader.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(skeleton_notebook(lab, int(named[1])), notebook)
    grader.write_text(skeleton_grader(lab), encoding="utf-8")
    return [
        f"{notebook}: open it in JupyterLab; it runs as it is",
        f"{grader}: two small tasks to replace by yours",
        f"Then, as often as you like: labkit lint {lab} (it lists the TODOs that are left), labkit lint {lab} --run,",
        f"labkit lint {lab} --accept CELL-fr once a French cell says what its English one says.",
    ]
