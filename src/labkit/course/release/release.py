"""The learner's copy: nbgrader's own preprocessors over the plain source, the practice pack, the other language beside it."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from labkit.content import Content, assignment_of
from labkit.course.release.copies import fingerprint, read_copy, stamp, untouched, variant
from labkit.course.source import stubs
from labkit.course.source.lab_source import Source, read_source, tags
from labkit.course.source.select import select
from labkit.errors import CourseError, SourceError
from labkit.language import LANGUAGES
from labkit.tasks.load import load_grader

_LEFT_BEHIND = (".ipynb_checkpoints", "__pycache__", ".DS_Store", ".labkit")
# The labs that a cell's questions are about.
_ABOUT = re.compile(r"""\blab\.quiz\(\s*["'](\w+)/""")


@dataclass(frozen=True)
class Release:
    """One learner's copy on disk: ``folder/<assignment>.ipynb``, its practice pack and its variants."""

    lab: str
    language: str
    pathway: str
    folder: Path

    @property
    def assignment(self) -> str:
        return assignment_of(self.lab, self.pathway)

    @property
    def notebook(self) -> Path:
        return self.folder / f"{self.assignment}.ipynb"


def learner_copy(source: Source, language: str, pathway: str) -> NotebookNode:
    """The notebook a learner gets: answers and outputs cleared, graded cells locked and checksummed.

    Raises
    ------
    SourceError
        When nbgrader's preprocessors refuse the notebook (an answer region that never ends, for instance).
    """
    from nbgrader.preprocessors import (
        CheckCellMetadata,
        ClearHiddenTests,
        ClearMarkScheme,
        ClearOutput,
        ClearSolutions,
        ComputeChecksums,
        LockCells,
    )
    from traitlets.config import Config

    config = Config()
    config.ClearSolutions.code_stub = {"python": stubs.CODE[language]}
    config.ClearSolutions.text_stub = stubs.TEXT
    notebook: NotebookNode = select(source, language, pathway)
    resources: dict[str, Any] = {}
    # The order of nbgrader's own GenerateAssignment, without what writes to a gradebook.
    for step in (
        LockCells,
        ClearSolutions,
        ClearOutput,
        CheckCellMetadata,
        ClearHiddenTests,
        ClearMarkScheme,
        ComputeChecksums,
        CheckCellMetadata,
    ):
        try:
            notebook, resources = step(config=config).preprocess(notebook, resources)
        except Exception as fault:
            raise SourceError(
                source.lab, "notebook", f"nbgrader's {step.__name__} refuses it: {fault}"
            ) from fault
    stamp(notebook)
    return notebook


def plain_source(source: Source, language: str, pathway: str) -> NotebookNode:
    """The plain nbgrader source (`select`), told which fingerprint its released copy will have.

    `labkit switch` needs it to see whether a learner's copy is untouched, also when stock nbgrader released it.
    """
    notebook = select(source, language, pathway)
    notebook.metadata.labkit.released = fingerprint(learner_copy(source, language, pathway))
    return notebook


def release(content: Content, lab: str, language: str, pathway: str, to: Path) -> Release:
    """Make one learner's copy in ``to/<assignment>/``, replacing what is there.

    Parameters
    ----------
    content : Content
    lab : str
    language : {"en", "fr"}
    pathway : {"builder", "explorer"}
    to : Path
        The folder of releases; made when missing.
    """
    return release_many(content, [(lab, language, pathway)], to)[0]


def release_many(content: Content, wanted: Iterable[tuple[str, str, str]], to: Path) -> list[Release]:
    """Make several copies (lab, language, pathway); a lab's practice pack is computed once."""
    return list(releasing(content, wanted, lambda language: to))


def releasing(
    content: Content, wanted: Iterable[tuple[str, str, str]], place: Callable[[str], Path]
) -> Iterator[Release]:
    """As `release_many`, one by one so that progress can be shown; ``place(language)`` is the folder to release to."""
    with tempfile.TemporaryDirectory(prefix="labkit-") as scratch:
        packs: dict[tuple[str, str], Path] = {}
        for lab, language, pathway in wanted:
            source = read_source(content, lab)
            if (lab, pathway) not in packs:
                packs[lab, pathway] = Path(scratch) / f"{lab}-{pathway}.json"
                write_practice(content, lab, pathway, packs[lab, pathway])
            yield _write(source, language, pathway, place(language), packs[lab, pathway])


def write_practice(content: Content, lab: str, pathway: str, file: Path) -> None:
    """Write one pathway's practice pack (both languages), for instant feedback where graders are not installed."""
    from labkit.tasks.kept_packs import kept_pack
    from labkit.tasks.practice import write_pack

    grader = load_grader(content, lab)
    try:
        if kept := kept_pack(content, lab, pathway):
            shutil.copyfile(kept, file)
        else:
            write_pack(grader, pathway, file)
    except ValueError as fault:
        raise CourseError(f"{content.grader(lab)}: {fault}") from fault


def copy_companions(source: Source, folder: Path) -> None:
    """Copy what lies beside the source notebook (figures, small tables); the source itself never leaves."""
    shutil.copytree(
        source.file.parent,
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns(*_LEFT_BEHIND, "*.ipynb", "practice.json", "variants"),
    )


def solved(content: Content, lab: str, language: str, pathway: str, to: Path) -> Path:
    """Write the solved notebook of one language and pathway, outputs kept, in ``to/<assignment>/``; for authors and tests.

    Its lab keeps no records: it can be run again and again in one folder and gives the same outputs. A cell keeps the
    tolerance it declares, for whoever compares them.
    """
    source = read_source(content, lab)
    folder = to / assignment_of(lab, pathway)
    folder.mkdir(parents=True, exist_ok=True)
    copy_companions(source, folder)
    file = folder / f"{folder.name}.ipynb"
    notebook = select(source, language, pathway)
    declared, here = {cell.id: cell for cell in source.cells}, set(content.labs())
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = cell.source.replace(f'pathway="{pathway}")', f'pathway="{pathway}", records=False)')
            tolerance = declared[cell.id].metadata.get("labkit", {}).get("tolerance")
            if tolerance is not None:
                cell.metadata.labkit = NotebookNode(tolerance=tolerance)
            if (
                not set(_ABOUT.findall(cell.source)) <= here
            ):  # it was solved where another lab was, and was asked about it
                cell.metadata.setdefault("tags", []).append("nbval-ignore-output")
            # What an explorer alone sees was solved in French (`labkit solve`): nbval compares it even where it is lax.
            if language == "fr" and "explorer" in tags(declared[cell.id]):
                cell.metadata.setdefault("tags", []).append("nbval-check-output")
    _number(notebook)
    nbformat.write(notebook, file)
    return file


def _number(notebook: NotebookNode) -> None:
    """Count the code cells as one run from top to bottom would: the source, made of two runs, carries no counts."""
    for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), start=1):
        cell.execution_count = count
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count


def _write(source: Source, language: str, pathway: str, to: Path, pack: Path) -> Release:
    made = Release(source.lab, language, pathway, to / assignment_of(source.lab, pathway))
    _make_room(made)
    made.folder.mkdir(parents=True)
    copy_companions(source, made.folder)
    nbformat.write(learner_copy(source, language, pathway), made.notebook)
    shutil.copyfile(pack, made.folder / "practice.json")
    write_variants(source, language, pathway, made.folder)
    return made


def _make_room(made: Release) -> None:
    """Remove an earlier release, never a copy somebody has worked in."""
    if made.notebook.exists() and not untouched(read_copy(made.notebook)):
        raise CourseError(
            f"{made.notebook} holds somebody's work and was left alone: release to another folder, "
            f"or use `labkit start`, which puts the new version beside it"
        )
    if made.folder.exists():
        shutil.rmtree(made.folder)


def write_variants(source: Source, language: str, pathway: str, folder: Path) -> None:
    """Write the other languages' released copies in ``folder/variants/``, for `labkit switch`."""
    (folder / "variants").mkdir(exist_ok=True)
    for other in LANGUAGES:
        if other != language:
            file = variant(folder, assignment_of(source.lab, pathway), other)
            nbformat.write(learner_copy(source, other, pathway), file)
