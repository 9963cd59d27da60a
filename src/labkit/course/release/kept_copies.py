"""Released copies kept beside the learner's labs: releasing loads every grader and computes its practice pack, twenty seconds
for six labs, and gives the same copies as long as nothing that they are made from has changed."""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import labkit
from labkit.content import Content, assignment_of

_INDEX = "made_from.json"


class KeptCopies:
    """One folder of released copies, ``<language>/<assignment>/``, each with the fingerprint of what it was made from.

    Parameters
    ----------
    folder : Path
        Made when the first copy is kept.
    content : Content
    """

    def __init__(self, folder: Path, content: Content) -> None:
        self._folder, self._content = folder, content
        self._all_labs = _fingerprint(
            [content.graders, content.data, Path(labkit.__file__).parent],
            [sys.version, version("nbgrader"), labkit.__version__],
        )

    def find(self, lab: str, language: str, pathway: str) -> Path | None:
        """The copy's folder, if it was made from what is there now."""
        home = self._home(lab, language, pathway)
        known = home.is_dir() and self._read().get(self._key(home)) == self._now(lab)
        return home if known else None

    def keep(self, made: Path, lab: str, language: str, pathway: str) -> Path:
        """Keep a copy just released; the folder it now lies in. It counts as kept only once it is whole."""
        home = self._home(lab, language, pathway)
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(made, home)
        index = self._folder / _INDEX
        part = index.with_suffix(".part")
        part.write_text(json.dumps({**self._read(), self._key(home): self._now(lab)}), encoding="utf-8")
        part.replace(index)
        return home

    def _home(self, lab: str, language: str, pathway: str) -> Path:
        return self._folder / language / assignment_of(lab, pathway)

    def _key(self, home: Path) -> str:
        return home.relative_to(self._folder).as_posix()

    def _now(self, lab: str) -> str:
        return _fingerprint([self._content.notebooks / lab], [self._all_labs])

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads((self._folder / _INDEX).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def _fingerprint(folders: list[Path], words: list[str]) -> str:
    """Over names, sizes and times of every file, as make does: reading the models' bytes would cost what is to be saved."""
    seen = hashlib.sha256("\n".join(words).encode())
    for folder in folders:
        for name, state in _files(folder):
            seen.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    for where, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if name != "__pycache__" and not name.startswith("."))
        for name in sorted(names):
            file = os.path.join(where, name)
            yield file, os.stat(file)
