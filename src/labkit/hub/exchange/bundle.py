"""A folder of files as one zip archive: how labs, submissions and feedback travel, and how they are kept."""

import hashlib
import io
import stat
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from labkit.hub.exchange import names
from labkit.hub.exchange.names import Refused
from labkit.language import catalogue

_ = catalogue("hub")

MOST_FILES = 2000
# Of the unpacked files: a megabyte of zip can hold a gigabyte of zeros.
LARGEST = 200 * 2**20


def pack(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files; the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path), files[path], zipfile.ZIP_DEFLATED)
    return made.getvalue()


def unpack(data: bytes, largest: int = LARGEST) -> dict[str, bytes]:
    """The files of an archive that may come from anybody.

    Parameters
    ----------
    data : bytes
    largest : int
        Bytes that all files may have together.

    Returns
    -------
    dict
        Relative path to content.

    Raises
    ------
    Refused
        400 for what is no sound archive of plain files with plain names, 413 for what is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > largest:
                raise Refused(413, _("That is too large, or too many files."))
            found: dict[str, bytes] = {}
            for entry in entries:
                path = names.file(entry.filename)
                if path in found or stat.S_ISLNK(entry.external_attr >> 16):
                    raise Refused(400, _("The archive holds a link, or a file twice."))
                found[path] = archive.read(entry)
    except Refused:
        raise
    except Exception:  # each way of packing has errors of its own, and a damaged archive finds more
        raise Refused(400, _("This is no sound zip archive.")) from None
    if any(parent.as_posix() in found for path in found for parent in Path(path).parents):
        raise Refused(400, _("The archive holds a file where a folder is needed."))
    return found


def digest(content: bytes) -> str:
    """SHA-256 of one file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_folder(folder: Path) -> dict[str, bytes]:
    """The plain files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """Put `files`, as `unpack` gives them, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def listed(archive: Path) -> list[str]:
    """The paths in an archive of our own."""
    with zipfile.ZipFile(archive) as opened:
        return opened.namelist()


def notebooks(files: Iterable[str]) -> list[str]:
    """Names, without ``.ipynb``, of the notebooks at the top of a bundle."""
    return sorted(path[:-6] for path in files if "/" not in path and path.endswith(".ipynb"))
