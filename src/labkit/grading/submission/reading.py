"""A submitted file as a notebook of a known shape. What is in it is hostile; only its structure is put right here."""

import contextlib
import json
import math
import re
from collections.abc import Set as AbstractSet
from itertools import count
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from labkit.language import LANGUAGES

MAX_BYTES = 64 * 2**20
# Objects take a kilobyte each once they are a notebook's, and two bytes in the file.
_MOST_OBJECTS = 200_000
_MAX_DEPTH = 20
# A lab has about ninety. Each further one is run, and looked at again for every task.
MOST_CELLS = 1_000
# How the files begin that pack others.
ARCHIVES = {b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip", b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!": "rar"}
# What git leaves where it could not choose.
_MERGED = re.compile(rb"^<{7}[ \r\n]", re.M)
_CELL_TYPES = ("code", "markdown", "raw")


class UnreadableNotebook(Exception):
    """A file that cannot be graded as a notebook.

    Attributes
    ----------
    reason : str
        Code of the cause: ``not_json``, ``not_a_notebook``, ``too_large``, ``empty``, ``encoding``, ``archive``,
        ``other_assignment``, ``untouched``, ``not_this_lab``, ``too_many_cells``.
    belongs : str
        The assignment that it is of, where that is another one.
    """

    def __init__(self, reason: str, message: str, belongs: str = ""):
        super().__init__(message)
        self.reason, self.belongs = reason, belongs

    def __reduce__(self) -> Any:  # it travels from the process that found it
        return type(self), (self.reason, str(self), self.belongs)


def read(notebook: str | bytes | Path | NotebookNode) -> NotebookNode:
    """A notebook in nbformat 4.5 whose every cell has a type, a text, a metadata dict and an id of its own.

    Parameters
    ----------
    notebook : Path, bytes, str or NotebookNode
        A file, its content, or a notebook already read.

    Raises
    ------
    UnreadableNotebook
        If it is not JSON, not a notebook, empty, larger than `MAX_BYTES` or of more than `MOST_CELLS` cells.
    """
    if isinstance(notebook, dict):
        raw: Any = notebook
    else:
        content = notebook.read_bytes() if isinstance(notebook, Path) else notebook
        raw = _parse(content)
    try:
        if not isinstance(
            raw.get("cells"), list
        ):  # whatever number it bears: only the fourth format has cells there
            raw = nbformat.reads(json.dumps(raw), as_version=4)  # which joins the lines of the old formats
    except Exception as error:
        raise UnreadableNotebook(
            "not_a_notebook", f"its old notebook format cannot be read: {error}"
        ) from None
    return _shaped(raw)


def language_of(notebook: NotebookNode) -> str:
    """Language of a learner's copy (``metadata.labkit.language``), else English."""
    mark = notebook.metadata.get("labkit")
    language = mark.get("language") if isinstance(mark, dict) else None
    return language if language in LANGUAGES else "en"


def read_graded(path: Path) -> NotebookNode:
    """A notebook that the grader wrote itself, outputs and all."""
    return nbformat.reads(path.read_text("utf-8"), as_version=4)


def _parse(content: str | bytes) -> Any:
    if isinstance(content, str):
        content = content.encode("utf-8", "replace")
    if len(content) > MAX_BYTES:
        raise UnreadableNotebook("too_large", f"it holds {len(content) / 2**20:.0f} MiB; the limit is 64 MiB")
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableNotebook("empty", "the file is empty")
    for start, kind in ARCHIVES.items():
        if content.startswith(start):
            raise UnreadableNotebook("archive", kind)
    if content.count(b"{") > _MOST_OBJECTS:
        raise UnreadableNotebook("too_large", f"it holds more than {_MOST_OBJECTS} objects")
    try:
        raw = json.loads(_decoded(content))
    except (ValueError, RecursionError) as error:
        if _MERGED.search(content):
            raise UnreadableNotebook(
                "not_json", "two versions of it were put together, see its lines of <<<<<<<"
            ) from None
        if content.lstrip()[:1] == b"<":
            raise UnreadableNotebook("not_a_notebook", "it is a web page") from None
        raise UnreadableNotebook("not_json", f"it is not JSON ({str(error)[:120]})") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("cells", raw.get("worksheets")), list):
        raise UnreadableNotebook("not_a_notebook", "it is JSON, but not a notebook: it has no list of cells")
    return raw


def _decoded(content: bytes) -> str:
    """Text of a JSON file: UTF-8, -16 or -32, with or without a byte order mark, or what Windows wrote before them.

    Raises
    ------
    UnreadableNotebook
        With the offending byte, where it is UTF-8 in one place and something else in another.
    """
    encoding = json.detect_encoding(content)
    try:
        text = content.decode(encoding)
        return text.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        if not encoding.startswith("utf-8"):
            raise
        # One letter of UTF-8 outside ASCII, and it is no text of Windows-1252: those letters would all be read wrong.
        if content.decode("utf-8", "ignore").isascii():
            with contextlib.suppress(UnicodeDecodeError):
                return content.decode("cp1252")
        byte = f"0x{content[error.start]:02X}"
        raise UnreadableNotebook("encoding", f"byte {byte}, at position {error.start}") from None


def _shaped(raw: Any) -> NotebookNode:
    cells = [_cell(c) for c in raw.get("cells", []) if isinstance(c, dict)]
    if len(cells) > MOST_CELLS:
        raise UnreadableNotebook("too_many_cells", f"{len(cells)}")
    _unique_ids(cells)
    return nbformat.from_dict(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": _mapping(raw.get("metadata")), "cells": cells}
    )


def _cell(raw: dict[str, Any]) -> dict[str, Any]:
    kind = raw.get("cell_type")
    cell: dict[str, Any] = {
        "cell_type": kind if kind in _CELL_TYPES else "raw",
        "id": _text(raw.get("id"))[:64],
        "metadata": _mapping(raw.get("metadata")),
        "source": _text(raw.get("source")),
    }
    if not isinstance(cell["metadata"].get("nbgrader", {}), dict):
        del cell["metadata"]["nbgrader"]
    tags = cell["metadata"].get("tags")
    if tags is not None:
        cell["metadata"]["tags"] = [_text(t) for t in tags] if isinstance(tags, list) else []
    if cell["cell_type"] == "code":
        # Saved outputs prove nothing and are made again by running the cell.
        cell |= {"execution_count": None, "outputs": []}
    elif isinstance(raw.get("attachments"), dict):
        attached = _mapping(raw["attachments"])
        cell["attachments"] = {name: kinds for name, kinds in attached.items() if isinstance(kinds, dict)}
    return cell


def _mapping(value: Any, depth: int = 0) -> dict[str, Any]:
    """A metadata dict without whatever is nested so deeply that copying it would end the run."""
    return _pruned(value, depth) if isinstance(value, dict) else {}


def _pruned(value: Any, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, dict):
        return {_text(k): _pruned(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [_pruned(v, depth + 1) for v in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None  # Python's JSON has NaN, nobody else's
    return _text(value) if isinstance(value, str) else value


def _text(value: Any) -> str:
    """Text of a source (a string or a list of lines) that can be written as UTF-8."""
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""


def _unique_ids(cells: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for number, cell in enumerate(cells):
        allowed = (ch for ch in cell["id"] if ch.isascii() and (ch.isalnum() or ch in "-_"))
        name = "".join(allowed) or f"cell-{number}"
        cell["id"] = unused(name, seen)
        seen.add(cell["id"])


def unused(name: str, seen: AbstractSet[str]) -> str:
    """`name`, or with numbers behind it where that is taken; at most 64 characters, as nbformat wants it.

    The first number differs from call to call as `seen` grows, so that names taken on purpose cost one look each.
    """
    tries = (f"{name[:40]}-{len(seen)}-{number}" for number in count())
    return name if name not in seen else next(other for other in tries if other not in seen)
