"""A task without an answer in a notebook that was worked on: what stands there instead, in the learner's words."""

import ast

from nbformat import NotebookNode

from labkit.grading.judging.forbidden import LearnersCode
from labkit.grading.judging.needed import binds
from labkit.grading.judging.parsing import parse
from labkit.language import Text
from labkit.notebook.instead import Written, nothing_there, written_instead
from labkit.tasks.bundle import Bundle


def why_unanswered(
    bundle: Bundle, name: str, notebook: NotebookNode, code: LearnersCode, given: set[str]
) -> Text | None:
    """What the learner wrote in place of the answer `name`; None where the answer's cell is as it was given, and nothing is elsewhere.

    Parameters
    ----------
    bundle : Bundle
    name : str
        The expression that the check asks for; only a name can be looked for.
    notebook : NotebookNode
        Restored.
    code : LearnersCode
    given : set of str
        Sources of the cells that learners were given.
    """
    if not name.isidentifier():
        return None
    cells = [c for c in notebook.cells if c.cell_type == "code"]
    own = next((c for c in cells if _id_of(c) == f"{bundle.task}-answer"), None)
    place = next((n for n, c in enumerate(cells) if c is own), len(cells))
    theirs = [
        (n, c.source) for n, c in enumerate(cells) if c is not own and c.source not in given and not _id_of(c)
    ]
    text = own.source if own is not None else ""
    written = Written(
        [s for s in parse(text) if not code.gave(s) or _binds(s, name)],
        code.statements([source for _, source in theirs]),
        [s for n, source in theirs if n < place for s in parse(source)],
        text,
        bundle.parameters,
    )
    found = written_instead(name, written, function=bundle.kind != "value")
    if found is None and text not in given and text.strip() and not binds(name, text):
        return nothing_there(name)
    return found


def _binds(statement: ast.stmt, name: str) -> bool:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return statement.name == name
    return isinstance(statement, ast.Assign) and any(getattr(t, "id", "") == name for t in statement.targets)


def _id_of(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
