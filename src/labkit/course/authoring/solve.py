"""Run a lab's solved source and keep its outputs in it: the source shows what its code really gives.

No kernel can run both pathways, since they define the same things differently. The English builder notebook runs first;
cells of the explorer pathway take their outputs from the French explorer notebook.
"""

import shutil
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from labkit.content import Content
from labkit.course.source.lab_source import read_source
from labkit.course.source.select import select


def execute(notebook: NotebookNode, folder: Path, seconds: int = 600) -> NotebookNode:
    """Run a notebook in `folder`, in place; by the clock, so generous: a busy machine must not undo an hour's building.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    nbclient.exceptions.CellTimeoutError
        If a cell takes longer than `seconds`.
    """
    client = NotebookClient(notebook, timeout=seconds, resources={"metadata": {"path": str(folder)}})
    # Errors only: a local kernel warns about its own sockets.
    client.extra_arguments = ["--IPKernelApp.log_level=40"]
    client.execute()
    return notebook


def _execute_apart(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """Run it in a copy of its folder: what an earlier run predicted or answered must not show in this one."""
    with tempfile.TemporaryDirectory() as apart:
        copy = Path(apart) / folder.name
        shutil.copytree(folder, copy)
        return execute(notebook, copy)


def solve(content: Content, lab: str) -> Path:
    """Run both pathways of a lab and write their outputs into its source; returns the file written."""
    source = read_source(content, lab)
    outputs: dict[str, NotebookNode] = {}
    for language, pathway in (("fr", "explorer"), ("en", "builder")):
        if pathway in source.pathways():
            chosen = select(source, language, pathway)
            # As in `release.solved`: no buttons, and no order of choices that is one learner's own.
            for cell in chosen.cells:
                cell.source = cell.source.replace(
                    f'pathway="{pathway}")', f'pathway="{pathway}", records=False)'
                )
            ran = _execute_apart(chosen, source.file.parent)
            outputs.update({cell.id: cell for cell in ran.cells if cell.cell_type == "code"})
    notebook = nbformat.read(source.file, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.id in outputs:
            cell.outputs = _joined(outputs[cell.id].outputs)
            cell.execution_count = None  # counts of two runs would contradict each other
            for output in cell.outputs:
                if "execution_count" in output:
                    output["execution_count"] = None
    nbformat.write(notebook, source.file)
    return source.file


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs in which text printed in one go is one: a busy machine sends it in pieces."""
    found: list[NotebookNode] = []
    for output in outputs:
        before = found[-1] if found else None
        if output.output_type == "stream" and before is not None and before.get("name") == output.name:
            before.text += output.text
        else:
            found.append(output)
    return found
