"""A demo that was killed leaves its hub, which is in a session of its own: the next demo finds it and stops it."""

import contextlib
import json
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("hub")

FILE = "running.json"
PREFIX = "labkit-hub-"  # of the folders that nobody named


def note(root: Path, hub: int) -> None:
    """Write down which processes are the demo and its hub; a number alone may be given again."""
    both = {"demo": os.getpid(), "hub": hub}
    said = {name: [pid, psutil.Process(pid).create_time()] for name, pid in both.items()}
    (root / FILE).write_text(json.dumps(said) + "\n", encoding="utf-8")


def forget(root: Path) -> None:
    """The demo has stopped its hub."""
    (root / FILE).unlink(missing_ok=True)


def stop_rest(root: Path, hub: int) -> None:
    """Stop what belongs to a hub that has ended: one that ends by itself leaves its proxy, which keeps the port."""
    _stop(list(_belonging(root)), hub)


def stop_what_was_left(root: Path | None, show: Callable[[str], None]) -> None:
    """Stop hubs whose demo is gone: in this folder, or in any of the temporary ones.

    Raises
    ------
    CourseError
        If a demo is at work in `root`.
    """
    folders = [root] if root else sorted(Path(tempfile.gettempdir()).glob(f"{PREFIX}*"))
    for folder in folders:
        noted = _noted(folder)
        if noted is None:
            continue
        if _same(*noted["demo"]):
            if root:
                raise CourseError(
                    _(
                        "A demo is at work in {folder}: stop it there with Ctrl+C, or name another folder."
                    ).format(folder=folder)
                )
            continue
        if left := list(_belonging(folder)):
            _stop(left, noted["hub"][0])
            show(
                _(
                    "An earlier demo had been killed and its hub was still running: it has been stopped. All of it is kept in {folder}."
                ).format(folder=folder)
            )
        forget(folder)


def _noted(folder: Path) -> dict[str, tuple[int, float]] | None:
    """What `note` wrote; nothing where somebody else may have written it."""
    file = folder / FILE
    try:
        if {folder.stat().st_uid, file.stat().st_uid} != {os.getuid()}:
            return None
        said = json.loads(file.read_text("utf-8"))
        return {name: (int(said[name][0]), float(said[name][1])) for name in ("demo", "hub")}
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _same(pid: int, began: float) -> bool:
    try:
        process = psutil.Process(pid)
        return process.create_time() == began and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _belonging(folder: Path) -> Iterator[psutil.Process]:
    """The hub, its proxy, the exchange, people's servers and what runs in these; no shell that merely stands in the folder."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            line, environment = process.cmdline(), process.environ()
            if (
                str(folder / "jupyterhub_config.py") in line
                or environment.get("JUPYTER_CONFIG_PATH", "").startswith(f"{folder}{os.sep}")
                or f'"{folder / "exchange"}"' in environment.get("LABKIT_EXCHANGE", "")
                or any("configurable-http-proxy" in part for part in line)
                and process.cwd() == str(folder)
            ):
                yield process


def _stop(left: list[psutil.Process], hub: int) -> None:
    """First the hub alone, which stops its servers in order; then whatever is still there."""
    for process in left:
        if process.pid == hub:
            with contextlib.suppress(psutil.Error):
                process.send_signal(signal.SIGTERM)
                process.wait(30)
    for last in (signal.SIGTERM, signal.SIGKILL):
        for process in left:
            with contextlib.suppress(psutil.Error):
                process.send_signal(last)
        _gone, left = psutil.wait_procs(left, timeout=10)
