"""Released copies: nothing in them reveals an answer, and the two languages' graded cells are the same bytes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from labkit.content import Content
from labkit.course.authoring.lint.finding import Finding
from labkit.course.release.copies import read_copy
from labkit.course.release.release import releasing
from labkit.course.source.lab_source import Source, is_explanation, is_solution
from labkit.course.source.select import select
from labkit.language import LANGUAGES
from labkit.tasks.load import grader_files

MOST_CELLS = 45
_MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS", "BEGIN MARK SCHEME")
_REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)\s*### END SOLUTION", re.DOTALL)
# A long line of code, or a text of four letters or more that stands alone, such as an explorer's "AMMN".
_TELLING = re.compile(r"(?!#).{16,}$|[\"'].{4,}[\"']$")
_SECRET_FILES = (".py", ".db", ".pkl", ".pickle", ".joblib")


def require_selectable(source: Source) -> None:
    """Raise the `SourceError` of a source that cannot be selected in some language and pathway."""
    for pathway in source.pathways():
        for language in LANGUAGES:
            select(source, language, pathway)


def check(content: Content, source: Source, scratch: Path) -> Iterator[Finding]:
    """Release every copy to `scratch` and look at all of it."""
    wanted = [(source.lab, language, pathway) for pathway in source.pathways() for language in LANGUAGES]
    released = {
        (made.language, made.pathway): made
        for made in releasing(content, wanted, lambda language: scratch / language)
    }
    for pathway in source.pathways():
        copies = {}
        for language in LANGUAGES:
            made = released[language, pathway]
            copies[language] = read_copy(made.notebook)
            where = f"{language} {pathway} copy"
            yield from _leaks(source, copies[language], where, select(source, language, pathway))
            yield from _companions(source, made.folder, content.grader(source.lab), where)
        number = len(copies["en"].cells)
        if number > MOST_CELLS:
            yield Finding(
                source.lab,
                "notebook",
                "cells",
                f"the {pathway} copy has {number} cells: {MOST_CELLS} is where learners stop doing and follow along",
            )
        yield from _same_graded_cells(source, copies["en"], copies["fr"], pathway)


def _leaks(source: Source, copy: NotebookNode, where: str, solved: NotebookNode) -> Iterator[Finding]:
    texts = {cell.id: cell.source for cell in copy.cells}
    for cell in copy.cells:
        for marker in _MARKERS:
            if marker in cell.source:
                yield Finding(source.lab, cell.id, "leak", f"{marker!r} is left in the {where}")
        if cell.get("outputs") or cell.get("execution_count"):
            yield Finding(source.lab, cell.id, "leak", f"an output is left in the {where}")
        if "labkit" in cell.metadata:
            yield Finding(source.lab, cell.id, "leak", f"author's metadata is left in the {where}")
        if cell.get("attachments") and is_solution(cell):
            yield Finding(source.lab, cell.id, "leak", f"an attachment of the answer is left in the {where}")
    for cell in solved.cells:
        for answer in _answers(cell):
            holder = next(
                (name for name, text in texts.items() if all(line in text for line in answer)), None
            )
            if holder is not None:
                yield Finding(
                    source.lab,
                    cell.id,
                    "leak",
                    f"its answer can be read in {holder} of the {where}: {answer[0]!r}",
                )


def _answers(cell: NotebookNode) -> Iterator[list[str]]:
    """The telling lines of each answer region; an answer too short to be told from ordinary code has none."""
    if not is_solution(cell):
        return
    regions = _REGION.findall(cell.source) or [cell.source]
    for region in regions:
        lines = [line.strip() for line in region.split("\n")]
        telling = [line for line in lines if _TELLING.match(line)]
        if telling and (cell.cell_type == "code" or is_explanation(cell)):
            yield telling


def _companions(source: Source, folder: Path, grader: Path, where: str) -> Iterator[Finding]:
    for file in folder.rglob("*"):
        if not file.is_file():
            continue
        if file.suffix in _SECRET_FILES or "secret" in file.name.lower() or "truth" in file.name.lower():
            yield Finding(
                source.lab,
                "notebook",
                "leak",
                f"{file.name} would reach learners with the {where}: move it elsewhere",
            )
    pack = (folder / "practice.json").read_text(encoding="utf-8")
    for line in _code_lines(grader):
        if json.dumps(line)[1:-1] in pack or line in pack:
            yield Finding(
                source.lab, "grader", "leak", f"the practice pack shows code of the grader: {line!r}"
            )


def _code_lines(grader: Path) -> list[str]:
    """Lines of the graders' functions long enough to be recognised in a pack, without texts meant for learners."""
    files = (file for file in grader_files(grader) if file.suffix == ".py")
    lines = [line.strip() for file in files for line in file.read_text(encoding="utf-8").split("\n")]
    return [
        line
        for line in lines
        if len(line) >= 16 and line.startswith(("return ", "def ", "for ", "if ", "yield "))
    ]


def _same_graded_cells(
    source: Source, english: NotebookNode, french: NotebookNode, pathway: str
) -> Iterator[Finding]:
    for a, b in zip(english.cells, french.cells, strict=True):
        marks = a.metadata.get("nbgrader", {})
        if not marks.get("grade"):
            continue
        if (a.id, a.source, dict(marks)) != (b.id, b.source, dict(b.metadata.get("nbgrader", {}))):
            yield Finding(
                source.lab, a.id, "graded", f"graded cells differ between languages on the {pathway} pathway"
            )
