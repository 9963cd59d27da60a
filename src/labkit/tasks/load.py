"""Labs' graders: each lab's folder under ``graders/`` is loaded as a package under a name that holds its fingerprint.

So a grader that was mended is never the old one, whichever of its files was mended, also in a process that lives long
(``labkit grade --watch``, a Dask worker), and whoever still holds the old one keeps it whole.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
import threading
import zlib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from labkit.content import Content
from labkit.errors import CourseError
from labkit.tasks.declare import LabGrader, Task
from labkit.tasks.lab_file import read_asked, read_lab_file

_PREFIX = "labkit_lab_"
_LOCK = threading.RLock()


def grader_files(folder: Path) -> list[Path]:
    """The files of a lab's folder that its grader is made of."""
    if not folder.is_dir():
        return []
    found = (p for p in folder.rglob("*") if p.is_file() and p.suffix in (".py", ".toml"))
    return sorted(p for p in found if "__pycache__" not in p.parts)


def fingerprint(folder: Path) -> str:
    """Of a lab's folder and of nothing else: changes when one of its files does."""
    mark = sha256()
    for path in grader_files(folder):
        data = path.read_bytes()
        mark.update(f"{path.relative_to(folder)}:{len(data)}:".encode())
        mark.update(data)
    return mark.hexdigest()[:16]


def load_grader(content: Content, lab: str) -> LabGrader:
    """The `LabGrader` that the package ``graders/<lab>/`` declares.

    Raises
    ------
    CourseError
        When the folder is missing, does not import, or declares no `LabGrader` called ``grader``.
    """
    folder = content.grader(lab)
    if not (folder / "__init__.py").is_file():
        raise CourseError(f"{lab} has no grader: write {folder / '__init__.py'}")
    # Where it is said to be, not where a link leads: a course that links to another's labs has its own neighbours, whose questions are asked.
    place = sha256(str(folder.absolute()).encode()).hexdigest()[:8]
    name = f"{_PREFIX}{lab}_{place}_{fingerprint(folder)}"
    with _LOCK:
        module = sys.modules.get(name) or _import(name, folder)
    grader = getattr(module, "grader", None)
    if not isinstance(grader, LabGrader):
        raise CourseError(f"{folder / '__init__.py'} must say `grader = lab_grader(__name__)`")
    return grader


def lab_grader(package: str) -> LabGrader:
    """The grader of a lab's package, from its ``lab.toml`` and its tasks' files; called in its ``__init__.py``.

    Parameters
    ----------
    package : str
        The package's ``__name__``.
    """
    folder = Path(str(sys.modules[package].__file__)).parent
    said = read_lab_file(folder)
    grader = LabGrader(folder.name, explanations=said.explanations, predictions=said.predictions)
    for name in said.tasks:
        if not (folder / f"{name}.py").is_file():
            raise CourseError(f"{folder / 'lab.toml'}: tasks: there is no {folder / name}.py")
        task = getattr(importlib.import_module(f"{package}.{name}"), "task", None)
        if not isinstance(task, Task):
            raise CourseError(f"{folder / name}.py declares no task: task = function_task(...)")
        task.id = name
        ways = [
            way for way, tasks in (("builder", said.builder), ("explorer", said.explorer)) if name in tasks
        ]
        task.pathway = "both" if len(ways) == 2 else ways[0]  # type: ignore[assignment]
        grader.tasks.append(task)
    grader.quizzes.extend(read_asked(folder, said.asks))
    return grader


def _import(name: str, folder: Path) -> ModuleType:
    if not any(isinstance(finder, _LabFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _LabFinder())
    _LabFinder.folders[name] = folder
    try:
        return importlib.import_module(name)
    except CourseError:
        _forget(name)
        raise
    except Exception as fault:
        _forget(name)
        raise CourseError(f"{folder} does not import: {type(fault).__name__}: {fault}") from fault


def _forget(name: str) -> None:
    for module in [m for m in sys.modules if m == name or m.startswith(f"{name}.")]:
        del sys.modules[module]


class _LabFinder(importlib.abc.MetaPathFinder):
    """Finds the packages of labs and their modules, by the folder each was loaded from."""

    folders: dict[str, Path] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        package, _, module = fullname.partition(".")
        if package not in self.folders:
            return None
        folder = self.folders[package]
        file = folder / ("__init__.py" if not module else f"{module}.py")
        if not file.is_file():
            return None
        return importlib.util.spec_from_file_location(
            fullname,
            file,
            loader=_ByContent(fullname, str(file)),
            submodule_search_locations=None if module else [str(folder)],
        )


class _ByContent(importlib.machinery.SourceFileLoader):
    """Takes compiled code for the source's only if it was compiled from the same bytes.

    Python goes by time and size, and a file mended within a second, with as many bytes, would stay the old one.
    """

    def path_stats(self, path: Any) -> dict[str, Any]:
        data = self.get_data(path)
        return {"mtime": zlib.crc32(data), "size": len(data)}
