"""Practice packs kept in the repository's ``build/packs/``: a pack costs up to 14 s, and is the same until what it rests on changes.

Only where labkit runs from its own repository: elsewhere a pack is made each time, or lies beside the notebook already.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import labkit
from labkit.content import Content
from labkit.tasks.load import load_grader
from labkit.tasks.practice import Pack, PackError, read_pack, write_pack

_CODE = (".py", ".mo", ".toml", ".tsv", ".json")
_COMPUTED_BY = ("numpy", "scipy", "pandas", "scikit-learn", "torch", "transformers", "tokenizers")


def rests_on(content: Content, lab: str) -> "hashlib._Hash":
    """The digest, still open, of what a lab computes with: labkit but for its site, all of the lab's grader, the questions of all labs, the data."""
    package = Path(labkit.__file__).parent
    files: list[Path] = [
        file
        for file in package.rglob("*")
        if file.suffix in _CODE and not _of_the_site(file.relative_to(package))
    ]
    files += (file for file in content.grader(lab).rglob("*") if "__pycache__" not in file.parts)
    for other in content.labs():
        files += (content.grader(other) / name for name in ("lab.toml", "questions.toml"))
    files.append(content.data / "CHECKSUMS")
    seen = hashlib.sha256("".join(map(_version, _COMPUTED_BY)).encode())
    for file in sorted({file for file in files if file.is_file()}):
        seen.update(file.name.encode() + file.read_bytes())
    return seen


def _version(library: str) -> str:
    try:
        return f"{library} {version(library)};"
    except PackageNotFoundError:
        return f"{library};"


def _of_the_site(file: Path) -> bool:
    return "site" in (*file.parts, file.stem)


def kept_pack(content: Content, lab: str, pathway: str) -> Path | None:
    """The file of a lab's practice pack, made where it is not kept yet; None where none is kept.

    Raises
    ------
    ValueError
        As `labkit.tasks.bundle.build`: a reference or a mutant raises on a case.
    """
    if content.root != Path(labkit.__file__).parents[2]:
        return None
    folder = content.root / "build" / "packs"
    file = folder / f"{lab}.{pathway}.{rests_on(content, lab).hexdigest()[:16]}.json"
    if not _is_whole(file):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder) as apart:
                made = Path(apart) / file.name
                write_pack(load_grader(content, lab), pathway, made)
                old = [one for one in folder.glob(f"{lab}.{pathway}.*.json") if one != file]
                os.replace(made, file)
        except OSError:  # a repository that cannot be written
            return None
        _forget(old)
    return file


def _is_whole(file: Path) -> bool:
    """Whether it is there and reads as a pack: one that a crash cut short would else reach every learner."""
    try:
        return file.is_file() and bool(read_pack(file))
    except PackError:
        return False


def _forget(old: Iterable[Path]) -> None:
    for file in old:
        file.unlink(missing_ok=True)


def pack_of(content: Content, lab: str, pathway: str) -> Pack | None:
    """A lab's practice pack as it is kept, or None."""
    file = kept_pack(content, lab, pathway)
    return read_pack(file) if file else None
