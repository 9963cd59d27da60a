"""A private, bounded copy of a submission's folder, as the tar file that is unpacked inside the sandbox.

Only regular files travel. A link would be followed on the trusted side, to whatever the learner named.
"""

import io
import os
import stat
import tarfile
import tempfile
from pathlib import Path
from typing import IO

from labkit.kernels.tampering import TamperLog

_MOST_FILES = 4096


def pack_folder(folder: Path, most_bytes: int, log: TamperLog) -> IO[bytes]:
    """Tar file (unlinked, at its start) of what `folder` holds, up to `most_bytes` and `_MOST_FILES` files."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    left, count = most_bytes, 0
    with tarfile.open(fileobj=file, mode="w:") as archive:
        for root, folders, names in os.walk(folder, followlinks=False):
            for name in [n for n in folders if os.path.islink(os.path.join(root, n))]:
                log.note("working_copy", f"left out a link: {name}")
            for name in sorted(names):
                if count > _MOST_FILES:
                    log.note("working_copy", f"left out everything after {_MOST_FILES} files")
                    folders.clear()
                    break
                data = _read(os.path.join(root, name), left, name, log)
                count += 1
                if data is None:
                    continue
                left -= len(data)
                entry = tarfile.TarInfo(os.path.relpath(os.path.join(root, name), folder))
                entry.size, entry.mode = len(data), 0o644
                archive.addfile(entry, io.BytesIO(data))
    file.seek(0)
    return file


def _read(path: str, left: int, name: str, log: TamperLog) -> bytes | None:
    try:
        # O_NOFOLLOW and fstat on what was opened: the file cannot be exchanged between the check and the reading.
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        log.note("working_copy", f"left out a link or an unreadable file: {name}")
        return None
    with os.fdopen(fd, "rb") as file:
        about = os.fstat(fd)
        if not stat.S_ISREG(about.st_mode) or about.st_nlink > 1:
            log.note("working_copy", f"left out what is not a plain file: {name}")
            return None
        if about.st_size > left:
            log.note("working_copy", f"left out a file of {about.st_size} bytes: {name}")
            return None
        return file.read(left)
