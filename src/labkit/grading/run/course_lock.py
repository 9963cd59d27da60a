"""One run at a time in a course folder, and a full disk told in one sentence."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from labkit.errors import NO_ROOM
from labkit.grading.nbgrader.course_settings import GradingError
from labkit.language import catalogue

_ = catalogue("grading")

LOCK = Path(".labkit") / "grade.lock"
# Beside the lock: Windows lets nobody else read a locked file.
HOLDER = LOCK.with_suffix(".pid")


@contextmanager
def only_run(root: Path) -> Iterator[None]:
    """One writer at a time; the lock goes with the process, however it ends."""
    from filelock import FileLock, Timeout

    (root / LOCK).parent.mkdir(parents=True, exist_ok=True)
    holder = root / HOLDER
    lock = FileLock(root / LOCK, blocking=False)
    try:
        lock.acquire()
    except Timeout:
        pid = holder.read_text("utf-8").strip() if holder.is_file() else ""
        raise GradingError(
            _("Another run is grading this course (process {pid}): wait for it, or stop it.").format(
                pid=pid or "?"
            )
        ) from None
    try:
        holder.write_text(str(os.getpid()), "utf-8")
        yield
    finally:
        lock.release()


@contextmanager
def disk_errors() -> Iterator[None]:
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except (OSError, DBAPIError) as error:
        full = getattr(error, "errno", None) in NO_ROOM or "full" in str(error)
        if not full and not isinstance(error, DBAPIError):
            raise
        free = shutil.disk_usage(Path.cwd()).free // 2**20
        raise GradingError(
            _(
                "Writing failed ({error}); {free} MiB are free. What is done stays done: correct it and run this again."
            ).format(error=str(error).splitlines()[0], free=free)
        ) from error
