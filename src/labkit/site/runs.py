"""What a lab shows: a learner's fresh copy, run from top to bottom with nothing answered.

A fresh copy holds no answer, so nothing that it prints can rest on one: this is why the site shows it, and not the
author's solved notebook. It is also the one way to have every figure in the reader's language. A run is kept under the
fingerprint of all that it depends on, so that a second build takes seconds.
"""

import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from labkit.content import Content
from labkit.course.authoring.solve import execute
from labkit.course.release.release import copy_companions, learner_copy
from labkit.course.source.lab_source import Source, read_source
from labkit.errors import SourceError
from labkit.tasks.kept_packs import rests_on


def fresh_run(content: Content, lab: str, language: str, pathway: str, kept: Path) -> NotebookNode:
    """A learner's fresh copy with its outputs, from `kept` where nothing has changed since it was run.

    Raises
    ------
    SourceError
        Where a fresh copy does not run from top to bottom.
    """
    source = read_source(content, lab)
    copy = learner_copy(source, language, pathway)
    for cell in copy.cells:  # no buttons, no order of choices that is one learner's own, nothing kept
        cell.source = cell.source.replace(f'pathway="{pathway}")', f'pathway="{pathway}", records=False)')
    file = kept / f"{lab}.{pathway}.{language}.{_fingerprint(content, lab, copy)}.ipynb"
    if not file.is_file():
        _run(source, copy)
        kept.mkdir(parents=True, exist_ok=True)
        for old in kept.glob(f"{lab}.{pathway}.{language}.*.ipynb"):
            old.unlink()
        nbformat.write(copy, file)
    return nbformat.read(file, as_version=4)


def _run(source: Source, copy: NotebookNode) -> None:
    from nbclient.exceptions import CellExecutionError, CellTimeoutError

    with tempfile.TemporaryDirectory(prefix="labkit-site-") as apart:
        copy_companions(source, Path(apart) / source.lab)
        try:
            execute(copy, Path(apart) / source.lab)
        except CellExecutionError as fault:
            raise SourceError(
                source.lab,
                "notebook",
                f"a fresh copy does not run from top to bottom: {fault.ename}: {fault.evalue}",
            ) from fault
        except CellTimeoutError as fault:
            raise SourceError(source.lab, "notebook", f"a fresh copy does not end: {fault}") from fault


def _fingerprint(content: Content, lab: str, copy: NotebookNode) -> str:
    """Of the copy and of all that it computes with."""
    seen = rests_on(content, lab)
    seen.update(repr([(cell.id, cell.source) for cell in copy.cells]).encode())
    return seen.hexdigest()[:16]
