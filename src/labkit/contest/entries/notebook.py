"""A notebook that is handed in: its code, what identifies it whatever its names are, and the clocks that it reads."""

import ast
import hashlib
from pathlib import Path

import nbformat

from labkit.contest.entries.outcome import Refused

_MOST_BYTES = 5 * 2**20
# Of `time` and `datetime`, and of what pandas makes of them.
_CLOCKS = {
    "time",
    "time_ns",
    "monotonic",
    "monotonic_ns",
    "perf_counter",
    "perf_counter_ns",
    "process_time",
    "localtime",
    "gmtime",
    "now",
    "utcnow",
    "today",
}


def code_cells(file: Path) -> list[str]:
    """The notebook's code, cell by cell.

    Raises
    ------
    Refused
        Where the file is no notebook.
    """
    try:
        data = file.read_bytes()
        if len(data) > _MOST_BYTES:
            raise Refused("unreadable", detail=f"{len(data)} bytes")
        notebook = nbformat.reads(data.decode("utf-8"), as_version=4)
        return [
            str(cell.source)
            for cell in notebook.cells
            if cell.cell_type == "code" and str(cell.source).strip()
        ]
    except Refused:
        raise
    except Exception as error:  # whatever a hostile file makes nbformat raise
        raise Refused("unreadable", detail=type(error).__name__) from None


def clock_read(cells: list[str]) -> str:
    """The first clock that the code names, or ``""``. A closed door, not a wall: fresh patients make a clock worthless."""
    for tree in _trees(cells):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Attribute) and called.attr in _CLOCKS:
                    try:
                        return ast.unparse(called)
                    except RecursionError:
                        return called.attr
                if isinstance(called, ast.Name) and called.id in _CLOCKS:
                    return called.id
    return ""


def fingerprint(cells: list[str]) -> str:
    """A digest of what the code does, the same when comments, spaces or the names of variables are changed."""
    digest = hashlib.sha256()
    for source, tree in zip(cells, _trees(cells), strict=True):
        renamed: dict[str, str] = {}
        for node in ast.walk(tree):
            for name in ("id", "arg", "name"):
                value = getattr(node, name, None)
                if isinstance(value, str):
                    setattr(node, name, renamed.setdefault(value, f"n{len(renamed)}"))
        try:
            digest.update(ast.dump(tree).encode())
        except RecursionError:  # a sum of two thousand terms is as deep
            digest.update(source.encode())
    return digest.hexdigest()


def _trees(cells: list[str]) -> list[ast.AST]:
    found: list[ast.AST] = []
    for source in cells:
        lines = [line if not line.lstrip().startswith(("%", "!")) else "" for line in source.splitlines()]
        try:
            found.append(ast.parse("\n".join(lines)))
        except (
            SyntaxError,
            ValueError,
            RecursionError,
            MemoryError,
        ):  # the last two: of what is nested too deep
            found.append(ast.parse(repr(source)))
    return found
