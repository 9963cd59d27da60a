"""Where committed data lies, and the check that it is what was committed."""

import hashlib
from functools import cache
from pathlib import Path

from labkit.content import data_file
from labkit.language import catalogue

_ = catalogue("data")


class DamagedFile(ValueError):
    """A committed file is missing, unknown, or not the one that was committed."""


def folder() -> Path:
    """Top-level ``data/`` with its ``CHECKSUMS`` (`labkit.content.data_file`).

    Raises
    ------
    DamagedFile
        When there is none: the installation is incomplete.
    """
    listed = data_file("CHECKSUMS")
    if listed is None:
        raise DamagedFile(_("labkit's data folder was not found. Install labkit again."))
    return listed.parent


def checksums(directory: Path) -> dict[str, str]:
    """``{file name: sha256}`` of a folder's ``CHECKSUMS``, written as ``sha256sum`` writes it."""
    lines = (directory / "CHECKSUMS").read_text(encoding="utf-8").splitlines()
    return {
        name.strip(" *"): digest for digest, name in (line.split(" ", 1) for line in lines if line.strip())
    }


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def _digest(path: Path, size: int, modified_ns: int) -> str:
    # Hashing again at each load would cost a lab more than reading the file; size and time tell an edited
    # one.
    return sha256(path)


def verified(name: str, directory: Path | None = None) -> Path:
    """Path of a committed file, once its bytes agree with the ``CHECKSUMS`` beside it.

    Parameters
    ----------
    name : str
        File name relative to `directory`, with forward slashes.
    directory : Path, optional
        Folder that holds the file and its ``CHECKSUMS``; the top-level ``data/`` by default.

    Raises
    ------
    DamagedFile
        When the file is absent, is not in ``CHECKSUMS``, or has other bytes.
    """
    directory = directory or folder()
    path = directory / name
    expected = checksums(directory).get(name)
    if expected is None:
        raise DamagedFile(
            _("{name} is not listed in {directory}/CHECKSUMS.").format(name=name, directory=directory)
        )
    if not path.is_file():
        raise DamagedFile(
            _("{path} is missing. Fetch the repository again, or install labkit again.").format(path=path)
        )
    stat = path.stat()
    found = _digest(path, stat.st_size, stat.st_mtime_ns)
    if found != expected:
        raise DamagedFile(
            _(
                "{path} is not the file that was committed (sha256 {found}…, expected {expected}…): it was "
                "edited or is incomplete. Restore it, for example with git checkout -- {path}"
            ).format(path=path, found=found[:12], expected=expected[:12])
        )
    return path


def write_checksum(name: str, directory: Path | None = None) -> None:
    """Renew one file's line in ``CHECKSUMS`` (for the scripts that build committed data)."""
    directory = directory or folder()
    known = checksums(directory) | {name: sha256(directory / name)}
    text = "".join(f"{digest}  {file}\n" for file, digest in sorted(known.items()))
    (directory / "CHECKSUMS").write_text(text, encoding="utf-8")
