"""From the one source to a plain nbgrader source: one language, one pathway, answers still in place."""

import copy
import re

from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from labkit.content import PATHWAYS
from labkit.course.source.code_language import LanguageLineError, in_language
from labkit.course.source.lab_source import Source, is_check, language_of, tags
from labkit.errors import CourseError, SourceError
from labkit.language import LANGUAGES

_OWN_TAGS = {*LANGUAGES, *PATHWAYS}
_NBGRADER = {"schema_version": 3, "solution": False, "grade": False, "locked": False, "task": False}
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def select(source: Source, language: str, pathway: str) -> NotebookNode:
    """One language's and one pathway's notebook, as nbgrader expects a source: solutions in place, outputs kept.

    Parameters
    ----------
    source : Source
    language : {"en", "fr"}
    pathway : {"builder", "explorer"}

    Returns
    -------
    NotebookNode
        A new notebook. Prose ids lose ``-en``/``-fr``; nothing of labkit is left but
        ``metadata.labkit = {"lab", "language", "pathway"}``.

    Raises
    ------
    CourseError
        For an unknown language or pathway, or one the lab does not offer.
    SourceError
        When the selected notebook would not be sound: ids that clash, no setup cell or several, a language comment
        in a graded cell.
    """
    if language not in LANGUAGES:
        raise CourseError(f"the language must be one of {', '.join(LANGUAGES)}, not {language!r}")
    if pathway not in source.pathways():
        raise CourseError(f"{source.lab} has no {pathway} pathway; it has: {', '.join(source.pathways())}")
    cells = [
        _selected(source, cell, language, pathway)
        for cell in source.cells
        if _belongs(cell, language, pathway)
    ]
    _complete_setup(source, cells, language, pathway)
    _require_unique(source, cells)
    notebook = new_notebook(cells=cells)
    notebook.metadata = NotebookNode(
        kernelspec=NotebookNode(_KERNEL),
        language_info=NotebookNode(name="python", file_extension=".py", mimetype="text/x-python"),
        title=source.passport.title[language],
        labkit=NotebookNode(lab=source.lab, language=language, pathway=pathway),
    )
    return notebook


def _belongs(cell: NotebookNode, language: str, pathway: str) -> bool:
    on_pathways = tags(cell) & set(PATHWAYS)
    return language_of(cell) in (None, language) and (not on_pathways or pathway in on_pathways)


def _selected(source: Source, cell: NotebookNode, language: str, pathway: str) -> NotebookNode:
    chosen = copy.deepcopy(cell)
    if language_of(cell):
        chosen.id = cell.id.removesuffix(f"-{language}")
    folded = chosen.metadata.pop("labkit", {}).get("folded")
    if chosen.cell_type == "code" and folded in (True, pathway):
        chosen.metadata.jupyter = NotebookNode(source_hidden=True)
    left = [tag for tag in cell.metadata.get("tags", ()) if tag not in _OWN_TAGS]
    chosen.metadata.pop("tags", None)
    if left:
        chosen.metadata.tags = left
    if "nbgrader" in chosen.metadata:
        chosen.metadata.nbgrader = NotebookNode({**_NBGRADER, **chosen.metadata.nbgrader})
    if chosen.cell_type == "code":
        try:
            chosen.source = in_language(cell.source, language)
        except LanguageLineError as fault:
            raise SourceError(source.lab, cell.id, str(fault)) from fault
        if is_check(cell) and chosen.source != cell.source:
            raise SourceError(
                source.lab, cell.id, "a check cell has no language lines: it must not differ by language"
            )
    return chosen


def _complete_setup(source: Source, cells: list[NotebookNode], language: str, pathway: str) -> None:
    call = re.compile(rf"\bLab\(\s*([\"']){re.escape(source.lab)}\1\s*\)")
    setups = [cell for cell in cells if cell.cell_type == "code" and call.search(cell.source)]
    if len(setups) != 1 or len(call.findall(setups[0].source)) != 1:
        raise SourceError(
            source.lab,
            "notebook",
            f'one cell of the {pathway} pathway, and only one, must say lab = Lab("{source.lab}"); {len(setups)} found',
        )
    setups[0].source = call.sub(
        f'Lab("{source.lab}", language="{language}", pathway="{pathway}")', setups[0].source
    )


def _require_unique(source: Source, cells: list[NotebookNode]) -> None:
    for what, names in (
        ("cell id", [cell.id for cell in cells]),
        (
            "grade_id",
            [cell.metadata.nbgrader.get("grade_id", "") for cell in cells if "nbgrader" in cell.metadata],
        ),
    ):
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise SourceError(
                source.lab, twice or "notebook", f"two cells have this {what} once selected: rename one"
            )
