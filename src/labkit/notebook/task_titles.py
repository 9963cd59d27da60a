"""What a notebook calls its tasks: the heading that stands above each check."""

import json
import re
from pathlib import Path
from typing import Any

from labkit.content import PATHWAYS, assignment_of

_TASK = re.compile(r"^#{2,4} (?:Task|Tâche) \d+(?:\s*·\s*(?P<title>.+))?$")
_PART = re.compile(r"^## (?P<title>.+)$")


def task_titles(folder: Path, lab: str, pathway: str, language: str) -> dict[str, str]:
    """Title of each checked task, from the notebook in `folder`; a task without a heading of its own bears its part's.

    Parameters
    ----------
    folder : Path
        Where the notebook lies, a learner's copy; empty where it is not there or does not read.
    lab : str
    pathway : {"builder", "explorer"}
    language : {"en", "fr"}
    """
    return titles_in(folder / f"{assignment_of(lab, pathway)}.ipynb", pathway, language)


def titles_in(file: Path, pathway: str, language: str) -> dict[str, str]:
    """As `task_titles`, from a learner's copy or from the source of all copies."""
    other = ({"en", "fr"} - {language}) | (set(PATHWAYS) - {pathway})
    try:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        return _titles([cell for cell in cells if other.isdisjoint(cell["metadata"].get("tags", []))])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _titles(cells: list[dict[str, Any]]) -> dict[str, str]:
    found, part, title = {}, "", ""
    for cell in cells:
        if cell["cell_type"] == "markdown":
            for line in "".join(cell["source"]).splitlines():
                if task := _TASK.match(line):
                    title = (task["title"] or part).strip()
                elif heading := _PART.match(line):
                    part = heading["title"].strip()
        marked = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and marked.get("grade") and title:
            found[marked["grade_id"]] = title
            title = ""
    return found
