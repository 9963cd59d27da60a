"""One run at a time in a course folder, and a full disk told in one sentence."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from labkit.errors import NO_ROOM
from labkit.grading.nbgrader.course_settings import GradingError
from labkit.language import catalogue

_ = catalogue("grading")

LOCK = Path(".labkit") / "grade.lock"


@contextmanager
def only_run(root: Path) -> Iterator[None]:
    """One writer at a time; the lock goes with the process, however it ends."""
    path = root / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            _lock(file)
        except BlockingIOError:
            file.seek(0)
            raise GradingError(
                _("Another run is grading this course (process {pid}): wait for it, or stop it.").format(
                    pid=file.read().strip() or "?"
                )
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _lock(file: IO[str]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: one person at a time, as nbgrader itself assumes
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
                "Writing failed ({error}); {free} MiB are free. What is done stays done: mend it and run this again."
            ).format(error=str(error).splitlines()[0], free=free)
        ) from error
